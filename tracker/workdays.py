"""Working days: what is left of the calendar without weekends, public holidays and closing days."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.errors import Unusable
from tracker.marks import N_

PATIENCE = 366  # days looked at before giving up: an office closed for a year is a mistake in a setting

_ONE = timedelta(days=1)


class Closed(StrEnum):
    """Why nobody works on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSING_DAY = "closing-day"  # one of the office's own


class NoSuchPlace(Unusable):
    """A country without known public holidays."""

    sentence = N_(
        "“{code}” is not a place whose public holidays are known. Use the code of a country, alone or with"
        " that of a region, such as CA-QC or BE; or none, for no holidays. The nearest codes: {accepted}."
    )


class NoSuchRegion(Unusable):
    """A region that its country's holidays do not tell apart."""

    sentence = N_("“{code}” is not a region whose public holidays are known. Use one of {accepted}.")


class NoWorkingWeek(Unusable):
    """A weekend of seven days."""

    sentence = N_("The weekend covers the whole week. Leave it at least one working day in the settings.")


class NoWorkingDay(Unusable):
    """The closing days leave no day to work on."""

    sentence = N_(
        "There is no working day near {day}. Check the weekend and the closing days in the settings."
    )


class EndOfCalendar(NoWorkingDay):
    """The calendar ends before the next working day: 1 January 1 and 31 December 9999."""


@lru_cache(maxsize=64)
def place(code: str) -> str:
    """The canonical form of a place code: ISO 3166-1, or ISO 3166-2 for a region; `CA-QC`, `BE`.

    An empty code or `none` is a place without holidays, "". Upper or lower case, hyphen or
    underscore. Raises NoSuchPlace or NoSuchRegion, which name what is accepted.
    """
    asked = _alike(code)
    if not asked:
        return ""
    from holidays import country_holidays
    from holidays.registry import EntityLoader

    country, _, region = asked.partition("-")
    countries = sorted(c for c in EntityLoader.get_country_codes(include_aliases=False) if len(c) == 2)
    if country not in countries:
        alike = [c for c in countries if c[:1] == country[:1]]
        raise NoSuchPlace(code=code, accepted=", ".join(alike or countries))
    if not region:
        return country
    regions = {r.upper(): r for r in country_holidays(country).subdivisions}
    if region not in regions:
        accepted = [country, *(f"{country}-{r}" for r in sorted(regions.values()))]
        raise NoSuchRegion(code=code, accepted=", ".join(accepted))
    return f"{country}-{regions[region]}"


def _alike(code: str) -> str:
    """The same for every way of writing a code."""
    asked = code.strip().replace("_", "-").upper()
    return "" if asked == "NONE" else asked


@lru_cache(maxsize=1024)
def _holidays(code: str, year: int) -> frozenset[date]:
    """The public holidays of one year, none for a year that the package does not know.

    Raises NoSuchPlace or NoSuchRegion.
    """
    code = place(code)
    if not code:
        return frozenset()
    from holidays import country_holidays

    country, _, region = code.partition("-")
    known = country_holidays(country, subdiv=region or None, years=year)
    return frozenset(day for day in known if day.year == year)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working calendar of an office.

    `place` is a code as `place()` accepts it, `weekend` holds days as `date.weekday()` counts them
    (Monday is 0), `closing` the office's own closing days. Raises NoWorkingWeek. The searches give up
    with NoWorkingDay after a year of closed days, with its kind EndOfCalendar at either end of the
    calendar. A place is looked up when a day is first asked about, because what knows the holidays of
    the world takes longer to load than a round with nothing to do: NoSuchPlace and NoSuchRegion are
    raised then, or by `check`.
    """

    place: str = "CA-QC"
    weekend: frozenset[int] = frozenset({5, 6})
    closing: frozenset[date] = frozenset()
    _off: dict[int, frozenset[date]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", _alike(self.place))
        if self.weekend >= set(range(7)):
            raise NoWorkingWeek

    def check(self) -> None:
        """Raises NoSuchPlace or NoSuchRegion, without asking about a day."""
        place(self.place)

    def look_up(self, day: date) -> None:
        """Work out the days off of a year, and load what knows them, before others wait for a plan.

        Raises NoSuchPlace or NoSuchRegion.
        """
        self._days_off(day.year)

    @property
    def key(self) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
        """What makes it this calendar and no other, in plain values."""
        return self.place, tuple(sorted(self.weekend)), tuple(day.isoformat() for day in sorted(self.closing))

    def is_working(self, day: date) -> bool:
        return day not in self._days_off(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return self.add(day, 1) if day in self._days_off(day.year) else day

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the one before."""
        return self.add(day, -1) if day in self._days_off(day.year) else day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, before it if negative; `day` itself for 0.

        `day` is not counted, and need not be a working day.
        """
        step, left, shut, found = _ONE if count > 0 else -_ONE, abs(count), 0, day
        while left:
            try:
                found += step
            except OverflowError:
                raise EndOfCalendar(day=day) from None
            if found not in self._days_off(found.year):
                left, shut = left - 1, 0
            elif (shut := shut + 1) == PATIENCE:
                raise NoWorkingDay(day=day)
        return found

    def closed(self, day: date) -> Closed | None:
        """Why `day` is not a working day; None if it is one."""
        if day in self.closing:
            return Closed.CLOSING_DAY
        if day in _holidays(self.place, day.year):
            return Closed.HOLIDAY
        return Closed.WEEKEND if day.weekday() in self.weekend else None

    def _days_off(self, year: int) -> frozenset[date]:
        """Worked out once a year: plans ask about the same days again and again."""
        off = self._off.get(year)
        if off is None:
            first = date(year, 1, 1).toordinal()
            days = map(date.fromordinal, range(first, first + 365 + isleap(year)))
            weekends = (day for day in days if day.weekday() in self.weekend)
            closing = (day for day in self.closing if day.year == year)
            off = self._off[year] = frozenset((*weekends, *closing, *_holidays(self.place, year)))
        return off
