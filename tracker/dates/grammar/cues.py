"""The words around a period that make a deadline, a start or a mere mention of it."""

from __future__ import annotations

import re

from tracker.dates.around import DayOfMonth, UnitAround
from tracker.dates.grammar.engine import DONE, Built, Parts, Reading, builds
from tracker.dates.parts import About, Run
from tracker.dates.patterns import code
from tracker.dates.periods import Chosen, Direction, Period
from tracker.dates.tokens import Token
from tracker.dates.yearly import Year, Years

NAME = code("NAME")
_TO = re.compile(r"(?:du|de|des|d'|from)\s.*\s(?:au|aux|a|to|until)\s+(?:la\s+|l')?", re.DOTALL)
# Ends of words that hold an article; after others a bare figure is a number: "jusqu'à 15 fois".
_ARTICLES = ("le", "la", "au", "du", "the")


def over(period: Period) -> bool:
    """True when the wording says that the period is past: last March, yesterday."""
    match period:
        case Chosen(direction=Direction.LAST):
            return True
        case UnitAround(shift=int(shift)):
            return shift < 0
    return False


def period_named(parts: Parts) -> Period | None:
    """The period named, or the day of the month of "by the 15th"."""
    period: Period | None = parts.value("P", "P_DAY", "P_DAYS", "P_PART")
    if period is not None:
        return period
    day = parts.value("DAY", "ORDN")
    weekday = parts.value("WEEKDAY", "WEEKDAY_SHORT")
    if day is None or (weekday is None and not parts.words(parts.tokens[-2]).endswith(_ARTICLES)):
        return None
    return DayOfMonth(day, weekday)


@builds("cues", "by", "before", "start", "after", "since", "plain", "around", "during")
def _cued(parts: Parts) -> Built:
    period = period_named(parts)
    if period is None:
        return None
    if parts.name == "plain" and isinstance(period, Run | Years) and parts.follows("moved", 24):
        return _new_date(parts, period)
    past = parts.name == "since" or over(period)
    if parts.has("AROUND"):
        period = About(period)
    cue = "plain" if parts.name in ("around", "during") else parts.name
    ahead = parts.language == "fr" and parts.has("BY", "LATEST")  # « d'ici » counts from now
    return parts.token(DONE, Reading(cue, period, past=past, looks_ahead=ahead))


def _new_date(parts: Parts, run: Run | Years) -> Built:
    """ "Moved from May 4 to June 8": only the new date, ahead although the move is past."""
    token = parts.tokens[0]
    joined = _TO.match(parts.words(token))
    if joined is None:
        return parts.token(DONE, Reading("plain", run))
    start = token.start + joined.end()
    new = Year(run.last) if isinstance(run, Years) else run.end
    reading = Reading("plain", new, looks_ahead=True)
    return [Token(NAME, token.start, start), Token(DONE, start, token.end, reading)]


@builds("cues", "for")
def _for(parts: Parts) -> Built:
    """ "For the 15th" is a deadline under an obligation, and a mere date otherwise."""
    period = period_named(parts)
    if period is None:
        return None
    if parts.sentence.nearest(parts.tokens[0].start, "obligation"):
        return parts.token(DONE, Reading("by", period))
    *words, named = parts.tokens
    return [*words, Token(DONE, named.start, named.end, Reading("plain", period, past=over(period)))]


@builds("cues", "plain_day")
def _plain_day(parts: Parts) -> Built:
    """ "Le 15", alone: a day only where a verb ahead asks for one; "on the 15th" is one anywhere."""
    period = DayOfMonth(parts.value("DAY", "ORDN"))
    return parts.token(DONE, Reading("plain", period, needs_verb_ahead=parts.language == "fr"))
