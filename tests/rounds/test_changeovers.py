"""Rounds every quarter of an hour for two days around each change of the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.engine import Database
from db.upkeep import upgrade
from support.makers import RULES
from support.office import Office
from tracker.commitments import Person
from tracker.dates.window import Kind, Precision, Window
from tracker.intake import Intake
from tracker.reminders import Fate, Skip
from tracker.workdays import Workdays

EVERY_DAY = Window("chaque jour", None, Precision.DAY, date(2024, 1, 1), None, Kind.RECURRING, "FREQ=DAILY")
DAY, YEAR, STEP = timedelta(days=1), timedelta(days=366), timedelta(minutes=15)
HOURS = {
    "midnight": time(0),
    "the first hour": time(0, 30),
    "small hours": time(1, 30),
    "the hour that changes": time(2, 15),
    "the end of that hour": time(2, 59),
    "morning": time(7, 30),
}


CHANGES = {
    "America/Toronto": (date(2024, 3, 10), date(2024, 11, 3)),
    "Europe/Brussels": (date(2024, 3, 31), date(2024, 10, 27)),
    "America/St_Johns": (date(2024, 3, 10), date(2024, 11, 3)),  # half an hour beside everybody else
    "Australia/Lord_Howe": (date(2024, 4, 7), date(2024, 10, 6)),  # by half an hour
    "Asia/Beirut": (date(2024, 3, 31), date(2024, 10, 27)),  # at midnight: the day begins at one, or twice
}


each_change = pytest.mark.parametrize(
    ("zone", "day"), [(ZoneInfo(name), day) for name, days in CHANGES.items() for day in days]
)


@each_change
def test_each_day_has_one_digest_at_its_hour(zone: ZoneInfo, day: date) -> None:
    """From the noon before to the noon after."""
    first, last = (moment(day + n * DAY, time(12), zone) for n in (-1, 1))
    office = daily(zone, first)
    heard: dict[tuple[str, date], datetime] = {}
    for now in steps_of(first, last):
        for sent in office.run(now).digests:
            assert (sent.person.name, sent.day) not in heard, "one digest a day"
            heard[sent.person.name, sent.day] = now
    office.database.close()
    assert set(heard) == {(name, day + n * DAY) for name in HOURS for n in (-1, 0, 1)}
    for (name, of), sent_at in heard.items():
        if of >= day:
            hour = moment(of, HOURS[name], zone)
            assert hour <= sent_at < hour + STEP


@each_change
@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_set_back_over_a_changeover_sends_nothing_again(
    zone: ZoneInfo, day: date, back: timedelta
) -> None:
    office = daily(zone, moment(day - DAY, time(12), zone))
    first, last = office.now, moment(day + DAY, time(12), zone)
    steps = list(steps_of(first, last))
    half = len(steps) // 2
    again = [now for now in steps[:half] if now >= steps[half] - back]
    for now in (*steps[:half], *again, *steps[half:]):
        office.run(now)
    office.database.close()
    told = Counter(str(mail["Message-ID"]) for _, mail in office.mailbox.mails)
    assert set(told.values()) == {1}
    assert Counter(office.mailbox.recipients) == dict.fromkeys(office.mailbox.recipients, 3)


@pytest.mark.parametrize("zone", [ZoneInfo(name) for name in CHANGES])
def test_a_clock_set_forward_a_year_tells_each_person_once_and_right_again_nothing(zone: ZoneInfo) -> None:
    day = CHANGES[zone.key][0]
    office = daily(zone, moment(day, time(12), zone))
    office.run()
    assert len(office.mailbox.mails) == len(HOURS)
    office.mailbox.mails.clear()
    for ahead in (0, 1, 2):  # hours
        office.run(moment(day + YEAR, time(12 + ahead), zone))
    assert Counter(office.mailbox.recipients).most_common(1)[0][1] == 1, "a year ahead is one digest"
    assert len(office.mailbox.mails) == len(HOURS)
    assert {row.reason for row in office.rows() if row.fate is Fate.SKIPPED} <= {Skip.CAUGHT_UP}
    office.mailbox.mails.clear()
    for hour in (13, 14):
        office.run(moment(day, time(hour), zone))
    assert office.mailbox.mails == [], "and right again, nothing"
    office.database.close()


def daily(zone: ZoneInfo, now: datetime) -> Office:
    """An office where each day something is due for everybody, at every hour of HOURS."""
    rules = replace(RULES, workdays=Workdays("", weekend=frozenset()), zone=zone)
    database = Database("sqlite://")
    upgrade(database)
    office = Office(database, rules, now=now)
    for name, hour in HOURS.items():
        person = office.hire(name, send_at=hour)
        with office.register() as register:
            register.add("Publier le communiqué", window=EVERY_DAY, owner=person)
    return office


def steps_of(first: datetime, last: datetime) -> Iterator[datetime]:
    while first <= last:
        yield first
        first += STEP


def moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)


# Over a real mail server, each round in a process of its own


@pytest.mark.parametrize("name", ["America/Toronto", "Europe/Brussels"])
def test_processes_that_meet_both_changes_send_one_digest_a_day(empty_bureau: Any, name: str) -> None:
    zone = ZoneInfo(name)
    hours = [time(1, 30), time(2, 15), time(7, 30)]  # one comes twice in autumn, one is left out in spring
    with (empty_bureau.folder / "suivi.toml").open("a") as settings:
        settings.write(f'[office]\ntimezone = "{name}"\n[workdays]\nplace = ""\nweekend = []\n')
    database = Database(empty_bureau.url)
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=moment(date(2024, 1, 1), time(12), zone))
        for hour in hours:
            person = register.add_person(Person(0, f"{hour}", f"{hour:%H%M}@example.org", send_at=hour))
            register.add("Publier le communiqué", window=EVERY_DAY, owner=person)
    database.close()
    taken = empty_bureau.post.taken

    def round_at(day: date, hour: time) -> list[str]:
        before = len(taken)
        empty_bureau.round(moment=moment(day, hour, zone))
        return [to for to, _ in taken[before:]]

    for day in CHANGES[name]:
        assert len(round_at(day - DAY, time(12))) == len(hours)
        rounds = [time(1, 40), time(1, 40, fold=1), time(2, 20), time(2, 20, fold=1), time(12)]
        got = [round_at(day, hour) for hour in rounds]
        assert got == [["0130@example.org"], [], ["0215@example.org"], [], ["0730@example.org"]]
    assert len(set(taken)) == len(taken) == 4 * len(hours)
