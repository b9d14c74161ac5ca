"""A few commitments as a file: read by two libraries, and beside the feed that shows the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tracker.commitments import Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.feed import handout, render
from tracker.words import Words

JUNE = date(2024, 6, 1)
FR = Words("fr")
AUTUMN = Window("à l’automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))
MONDAYS = Window("chaque lundi", None, Precision.DAY, date(2024, 9, 2), None, Kind.RECURRING, "FREQ=WEEKLY")


def events_of(body: bytes) -> list[bytes]:
    return [b"BEGIN:VEVENT" + part.partition(b"END:VEVENT")[0] for part in body.split(b"BEGIN:VEVENT")[1:]]


def test_two_readers_see_the_same_days(promise: Any) -> None:
    body = handout([promise(id=2, window=AUTUMN), promise(id=1)], today=JUNE, say=FR)
    assert body is not None
    calendar = Calendar.from_ical(body)
    seen = [(str(it["UID"]), it["DTSTART"].dt, it["DTEND"].dt) for it in calendar.events]
    day = timedelta(days=1)
    assert seen == [
        ("commitment-1", date(2024, 8, 30), date(2024, 8, 30) + day),
        ("commitment-2", date(2024, 12, 20), date(2024, 12, 20) + day),
    ]
    other = IcsCalendarStream.calendar_from_ics(body.decode())
    assert [(it.uid, it.dtstart, it.dtend) for it in other.events] == seen
    assert [it.summary for it in other.events] == [str(it["SUMMARY"]) for it in calendar.events]


def test_its_entries_are_those_of_the_feed(promise: Any) -> None:
    kept = [promise(id=1), promise(id=2, window=AUTUMN), promise(id=3, window=MONDAYS)]
    body = handout(kept, today=JUNE, say=FR)
    assert body is not None
    assert events_of(body) == events_of(render("Suivi", kept, today=JUNE, say=FR))


def test_it_is_a_file_and_no_feed_and_no_invitation(promise: Any) -> None:
    body = handout([promise()], today=JUNE, say=FR)
    assert body is not None
    head = body.partition(b"BEGIN:VEVENT")[0].splitlines()
    assert head == [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//Suivi//Suivi//FR", b"CALSCALE:GREGORIAN"]
    assert body.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_the_same_state_is_the_same_bytes_on_another_day(promise: Any) -> None:
    kept = [promise(id=1), promise(id=2, window=AUTUMN)]
    bodies = {
        handout(order, today=day, say=FR) for order in (kept, kept[::-1]) for day in (JUNE, date(2024, 7, 9))
    }
    assert len(bodies) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"window": OPEN},
        {"window": Window("le 30 avril", None, Precision.DAY, date(2024, 4, 30), date(2024, 4, 30))},
        {"status": Status.KEPT, "closed_on": date(2024, 5, 30)},
        {"status": Status.DROPPED, "closed_on": date(2024, 5, 30)},
    ],
)
def test_what_has_no_day_to_come_is_left_out(promise: Any, facts: dict[str, Any]) -> None:
    assert handout([promise(**facts)], today=JUNE, say=FR) is None
    body = handout([promise(id=1, **facts), promise(id=2)], today=JUNE, say=FR)
    assert body is not None
    assert [str(it["UID"]) for it in Calendar.from_ical(body).events] == ["commitment-2"]


def test_nothing_new_is_no_file() -> None:
    assert handout([], today=JUNE, say=FR) is None
