"""The readers that check what they read find nothing to say."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
import vobject
from icalendar import Calendar, Component


def parts(calendar: Component) -> list[Component]:
    return list(calendar.walk())


def test_icalendar_finds_no_error_nothing_missing_and_nothing_twice(feed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calendar = Calendar.from_ical(feed.read_bytes())
    for part in parts(calendar):
        assert part.errors == []
        assert [name for name in part.required if name not in part] == []
        assert [name for name in part.singletons if isinstance(part.get(name), list)] == []
        assert [pair for pair in part.exclusive if sum(name in part for name in part.exclusive) > 1] == []


def test_icalendar_writes_the_same_text_again(feed):
    def lines(body: bytes) -> list[str]:
        return sorted(body.replace(b"\r\n ", b"").decode().split("\r\n"))

    body = feed.read_bytes()
    assert lines(Calendar.from_ical(body).to_ical()) == lines(body)


def test_no_uid_stands_twice(feed):
    uids = [part["UID"] for part in parts(Calendar.from_ical(feed.read_bytes())) if "UID" in part]
    assert len(uids) == len(set(uids))


def test_vobject_validates_it(feed):
    calendar = vobject.readOne(feed.read_bytes().decode())
    assert calendar.validate(raiseException=True)


def test_ical_js_in_strict_mode_has_nothing_to_warn_of(feed, node):
    _, said = node("ical.js", feed)
    assert said == ""


def in_range(event: Component) -> bool:
    return date(2024, 9, 1) < event.end and event.start < date(2025, 9, 1)


def test_recurrences_fall_on_the_days_that_their_rule_says(feed):
    recurring_ical_events = pytest.importorskip("recurring_ical_events")
    calendar = Calendar.from_ical(feed.read_bytes())
    found = recurring_ical_events.of(calendar).between("20240901", "20250901")
    by_uid: dict[str, list[str]] = {}
    for event in found:
        by_uid.setdefault(str(event["UID"]), []).append(event.start.isoformat())
    for rule in (event for event in calendar.events if "RRULE" in event):  # the first Monday, until June
        assert sorted(by_uid.pop(str(rule["UID"]))) == [
            *("2024-09-02", "2024-10-07", "2024-11-04", "2024-12-02", "2025-01-06"),
            *("2025-02-03", "2025-03-03", "2025-04-07", "2025-05-05", "2025-06-02"),
        ]
    assert len(by_uid) == len([e for e in calendar.events if "RRULE" not in e and in_range(e)])
    assert all(len(days) == 1 for days in by_uid.values())


def test_there_is_no_time_zone_to_repair(feed):
    x_wr_timezone = pytest.importorskip("x_wr_timezone")
    calendar = Calendar.from_ical(feed.read_bytes())
    assert x_wr_timezone.to_standard(calendar).to_ical() == calendar.to_ical()
