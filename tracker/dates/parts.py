"""Parts of a period (the end of, the first Monday of, the six first months of), and runs of two periods."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.dates import almanac
from tracker.dates.almanac import DAY
from tracker.dates.around import GRAIN, DayOfMonth, moved, unit_around
from tracker.dates.conventions import Seasons, Thirds
from tracker.dates.periods import Frame, Period, Unit, existing, settle
from tracker.dates.spans import (
    BACKWARDS,
    NoSuchDay,
    Span,
    approximately,
    from_to,
    one_day,
    unit,
)
from tracker.dates.window import Precision
from tracker.dates.yearly import Day, NumericDay

START, MIDDLE, END = 0, 1, 2
_WORKING = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Part(Period):
    """Base of what is cut out of another period, its `whole`; it comes as often as the whole does."""

    whole: Period

    @property
    def fixed(self) -> bool:
        return self.whole.fixed

    @property
    def named_year(self) -> int | None:
        return self.whole.named_year

    def in_named_year(self, year: int) -> Period:
        return replace(self, whole=self.whole.in_named_year(year))

    @abstractmethod
    def cut(self, span: Span, frame: Frame) -> Span | None:
        """Its days in one occurrence of the whole; None when there are none, as for a fifth Monday."""

    def spans(self, frame: Frame) -> Iterator[Span]:
        yield from existing(self.cut(span, frame) for span in self.whole.spans(frame))


@dataclass(frozen=True, slots=True)
class Third(Part):
    """Early, mid- or late in a period (convention `tiers`): always approximate."""

    part: int = START

    def cut(self, span: Span, frame: Frame) -> Span:
        first, last = span.first, span.last
        grain = span.precision
        if grain is Precision.MONTH:
            bounds = ((1, 10), (11, 20), (21, last.day))[self.part]
            return approximately(
                unit((first.replace(day=bounds[0]), first.replace(day=bounds[1])), grain, "day")
            )
        if grain is Precision.WEEK and self.part == END and frame.conventions.week_ends != last.weekday():
            end = last - timedelta(days=(last.weekday() - frame.conventions.week_ends) % 7)
            return approximately(unit((end, end), grain, "day"))
        months = round((last - first).days / 30.44)
        whole_months = first.day == 1 and (last + DAY).day == 1 and months in (3, 6, 12)
        seasonal = grain is Precision.SEASON and frame.conventions.seasons is Seasons.CALENDAR
        if not whole_months or seasonal:
            return approximately(unit(almanac.thirds(first, last, self.part), grain, "day"))
        size = months // 3
        ends = [0, size, 2 * size, months]
        if grain is Precision.YEAR and frame.conventions.thirds is Thirds.QUARTERS:
            ends = [0, 3, 9, 12]
        start = almanac.add_months(first, ends[self.part])
        end = almanac.add_months(first, ends[self.part + 1]) - DAY
        return approximately(unit((start, end), grain, "month" if size > 1 else "day"))


@dataclass(frozen=True, slots=True)
class Half(Part):
    """The first or second half of a month (a quinzaine: 1 to 15, 16 to the end), year or other period."""

    number: int = 1

    def cut(self, span: Span, frame: Frame) -> Span | None:
        if self.number not in (1, 2):
            return None
        first, last = span.first, span.last
        second = self.number == 2
        if span.precision is Precision.MONTH:
            middle = first.replace(day=15)
        elif span.precision is Precision.YEAR:
            middle = almanac.add_months(first, 6) - DAY
            days = (middle + DAY, last) if second else (first, middle)
            code = f"{first.year:04}-{39 + self.number}" if first.month == first.day == 1 else None
            return unit(days, Precision.HALF_YEAR, "day" if code else "month", code)
        else:
            middle = first + (last - first) // 2
        return unit((middle + DAY, last) if second else (first, middle), span.precision, "day")


@dataclass(frozen=True, slots=True)
class Nth(Part):
    """The nth day, week, month … of a period; -1 is the last, -2 the last but one."""

    number: int = 1
    unit: Unit = Unit.DAY

    def cut(self, span: Span, frame: Frame) -> Span | None:
        first, last = span.first, span.last
        n = self.number
        match self.unit:
            case Unit.DAY:
                day = first + (n - 1) * DAY if n > 0 else last + (n + 1) * DAY
                return one_day(day) if first <= day <= last else None
            case Unit.WORKING_DAY:
                found = almanac.nth_weekday(first, last, _WORKING, n)
                return one_day(found) if found else None
            case Unit.WEEK:
                week = almanac.nth_week(first, last, n, frame.conventions.week_start)
                return unit(week, Precision.WEEK, "day") if week else None
            case Unit.WEEKEND:
                saturday = almanac.nth_weekday(first, last, frozenset({5}), n)
                return unit((saturday, saturday + DAY), Precision.WEEK, "day") if saturday else None
            case Unit.MONTH | Unit.QUARTER | Unit.HALF_YEAR:
                return self._months(first, last, frame)
            case _:
                return None

    def _months(self, first: date, last: date, frame: Frame) -> Span | None:
        size = {Unit.MONTH: 1, Unit.QUARTER: 3}.get(self.unit, 6)
        shift = (self.number - 1) * size
        if self.number < 0:
            shift = round((last - first).days / 30.44) + self.number * size
        if shift < 0:
            return None
        start = almanac.add_months(first, shift)
        end = almanac.add_months(first, shift + size) - DAY
        if end > last:
            return None
        if start.day == 1 and (start.month - 1) % size == 0:
            return unit_around(self.unit, 0, frame._replace(reference=start))
        precision = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF_YEAR}[size]
        return unit((start, end), precision, "month" if start.day == 1 else "day")


@dataclass(frozen=True, slots=True)
class NthWeekday(Part):
    number: int = 1
    weekday: int = 0

    def cut(self, span: Span, frame: Frame) -> Span | None:
        day = almanac.nth_weekday(span.first, span.last, frozenset({self.weekday}), self.number)
        return one_day(day) if day else None


@dataclass(frozen=True, slots=True)
class DayIn(Part):
    """ "The 15th of next month"."""

    day: int = 1

    def cut(self, span: Span, frame: Frame) -> Span | None:
        day = span.first + (self.day - 1) * DAY
        return one_day(day) if span.first <= day <= span.last else None


@dataclass(frozen=True, slots=True)
class WeekHolding(Part):
    """ "The week of 6 October", "the weekend of the 11th": the one that holds the day."""

    weekend: bool = False

    def cut(self, span: Span, frame: Frame) -> Span:
        if self.weekend:
            return unit_around(Unit.WEEKEND, 0, frame._replace(reference=span.first))
        return unit_around(Unit.WEEK, 0, frame._replace(reference=span.first))


@dataclass(frozen=True, slots=True)
class DaysOfWeekend(Part):
    """ "The weekend of June 13 and 14": the days named, with the grain of a weekend if they are one."""

    def cut(self, span: Span, frame: Frame) -> Span:
        if (span.last - span.first).days > 3:
            return span
        return span._replace(precision=Precision.WEEK)


@dataclass(frozen=True, slots=True)
class Later(Part):
    """So many days after: "a week from Monday"."""

    days: int = 0

    def cut(self, span: Span, frame: Frame) -> Span:
        return one_day(span.first + self.days * DAY)


@dataclass(frozen=True, slots=True)
class DelayFrom(Part):
    """ "Within 30 days of March 5": up to `count` units after the day named, which does not count."""

    count: int = 1
    unit: Unit = Unit.DAY

    def cut(self, span: Span, frame: Frame) -> Span:
        last = moved(span.last, self.count, self.unit)
        return unit((span.first, last), GRAIN.get(self.unit, Precision.DAY), "day")


@dataclass(frozen=True, slots=True)
class Earlier(Part):
    """ "Two weeks before March 5": that day; with `through`, all days from it to the eve."""

    count: int = 1
    unit: Unit = Unit.DAY
    through: bool = False

    def cut(self, span: Span, frame: Frame) -> Span:
        first = moved(span.first, -self.count, self.unit)
        return unit((first, span.first - DAY), Precision.RANGE, "day") if self.through else one_day(first)


@dataclass(frozen=True, slots=True)
class SeveralOf(Part):
    """ "The first six months of 2025", "the last two weeks of June": `count` units from one end."""

    count: int = 1
    unit: Unit = Unit.DAY
    from_end: bool = False

    def cut(self, span: Span, frame: Frame) -> Span | None:
        grain = "month" if self.unit in (Unit.MONTH, Unit.QUARTER) and span.first.day == 1 else "day"
        if self.from_end:
            days = moved(span.last + DAY, -self.count, self.unit), span.last
        else:
            days = span.first, moved(span.first, self.count, self.unit) - DAY
        if not (span.first <= days[0] and days[1] <= span.last):
            return None
        return unit(days, Precision.RANGE, "month" if grain == "month" else "day")


@dataclass(frozen=True, slots=True)
class About(Part):
    """The same days, approximate: "around mid-June"."""

    def cut(self, span: Span, frame: Frame) -> Span:
        return approximately(span)


@dataclass(frozen=True, slots=True)
class Run(Period):
    """From one period to another, which share the year that one of them names."""

    start: Period
    end: Period

    @property
    def fixed(self) -> bool:
        return self.start.fixed or self.end.fixed

    @property
    def named_year(self) -> int | None:
        return self.end.named_year

    def in_named_year(self, year: int) -> Period:
        return self if self.fixed else replace(self, end=self.end.in_named_year(year))

    def spans(self, frame: Frame) -> Iterator[Span]:
        if self.fixed:
            yield self._only(frame)
            return
        if _same_month_backwards(self.start, self.end):
            raise NoSuchDay(BACKWARDS)
        ends = list(self.end.spans(frame))
        for start in self.start.spans(frame):
            for end in ends:
                if end.last >= start.first:
                    yield from_to(start, end)
                    break

    def _only(self, frame: Frame) -> Span:
        start, end = self.start, self.end
        if start.fixed and end.fixed:
            return from_to(settle(start, frame), settle(end, frame))
        if end.fixed:
            last = settle(end, frame)
            year = end.named_year or last.last.year
            return self._before(start, last, year, frame)
        first = settle(start, frame)
        for span in end.in_named_year(first.first.year).spans(frame):
            if span.last >= first.first:
                return from_to(first, span)
        if _same_month_backwards(start, end):
            raise NoSuchDay(BACKWARDS)
        return from_to(first, settle(end.in_named_year(first.first.year + 1), frame))

    def _before(self, start: Period, last: Span, year: int, frame: Frame) -> Span:
        """From the latest `start` that is not after `last`: December to January 2026 starts in 2025."""
        if start.in_named_year(year) is start:  # weekdays and days of the month come more than once a year
            near = frame._replace(reference=last.first - timedelta(days=31))
            return from_to(settle(start, near), last)
        first = settle(start.in_named_year(year), frame)
        if first.first <= last.last:
            return from_to(first, last)
        if _same_month_backwards(start, self.end):
            raise NoSuchDay(BACKWARDS)
        return from_to(settle(start.in_named_year(year - 1), frame), last)


def _same_month_backwards(start: Period, end: Period) -> bool:
    """ "From the 20th to the 3rd of October" is a slip, not a year-long window."""
    match start, end:
        case Day(month=a, day=first), Day(month=b, day=last):
            return a == b and first > last
        case NumericDay(), NumericDay():
            return start.numbers > end.numbers and start.numbers[1] == end.numbers[1]
        case DayOfMonth(), DayOfMonth():
            return False
    return False
