"""Periods by name: years, months, days, quarters, seasons, weeks, feasts, and those called this or next."""

from __future__ import annotations

from dataclasses import replace

from tracker.dates import almanac
from tracker.dates.grammar.engine import P_DAY, P_DAYS, YR, Built, P, Parts, builds
from tracker.dates.parts import NthWeekday, Run
from tracker.dates.patterns import code
from tracker.dates.periods import (
    Chosen,
    Day,
    DayOfMonth,
    Direction,
    Feast,
    HalfYear,
    IsoWeek,
    IsoWeekday,
    Month,
    NumericDay,
    Period,
    Quarter,
    Season,
    Session,
    Spell,
    TwelveMonths,
    Unit,
    UnitAround,
    Weekday,
    Year,
    Yearly,
    Years,
)
from tracker.dates.tokens import Token
from tracker.dates.window import Precision

MONTHS = ("MONTH", "MONTH_CAP", "MONTH_NEAR", "MONTH_SHORT", "SEPT", "MAR")
SEASONS = ("SEASON", "SEASON_CAP", "SEASONS")
UNITS = {
    code(name): unit
    for unit, names in {
        Unit.HOUR: "U_HOUR U_HOURS",
        Unit.DAY: "U_DAY U_DAYS",
        Unit.WORKING_DAY: "U_WDAY U_WDAYS U_WEEKDAY U_WEEKDAYS",
        Unit.WEEK: "U_WEEK U_WEEKS",
        Unit.WEEKEND: "U_WEEKEND U_WEEKENDS",
        Unit.FORTNIGHT: "U_FORTNIGHT U_FORTNIGHTS",
        Unit.QUINZAINE: "U_QUINZAINE",
        Unit.MONTH: "U_MONTH U_MONTHS",
        Unit.QUARTER: "U_QUARTER U_QUARTERS",
        Unit.HALF_YEAR: "U_HALF U_HALVES",
        Unit.YEAR: "U_YEAR U_YEARS",
        Unit.FISCAL_YEAR: "FISCAL",
        Unit.SCHOOL_YEAR: "SCHOOL",
    }.items()
    for name in names.split()
}
_MONTH_CODES = frozenset(map(code, MONTHS))
_SEPTEMBER, _MAR, _AND = code("SEPT"), code("MAR"), code("AND")
_NUMBERS = frozenset(map(code, ("DAY", "ORDN", "NUM", "ORD", "N2")))
_YEARS = frozenset(map(code, ("YEAR", "YR", "YY")))
_WEEKDAYS = frozenset(map(code, ("WEEKDAY", "WEEKDAY_SHORT")))
_TUESDAY = 1


def month_number(token: Token) -> int:
    return 9 if token.code == _SEPTEMBER else int(token.value)


def unit_of(parts: Parts) -> Unit:
    """The unit named; a pattern that asks for it has one."""
    return next(UNITS[token.code] for token in parts if token.code in UNITS)


def year_of(parts: Parts) -> int | None:
    """The year named, or called next or last."""
    year = parts.value("YEAR", "YR", "YY")
    return None if year is None else parts.sentence.full_year(year)


def shift_of(parts: Parts) -> int:
    """How many units away from the day of the report: this 0, next 1, last -1."""
    if parts.has("NEXT"):
        return 2 if parts.has("AFTER") else 1
    return -1 if parts.has("LAST", "PASSED") else 0


def chosen(period: Period, parts: Parts) -> Period:
    """The period, or the one of its occurrences that "next" or "last" chooses."""
    if parts.has("NEXT"):
        return Chosen(period, Direction.NEXT)
    if parts.has("LAST", "PASSED"):
        return Chosen(period, Direction.LAST)
    return period


def year_pair(parts: Parts) -> tuple[int, int] | None:
    """The two years of 2024-2025, 2024-25 or 2011-12."""
    pair = parts.value("YEARS")
    if pair is not None:
        first, last = pair
        return first, last
    month = parts.value("YM")
    if month is not None:
        year, second = month
        return (year, year + 1) if (year + 1) % 100 == second else None
    years = parts.all("YEAR")
    if len(years) == 2:
        return years[0].value, years[1].value
    return None


