"""Quarters, halves, seasons, sessions, feasts, fiscal and school years, weeks and other units."""

from __future__ import annotations

from dataclasses import replace

from tracker.dates import almanac
from tracker.dates.around import UnitAround
from tracker.dates.grammar.engine import P_DAY, Built, P, Parts, builds
from tracker.dates.grammar.values import SEASONS, chosen, run_or_two, shift_of, unit_of, year_of, year_pair
from tracker.dates.parts import Run
from tracker.dates.patterns import code
from tracker.dates.periods import Unit
from tracker.dates.window import Precision
from tracker.dates.yearly import (
    Feast,
    HalfYear,
    IsoWeek,
    Quarter,
    Season,
    Session,
    Spell,
    TwelveMonths,
    Year,
    Years,
)

_ART, _DASH = code("ART"), code("DASH")
_BEFORE_PLACES = frozenset(map(code, ("XLOW", "XCAP", "TO", "DANS", "IN")))


@builds("periods", "quarter")
def _quarter(parts: Parts) -> Built:
    number = parts.value("ORD", "ORDN", "QCODE")
    if number is None and parts.has("U_QUARTER"):
        number = parts.value("DAY")
    if number is None and parts.has("LAST") and (parts.has("AU") or year_of(parts) is not None):
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
    number = parts.value("ORD", "ORDN", "HCODE", "LATTER")
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
    named = parts.all(*SEASONS)
    if year is None and parts.language == "fr" and all(map(parts.is_name, named)):
        return None  # a collection: « Printemps-Été »
    first, last = (Season(code=token.value) for token in named)
    return run_or_two(parts, first, replace(last, year=year), (last.code - first.code) % 4 == 1)


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
    if _is_place(parts):
        return None
    if name is not None:
        first, last = almanac.feast(name, 2000, parts.sentence.frame.conventions.holidays)
        return parts.token(P_DAY if first == last else P, chosen(Feast(year, name), parts))
    return parts.token(P, chosen(Spell(year, parts.value("SPELL", "SPELL_CAP")), parts))


def _is_place(parts: Parts) -> bool:
    """True for a town or quarter with the name of a saint: « à Saint-Nicolas », « la gare Saint-Patrick ».

    The feast takes an article; so does L'Assomption, the town, but with a capital.
    """
    before, after, token = parts.before, parts.after, parts.tokens[-1]
    if parts.language != "fr" or parts.has("YEAR", "YR", "YY"):
        return False
    if before is not None and before.code == _ART and parts.is_name(token):
        cased = parts.sentence.cased[before.start : before.end]
        if cased == "L'" and before.start > 0:
            return True
    if not parts.words(parts.tokens[0]).startswith("saint"):
        return False
    glued = after is not None and after.code == _DASH and after.start == token.end
    return glued or (before is not None and before.code in _BEFORE_PLACES)


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
        begins = first if others or start == (1, 1) else first - 1  # FY2025 ends in 2025
        return parts.token(P, TwelveMonths(begins, start))
    pairs = [token.value for token in parts.all("YEARS")]
    if len(pairs) == 2:  # fiscal years 2026-2027 to 2028-2029
        pair = pairs[0][0], pairs[1][1]
    elif parts.has("FISCALS") and parts.has("TO", "AU", "AND") and pair is not None:
        return parts.token(P, Years(*pair))
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
