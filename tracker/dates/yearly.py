"""Periods of the calendar: those that come once a year, and those that have come once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.dates import almanac
from tracker.dates.almanac import DAY
from tracker.dates.conventions import MonthDay
from tracker.dates.periods import Frame, Period, existing
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
        near = range(frame.reference.year - 2, frame.reference.year + _YEARS_AHEAD)
        years = near if self.year is None else (self.year,)
        yield from existing(self.in_year(year, frame) for year in years)


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
