"""What comes again and again, as recurrence rules of RFC 5545 §3.3.10, without DTSTART.

A rule counts from the day of the report. Month ends: a rule by month that starts on the 29th, 30th
or 31st takes the last day of the month, because RFC 5545 skips dates that do not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.dates import almanac
from tracker.dates.grammar.delays import counts_of
from tracker.dates.grammar.engine import REC, Built, Parts, Reading, builds
from tracker.dates.grammar.values import MONTHS, SEASONS, UNITS, month_number, unit_of
from tracker.dates.parts import END, MIDDLE
from tracker.dates.patterns import code
from tracker.dates.periods import Unit

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING_DAYS = "MO,TU,WE,TH,FR"
_WEEKEND = "SA,SU"
_NTH = ("ORD", "ORDN", "LAST", "ORDS", "LASTS")
_NTH_CODES = frozenset(map(code, _NTH))
_WEEKDAY_CODES = frozenset(map(code, ("WEEKDAY", "WEEKDAYS")))
FREQUENCIES = {
    "daily": (1, Unit.DAY),
    "weekly": (1, Unit.WEEK),
    "fortnightly": (2, Unit.WEEK),
    "monthly": (1, Unit.MONTH),
    "bimonthly": (2, Unit.MONTH),
    "quarterly": (1, Unit.QUARTER),
    "half-yearly": (1, Unit.HALF_YEAR),
    "yearly": (1, Unit.YEAR),
    "two-yearly": (2, Unit.YEAR),
}
_MONTHS_IN = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.HALF_YEAR: 6,
    Unit.YEAR: 12,
    Unit.FISCAL_YEAR: 12,
    Unit.SCHOOL_YEAR: 12,
}


def _rule(frequency: str, interval: int = 1, **by: int | str) -> str:
    parts = [f"FREQ={frequency}"]
    if interval != 1:
        parts.append(f"INTERVAL={interval}")
    parts += [f"{name.upper()}={value}" for name, value in by.items()]
    return ";".join(parts)


def every(count: int, unit: Unit, start: date) -> str | None:
    """The rule of "every `count` units" from `start`, which is its first occurrence; None if it has none."""
    match unit:
        case Unit.DAY:
            return _rule("DAILY", count)
        case Unit.WORKING_DAY:
            return _rule("WEEKLY", byday=_WORKING_DAYS) if count == 1 else None
        case Unit.WEEKEND:
            return _rule("WEEKLY", count, byday=_WEEKEND)
        case Unit.WEEK:
            return _rule("WEEKLY", count)
        case Unit.FORTNIGHT | Unit.QUINZAINE:
            return _rule("WEEKLY", 2 * count)
        case Unit.HOUR:
            return None
    months = count * _MONTHS_IN[unit]
    if months % 12 == 0 and unit in (Unit.YEAR, Unit.FISCAL_YEAR, Unit.SCHOOL_YEAR):
        if (start.month, start.day) == (2, 29):
            return _rule("YEARLY", months // 12, bymonth=2, bymonthday=-1)
        return _rule("YEARLY", months // 12)
    if start.day > 28:
        return _rule("MONTHLY", months, bymonthday=-1)
    return _rule("MONTHLY", months)


def _done(parts: Parts, rule: str | None) -> Built:
    return parts.token(REC, Reading("plain", rrule=rule)) if rule else None


def _start(parts: Parts) -> date:
    return parts.sentence.frame.reference


def _ordinals(parts: Parts) -> list[int]:
    """Which ones: first 1, last -1."""
    found = [token for token in parts if token.code in _NTH_CODES]
    unnumbered = {code("LAST"): -1, code("LASTS"): -1}
    return [unnumbered.get(token.code, token.value) for token in found]


def _nth(parts: Parts, frequency: str, **within: int) -> str | None:
    """The rule of the nth weekday, day, working day or weekend of a month."""
    ordinals = _ordinals(parts)
    weekday = parts.value("WEEKDAY", "WEEKDAYS")
    if weekday is not None:
        return _rule(frequency, **within, byday=",".join(f"{n}{_DAYS[weekday]}" for n in ordinals))
    if parts.has("U_WDAY", "U_WDAYS", "U_WEEKDAY"):
        positions = ",".join(map(str, ordinals))
        return _rule("MONTHLY", **within, byday=_WORKING_DAYS, bysetpos=positions)
    if parts.has("U_WEEKEND", "U_WEEKENDS"):
        return _rule(frequency, **within, byday=",".join(f"{n}SA" for n in ordinals))
    return _rule(frequency, **within, bymonthday=",".join(map(str, ordinals)))


@builds("recurring", "nth_of_month")
def _nth_of_month(parts: Parts) -> Built:
    if parts.has("FREQ") and parts.value("FREQ") != "monthly":
        return None
    return _done(parts, _nth(parts, "MONTHLY"))


@builds("recurring", "nth_of_unit")
def _nth_of_unit(parts: Parts) -> Built:
    """The first or last weekday, day or working day of every quarter, half-year or year."""
    (number,) = _ordinals(parts)
    unit = next(UNITS[token.code] for token in reversed(parts.tokens) if token.code in UNITS)
    size = _MONTHS_IN[unit]
    months = ",".join(str(month) for month in range(1 if number > 0 else size, 13, size))
    weekday = parts.value("WEEKDAY")
    if weekday is not None:
        return _done(parts, _rule("YEARLY", bymonth=months, byday=f"{number}{_DAYS[weekday]}"))
    if parts.has("U_WDAY"):
        return _done(parts, _rule("MONTHLY", bymonth=months, byday=_WORKING_DAYS, bysetpos=number))
    return _done(parts, _rule("YEARLY", bymonth=months, bymonthday=number))


@builds("recurring", "nth_of_year")
def _nth_of_year(parts: Parts) -> Built:
    return _done(parts, _nth(parts, "YEARLY", bymonth=_month(parts)))


def _month(parts: Parts) -> int:
    token = parts.first(*MONTHS)
    assert token is not None  # noqa: S101 - the pattern holds a month
    return month_number(token)


def _day_numbers(parts: Parts) -> list[int]:
    wanted = frozenset(map(code, ("DAY", "ORDN", "NUM", "ORD")))
    return [token.value for token in parts if token.code in wanted]


@builds("recurring", "days_of_year")
def _days_of_year(parts: Parts) -> Built:
    day, month = _day_numbers(parts)[0], _month(parts)
    if (month, day) == (2, 29):
        day = -1
    elif not 1 <= day <= almanac.last_of_month(2001, month).day:
        return None
    return _done(parts, _rule("YEARLY", bymonth=month, bymonthday=day))


@builds("recurring", "days_of_month")
def _days_of_month(parts: Parts) -> Built:
    days = _day_numbers(parts)
    if not days or not all(1 <= day <= 31 for day in days):
        return None
    if parts.has("FREQ") and parts.value("FREQ") != "monthly":
        return None
    if len(days) == 1 and days[0] > 28:  # the last day, where a month has no such day
        known = ",".join(str(day) for day in range(28, days[0] + 1))
        return _done(parts, _rule("MONTHLY", bymonthday=known, bysetpos=-1))
    return _done(parts, _rule("MONTHLY", bymonthday=",".join(map(str, days))))


@builds("recurring", "edge")
def _edge(parts: Parts) -> Built:
    """The start, middle or end of every unit: the first, middle or last day of it."""
    part = parts.value("THIRD", "THIRD_OF")
    if part is None and parts.has("ENDOF"):
        part, unit = END, Unit(parts.value("ENDOF"))
    else:
        unit = unit_of(parts)
    size = _MONTHS_IN.get(unit)
    if size is None:
        week_ends = parts.sentence.frame.conventions.week_ends
        day = {0: parts.sentence.frame.conventions.week_start, 1: 2, 2: week_ends}[part]
        return _done(parts, _rule("WEEKLY", byday=_DAYS[day])) if unit is Unit.WEEK else None
    first = parts.sentence.fiscal_start(parts.tokens[0].start)[1][0] if unit is Unit.FISCAL_YEAR else 1
    if unit is Unit.SCHOOL_YEAR:
        first = parts.sentence.frame.conventions.school_year[0]
    offset = {END: size - 1, MIDDLE: size // 2}.get(part, 0)
    day = -1 if part == END else 15 if part == MIDDLE and size % 2 else 1
    if size == 1:
        return _done(parts, _rule("MONTHLY", bymonthday=day))
    months = sorted((first - 1 + start + offset) % 12 + 1 for start in range(0, 12, size))
    return _done(parts, _rule("YEARLY", bymonth=",".join(map(str, months)), bymonthday=day))


@builds("recurring", "times")
def _times(parts: Parts) -> Built:
    """Twice a year: spread evenly, and counted from the day of the report."""
    numbers = counts_of(parts)
    times = 1 if parts.has("ONCE") else 2 if parts.has("TWICE") else numbers[0] if numbers else 0
    unit = unit_of(parts)
    count = numbers[-1] if parts.has("ONCE", "TWICE") and parts.has("EVERY") and numbers else 1
    return _done(parts, _spread(times, count, unit, _start(parts)))


def _spread(times: int, count: int, unit: Unit, start: date) -> str | None:
    if times == 1:
        return every(count, unit, start)
    months = count * _MONTHS_IN.get(unit, 0)
    if months and times > 0 and months % times == 0:
        return every(months // times, Unit.MONTH, start)
    if months and times > 0:  # twice a month is every two weeks, eight times a year every six
        return every(max(1, months * 52 // 12 // times), Unit.WEEK, start)
    if unit is Unit.WEEK and times > 0:
        return every(max(1, 7 * count // times), Unit.DAY, start) if times < 7 else every(1, Unit.DAY, start)
    return None


@builds("recurring", "one_in")
def _one_in(parts: Parts) -> Built:
    """One Monday in two, every other month; "every first Monday" is that of each month."""
    weekday = parts.first("WEEKDAY")
    counts = counts_after(parts, code("SUR"))
    number = 2 if parts.has("OTHER") else counts[0] if counts else parts.value("ORD", "ORDN")
    if weekday is not None:
        if number is None or number in (1, -1):
            return _done(parts, _rule("MONTHLY", byday=f"{number or -1}{_DAYS[weekday.value]}"))
        return _done(parts, _rule("WEEKLY", number, byday=_DAYS[weekday.value]))
    if number is None or number < 1:
        return None
    return _done(parts, every(number, unit_of(parts), _start(parts)))


def counts_after(parts: Parts, separator: str) -> list[int]:
    """The figures after a word of the class given."""
    seen = False
    found = []
    for token in parts:
        if token.code == separator:
            seen = True
        elif seen and isinstance(token.value, int):
            found.append(token.value)
    return found


@builds("recurring", "weekdays")
def _weekdays(parts: Parts) -> Built:
    days = [token for token in parts if token.code in _WEEKDAY_CODES]
    if parts.language == "fr" and not parts.has("EVERY") and any(map(parts.is_name, days)):
        return None
    if days:
        return _done(parts, _weekly(token.value for token in days))
    return _done(parts, every(1, unit_of(parts), _start(parts)))


def _weekly(days: Iterable[int]) -> str:
    return _rule("WEEKLY", byday=",".join(_DAYS[day] for day in sorted(set(days))))


@builds("recurring", "weekday_run")
def _weekday_run(parts: Parts) -> Built:
    first, last = (token.value for token in parts.all("WEEKDAY"))
    return _done(parts, _weekly(day % 7 for day in range(first, last + 1 if last >= first else last + 8)))


@builds("recurring", "yearly")
def _yearly(parts: Parts) -> Built:
    """Every autumn, every year in June, every year at Easter: the first day of it."""
    feast = parts.value("FEAST", "FEAST_CUED")
    part = parts.value("THIRD", "THIRD_OF") or 0
    if feast is not None:
        return _done(parts, _feast_rule(feast, parts))
    season = parts.first(*SEASONS)
    if season is not None:
        conventions = parts.sentence.frame.conventions
        days = almanac.season(season.value, 2001, conventions)
        first = almanac.thirds(*days, part)[0]
        return _done(parts, _rule("YEARLY", bymonth=first.month, bymonthday=first.day))
    day = (1, 11, -1)[part]
    return _done(parts, _rule("YEARLY", bymonth=_month(parts), bymonthday=day))


def _feast_rule(name: str, parts: Parts) -> str | None:
    """The rule of a fixed feast, or of one that falls on a weekday of a month; Easter has none."""
    place = parts.sentence.frame.conventions.holidays
    days = [almanac.feast(name, year, place)[0] for year in (2024, 2025, 2026, 2027)]
    if len({(day.month, day.day) for day in days}) == 1:
        return _rule("YEARLY", bymonth=days[0].month, bymonthday=days[0].day)
    if len({(day.month, day.weekday(), (day.day - 1) // 7) for day in days}) == 1:
        first = days[0]
        return _rule(
            "YEARLY", bymonth=first.month, byday=f"{(first.day - 1) // 7 + 1}{_DAYS[first.weekday()]}"
        )
    return None


@builds("recurring", "interval")
def _interval(parts: Parts) -> Built:
    counts = counts_of(parts) or [1]
    if not 1 <= counts[0] <= 100 or not any(token.code in UNITS for token in parts):
        return None
    count, unit = counts[0], unit_of(parts)
    if parts.language == "fr" and unit is Unit.DAY and count in (8, 15):
        count, unit = count // 7, Unit.WEEK  # French counts both ends: « quinze jours » are two weeks
    return _done(parts, every(count, unit, _start(parts)))


@builds("recurring", "adverb")
def _adverb(parts: Parts) -> Built:
    count, unit = FREQUENCIES[parts.value("FREQ")]
    return _done(parts, every(count, unit, _start(parts)))
