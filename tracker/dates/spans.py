"""A run of days with its grain, and how EDTF (ISO 8601-2) writes it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from tracker.dates.almanac import Days
from tracker.dates.window import Precision
from tracker.marks import N_

Edge = Literal["day", "month", "year"]

EITHER_WAY = N_("Day and month can be read either way round.")
DAY_FIRST = N_("The day was read first, then the month; it could be the other way round.")
MONTH_FIRST = N_("The month was read first, then the day; it could be the other way round.")
WRONG_WEEKDAY = N_("The weekday is not that of this date.")
NO_SUCH_DATE = N_("This date does not exist.")
FROM_AN_EVENT = N_("This delay counts from an event whose date is not known.")
BACKWARDS = N_("The end comes before the start.")


class NoSuchDay(Exception):
    """A wording that names no day of any calendar; `why` is the message to show."""

    def __init__(self, why: str = NO_SUCH_DATE) -> None:
        super().__init__(why)
        self.why = why


class Span(NamedTuple):
    """The days from `first` to `last`, both inclusive.

    `left` and `right` are what EDTF writes at the ends of an interval; `code` is the single EDTF
    value when there is one. A season, quarter or half-year has a code (2024-23) but may not stand
    inside an interval, so its ends are days. EDTF has no week: a week is an interval.
    """

    first: date
    last: date
    precision: Precision
    left: str
    right: str
    code: str | None = None
    warning: str | None = None

    @property
    def edtf(self) -> str:
        return self.code or f"{self.left}/{self.right}"


def edge(day: date, grain: Edge) -> str:
    text = day.isoformat()
    return text if grain == "day" else text[:7] if grain == "month" else text[:4]


def one_day(day: date, warning: str | None = None, mark: str = "") -> Span:
    text = day.isoformat() + mark
    return Span(day, day, Precision.DAY, text, text, text, warning)


def unit(days: Days, precision: Precision, grain: Edge, code: str | None = None) -> Span:
    """A unit of the calendar, written by `code`, or as an interval whose ends have `grain`."""
    first, last = days
    return Span(first, last, precision, edge(first, grain), edge(last, grain), code)


def approximately(span: Span) -> Span:
    """The same days, marked as approximate; a season's code cannot bear the mark, its days can."""
    left, right = (text if text.endswith("~") else f"{text}~" for text in (span.left, span.right))
    return span._replace(left=left, right=right, code=left if span.left == span.right else None)


def from_to(start: Span, end: Span) -> Span:
    """From the first day of one to the last of the other. Raises NoSuchDay when that is backwards."""
    if end.last < start.first:
        raise NoSuchDay(BACKWARDS)
    return Span(
        start.first, end.last, Precision.RANGE, start.left, end.right, None, start.warning or end.warning
    )
