"""Periods that hang on the day of the report: this week, next Friday, in three months, within 30 days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.dates import almanac
from tracker.dates.almanac import DAY
from tracker.dates.conventions import Grain, MonthDay
from tracker.dates.periods import Frame, Period, Unit
from tracker.dates.spans import NoSuchDay, Span, one_day, unit
from tracker.dates.window import Precision
from tracker.dates.yearly import Day, HalfYear, Month, Quarter, TwelveMonths


@dataclass(frozen=True, slots=True)
class DayOfMonth(Period):
    """ "The 15th": a day of whichever month comes first; "Friday the 13th", of the first that has one."""

    day: int
    weekday: int | None = None

    @property
    def fixed(self) -> bool:
        return False

    def spans(self, frame: Frame) -> Iterator[Span]:
        if not 1 <= self.day <= 31:
            raise NoSuchDay
        start = frame.reference.replace(day=1)
        months = [almanac.add_months(start, shift) for shift in range(-12, 13)]
        days = [Day(month=month.month, day=self.day, weekday=self.weekday) for month in months]
        spans = [day.in_year(month.year, frame) for day, month in zip(days, months, strict=True)]
        found = [span for span in spans if span is not None]
        yield from [span for span in found if span.warning is None] or found


@dataclass(frozen=True, slots=True)
class Weekday(Period):
    weekday: int

    @property
    def fixed(self) -> bool:
        return False

    def spans(self, frame: Frame) -> Iterator[Span]:
        day = frame.reference + timedelta(days=(self.weekday - frame.reference.weekday()) % 7 - 14)
        for weeks in range(5):
            yield one_day(day + timedelta(weeks=weeks))


@dataclass(frozen=True, slots=True)
class UnitAround(Period):
    """The unit that holds the day of the report, moved by `shift` of them: "this month", "next week".

    With `shift` None it is any of them, as in "the end of the month". `start` is the first day of
    the fiscal or school year.
    """

    unit: Unit
    shift: int | None = 0
    start: MonthDay = (1, 1)

    @property
    def fixed(self) -> bool:
        return self.shift is not None

    def spans(self, frame: Frame) -> Iterator[Span]:
        for shift in (self.shift,) if self.shift is not None else range(-2, 14):
            yield unit_around(self.unit, shift, frame, self.start)


def unit_around(of: Unit, shift: int, frame: Frame, start: MonthDay = (1, 1)) -> Span:
    """The unit `of` that holds the day of the report, or one `shift` units away."""
    day, conventions = frame
    match of:
        case Unit.DAY | Unit.HOUR | Unit.WORKING_DAY | Unit.FORTNIGHT | Unit.QUINZAINE:
            return one_day(day + shift * DAY)
        case Unit.WEEK:
            days = almanac.week_of(day + timedelta(weeks=shift), conventions.week_start)
            return unit(days, Precision.WEEK, "day")
        case Unit.WEEKEND:
            saturday = almanac.week_of(day)[1] + timedelta(days=7 * shift - 1)
            if shift == 1 and saturday - timedelta(days=7) > day:  # the one at hand has not begun
                saturday -= timedelta(days=7)
            return unit((saturday, saturday + DAY), Precision.WEEK, "day")
        case Unit.MONTH:
            month = almanac.add_months(day.replace(day=1), shift)
            return Month(month=month.month).in_year(month.year, frame)
        case Unit.QUARTER | Unit.HALF_YEAR:
            size = 3 if of is Unit.QUARTER else 6
            index = day.year * (12 // size) + (day.month - 1) // size + shift
            year, number = divmod(index, 12 // size)
            part = Quarter(number=number + 1) if of is Unit.QUARTER else HalfYear(number=number + 1)
            span = part.in_year(year, frame)
            assert span is not None  # noqa: S101 - the number comes from a remainder
            return span
        case _:
            year = day.year - ((day.month, day.day) < start) + shift
            return TwelveMonths(start=start).in_year(year, frame)


def moved(day: date, count: int, by: Unit) -> date:
    """`day` moved by `count` units, clamped to the end of a shorter month; part of a day counts as one."""
    match by:
        case Unit.HOUR:
            return day + (count + 23) // 24 * DAY
        case Unit.DAY:
            return day + count * DAY
        case Unit.WORKING_DAY:
            return almanac.add_working_days(day, count)
        case Unit.WEEK | Unit.WEEKEND:
            return day + count * 7 * DAY
        case Unit.FORTNIGHT:
            return day + count * 14 * DAY
        case Unit.QUINZAINE:
            return day + count * 15 * DAY
        case Unit.MONTH:
            return almanac.add_months(day, count)
        case Unit.QUARTER:
            return almanac.add_months(day, 3 * count)
        case Unit.HALF_YEAR:
            return almanac.add_months(day, 6 * count)
        case _:
            return almanac.add_months(day, 12 * count)


@dataclass(frozen=True, slots=True)
class FromNow(Period):
    """ "In three weeks": the unit that holds that day (convention `grain`), backwards when negative."""

    count: int
    unit: Unit

    def spans(self, frame: Frame) -> Iterator[Span]:
        day = moved(frame.reference, self.count, self.unit)
        if frame.conventions.grain is Grain.DAY:
            yield one_day(day)
        else:
            yield unit_around(self.unit, 0, frame._replace(reference=day))


@dataclass(frozen=True, slots=True)
class Delay(Period):
    """ "Within 30 days": from the day of the report, which does not count, to the last day allowed."""

    count: int
    unit: Unit

    def spans(self, frame: Frame) -> Iterator[Span]:
        last = moved(frame.reference, self.count, self.unit)
        yield unit((frame.reference, last), GRAIN.get(self.unit, Precision.DAY), "day")


GRAIN = {
    Unit.WEEK: Precision.WEEK,
    Unit.WEEKEND: Precision.WEEK,
    Unit.MONTH: Precision.MONTH,
    Unit.QUARTER: Precision.QUARTER,
    Unit.HALF_YEAR: Precision.HALF_YEAR,
    Unit.YEAR: Precision.YEAR,
    Unit.FISCAL_YEAR: Precision.YEAR,
    Unit.SCHOOL_YEAR: Precision.YEAR,
}


@dataclass(frozen=True, slots=True)
class Ahead(Period):
    """ "The next six months": from the day of the report on, or up to it when `count` is negative."""

    count: int
    unit: Unit

    def spans(self, frame: Frame) -> Iterator[Span]:
        first, last = sorted((frame.reference, moved(frame.reference, self.count, self.unit)))
        yield unit((first, last), Precision.RANGE, "day")
