"""A window told in words: what was written, and the days it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.dates.window import Kind, Precision, Window
from tracker.marks import N_

if TYPE_CHECKING:
    from tracker.words.speech import Words

_EVIDENT = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def tell_window(window: Window, say: Words, *, with_day: bool = False) -> str:
    """« automne 2024 (du 22 septembre au 20 décembre 2024) », « sans échéance ».

    `with_day` leaves out days that a day told beside it makes plain.
    """
    days = tell_days(window, say)
    if not window.wording:
        return days
    evident = window.precision in _EVIDENT and window.edtf and not set(window.edtf) & set("/~?")
    evident = evident and (with_day or _names_its_year(window))
    if evident or not days or window.kind is Kind.RECURRING:
        return window.wording
    return say(N_("{wording} ({days})"), wording=window.wording, days=days)


def tell_days(window: Window, say: Words) -> str:
    """The days alone: « du … au … », « au plus tard le … », « à compter du … »."""
    earliest, latest = window.earliest, window.latest
    if earliest and latest:
        return say.span(earliest, latest)
    if latest:
        return say(N_("by {day} at the latest"), day=latest)
    if earliest and window.precision is not Precision.OPEN:
        return say(N_("from {day} on"), day=earliest)
    return say(N_("no date set"))


def tell_short(window: Window, say: Words) -> str:
    """For a column: the wording, and the last day where the wording does not name it.

    « automne 2024 (20 déc.) » in a table needs no more: the page of the commitment says the rest.
    """
    if window.latest is None:
        return window.wording or tell_days(window, say)
    day = say.day(window.latest, year=str(window.latest.year) not in window.wording)
    if not window.wording:
        return day
    evident = window.precision is Precision.DAY and window.kind is not Kind.DEADLINE
    evident = evident or window.edtf in (str(window.latest.year), f"{window.latest:%Y-%m}")
    if evident and _names_its_year(window):
        return window.wording
    return say(N_("{wording} ({days})"), wording=window.wording, days=day)


def _names_its_year(window: Window) -> bool:
    """“Mars 2025” says when it is to whoever reads it later; “lundi” and “dans trois mois” do not."""
    return window.latest is not None and str(window.latest.year) in window.wording
