"""Parts of periods (the end of, the first Monday of) and runs from one period to another."""

from __future__ import annotations

from tracker.dates.almanac import DAY
from tracker.dates.around import UnitAround
from tracker.dates.grammar.engine import P_DAY, P_DAYS, P_PART, Built, P, Parts, builds
from tracker.dates.grammar.values import MONTHS, SEASONS, UNITS, month_number, shift_of, unit_of
from tracker.dates.parts import (
    END,
    DayIn,
    DaysOfWeekend,
    Half,
    Nth,
    NthWeekday,
    Run,
    SeveralOf,
    Third,
    WeekHolding,
)
from tracker.dates.patterns import code
from tracker.dates.periods import Period, Unit, settle
from tracker.dates.tokens import Token
from tracker.dates.yearly import Month, Season, TwelveMonths, Year

_PERIODS = frozenset((P, P_DAY, P_DAYS, P_PART))
_MONTH_CODES = frozenset(map(code, MONTHS))
_SEASON_CODES = frozenset(map(code, SEASONS))


def period_of(token: Token, parts: Parts) -> Period:
    """The period that a token stands for: one already read, or a unit such as "the month"."""
    if token.code in _PERIODS:
        period: Period = token.value
        return period
    if token.code in _MONTH_CODES:
        return Month(month=month_number(token))
    if token.code in _SEASON_CODES:
        return Season(code=token.value)
    return _unit_around(UNITS[token.code], 0 if parts.has("THIS", "CURRENT") else None, parts)


def _unit_around(unit: Unit, shift: int | None, parts: Parts) -> Period:
    sentence = parts.sentence
    if unit is Unit.FISCAL_YEAR:
        return UnitAround(unit, shift, sentence.fiscal_start(parts.tokens[0].start)[1])
    if unit is Unit.SCHOOL_YEAR:
        return UnitAround(unit, shift, sentence.frame.conventions.school_year)
    return UnitAround(unit, shift)


def number_of(parts: Parts) -> int:
    """Which one: first 1, last -1."""
    number = parts.value("ORD", "ORDN", "LATTER")
    return -1 if number is None else number


@builds("parts", "third")
def _third(parts: Parts) -> Built:
    whole = period_of(parts.tokens[-1], parts)
    return parts.token(P_PART, Third(whole, parts.value("THIRD", "THIRD_OF")))


@builds("parts", "thirds")
def _thirds(parts: Parts) -> Built:
    """Mid- to late March."""
    whole = period_of(parts.tokens[-1], parts)
    first, last = (token.value for token in parts.all("THIRD"))
    return parts.token(P_PART, Run(Third(whole, first), Third(whole, last)))


@builds("parts", "quarter_of")
def _quarter_of(parts: Parts) -> Built:
    """Q1 of a fiscal year."""
    whole = parts.value("P")
    if not isinstance(whole, TwelveMonths | UnitAround):
        return None
    return parts.token(P, Nth(whole, parts.value("QCODE"), Unit.QUARTER))


@builds("parts", "endof")
def _end_of(parts: Parts) -> Built:
    named: Period | None = parts.value("P")
    if named is None:
        unit = Unit(parts.value("ENDOF"))
        named = _unit_around(unit, shift_of(parts) if parts.has("THIS", "NEXT") else None, parts)
    elif not isinstance(named, Year | UnitAround):
        return None
    return parts.token(P_PART, Third(named, END))


@builds("parts", "nth_weekday")
def _nth_weekday(parts: Parts) -> Built:
    whole = period_of(parts.tokens[-1], parts)
    return parts.token(P_DAY, NthWeekday(whole, number_of(parts), parts.value("WEEKDAY")))


@builds("parts", "nth_unit")
def _nth_unit(parts: Parts) -> Built:
    whole = period_of(parts.tokens[-1], parts)
    number = number_of(parts)
    if parts.has("HALFWORD", "LATTER", "U_QUINZAINE", "U_FORTNIGHT"):
        return parts.token(P, Half(whole, 2 if number < 0 else number))
    if not parts.has("OF", "DES", "IN"):
        return None
    unit = unit_of(parts)
    day = unit in (Unit.DAY, Unit.WORKING_DAY)
    return parts.token(P_DAY if day else P, Nth(whole, number, unit))


@builds("parts", "several")
def _several(parts: Parts) -> Built:
    whole = period_of(parts.tokens[-1], parts)
    count = parts.value("NUM", "DAY", "N2", "SEPT")
    if count is None:
        return None
    return parts.token(P, SeveralOf(whole, count, unit_of(parts), parts.has("LAST", "LASTS")))


@builds("parts", "week_of")
def _week_of(parts: Parts) -> Built:
    day = parts.tokens[-1]
    if day.code == P_DAYS:
        return parts.token(P, DaysOfWeekend(day.value) if parts.has("U_WEEKEND") else day.value)
    return parts.token(P, WeekHolding(day.value, parts.has("U_WEEKEND")))


def _month_of(parts: Parts) -> Period | None:
    """The month that holds a day: "the 15th of next month"."""
    whole = UnitAround(Unit.MONTH) if parts.has("COURANT") else period_of(parts.tokens[-1], parts)
    return whole if isinstance(whole, UnitAround) and whole.unit is Unit.MONTH else None


@builds("parts", "days_in")
def _days_in(parts: Parts) -> Built:
    """From the 15th to the 20th of next month."""
    whole = _month_of(parts)
    pair = parts.value("DAYS") or [token.value for token in parts.all("DAY", "ORDN")]
    if whole is None:
        return None
    return parts.token(P, Run(*(DayIn(whole, day) for day in pair)))


@builds("parts", "day_in")
def _day_in(parts: Parts) -> Built:
    whole = _month_of(parts)
    if whole is None:
        return None
    return parts.token(P_DAY, DayIn(whole, parts.value("DAY", "ORDN", "ORD")))


@builds("runs", "run")
def _run(parts: Parts) -> Built:
    first, last = parts.all("P", "P_DAY", "P_DAYS", "P_PART")
    if parts.has("AND") and not parts.has("BETWEEN"):  # late 2025 or early 2026
        frame = parts.sentence.frame
        if settle(last.value, frame).first - settle(first.value, frame).last > DAY:
            return None
    opened = parts.has("OF", "DES", "FROM", "BETWEEN", "START")
    if not opened and isinstance(first.value, Year) and not isinstance(last.value, Year):
        return None  # "in 2024 to the north", or two dates side by side
    return parts.token(P, Run(first.value, last.value))
