"""What a wording means where usage differs: every choice has a name, a default and its alternative."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MonthDay = tuple[int, int]
"""A month (1 to 12) and a day of it, in any year."""


class Seasons(StrEnum):
    """Where a season begins and ends (convention `saison`)."""

    CALENDAR = "calendar"  # 20 March, 21 June, 22 September, 21 December
    METEOROLOGICAL = "meteorological"  # whole months: March to May, and so on


class WinterYear(StrEnum):
    """The year by which a winter is called (convention `hiver`)."""

    END = "end"  # winter 2025 ends in March 2025
    START = "start"  # winter 2025 begins in December 2025


class Thirds(StrEnum):
    """How much of a year "early", "mid-" and "late" take (convention `tiers`)."""

    THIRDS = "thirds"  # January to April, May to August, September to December
    QUARTERS = "quarters"  # January to March, April to September, October to December


class By(StrEnum):
    """The last day of "by June" (convention `d'ici`)."""

    LAST_DAY = "last-day"  # 30 June
    DAY_BEFORE = "day-before"  # 31 May
    FIRST_DAY = "first-day"  # 1 June


class Grain(StrEnum):
    """What "in two weeks" names (convention `grain`)."""

    UNIT = "unit"  # the week two weeks from now
    DAY = "day"  # the day two weeks from now


class Next(StrEnum):
    """What "next Friday" names (convention `prochain`)."""

    FIRST = "first"  # the first that starts after the day of the report
    SECOND = "second"  # the one after


class Place(StrEnum):
    """Whose public holidays a name stands for (convention `holidays`)."""

    QUEBEC = "CA-QC"
    FRANCE = "FR"
    UNITED_STATES = "US"


@dataclass(frozen=True, slots=True)
class Conventions:
    """The named settings of date reading; the defaults are those of Québec's public offices.

    `week_start` and `week_ends` count from Monday, 0, to Sunday, 6: the first day of a week, and the
    day meant by "the end of the week". `week_start` does not move ISO week numbers. The fiscal
    years begin on the day given: `fiscal_year` when nobody or a government is named,
    `city_fiscal_year` and `university_fiscal_year` when one is named in the sentence.
    `day_first` reads 03/04/2025 as 3 April (True) or as March 4 (False); None leaves it to the
    language: day first in French, asked about in English. A two-digit year falls at most
    `two_digit_years_ahead` years after the day of the report. `before_includes_day` makes
    "before the 15th" include the 15th. The sessions of schools are given by first and last month.
    """

    seasons: Seasons = Seasons.CALENDAR
    winter_year: WinterYear = WinterYear.END
    thirds: Thirds = Thirds.THIRDS
    by: By = By.LAST_DAY
    before_includes_day: bool = False
    grain: Grain = Grain.UNIT
    next: Next = Next.FIRST
    week_start: int = 0
    week_ends: int = 6
    fiscal_year: MonthDay = (4, 1)
    city_fiscal_year: MonthDay = (1, 1)
    university_fiscal_year: MonthDay = (5, 1)
    school_year: MonthDay = (7, 1)
    autumn_session: tuple[int, int] = (9, 12)
    winter_session: tuple[int, int] = (1, 4)
    summer_session: tuple[int, int] = (5, 8)
    back_to_school: tuple[MonthDay, MonthDay] = ((8, 15), (9, 15))
    year_end_holidays: tuple[MonthDay, MonthDay] = ((12, 24), (1, 2))
    holidays: Place = Place.QUEBEC
    day_first: bool | None = None
    two_digit_years_ahead: int = 20


DEFAULT = Conventions()
