"""Days and hours spelt out.

French follows the Office québécois de la langue française: « le 1er novembre 2024 », « 14 h 30 »,
« 0 h » for midnight, no-break spaces inside. English (en-CA): "November 1, 2024", "2:30 p.m.".
"""

from __future__ import annotations

from datetime import date, time

NBSP = "\u00a0"

MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin")
    + ("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June")
    + ("July", "August", "September", "October", "November", "December"),
}
WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def spell_day(day: date, language: str, *, year: bool = True, weekday: bool = False) -> str:
    """« lundi 9 septembre 2024 », "Monday, September 9, 2024"; without an article."""
    month = MONTHS[language][day.month - 1]
    if language == "fr":
        number = "1er" if day.day == 1 else str(day.day)
        parts = [WEEKDAYS["fr"][day.weekday()]] if weekday else []
        parts += [number, month]
        parts += [str(day.year)] if year else []
        return NBSP.join(parts)
    text = f"{month}{NBSP}{day.day}"
    if weekday:
        text = f"{WEEKDAYS['en'][day.weekday()]}, {text}"
    return f"{text}, {day.year}" if year else text


def spell_hour(hour: time, language: str) -> str:
    """« 14 h 30 », « 9 h », « 0 h 5 » is « 0 h 05 »; "2:30 p.m.", "9 a.m."."""
    if language == "fr":
        text = f"{hour.hour}{NBSP}h"
        return f"{text}{NBSP}{hour.minute:02d}" if hour.minute else text
    half = "a.m." if hour.hour < 12 else "p.m."
    number = str(hour.hour % 12 or 12)
    return f"{number}:{hour.minute:02d}{NBSP}{half}" if hour.minute else f"{number}{NBSP}{half}"


def spell_span(first: date, last: date, language: str) -> str:
    """« du 22 septembre au 20 décembre 2024 »: the parts that both ends share are said once."""
    if first == last:
        return f"le {spell_day(first, 'fr')}" if language == "fr" else spell_day(first, "en")
    same_year = first.year == last.year
    if language == "fr":
        if same_year and first.month == last.month:
            start = "1er" if first.day == 1 else str(first.day)
        else:
            start = spell_day(first, "fr", year=not same_year)
        return f"du {start} au {spell_day(last, 'fr')}"
    start = spell_day(first, "en", year=not same_year)
    return f"from {start} to {spell_day(last, 'en')}"
