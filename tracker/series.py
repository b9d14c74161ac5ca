"""Steps that have no end: found from a day by arithmetic, never counted through."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from tracker.errors import Unusable
from tracker.ladders import Rule
from tracker.marks import N_
from tracker.workdays import EndOfCalendar, Workdays


class BadRecurrence(Unusable):
    """A recurrence rule that cannot be followed."""

    sentence = N_("“{rrule}” is not a recurrence that can be followed. Write again when it comes back.")


class Anchor(StrEnum):
    """The day that a step is counted from."""

    OPENS = "opens"  # the first day of the window
    MIDDLE = "middle"
    LAST_DAY = "last-day"
    OCCURRENCE = "occurrence"  # one day of a recurring promise
    BEGAN = "began"  # the first day, or the day since which it is known where there is none
    PERIOD = "period"  # the first day of a calendar quarter or month


class Step(NamedTuple):
    """One step of a ladder before the working calendar has moved it; the greater is the more advanced.

    `place` is the rule's position in its ladder, `day` the one that the rule counts from.
    """

    nominal: date
    place: int
    name: str
    rule: Rule
    anchor: Anchor
    day: date


class Series(Protocol):
    """The steps of one rule, in order of day, without end or with one far away."""

    @property
    def rule(self) -> Rule: ...

    @property
    def begins(self) -> date:
        """A day on or before the first step's, moved or not."""

    def before(self, day: date) -> Step | None:
        """The last step whose nominal day is on or before `day`."""

    def after(self, day: date) -> Step | None:
        """The first step whose nominal day is after `day`."""


def shift(day: date, days: int) -> date | None:
    """`days` later, or earlier when negative; None beyond the calendar's ends."""
    try:
        return date.fromordinal(day.toordinal() + days)
    except (ValueError, OverflowError):
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day `months` later, at most the last of its month; None beyond the calendar's ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    last = 28 if day.day <= 28 else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def shift_by(day: date, rule: Rule, workdays: Workdays, sign: int) -> date | None:
    """`day` moved by the rule's number of days or working days; None beyond the calendar's ends."""
    if not rule.working:
        return shift(day, sign * rule.count)
    try:
        return workdays.add(day, sign * rule.count)
    except EndOfCalendar:
        return None


def moved(day: date, rule: Rule, workdays: Workdays) -> date | None:
    """The working day to which a step of that rule moves; None beyond the calendar's ends."""
    try:
        return workdays.on_or_after(day) if rule.afterwards else workdays.on_or_before(day)
    except EndOfCalendar:
        return None


