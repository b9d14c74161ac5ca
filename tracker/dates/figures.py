"""Figures by their shape: years, days, numeric dates, times, and numbers that are none of these."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tracker.dates.lexicon import Lexicon
from tracker.dates.patterns import code

_DIGITS = re.compile(r"\d+")


class Figure(NamedTuple):
    """The class of some figures, what they say, and how many characters they take."""

    code: str
    value: Any
    length: int


def figure(shape: str, text: str, lexicon: Lexicon) -> Figure | None:
    """What `text`, cut out as a `shape` of the lexicon's raw pattern, may be; None for a mere number.

    Two-digit years are left as they stand: the day of the report says which century.
    """
    size = len(text)
    if shape == "number":
        return Figure(_number(text, int(text)), int(text), size) if size < 7 else None
    numbers = [int(digits) for digits in _DIGITS.findall(text) if len(digits) < 7]
    match shape, numbers:
        case "ordinal", [number]:
            return Figure(code("ORDN"), number, size)
        case "ymd", [year, month, day, *_]:
            if "." in text and len(text) < 10:
                return None  # a version, 2024.1.2
            length = re.match(r"[\d./_-]+", text)
            assert length  # noqa: S101 - the shape begins with figures
            return _if_year(year, "DATE", (year, month, day, "ymd"), length.end())
        case "dmy", [a, b, year]:
            return _day_month_year(text, a, b, year)
        case "isoweek", [year, week, weekday]:
            return _if_year(year, "ISODAY", (year, week, weekday), size)
        case "isoweek", [year, week]:
            return _if_year(year, "ISOWEEK", (year, week), size)
        case "years", [first, last]:
            return _if_year(first, "YEARS", (first, last), size) if _is_year(last) else None
        case "ym", [year, second]:
            return _year_and_second(year, second, size)
        case "my", [month, year]:
            return _if_year(year, "MY", (year, month), size) if 1 <= month <= 12 else None
        case "dm", [a, b]:
            if (size < 5 and max(a, b) < 13) or (a, b) == (24, 7):
                return None  # a fraction, or around the clock
            return Figure(code("DM"), (a, b), size)
        case "pair", [a, b]:
            return Figure(code("DAYS"), (a, b), size)
        case "time", _:
            return Figure(code("TIME"), None, size)
        case "grouped", _:
            return Figure(code("N"), 0, size)
        case "short", [number]:
            return Figure(code("YY"), number, size)
        case "fiscal", [first, *rest]:
            return Figure(code("FYCODE"), (first, *rest), size)
        case "code", _:
            return _letter_code(text, numbers, lexicon)
    return None


def _number(text: str, number: int) -> str:
    if len(text) == 4 and _is_year(number):
        return code("YEAR")
    if len(text) <= 2:
        return code("DAY" if 1 <= number <= 31 else "N2")
    return code("N")


def _is_year(number: int) -> bool:
    return 1800 <= number <= 2100


def _if_year(year: int, name: str, value: Any, length: int) -> Figure | None:
    return Figure(code(name), value, length) if _is_year(year) else None


def _day_month_year(text: str, a: int, b: int, year: int) -> Figure | None:
    if len(text.rstrip("0123456789")) and text[-4:].isdigit():
        return _if_year(year, "DATE", (year, a, b, "numbers"), len(text))
    if len(text) < 8 and "/" not in text:
        # a version, 3.11.2, unless the words before it ask for a date
        return Figure(code("DOTTED"), (year, a, b, "numbers"), len(text)) if "." in text else None
    if "-" in text:
        if 1 <= b <= 12 and 1 <= year <= 31:
            return Figure(code("DATE"), (a, b, year, "ymd"), len(text))
        if not (1 <= a <= 31 and 1 <= b <= 12):
            return None
    elif not (a <= 31 and b <= 31):
        return None
    return Figure(code("DATE"), (year, a, b, "numbers"), len(text))


def _year_and_second(year: int, second: int, length: int) -> Figure | None:
    """2024-10 is a month, 2024-25 two years; 2011-12 may be either, and is told apart by its neighbours."""
    if 1 <= second <= 12:
        return _if_year(year, "YM", (year, second), length)
    if year % 100 < second <= year % 100 + 15:
        return _if_year(year, "YEARS", (year, year - year % 100 + second), length)
    return None


def _letter_code(text: str, numbers: list[int], lexicon: Lexicon) -> Figure | None:
    match numbers:
        case [year, number] if "q" in text:  # 2024Q1
            return _if_year(year, "DATE", (year, number, 0, "quarter"), len(text))
        case [number]:
            name = lexicon.codes[_DIGITS.sub("", text)]  # those of any script
            if name == "HCODE" and number > 2:
                name = "WCODE"  # S48 is a week, S2 half a year
            return Figure(code(name), number, len(text))
    return None
