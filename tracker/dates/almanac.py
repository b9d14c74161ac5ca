"""What falls when: months, weeks, seasons and feasts, as plain arithmetic on days."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.dates.conventions import Conventions, Place, Seasons, WinterYear

DAY = timedelta(days=1)
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24  # the EDTF codes
Days = tuple[date, date]
"""First and last day, both inclusive."""

_SEASON_STARTS = {
    Seasons.CALENDAR: {SPRING: (3, 20), SUMMER: (6, 21), AUTUMN: (9, 22), WINTER: (12, 21)},
    Seasons.METEOROLOGICAL: {SPRING: (3, 1), SUMMER: (6, 1), AUTUMN: (9, 1), WINTER: (12, 1)},
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def last_of_month(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = last_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def add_working_days(day: date, count: int) -> date:
    """`count` days later, Saturdays and Sundays left out; public holidays are not considered."""
    weeks, days = divmod(count, 5)
    if day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    return day + timedelta(days=weeks * 7 + days + (2 if day.weekday() + days > 4 else 0))


def week_of(day: date, start: int = 0) -> Days:
    """The week that holds `day`; `start` is its first weekday, Monday being 0."""
    first = day - timedelta(days=(day.weekday() - start) % 7)
    return first, first + timedelta(days=6)


def season(code: int, year: int, conventions: Conventions) -> Days:
    """The season `code` (EDTF 21 to 24) called by `year`; a winter by convention `hiver`."""
    starts = _SEASON_STARTS[conventions.seasons]
    if code == WINTER and conventions.winter_year is WinterYear.END:
        year -= 1
    first = date(year, *starts[code])
    following = SPRING if code == WINTER else code + 1
    return first, date(year + (code == WINTER), *starts[following]) - DAY


def thirds(first: date, last: date, part: int) -> Days:
    """The third `part` (0, 1, 2) of some days; days left over go to the first parts, one each.

    Of fewer than three days it is one of them: the end of a weekend is its Sunday.
    """
    size, rest = divmod((last - first).days + 1, 3)
    lengths = [size + (index < rest) for index in range(3)]
    start = min(first + timedelta(days=sum(lengths[:part])), last)
    return start, start + timedelta(days=max(lengths[part], 1) - 1)


def nth_weekday(first: date, last: date, weekdays: frozenset[int], n: int) -> date | None:
    """The `n`th of the given weekdays from `first` to `last`; -1 is the last one, None when there is none."""
    step = DAY if n > 0 else -DAY
    day = first if n > 0 else last
    left = abs(n)
    while first <= day <= last:
        if day.weekday() in weekdays:
            left -= 1
            if not left:
                return day
        day += step
    return None


def nth_week(first: date, last: date, n: int, start: int = 0) -> Days | None:
    """The `n`th week whose middle day (Thursday, for weeks from Monday) lies in the days given."""
    middle = frozenset({(start + 3) % 7})
    day = nth_weekday(first, last, middle, n)
    return week_of(day, start) if day else None


def iso_week(year: int, week: int) -> Days | None:
    """ISO 8601 week, Monday to Sunday; None when that year has no such week."""
    try:
        first = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return first, first + timedelta(days=6)


def feast(name: str, year: int, place: Place) -> Days:
    """The days of a public holiday or feast of lexicons/feasts.toml, as kept at `place`."""
    rule = _feasts()[name]
    return _days(rule.get(place.value, rule), year)


def _days(rule: Mapping[str, Any], year: int) -> Days:
    if "easter" in rule:
        from dateutil.easter import easter  # late: most texts name no movable feast

        first = easter(year) + timedelta(days=rule["easter"])
    elif "nth" in rule:
        month, n, weekday = rule["nth"]
        found = nth_weekday(
            date(year, month, 1), last_of_month(year, month), frozenset({_WEEKDAYS.index(weekday)}), n
        )
        assert found is not None  # noqa: S101 - the file names weekdays that every month has
        first = found
    elif "from" in rule:
        month, day, weekday = rule["from"]
        first = date(year, month, day)
        first += timedelta(days=(_WEEKDAYS.index(weekday) - first.weekday()) % 7)
    else:
        first = date(year, *rule["day"])
    return first, first + timedelta(days=rule.get("days", 1) - 1)


@cache
def _feasts() -> Mapping[str, Any]:
    return tomllib.loads(files("tracker.dates").joinpath("lexicons", "feasts.toml").read_text("utf-8"))
