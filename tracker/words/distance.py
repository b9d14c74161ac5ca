"""How far a day is from today, as people say it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.words.speech import Words

_DAYS_IN_A_MONTH = 30.44
_IN_DAYS = 60  # days; farther away, nobody counts in days


def tell_distance(day: date, today: date, say: Words) -> str:
    """« demain », « dans 12 jours », « il y a 7 mois »."""
    days = (day - today).days
    near = {0: say("today"), 1: say("tomorrow"), -1: say("yesterday")}
    if days in near:
        return near[days]
    if abs(days) < _IN_DAYS:
        if days > 0:
            return say.n("in {n} day", "in {n} days", days)
        return say.n("{n} day ago", "{n} days ago", -days)
    months = round(abs(days) / _DAYS_IN_A_MONTH)
    if days > 0:
        return say.n("in {n} month", "in {n} months", months)
    return say.n("{n} month ago", "{n} months ago", months)
