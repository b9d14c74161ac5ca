"""The report's own date, when neither the user nor the file gives it."""

from __future__ import annotations

from datetime import date

from tracker.dates import find_windows
from tracker.dates.window import FoundWindow, Kind, Precision
from tracker.documents import Document

_BEFORE = date(1900, 1, 1)

HEAD = 1500  # characters: a report tells its date before it tells anything else


def guess_date(document: Document, *, language: str, today: date) -> date | None:
    """The day on which the document was written, as its first lines or its last past date tell it.

    A full day in the head of the text ("séance du 18 décembre 2018", "Québec, le 3 mars 2023") is its
    date; else a month with its year, at its end. Without either, the report was written no earlier
    than the latest day that it speaks of as past. None when it speaks of no such day. Never after
    `today`.
    """
    head = find_windows(document.text[:HEAD], reference=today, language=language)
    for precision in (Precision.DAY, Precision.MONTH):
        for found in head:
            if found.precision is precision and _names_its_year(found):
                day = found.latest if precision is Precision.MONTH else found.earliest
                if day is not None and day <= today:
                    return day
    # Seen from before all of its years, only words make a date past, not the calendar.
    early = find_windows(document.text, reference=_BEFORE, language=language)
    past = [
        found.latest
        for found in early
        if found.kind is Kind.BACKGROUND and _names_its_year(found) and found.latest and found.latest <= today
    ]
    return max(past, default=None)


def _names_its_year(found: FoundWindow) -> bool:
    return found.earliest is not None and str(found.earliest.year) in found.wording
