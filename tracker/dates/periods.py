"""What a wording names, before the day of the report says which one.

A period knows the days it may stand for. When the wording leaves it open ("in October"), these are
its occurrences in order, and `settle` picks one; when it does not ("October 2024", "tomorrow"),
there is only one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import NamedTuple

from tracker.dates.almanac import DAY
from tracker.dates.conventions import Conventions, Next
from tracker.dates.spans import NoSuchDay, Span


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    WEEK = "week"
    WEEKEND = "weekend"
    FORTNIGHT = "fortnight"
    QUINZAINE = "quinzaine"  # fifteen days, where a fortnight has fourteen
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    FISCAL_YEAR = "fiscal-year"
    SCHOOL_YEAR = "school-year"


class Frame(NamedTuple):
    """What a wording hangs on: the day of the report, and the conventions in force."""

    reference: date
    conventions: Conventions


class Direction(Enum):
    """Which occurrence is meant, seen from the day of the report."""

    COMING = "coming"  # the first that is not over; one under way is kept
    NEXT = "next"  # the first that has not begun
    PAST = "past"  # the latest that has begun
    LAST = "last"  # the latest that is over


@dataclass(frozen=True, slots=True)
class Period(ABC):
    """Base of all periods."""

    @property
    def fixed(self) -> bool:
        """True when the wording alone, or with the day of the report, says which one."""
        return True

    @property
    def named_year(self) -> int | None:
        """The year in the wording, which the other end of a range may share."""
        return None

    def in_named_year(self, year: int) -> Period:
        """The same period of that year, if the wording named none."""
        return self

    @abstractmethod
    def spans(self, frame: Frame) -> Iterator[Span]:
        """Its occurrences, in order, from before the day of the report. Raises NoSuchDay."""


def existing(spans: Iterable[Span | None]) -> Iterator[Span]:
    """Those that there are. Raises NoSuchDay when there is none."""
    found = False
    for span in spans:
        if span is not None:
            found = True
            yield span
    if not found:
        raise NoSuchDay


def settle(
    period: Period,
    frame: Frame,
    direction: Direction = Direction.COMING,
    last_day: Callable[[Span], date] = lambda span: span.last,
) -> Span:
    """The occurrence that is meant; `last_day` is the day that must not be over. Raises NoSuchDay."""
    spans = period.spans(frame)
    if period.fixed:
        return next(spans)
    reference = frame.reference
    latest: Span | None = None
    for span in spans:
        if direction is Direction.COMING:
            if last_day(span) >= reference:
                return span
        elif direction is Direction.NEXT:
            if span.first > reference:
                return span
        elif (span.first if direction is Direction.PAST else span.last + DAY) > reference:
            break
        latest = span
    if latest is None:
        raise NoSuchDay
    return latest


@dataclass(frozen=True, slots=True)
class Chosen(Period):
    """One occurrence of another period, chosen by "next", "last" or "this"."""

    period: Period
    direction: Direction

    def spans(self, frame: Frame) -> Iterator[Span]:
        span = settle(self.period, frame, self.direction)
        if self.direction is Direction.NEXT and frame.conventions.next is Next.SECOND:
            later = frame._replace(reference=span.last)
            span = settle(self.period, later, self.direction)
        yield span
