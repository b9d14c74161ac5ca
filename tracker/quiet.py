"""Quiet days: nothing is delivered on them, and everything goes on being counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MonthDay = tuple[int, int]
Span = tuple[date, date]
YearlySpan = tuple[MonthDay, MonthDay]

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietDays:
    """The days on which no digest leaves; it leaves on the next day that is not quiet.

    `weekdays` are as `date.weekday()` counts them (Monday is 0). Spans include both their ends; a
    yearly one comes back every year and may run over its end: ((12, 24), (1, 2)).
    """

    weekdays: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    yearly: tuple[YearlySpan, ...] = ()

    def __contains__(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            or any(first <= day <= last for first, last in self.spans)
            or any(_is_within((day.month, day.day), first, last) for first, last in self.yearly)
        )

    def after(self, day: date) -> date:
        """The day itself if it is not quiet, else the first one after it that is not."""
        while day in self and day < date.max:
            day += _ONE
        return day


def _is_within(day: MonthDay, first: MonthDay, last: MonthDay) -> bool:
    return first <= day <= last if first <= last else day >= first or day <= last
