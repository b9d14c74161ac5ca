"""EDTF values (ISO 8601-2) read back: the forms that windows are written in, and plain ISO dates."""

from __future__ import annotations

import re
from datetime import date

from tracker.dates.almanac import last_of_month
from tracker.dates.periods import Frame
from tracker.dates.spans import NoSuchDay, Span, approximately, from_to
from tracker.dates.window import Kind
from tracker.dates.yearly import Day, HalfYear, Month, Quarter, Season, Year, Yearly

_DATE = re.compile(r"(\d{4})(?:-?(\d\d)-?(\d\d)|-(\d\d))?([~?%])?", re.ASCII)
_ONE_OF = re.compile(r"\[(\d{4}-\d\d-\d\d), ?(\d{4}-\d\d-\d\d)\]", re.ASCII)


def read_edtf(value: str, frame: Frame) -> tuple[Span, Kind] | None:
    """The days of an EDTF value and what they are; None when it is not one of the forms known.

    An open end makes a deadline (../2025-06-30) or a start (2025-04/..), whose span is that of the
    other end. Raises NoSuchDay for a day that does not exist.
    """
    left, slash, right = value.partition("/")
    if not slash:
        span = _one(value, frame)
        return (span, Kind.WINDOW) if span else None
    if left == ".." or right == "..":
        span = _one(right if left == ".." else left, frame)
        return (span, Kind.DEADLINE if left == ".." else Kind.START) if span else None
    first, last = _one(left, frame), _one(right, frame)
    return (from_to(first, last), Kind.WINDOW) if first and last else None


def one_of(value: str) -> tuple[date, date] | None:
    """The two days of [2025-03-04,2025-04-03]."""
    match = _ONE_OF.fullmatch(value)
    if match is None:
        return None
    first, second = match.groups()
    return date.fromisoformat(first), date.fromisoformat(second)


def _one(value: str, frame: Frame) -> Span | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day, part, mark = match.groups()
    period = _period(int(year), month, day, part)
    if period is None:
        return None
    span = next(period.spans(frame))
    return approximately(span) if mark in ("~", "%") else span


def _period(year: int, month: str | None, day: str | None, part: str | None) -> Yearly | None:
    if year == 0:
        raise NoSuchDay
    if month and day:
        return _day(year, int(month), int(day))
    if part is None:
        return Year(year)
    number = int(part)
    if number <= 12:
        return Month(year, number) if number else None
    for codes, make in (
        (range(21, 25), lambda n: Season(year, n)),
        (range(33, 37), lambda n: Quarter(year, n - 32)),
        (range(40, 42), lambda n: HalfYear(year, n - 39)),
    ):
        if number in codes:
            return make(number)
    return None


def _day(year: int, month: int, day: int) -> Day:
    if not 1 <= month <= 12 or not 1 <= day <= last_of_month(year, month).day:
        raise NoSuchDay
    return Day(year, month, day)
