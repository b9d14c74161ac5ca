"""Years, months and days by name or in figures."""

from __future__ import annotations

from tracker.dates.around import DayOfMonth, UnitAround, Weekday
from tracker.dates.grammar.engine import P_DAY, P_DAYS, YR, Built, P, Parts, builds
from tracker.dates.grammar.values import (
    MONTHS,
    chosen,
    month_number,
    run_or_two,
    shift_of,
    year_of,
    year_pair,
)
from tracker.dates.parts import Later, NthWeekday, Run
from tracker.dates.patterns import code
from tracker.dates.periods import Period, Unit
from tracker.dates.tokens import Token
from tracker.dates.yearly import Day, IsoWeekday, Month, NumericDay, Quarter, Year, Years

_MAR = code("MAR")
_MILLE, _AND, _DASH = code("MILLE"), code("AND"), code("DASH")
_QUANT, _XLOW, _XCAP, _COLON = code("QUANT"), code("XLOW"), code("XCAP"), code("COLON")
_NAMED = frozenset(map(code, ("XLOW", "XCAP", "PLACE")))
_HOURS = frozenset(map(code, ("TO", "TIME", "DAYPART", "PUNCT")))
_MONTH_CODES = frozenset(map(code, MONTHS))
_NUMBERS = frozenset(map(code, ("DAY", "ORDN", "NUM", "ORD", "N2")))
_YEARS = frozenset(map(code, ("YEAR", "YR", "YY")))
_WEEKDAYS = frozenset(map(code, ("WEEKDAY", "WEEKDAY_SHORT")))
_TUESDAY = 1
_DOTTED_YEARS = 10  # how far from the report the year of a short date with dots may be


@builds("years", "year")
def _year_expression(parts: Parts) -> Built:
    year = parts.value("YEAR")
    if year is None:
        year = parts.sentence.frame.reference.year + (1 if parts.has("NEW_YEAR") else shift_of(parts))
    return parts.token(YR, year)


@builds("years", "spelt")
def _spelt_year(parts: Parts) -> Built:
    """A year in words: « deux mille vingt-huit », "twenty twenty-eight"."""
    total = part = 0
    for token in parts:
        if token.code == _MILLE:
            total, part = 1000 * (part or 1), 0
        elif token.code in (_AND, _DASH):
            continue
        else:
            number = 1 if token.value is None else token.value
            if number == 100:  # « mil neuf cent »
                part = 100 * (part or 1)
            elif number == 20 and part % 100 == 4:  # « quatre-vingt »
                part += 76
            elif not total and part in (19, 20):  # "nineteen ninety-eight"
                total, part = 100 * part, number
            else:
                part += number
    year = total + part
    return parts.token(YR, year) if 1800 <= year <= 2100 else None


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
        if parts.before is not None and parts.before.code == _COLON and not parts.follows("label"):
            return None  # a file: 05/2026
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
    if year is None and _are_names(parts):
        return None
    first, last = (Month(month=month_number(token)) for token in parts.all(*MONTHS))
    return run_or_two(
        parts, first, last.in_named_year(year) if year else last, (last.month - first.month) % 12 == 1
    )


def _are_names(parts: Parts) -> bool:
    """True for French months with capitals beside another name: « Rose Avril et Mai Roy »."""
    beside = [token.code for token in (parts.before, parts.after) if token is not None]
    return parts.language == "fr" and _XCAP in beside and any(map(parts.is_name, parts.all(*MONTHS)))


@builds("periods", "name")
def _name(parts: Parts) -> Built:
    """A street, a town or a person named after a day."""
    first = parts.tokens[0]
    if first.code == _QUANT and parts.sentence.cased[first.start : first.end] != "M":
        return None
    return parts.token(code("NAME"), None)


@builds("periods", "day")
def _day(parts: Parts) -> Built:
    numeric = parts.first("DATE", "DOTTED", "DM", "ISODAY")
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
        if parts.before is not None and parts.words(parts.before) in ("de", "d'"):
            return None  # a ratio of 12/24
    else:
        year, a, b, order = token.value
        year = sentence.full_year(year)
        if token.code == code("DOTTED") and not _may_be_dotted(parts, year):
            return None
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


def _may_be_dotted(parts: Parts, year: int) -> bool:
    """True for "le 3.4.26"; "la 3.11.12" is a version: its year is too far, or its article feminine."""
    before = parts.before
    feminine = before is not None and parts.words(before) in ("la", "les", "l'")
    return not feminine and abs(year - parts.sentence.frame.reference.year) <= _DOTTED_YEARS


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


@builds("periods", "weekday", "weekday_of_week")
def _weekday(parts: Parts) -> Built:
    weekday = parts.value("WEEKDAY")
    if parts.has("U_WEEK"):
        week = UnitAround(Unit.WEEK, shift_of(parts))
        return parts.token(P_DAY, NthWeekday(week, 1, weekday))
    day = parts.value("DAY", "ORDN")
    if day is not None:
        return parts.token(P_DAY, DayOfMonth(day, weekday))
    if len(parts.tokens) == 1 and (_is_called if parts.language == "fr" else _is_surname)(parts):
        return None
    return parts.token(P_DAY, chosen(Weekday(weekday), parts))


def _is_called(parts: Parts) -> bool:
    """True for a weekday with a capital after a word, and no hour after it: « la poète Zoé Jeudi »."""
    before, after = parts.before, parts.after
    if before is None or before.code not in _NAMED or not parts.is_name(parts.tokens[0]):
        return False
    return after is None or after.code not in _HOURS


def _is_surname(parts: Parts) -> bool:
    """True for a weekday between the word that opens a sentence and a verb: "Zoe Friday will answer".

    Inside a sentence the capital of the first name says so. A participle is none: "Closed Friday".
    """
    before, after, sentence = parts.before, parts.after, parts.sentence
    if before is None or after is None or before.start > 0 or before.code != _XLOW:
        return False
    word = parts.words(before)
    if " " in word or word.endswith(("ed", "ing")) or not sentence.cased[0].isupper():
        return False
    says = sentence.lexicon.expressions
    verb = parts.words(after).split()[0]
    return bool(says["verbs"].match(sentence.lower, after.start) or says["passive_ahead"].fullmatch(verb))


@builds("periods", "weekday_run")
def _weekday_run(parts: Parts) -> Built:
    """From Monday to Friday of next week; « de lundi à mercredi prochain »."""
    first, last = (token.value for token in parts.all("WEEKDAY"))
    end: Period = chosen(Weekday(last), parts)
    if parts.has("U_WEEK"):
        end = NthWeekday(UnitAround(Unit.WEEK, shift_of(parts)), 1, last)
    return parts.token(P, Run(Later(end, -((last - first) % 7)), end))


@builds("periods", "dayword")
def _dayword(parts: Parts) -> Built:
    return parts.token(P_DAY, UnitAround(Unit.DAY, parts.value("DAYWORD")))
