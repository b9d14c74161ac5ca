"""The days of recurring windows."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from tracker.dates.occurrences import occurrences


def days(rrule: str, start: date, after: date, **limits: object) -> list[str]:
    return [day.isoformat() for day in occurrences(rrule, start=start, after=after, **limits)]  # type: ignore[arg-type]


def test_the_start_is_the_first_occurrence() -> None:
    start = date(2024, 5, 27)
    assert days("FREQ=MONTHLY;INTERVAL=6", start, start, count=3) == [
        "2024-05-27",
        "2024-11-27",
        "2025-05-27",
    ]


def test_only_days_on_or_after_the_day_asked_for_are_given() -> None:
    start = date(2024, 5, 27)
    assert days("FREQ=WEEKLY;BYDAY=MO", start, date(2024, 6, 3), count=2) == ["2024-06-03", "2024-06-10"]
    assert days("FREQ=WEEKLY;BYDAY=MO", start, date(2024, 6, 4), count=1) == ["2024-06-10"]


def test_the_last_day_of_the_month_is_never_skipped() -> None:
    start = date(2024, 1, 31)
    assert days("FREQ=MONTHLY;BYMONTHDAY=-1", start, start, count=3) == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
    ]


def test_it_ends_with_the_day_that_was_set() -> None:
    start = date(2024, 5, 27)
    assert days("FREQ=WEEKLY", start, start, until=date(2024, 6, 10)) == [
        "2024-05-27",
        "2024-06-03",
        "2024-06-10",
    ]
    assert days("FREQ=WEEKLY", start, start, count=2, until=date(2024, 6, 30)) == ["2024-05-27", "2024-06-03"]


def test_a_rule_goes_on_as_long_as_it_is_asked() -> None:
    start = date(2024, 5, 27)
    assert len(list(islice(occurrences("FREQ=DAILY", start=start, after=start), 500))) == 500


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError):
        list(occurrences("FREQ=SOMETIMES", start=date(2024, 1, 1), after=date(2024, 1, 1)))
