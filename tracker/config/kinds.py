"""Kinds of settings: how a value of each is checked, and how it is written in TOML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from tracker.dates.conventions import MonthDay
from tracker.ladders import DEFAULT, Group, parse, render
from tracker.marks import N_
from tracker.quiet import QuietDays
from tracker.words.speech import LANGUAGES

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is checked and written: `parse` takes TOML's value or raises ValueError."""

    parse: Callable[[Any], Any]
    accepted: str
    write: Callable[[Any], str] = lambda value: toml(value)


def exactly(kind: type) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return parse


def whole(low: int, high: int) -> Kind:
    def parse(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(value)
        return value

    return Kind(parse, f"{low} … {high}")


def choice(*values: str) -> Kind:
    def parse(value: Any) -> str:
        if value not in values:
            raise ValueError(value)
        return str(value)

    return Kind(parse, ", ".join(values))


def an_hour(value: Any) -> time:
    if isinstance(value, time):
        return value
    return time.fromisoformat(exactly(str)(value))


def known_zone(value: Any) -> str:
    if exactly(str)(value) not in available_timezones():
        raise ValueError(value)
    return str(value)


def some_days(value: Any) -> tuple[date, ...]:
    if not isinstance(value, list):
        raise ValueError(value)
    return tuple(day if type(day) is date else date.fromisoformat(exactly(str)(day)) for day in value)


def a_web_address(value: Any) -> str:
    """Empty, or http(s) with a host; a name and a password have no place in it."""
    text: str = exactly(str)(value)
    parts = urlsplit(text)
    reached = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if text and not (reached and parts.username is None and re.fullmatch("[!-~]+", text)):
        raise ValueError(value)
    return text


def a_weekend(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not set(value) <= set(WEEK) or len(set(value)) == len(WEEK):
        raise ValueError(value)
    return tuple(day for day in WEEK if day in value)


def some_quiet_days(value: Any) -> tuple[str, ...]:
    """Weekdays, days and spans of days, of one year or of every year, each as `quiet_days` reads it."""
    if not isinstance(value, list):
        raise ValueError(value)
    words = tuple(str(it) if type(it) is date else exactly(str)(it) for it in value)
    quiet = quiet_days(words)
    if all(date(2024, 1, 1) + timedelta(days=n) in quiet for n in range(366)):
        raise ValueError(value)  # nothing would ever leave
    return words


def quiet_days(words: Iterable[str]) -> QuietDays:
    """`saturday`, `2024-12-27`, `2024-12-23/2025-01-03`; `12-25` and `12-24/01-02` come every year."""
    weekdays, spans, yearly = set(), [], []
    for word in words:
        first, _, last = word.partition("/")
        if word in WEEK:
            weekdays.add(WEEK.index(word))
        elif len(first) == len("12-25"):
            yearly.append((month_day(first), month_day(last or first)))
        else:
            span = date.fromisoformat(first), date.fromisoformat(last or first)
            if span[1] < span[0]:
                raise ValueError(word)
            spans.append(span)
    return QuietDays(frozenset(weekdays), tuple(spans), tuple(yearly))


TEXT = Kind(exactly(str), N_("text in quotes"))
LANGUAGE = choice(*LANGUAGES)


def setting(default: Any, kind: Kind, meaning: str) -> Any:
    return field(default=default, metadata={"kind": kind, "meaning": meaning})


def month_day(value: Any) -> MonthDay:
    day = date.fromisoformat(f"2023-{exactly(str)(value)}")  # not a leap year: 29 February opens no period
    return day.month, day.day


def pair(value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(value)
    return value[0], value[1]


def two_month_days(value: Any) -> tuple[MonthDay, MonthDay]:
    first, last = pair(value)
    return month_day(first), month_day(last)


def two_months(value: Any) -> tuple[int, int]:
    first, last = pair(value)
    if not all(type(month) is int and 1 <= month <= 12 for month in (first, last)) or first > last:
        raise ValueError(value)
    return first, last


def write_days(value: Any) -> str:
    if isinstance(value[0], tuple):
        return toml([f"{month:02d}-{day:02d}" for month, day in value])
    return toml("{:02d}-{:02d}".format(*value))


MONTH_DAY = Kind(month_day, N_("a month and a day such as 04-01"), write_days)
MONTH_DAYS = Kind(two_month_days, N_("two days of a year such as [“08-15”, “09-15”]"), write_days)
MONTHS = Kind(two_months, N_("first and last month such as [9, 12]"))
YES_NO = Kind(exactly(bool), "true, false")


def ladder(group: Group, meaning: str) -> Any:
    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError(value)
        return tuple(render(parse({group.value: value}))[group.value])

    words = tuple(render(DEFAULT)[group.value])
    return setting(words, Kind(check, N_("a list of stages; docs/reminders.md names them all")), meaning)


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