class Mondays(NamedTuple):
    """`overdue`: the first working day after the last day of the window, then every Monday.

    Numbered by the weeks alone, so that a stage keeps its name whatever runs were missed, and whatever
    days off are made known later.
    """

    rule: Rule
    place: int
    last: date
    first: int  # ordinals of the day after the last one,
    monday: int  # and of the Monday after it; of the one after that if it falls on a Saturday or Sunday

    @classmethod
    def since(cls, rule: Rule, place: int, last: date) -> Mondays | None:
        """None when the calendar ends with the window."""
        first = shift(last, 1)
        if first is None:
            return None
        to_monday = (7 if first.weekday() < 5 else 14) - first.weekday()
        return cls(rule, place, last, first.toordinal(), first.toordinal() + to_monday)

    @property
    def begins(self) -> date:
        return self.last

    def before(self, day: date) -> Step | None:
        ordinal = day.toordinal()
        if ordinal >= self.monday:
            return self._step((ordinal - self.monday) // 7 + 2)
        return self._step(1) if ordinal >= self.first else None

    def after(self, day: date) -> Step | None:
        ordinal = day.toordinal()
        if ordinal < self.first:
            return self._step(1)
        return self._step(max(0, (ordinal - self.monday) // 7 + 1) + 2)

    def _step(self, number: int) -> Step | None:
        nominal = shift(date.min, (self.first if number == 1 else self.monday + 7 * (number - 2)) - 1)
        if nominal is None:
            return None
        return Step(nominal, self.place, f"{self.rule.name}-{number}", self.rule, Anchor.LAST_DAY, self.last)


class Months(NamedTuple):
    """`state-of-play` and `yearly`: every so many months from a first day, which does not count.

    With a `last` day, none comes after it.
    """

    rule: Rule
    place: int
    began: date
    months: int
    last: date | None = None

    @property
    def begins(self) -> date:
        return self.began

    def before(self, day: date) -> Step | None:
        if self.last is not None:
            day = min(day, self.last)
        return self._step(self._count(day))

    def after(self, day: date) -> Step | None:
        step = self._step(max(0, self._count(day)) + 1)
        return None if step is None or (self.last is not None and step.nominal > self.last) else step

    def _count(self, day: date) -> int:
        """How many have their nominal day on or before `day`; negative before the first day."""
        number = ((day.year - self.began.year) * 12 + day.month - self.began.month) // self.months
        nominal = add_months(self.began, number * self.months)
        return number - 1 if nominal is None or nominal > day else number

    def _step(self, number: int) -> Step | None:
        nominal = add_months(self.began, number * self.months) if number > 0 else None
        if nominal is None:
            return None
        return Step(nominal, self.place, f"{self.rule.name}-{number}", self.rule, Anchor.BEGAN, self.began)


class Occurrences(NamedTuple):
    """`ahead` and `day` of a recurring promise: one step for each day it comes back, named after it."""

    rule: Rule
    place: int
    rrule: str
    start: date
    last: date | None
    workdays: Workdays

    @property
    def begins(self) -> date:
        return date.min  # it announces its days ahead

    def before(self, day: date) -> Step | None:
        announced = shift_by(day, self.rule, self.workdays, 1) or date.max
        days = occurrences(self.rrule, self.start, announced.year)
        found = bisect_right(days, min(announced, self.last or date.max))
        return self._step(days[found - 1]) if found else None

    def after(self, day: date) -> Step | None:
        announced = shift_by(day, self.rule, self.workdays, 1) or date.max
        ahead = 0
        while True:  # rules that come back rarely are looked for further and further ahead
            year = min(announced.year + ahead, date.max.year)
            days = occurrences(self.rrule, self.start, year)
            if (found := bisect_right(days, announced)) < len(days):
                return self._announced_with(days[found])
            if year == date.max.year:
                return None
            ahead = ahead * 2 + 1

    def _announced_with(self, occurrence: date) -> Step | None:
        """The step of the last occurrence announced on the same day: counted in working days, a Saturday
        and the Monday after it are one."""
        nominal = shift_by(occurrence, self.rule, self.workdays, -1)
        if nominal is None or (self.last is not None and occurrence > self.last):
            return None
        return self.before(nominal)

    def _step(self, occurrence: date) -> Step | None:
        nominal = shift_by(occurrence, self.rule, self.workdays, -1)
        if nominal is None:
            return None
        name = f"{self.rule.name}@{occurrence.isoformat()}"
        return Step(nominal, self.place, name, self.rule, Anchor.OCCURRENCE, occurrence)


_BY_DAY = re.compile(r"\bFREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def occurrences(rule: str, start: date, year: int) -> tuple[date, ...]:
    """The days of an RFC 5545 recurrence from `start` (its DTSTART) to the end of `year`.

    Raises BadRecurrence.
    """
    from dateutil.rrule import rrulestr

    if not _BY_DAY.search(rule):
        raise BadRecurrence(rrule=rule)
    first, end = (datetime.combine(day, time.min) for day in (start, date(year, 12, 31)))
    try:
        days = rrulestr(rule, dtstart=first, ignoretz=True).between(first, end, inc=True)
    except (ValueError, TypeError, KeyError, AttributeError) as failure:
        raise BadRecurrence(rrule=rule) from failure
    return tuple(dict.fromkeys(day.date() for day in days))