@builds("years", "year")
def _year_expression(parts: Parts) -> Built:
    year = parts.value("YEAR")
    if year is None:
        year = parts.sentence.frame.reference.year + (1 if parts.has("NEW_YEAR") else shift_of(parts))
    return parts.token(YR, year)


@builds("years", "decade")
def _decade(parts: Parts) -> Built:
    year = parts.value("YEAR")
    return parts.token(P, Years(year, year + 9)) if year % 10 == 0 else None


@builds("periods", "year")
def _year(parts: Parts) -> Built:
    year = parts.value("YR")
    if year is None:
        year = parts.value("YEAR")
        if _counts_things(parts, year):
            return None
    return parts.token(P, Year(year))


def _counts_things(parts: Parts, year: int) -> bool:
    """True for a number before what it counts: "the 2000 participants", not "the 2025 budget"."""
    before, after = parts.before, parts.after
    if before is None or after is None or before.code != code("ART") or after.code != code("XLOW"):
        return False
    noun = parts.words(after).split()[0]
    return year % 100 == 0 or (noun.endswith("s") and not noun.endswith("ss"))


@builds("periods", "year_run")
def _year_run(parts: Parts) -> Built:
    pair = year_pair(parts)
    if pair is None:
        return None
    first, last = pair
    if parts.has("AND") and not parts.has("BETWEEN") and last != first + 1:
        return [Token(P, token.start, token.end, Year(token.value)) for token in parts.all("YEAR")]
    return parts.token(P, Years(first, last))


@builds("periods", "month")
def _month(parts: Parts) -> Built:
    numeric = parts.value("YM", "MY")
    if numeric is not None:
        year, month = numeric
        return parts.token(P, Month(year, month))
    token = parts.first(*MONTHS)
    assert token is not None  # noqa: S101 - the pattern holds a month
    year = year_of(parts)
    if year is None and parts.has("N2"):
        year = parts.sentence.full_year(parts.value("N2"))
    return parts.token(P, chosen(Month(year, month_number(token)), parts))


@builds("periods", "months")
def _months(parts: Parts) -> Built:
    year = year_of(parts)
    first, last = (Month(month=month_number(token)) for token in parts.all(*MONTHS))
    return _run(
        parts, first, last.in_named_year(year) if year else last, (last.month - first.month) % 12 == 1
    )


def _run(parts: Parts, first: Yearly, last: Period, neighbours: bool) -> Built:
    """From the first to the last; "and" joins neighbours only: "May and October" are two windows."""
    if parts.has("AND") and not parts.has("BETWEEN") and not neighbours:
        middle = next(i for i, token in enumerate(parts.tokens) if token.code == _AND)
        year = last.named_year
        return [
            Token(
                P,
                parts.tokens[0].start,
                parts.tokens[middle - 1].end,
                first.in_named_year(year) if year else first,
            ),
            *parts.tokens[middle : middle + 1],
            Token(P, parts.tokens[middle + 1].start, parts.tokens[-1].end, last),
        ]
    return parts.token(P, Run(first, last))


@builds("periods", "day")
def _day(parts: Parts) -> Built:
    numeric = parts.first("DATE", "DM", "ISODAY")
    weekday = parts.value("WEEKDAY", "WEEKDAY_SHORT")
    if numeric is not None:
        if weekday is None and parts.has("MAR"):
            weekday = _TUESDAY
        return _numeric(parts, numeric, weekday)
    day = month = year = None
    for token in parts:
        if token.code in _NUMBERS:
            if day is None:
                if token.code == code("ORD") and parts.language == "fr" and token.value != 1:
                    return None  # « premier mai », but no « deuxième mai »
                day = token.value
            else:
                year = token.value
        elif token.code == _MAR and day is None:
            weekday = _TUESDAY
        elif token.code in _MONTH_CODES:
            month = month_number(token)
        elif token.code in _YEARS:
            year = token.value
    if day is None or month is None or day < 0:
        return None
    if year is not None:
        year = parts.sentence.full_year(year)
    return parts.token(P_DAY, chosen(Day(year, month, day, weekday), parts))


