"""Arithmetic on days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import almanac
from tracker.dates.conventions import DEFAULT, Conventions, Place, Seasons

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_a_month_later_is_clamped_to_a_shorter_month() -> None:
    assert almanac.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert almanac.add_months(date(2024, 8, 31), -6) == date(2024, 2, 29)
    assert almanac.add_months(date(2024, 12, 15), 1) == date(2025, 1, 15)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    expected = day
    left = count
    while left:
        expected += timedelta(days=1)
        left -= expected.weekday() < 5
    assert almanac.add_working_days(day, count) == expected


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_week_holds_its_day_and_begins_when_weeks_do(day: date, start: int) -> None:
    first, last = almanac.week_of(day, start)
    assert first <= day <= last
    assert first.weekday() == start
    assert (last - first).days == 6


@pytest.mark.parametrize("seasons", list(Seasons))
@given(year=st.integers(min_value=1900, max_value=2100))
def test_seasons_follow_one_another_without_a_gap(seasons: Seasons, year: int) -> None:
    conventions = Conventions(seasons=seasons)
    winter, spring, summer, autumn = (almanac.season(code, year, conventions) for code in (24, 21, 22, 23))
    for before, after in ((winter, spring), (spring, summer), (summer, autumn)):
        assert after[0] - before[1] == timedelta(days=1)
    assert almanac.season(24, year + 1, conventions)[0] - autumn[1] == timedelta(days=1)


@given(DAYS, st.integers(min_value=3, max_value=400))
def test_thirds_share_all_the_days_between_them(first: date, length: int) -> None:
    last = first + timedelta(days=length - 1)
    parts = [almanac.thirds(first, last, part) for part in range(3)]
    assert parts[0][0] == first
    assert parts[2][1] == last
    sizes = [(end - start).days + 1 for start, end in parts]
    assert sum(sizes) == length
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) - min(sizes) <= 1


@given(DAYS, st.integers(min_value=1, max_value=2), st.integers(min_value=0, max_value=2))
def test_a_third_of_a_day_or_two_is_one_of_them(first: date, length: int, part: int) -> None:
    last = first + timedelta(days=length - 1)
    start, end = almanac.thirds(first, last, part)
    assert start == end
    assert start == (first if part == 0 else last)


def test_a_month_ends_at_the_end_of_the_calendar_too() -> None:
    assert almanac.last_of_month(9999, 12) == date.max
    assert almanac.add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)


def test_the_fifth_monday_is_there_or_not() -> None:
    february = date(2025, 2, 1), date(2025, 2, 28)
    assert almanac.nth_weekday(*february, frozenset({0}), 5) is None
    assert almanac.nth_weekday(*february, frozenset({0}), -1) == date(2025, 2, 24)
    assert almanac.nth_weekday(date(2025, 3, 1), date(2025, 3, 31), frozenset({0}), 5) == date(2025, 3, 31)


def test_the_last_week_of_a_month_is_the_last_whose_thursday_lies_in_it() -> None:
    assert almanac.nth_week(date(2024, 12, 1), date(2024, 12, 31), -1) == (
        date(2024, 12, 23),
        date(2024, 12, 29),
    )


def test_a_year_has_week_53_or_not() -> None:
    assert almanac.iso_week(2026, 53) == (date(2026, 12, 28), date(2027, 1, 3))
    assert almanac.iso_week(2025, 53) is None


FEASTS = [
    ("easter", 2025, "2025-04-20"),
    ("good-friday", 2025, "2025-04-18"),
    ("ascension", 2025, "2025-05-29"),
    ("patriots", 2025, "2025-05-19"),
    ("patriots", 2026, "2026-05-18"),
    ("labour-day", 2025, "2025-09-01"),
    ("thanksgiving", 2025, "2025-10-13"),
    ("construction-holiday", 2024, "2024-07-21"),
    ("construction-holiday", 2025, "2025-07-20"),
    ("construction-holiday", 2026, "2026-07-19"),
    ("spring-break", 2025, "2025-03-03"),
    ("spring-break", 2026, "2026-03-02"),
]


@pytest.mark.parametrize(("name", "year", "first"), FEASTS)
def test_a_feast_falls_where_quebec_keeps_it(name: str, year: int, first: str) -> None:
    assert almanac.feast(name, year, DEFAULT.holidays)[0].isoformat() == first


def test_a_feast_may_fall_elsewhere_at_another_place() -> None:
    assert almanac.feast("thanksgiving", 2025, Place.UNITED_STATES)[0] == date(2025, 11, 27)
    assert almanac.feast("mothers-day", 2025, Place.FRANCE)[0] == date(2025, 5, 25)


def test_every_feast_of_the_file_has_days() -> None:
    for place in Place:
        for name in almanac._feasts():
            first, last = almanac.feast(name, 2025, place)
            assert first <= last
