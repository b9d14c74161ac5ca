from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.workdays import (
    Closed,
    EndOfCalendar,
    NoSuchPlace,
    NoSuchRegion,
    NoWorkingDay,
    NoWorkingWeek,
    Workdays,
    place,
)

QUEBEC = Workdays()
BARE = Workdays(place="none")

NORMAL_DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
OFFICES = st.builds(
    Workdays,
    place=st.sampled_from(["CA-QC", "BE", "none"]),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    closing=st.frozensets(NORMAL_DAYS, max_size=12),
)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2024, 1, 1),
        date(2024, 3, 29),  # Good Friday
        date(2024, 5, 20),  # patriotes: the Monday before 25 May
        date(2024, 6, 24),
        date(2024, 7, 1),
        date(2024, 9, 2),  # Labour Day
        date(2024, 10, 14),  # Thanksgiving
        date(2024, 12, 25),
    ],
)
def test_nobody_works_on_a_public_holiday_of_quebec(holiday: date) -> None:
    assert not QUEBEC.is_working(holiday)
    assert QUEBEC.closed(holiday) is Closed.HOLIDAY
    assert BARE.is_working(holiday) is (holiday.weekday() < 5)


def test_an_ordinary_weekday_is_a_working_day() -> None:
    assert QUEBEC.is_working(date(2024, 2, 29))
    assert QUEBEC.closed(date(2024, 2, 29)) is None


def test_saturday_and_sunday_are_the_weekend() -> None:
    assert [QUEBEC.is_working(date(2024, 9, d)) for d in range(16, 23)] == [True] * 5 + [False] * 2
    assert QUEBEC.closed(date(2024, 9, 21)) is Closed.WEEKEND


def test_an_office_may_have_another_weekend() -> None:
    friday_saturday = Workdays(place="", weekend=frozenset({4, 5}))
    assert friday_saturday.is_working(date(2024, 9, 22))
    assert not friday_saturday.is_working(date(2024, 9, 20))


def test_the_office_closes_on_days_of_its_own() -> None:
    office = Workdays(closing=frozenset({date(2024, 12, 24)}))
    assert office.closed(date(2024, 12, 24)) is Closed.CLOSING_DAY
    assert office.on_or_after(date(2024, 12, 24)) == date(2024, 12, 26)
    assert QUEBEC.on_or_after(date(2024, 12, 24)) == date(2024, 12, 24)


def test_a_day_off_moves_over_the_whole_holiday_weekend() -> None:
    assert QUEBEC.on_or_after(date(2024, 6, 22)) == date(2024, 6, 25)  # Saturday, Sunday, 24 June
    assert QUEBEC.on_or_before(date(2024, 6, 24)) == date(2024, 6, 21)
    assert QUEBEC.on_or_before(date(2025, 1, 1)) == date(2024, 12, 31)


def test_working_days_are_counted_without_the_day_they_start_from() -> None:
    assert QUEBEC.add(date(2024, 6, 21), 1) == date(2024, 6, 25)
    assert QUEBEC.add(date(2024, 6, 25), -1) == date(2024, 6, 21)
    assert QUEBEC.add(date(2024, 11, 30), -10) == date(2024, 11, 18)  # from a Saturday
    assert QUEBEC.add(date(2024, 6, 22), 0) == date(2024, 6, 22)


def test_another_place_has_other_holidays() -> None:
    belgium = Workdays(place="BE")
    assert not belgium.is_working(date(2025, 7, 21))
    assert belgium.is_working(date(2025, 6, 24))
    assert QUEBEC.is_working(date(2025, 7, 21))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CA-QC", "CA-QC"),
        (" ca_qc ", "CA-QC"),
        ("be", "BE"),
        ("", ""),
        ("None", ""),
        ("fr-zone a", "FR-Zone A"),
    ],
)
def test_a_place_is_understood_however_it_is_written(written: str, meant: str) -> None:
    assert place(written) == meant
    assert place(meant) == meant
    assert Workdays(place=written) == Workdays(place=meant)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [("QC", "QA"), ("Canada", "CA"), ("Québec", "QA"), ("BX", "BE"), ("-QC", "CA"), ("1", "CA")],
)
def test_an_unknown_place_is_refused_with_those_that_are_near(code: str, nearest: str) -> None:
    with pytest.raises(NoSuchPlace) as refusal:
        Workdays(place=code).check()
    assert f"“{code.upper()}”" in str(refusal.value)
    assert nearest in refusal.value.facts["accepted"].split(", ")


def test_an_unknown_region_is_refused_with_those_of_its_country() -> None:
    with pytest.raises(NoSuchRegion, match=r"CA-AB, .*CA-QC") as refusal:
        place("CA-ZZ")
    assert "BE" not in refusal.value.facts["accepted"].split(", ")
    with pytest.raises(NoSuchPlace):
        place("ZZ-QC")


def test_an_unknown_place_is_refused_by_the_first_question_about_a_day() -> None:
    unknown = Workdays(place="QC")
    for ask in (unknown.is_working, unknown.on_or_after, unknown.closed):
        with pytest.raises(NoSuchPlace):
            ask(date(2024, 9, 2))


def test_a_week_of_nothing_but_weekend_is_refused() -> None:
    with pytest.raises(NoWorkingWeek):
        Workdays(weekend=frozenset(range(7)))


def test_an_office_that_never_opens_is_reported_and_not_searched_for_ever() -> None:
    start = date(2024, 1, 1)
    shut = Workdays(place="", closing=frozenset(start + timedelta(days=n) for n in range(-400, 401)))
    for search in (shut.on_or_after, shut.on_or_before, lambda d: shut.add(d, 3), lambda d: shut.add(d, -3)):
        with pytest.raises(NoWorkingDay, match="2024-01-01"):
            search(start)


def test_the_ends_of_the_calendar_are_ordinary_days() -> None:
    assert QUEBEC.on_or_after(date.min) == date.min  # a Monday
    assert QUEBEC.on_or_before(date.max) == date.max  # a Friday
    for search in (lambda: QUEBEC.add(date.max, 1), lambda: QUEBEC.add(date.min, -1)):
        with pytest.raises(EndOfCalendar):
            search()


@given(OFFICES, NORMAL_DAYS)
def test_the_nearest_working_day_is_a_working_day_with_none_between(office: Workdays, day: date) -> None:
    after, before = office.on_or_after(day), office.on_or_before(day)
    assert before <= day <= after
    assert office.is_working(before)
    assert office.is_working(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert [d for d in between if d != day and office.is_working(d)] == []


@given(OFFICES, NORMAL_DAYS, st.integers(1, 30))
def test_adding_working_days_counts_each_of_them(office: Workdays, day: date, count: int) -> None:
    there = office.add(day, count)
    passed = [day + timedelta(days=n) for n in range(1, (there - day).days + 1)]
    assert sum(map(office.is_working, passed)) == count
    assert office.is_working(there)


@given(OFFICES, NORMAL_DAYS)
def test_a_day_is_closed_for_a_reason_or_worked(office: Workdays, day: date) -> None:
    assert (office.closed(day) is None) is office.is_working(day)
