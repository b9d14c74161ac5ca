"""What a wording names, before the day of the report says which one: a month, a season, a feast.

A period knows the days it may stand for. When the wording leaves it open ("in October"), these are
its occurrences in order, and `settle` picks one; when it does not ("October 2024", "tomorrow"),
there is only one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import NamedTuple

from tracker.dates import almanac
from tracker.dates.almanac import DAY
from tracker.dates.conventions import Conventions, Grain, MonthDay, Next
from tracker.dates.spans import (
    BACKWARDS,
    DAY_FIRST,
    EITHER_WAY,
    MONTH_FIRST,
    WRONG_WEEKDAY,
    NoSuchDay,
    Span,
    approximately,
    one_day,
    unit,
)
from tracker.dates.window import Precision

_YEARS_AHEAD = 9  # 29 February may be eight years away (2096 to 2104)


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
class Yearly(Period):
    """A period that comes once a year."""

    year: int | None = None

    @property
    def fixed(self) -> bool:
        return self.year is not None

    @property
    def named_year(self) -> int | None:
        return self.year

    def in_named_year(self, year: int) -> Period:
        return self if self.year is not None else replace(self, year=year)

    @abstractmethod
    def in_year(self, year: int, frame: Frame) -> Span | None:
        """Its days in the year; None when that year has none."""

    def spans(self, frame: Frame) -> Iterator[Span]:
        if self.year is not None:
            span = self.in_year(self.year, frame)
            if span is None:
                raise NoSuchDay
            yield span
            return
        found = False
        for year in range(frame.reference.year - 2, frame.reference.year + _YEARS_AHEAD):
            span = self.in_year(year, frame)
            if span is not None:
                found = True
                yield span
        if not found:
            raise NoSuchDay


@dataclass(frozen=True, slots=True)
class Year(Yearly):
    def in_year(self, year: int, frame: Frame) -> Span:
        return unit((date(year, 1, 1), date(year, 12, 31)), Precision.YEAR, "year", f"{year:04}")


@dataclass(frozen=True, slots=True)
class Years(Period):
    """Whole years, the first and the last named: a plan 2023-2026, the 2030s."""

    first: int
    last: int
    precision: Precision = Precision.RANGE

    def spans(self, frame: Frame) -> Iterator[Span]:
        if self.last < self.first:
            raise NoSuchDay(BACKWARDS)
        yield unit((date(self.first, 1, 1), date(self.last, 12, 31)), self.precision, "year")


@dataclass(frozen=True, slots=True)
class Month(Yearly):
    month: int = 1

    def in_year(self, year: int, frame: Frame) -> Span:
        first = date(year, self.month, 1)
        return unit(
            (first, almanac.last_of_month(year, self.month)),
            Precision.MONTH,
            "month",
            f"{year:04}-{self.month:02}",
        )


@dataclass(frozen=True, slots=True)
class Day(Yearly):
    """A day of a month; `weekday` (Monday 0) is what the wording says it is."""

    month: int = 1
    day: int = 1
    weekday: int | None = None

    def in_year(self, year: int, frame: Frame) -> Span | None:
        try:
            day = date(year, self.month, self.day)
        except ValueError:
            return None
        if self.weekday is not None and day.weekday() != self.weekday:
            return one_day(day, WRONG_WEEKDAY, "?")
        return one_day(day)


@dataclass(frozen=True, slots=True)
class NumericDay(Yearly):
    """Two numbers that may be a day and a month, or a month and a day (convention `numerique`).

    `day_first` reads them in that order, with a warning; None gives both days.
    """

    numbers: tuple[int, int] = (1, 1)
    day_first: bool | None = None

    def in_year(self, year: int, frame: Frame) -> Span:
        a, b = self.numbers
        day_first, month_first = date(year, b, a), date(year, a, b)
        if self.day_first is not None:
            return one_day(day_first, DAY_FIRST) if self.day_first else one_day(month_first, MONTH_FIRST)
        first, last = sorted((day_first, month_first))
        left, right = first.isoformat(), last.isoformat()
        return Span(first, last, Precision.DAY, left, right, f"[{left},{right}]", EITHER_WAY)


@dataclass(frozen=True, slots=True)
class Quarter(Yearly):
    number: int = 1

    def in_year(self, year: int, frame: Frame) -> Span | None:
        if not 1 <= self.number <= 4:
            return None
        month = self.number * 3
        days = date(year, month - 2, 1), almanac.last_of_month(year, month)
        return unit(days, Precision.QUARTER, "day", f"{year:04}-{32 + self.number}")


@dataclass(frozen=True, slots=True)
class HalfYear(Yearly):
    number: int = 1

    def in_year(self, year: int, frame: Frame) -> Span | None:
        if not 1 <= self.number <= 2:
            return None
        month = self.number * 6
        days = date(year, month - 5, 1), almanac.last_of_month(year, month)
        return unit(days, Precision.HALF_YEAR, "day", f"{year:04}-{39 + self.number}")


@dataclass(frozen=True, slots=True)
class Season(Yearly):
    code: int = almanac.SPRING

    def in_year(self, year: int, frame: Frame) -> Span:
        days = almanac.season(self.code, year, frame.conventions)
        return unit(days, Precision.SEASON, "day", f"{year:04}-{self.code}")


@dataclass(frozen=True, slots=True)
class Session(Yearly):
    """A school's session, named after a season (convention `session`)."""

    code: int = almanac.AUTUMN

    def in_year(self, year: int, frame: Frame) -> Span:
        conventions = frame.conventions
        first, last = {
            almanac.AUTUMN: conventions.autumn_session,
            almanac.WINTER: conventions.winter_session,
        }.get(self.code, conventions.summer_session)
        days = date(year, first, 1), almanac.last_of_month(year, last)
        return unit(days, Precision.SEASON, "month")


