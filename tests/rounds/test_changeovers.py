"""Rounds every five minutes for two days around each change of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.engine import Database
from db.upkeep import upgrade
from support.makers import BRUSSELS, RULES, TORONTO
from support.office import Office
from tracker.dates.window import Kind, Precision, Window
from tracker.workdays import Workdays

EVERY_DAY = Window("chaque jour", None, Precision.DAY, date(2024, 1, 1), None, Kind.RECURRING, "FREQ=DAILY")
DAY, STEP = timedelta(days=1), timedelta(minutes=5)
HOURS = {"small hours": time(1, 30), "the hour that changes": time(2, 30), "morning": time(7, 30)}


@pytest.mark.parametrize("zone", [TORONTO, BRUSSELS])
@pytest.mark.parametrize("day", [date(2024, 3, 10), date(2024, 3, 31), date(2024, 10, 27), date(2024, 11, 3)])
def test_each_day_has_one_digest_at_its_hour(tmp_path: Path, zone: ZoneInfo, day: date) -> None:
    """From the noon before to the noon after."""
    database = Database(f"sqlite:///{tmp_path / 'suivi.db'}")
    upgrade(database)
    rules = replace(RULES, workdays=Workdays("", weekend=frozenset()), zone=zone)
    first, last = (moment(day + n * DAY, time(12), zone) for n in (-1, 1))
    office = Office(database, rules, now=first)
    for name, hour in HOURS.items():
        person = office.hire(name, send_at=hour)
        with office.register() as register:
            register.add("Publier le communiqué", window=EVERY_DAY, owner=person)
    heard: dict[tuple[str, date], datetime] = {}
    now = first
    while now <= last:
        for sent in office.run(now).digests:
            assert (sent.person.name, sent.day) not in heard, "one digest a day"
            heard[sent.person.name, sent.day] = now
        now += STEP
    database.close()
    assert set(heard) == {(name, day + n * DAY) for name in HOURS for n in (-1, 0, 1)}
    for (name, of), sent_at in heard.items():
        if of >= day:
            hour = moment(of, HOURS[name], zone)
            assert hour <= sent_at < hour + STEP


def moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