def _numeric(parts: Parts, token: Token, weekday: int | None) -> Built:
    sentence = parts.sentence
    if token.code == code("ISODAY"):
        return parts.token(P_DAY, IsoWeekday(*token.value))
    year: int | None = None
    if token.code == code("DM"):
        a, b = token.value
    else:
        year, a, b, order = token.value
        year = sentence.full_year(year)
        if order == "quarter":
            return parts.token(P, Quarter(year, a))
        if order == "ymd":
            return parts.token(P_DAY, Day(year, a, b, weekday))
    if a == b or max(a, b) > 12 or min(a, b) < 1:
        month_first = a <= 12 < b
        day, month = (b, a) if month_first else (a, b)
        return parts.token(P_DAY, Day(year, month, day, weekday))
    day_first = sentence.frame.conventions.day_first
    if day_first is None and parts.language == "fr":
        day_first = True
    return parts.token(P_DAY, NumericDay(year, (a, b), day_first))


@builds("periods", "days")
def _days(parts: Parts) -> Built:
    """Days of one month: from the 3rd to the 7th, 3 and 4, 3, 4 and 5."""
    pair = parts.value("DAYS")
    numbers = list(pair) if pair else [token.value for token in parts if token.code in _NUMBERS]
    weekdays: list[int | None] = [token.value for token in parts if token.code in _WEEKDAYS]
    if len(weekdays) != 2:
        weekdays = [None, None]
    month = parts.first(*MONTHS)
    if month is None or len(numbers) < 2:
        return None
    year = year_of(parts)
    number = month_number(month)
    return parts.token(
        P_DAYS, Run(Day(year, number, numbers[0], weekdays[0]), Day(year, number, numbers[-1], weekdays[1]))
    )


@builds("periods", "quarter")
def _quarter(parts: Parts) -> Built:
    number = parts.value("ORD", "ORDN", "QCODE")
    if number is None and parts.has("U_QUARTER"):
        number = parts.value("DAY")
    if number is None and parts.has("LAST") and year_of(parts) is not None:
        number = 4
    if number is None:
        return parts.token(P, UnitAround(Unit.QUARTER, shift_of(parts)))
    if number < 0:
        return None
    if not 1 <= number <= 4 and parts.has("QCODE") and year_of(parts) is None:
        return None
    return parts.token(P, Quarter(year_of(parts), number))


@builds("periods", "quarters")
def _quarters(parts: Parts) -> Built:
    first, last = (token.value for token in parts.all("ORD", "ORDN", "QCODE"))
    return parts.token(P, Run(Quarter(number=first), Quarter(year_of(parts), last)))


@builds("periods", "half")
def _half(parts: Parts) -> Built:
    number = parts.value("ORD", "ORDN", "HCODE")
    if number is None and parts.has("LAST") and (parts.has("HALFWORD") or year_of(parts) is not None):
        number = 2
    if number is None:
        return parts.token(P, UnitAround(Unit.HALF_YEAR, shift_of(parts)))
    if not 1 <= number <= 2 and year_of(parts) is None:
        return None  # the fifth semester of a student
    return parts.token(P, HalfYear(year_of(parts), number))


@builds("periods", "season")
def _season(parts: Parts) -> Built:
    number = parts.value(*SEASONS)
    pair = year_pair(parts)
    if pair is not None:
        winter = Season(code=number)
        named = pair[1] if _ends_in_next_year(winter, parts) else pair[0]
        return parts.token(P, Season(named, number))
    return parts.token(P, chosen(Season(year_of(parts), number), parts))


def _ends_in_next_year(season: Season, parts: Parts) -> bool:
    """True for a winter called by the year in which it ends (convention `hiver`)."""
    return season.in_year(2000, parts.sentence.frame).first.year == 1999


