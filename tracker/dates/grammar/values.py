"""What the tokens of a pattern say: numbers of months, units, years, and which occurrence."""

from __future__ import annotations

from tracker.dates.grammar.engine import Built, P, Parts
from tracker.dates.parts import Run
from tracker.dates.patterns import code
from tracker.dates.periods import Chosen, Direction, Period, Unit
from tracker.dates.tokens import Token
from tracker.dates.yearly import Yearly

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
        Unit.FISCAL_YEAR: "FISCAL FISCALS",
        Unit.SCHOOL_YEAR: "SCHOOL",
    }.items()
    for name in names.split()
}
_SEPTEMBER = code("SEPT")


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


def run_or_two(parts: Parts, first: Yearly, last: Period, neighbours: bool) -> Built:
    """From the first to the last; "and" joins neighbours only: "May and October" are two windows."""
    if parts.has("AND") and not parts.has("BETWEEN") and not neighbours:
        middle = next(i for i, token in enumerate(parts.tokens) if token.code == code("AND"))
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