@dataclass(frozen=True, slots=True)
class Feast(Yearly):
    """A public holiday or feast, by its name in lexicons/feasts.toml."""

    name: str = ""

    def in_year(self, year: int, frame: Frame) -> Span:
        first, last = almanac.feast(self.name, year, frame.conventions.holidays)
        if first == last:
            return one_day(first)
        week = (last - first).days == 6
        return unit((first, last), Precision.WEEK if week else Precision.RANGE, "day")


@dataclass(frozen=True, slots=True)
class Spell(Yearly):
    """A time of the year with soft edges: back to school, the end-of-year holidays."""

    name: str = ""

    def in_year(self, year: int, frame: Frame) -> Span:
        conventions = frame.conventions
        start, end = (
            conventions.back_to_school if self.name == "back-to-school" else conventions.year_end_holidays
        )
        first = date(year, *start)
        last = date(year + (end < start), *end)
        return approximately(unit((first, last), Precision.RANGE, "day"))


@dataclass(frozen=True, slots=True)
class TwelveMonths(Yearly):
    """A fiscal or school year; `year` is the one in which it begins, on the day `start`."""

    start: MonthDay = (4, 1)

    def in_year(self, year: int, frame: Frame) -> Span:
        first = date(year, *self.start)
        days = first, almanac.add_months(first, 12) - DAY
        if self.start == (1, 1):
            return unit(days, Precision.YEAR, "year", f"{year:04}")
        return unit(days, Precision.YEAR, "month" if first.day == 1 else "day")


@dataclass(frozen=True, slots=True)
class IsoWeek(Yearly):
    week: int = 1

    def in_year(self, year: int, frame: Frame) -> Span | None:
        days = almanac.iso_week(year, self.week)
        return unit(days, Precision.WEEK, "day") if days else None


@dataclass(frozen=True, slots=True)
class IsoWeekday(Period):
    """A day written as ISO week and weekday: 2024-W48-3."""

    year: int
    week: int
    weekday: int

    def spans(self, frame: Frame) -> Iterator[Span]:
        try:
            yield one_day(date.fromisocalendar(self.year, self.week, self.weekday))
        except ValueError:
            raise NoSuchDay from None


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
class Delay(Period):
    """ "Within 30 days": from the day of the report, which does not count, to the last day allowed."""

    count: int
    unit: Unit

    def spans(self, frame: Frame) -> Iterator[Span]:
        last = moved(frame.reference, self.count, self.unit)
        yield unit((frame.reference, last), _GRAIN.get(self.unit, Precision.DAY), "day")


_GRAIN = {
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