@builds("periods", "seasons")
def _seasons(parts: Parts) -> Built:
    year = year_of(parts)
    first, last = (Season(code=token.value) for token in parts.all(*SEASONS))
    return _run(parts, first, replace(last, year=year), (last.code - first.code) % 4 == 1)


@builds("periods", "session")
def _session(parts: Parts) -> Built:
    pair = year_pair(parts)
    number = parts.value(*SEASONS)
    year = pair[number == 24] if pair else year_of(parts)
    return parts.token(P, chosen(Session(year, number), parts))


@builds("periods", "feast", "spell")
def _feast(parts: Parts) -> Built:
    name = parts.value("FEAST", "FEAST_CUED")
    year = year_of(parts)
    if name is not None:
        first, last = almanac.feast(name, 2000, parts.sentence.frame.conventions.holidays)
        return parts.token(P_DAY if first == last else P, chosen(Feast(year, name), parts))
    return parts.token(P, chosen(Spell(year, parts.value("SPELL", "SPELL_CAP")), parts))


@builds("periods", "feasts")
def _feasts(parts: Parts) -> Built:
    first, last = (Feast(name=token.value) for token in parts.all("FEAST", "FEAST_CUED"))
    return parts.token(P, Run(first, replace(last, year=year_of(parts))))


@builds("periods", "fiscal")
def _fiscal(parts: Parts) -> Built:
    body, start = parts.sentence.fiscal_start(parts.tokens[0].start)
    pair = year_pair(parts)
    fiscal_code = parts.value("FYCODE")
    if fiscal_code is not None:
        first, *others = (parts.sentence.full_year(year) for year in fiscal_code)
        others += [parts.sentence.full_year(year) for year in (parts.value("DAY", "N2", "YEAR"),) if year]
        return parts.token(P, TwelveMonths(first if others else first - 1, start))
    if pair is not None:
        first, last = pair
        if start == (1, 1):
            return parts.token(P, Years(first, last, Precision.YEAR))
        if last > first + 1:
            return parts.token(P, Run(TwelveMonths(first, start), TwelveMonths(last - 1, start)))
        return parts.token(P, TwelveMonths(first, start))
    year = year_of(parts)
    if year is None:
        return parts.token(P, UnitAround(Unit.FISCAL_YEAR, shift_of(parts), start))
    if parts.language == "fr" or body == "city":
        return parts.token(P, Year(year))
    return parts.token(P, TwelveMonths(year - 1, start))


@builds("periods", "school")
def _school(parts: Parts) -> Built:
    start = parts.sentence.frame.conventions.school_year
    pair = year_pair(parts)
    year = pair[0] if pair else year_of(parts)
    if year is None:
        return parts.token(P, UnitAround(Unit.SCHOOL_YEAR, shift_of(parts), start))
    return parts.token(P, TwelveMonths(year, start))


@builds("periods", "week")
def _week(parts: Parts) -> Built:
    iso = parts.value("ISOWEEK")
    if iso is not None:
        year, week = iso
        return parts.token(P, IsoWeek(year, week))
    week = parts.value("WCODE", "DAY", "N2")
    if week is not None:
        return parts.token(P, IsoWeek(year_of(parts), week))
    return parts.token(P, UnitAround(unit_of(parts), shift_of(parts)))


@builds("periods", "unit")
def _unit(parts: Parts) -> Built:
    return parts.token(P, UnitAround(unit_of(parts), shift_of(parts)))


@builds("periods", "weekday", "weekday_of_week")
def _weekday(parts: Parts) -> Built:
    weekday = parts.value("WEEKDAY")
    if parts.has("U_WEEK"):
        week = UnitAround(Unit.WEEK, shift_of(parts))
        return parts.token(P_DAY, NthWeekday(week, 1, weekday))
    day = parts.value("DAY", "ORDN")
    if day is not None:
        return parts.token(P_DAY, DayOfMonth(day, weekday))
    return parts.token(P_DAY, chosen(Weekday(weekday), parts))


@builds("periods", "dayword")
def _dayword(parts: Parts) -> Built:
    return parts.token(P_DAY, UnitAround(Unit.DAY, parts.value("DAYWORD")))
