"""EDTF values read back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.conventions import DEFAULT
from tracker.dates.edtf import one_of, read_edtf
from tracker.dates.periods import Frame
from tracker.dates.spans import NoSuchDay
from tracker.dates.window import Kind, Precision
from tracker.dates.yearly import HalfYear, Month, Quarter, Season, Year

FRAME = Frame(date(2024, 11, 4), DEFAULT)
YEARS = st.integers(min_value=1000, max_value=2999)
PERIODS = st.one_of(
    st.builds(Year, YEARS),
    st.builds(Month, YEARS, st.integers(min_value=1, max_value=12)),
    st.builds(Season, YEARS, st.integers(min_value=21, max_value=24)),
    st.builds(Quarter, YEARS, st.integers(min_value=1, max_value=4)),
    st.builds(HalfYear, YEARS, st.integers(min_value=1, max_value=2)),
)


@given(PERIODS)
def test_what_is_written_is_read_back(period: Year | Month | Season | Quarter | HalfYear) -> None:
    span = next(period.spans(FRAME))
    assert read_edtf(span.edtf, FRAME) == (span, Kind.WINDOW)


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2025-06-15", "2025-06-15", "2025-06-15", Precision.DAY),
        ("20250615", "2025-06-15", "2025-06-15", Precision.DAY),
        ("2024-10-14?", "2024-10-14", "2024-10-14", Precision.DAY),
        ("2025-24", "2024-12-21", "2025-03-19", Precision.SEASON),
        ("2024-10-11~/2024-10-20~", "2024-10-11", "2024-10-20", Precision.RANGE),
        ("2023/2026", "2023-01-01", "2026-12-31", Precision.RANGE),
    ],
)
def test_a_value_names_its_days(value: str, first: str, last: str, precision: Precision) -> None:
    found = read_edtf(value, FRAME)
    assert found is not None
    span, kind = found
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert (span.precision, kind) == (precision, Kind.WINDOW)


def test_an_open_end_makes_a_deadline_or_a_start() -> None:
    deadline, start = read_edtf("../2025-06-30", FRAME), read_edtf("2025-04/..", FRAME)
    assert deadline is not None
    assert start is not None
    assert (deadline[0].last, deadline[1]) == (date(2025, 6, 30), Kind.DEADLINE)
    assert (start[0].first, start[1]) == (date(2025, 4, 1), Kind.START)


@pytest.mark.parametrize(
    "value", ["", "..", "../..", "2025-", "2025-99", "2025-26", "mai", "2025/", "1/2", "/"]
)
def test_what_is_no_known_form_is_left_alone(value: str) -> None:
    assert read_edtf(value, FRAME) is None


@pytest.mark.parametrize("value", ["2025-02-30", "2025-13-01", "2026/2023", "0000"])
def test_a_day_that_does_not_exist_is_refused(value: str) -> None:
    with pytest.raises(NoSuchDay):
        read_edtf(value, FRAME)


def test_one_of_two_days_is_told_apart() -> None:
    assert one_of("[2025-03-04,2025-04-03]") == (date(2025, 3, 4), date(2025, 4, 3))
    assert one_of("2025-03-04") is None


@given(st.text(alphabet="0123456789-/.~?% []"))
def test_no_value_is_too_odd_to_read(value: str) -> None:
    with suppress(NoSuchDay):
        read_edtf(value, FRAME)
