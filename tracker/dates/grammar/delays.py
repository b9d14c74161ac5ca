"""Spans of time: in three weeks, within 30 days, the next six months, two years ago, some day."""

from __future__ import annotations

from tracker.dates.around import Ahead, Delay, FromNow, UnitAround, Weekday
from tracker.dates.grammar.engine import DONE, P_DAY, Built, Parts, Reading, builds
from tracker.dates.grammar.values import UNITS, unit_of
from tracker.dates.parts import DelayFrom, Earlier, Later, Run, Third
from tracker.dates.patterns import code
from tracker.dates.periods import Chosen, Direction, Period, Unit
from tracker.dates.spans import FROM_AN_EVENT
from tracker.dates.tokens import Token

_COUNTS = frozenset(map(code, ("NUM", "DAY", "N2", "N", "UN", "SEPT")))
_DELAY, _EVENT, _EARLIER = code("DELAY"), code("EVENT"), code("EARLIER")
_ARTICLE = code("ART")
_UNKNOWN = frozenset(map(code, ("XLOW", "XCAP")))
_LARGEST = 1000


def counts_of(parts: Parts) -> list[int]:
    """The counts named before a unit: one, or two as in "six to eight weeks"."""
    pair = parts.value("DAYS")
    if pair is not None:
        return list(pair)
    counts: list[int] = []
    for token in parts:
        if token.code in UNITS:
            break
        if token.code == _DELAY:
            counts.clear()  # « un délai de 30 jours »: the article is no count
        if token.code in _COUNTS:
            counts.append(1 if token.value is None else token.value)
    return counts


def _counted(parts: Parts) -> tuple[int, int, Unit] | None:
    """Least count, greatest count and unit; None when they make no sense."""
    counts = counts_of(parts) or [1]
    if len(counts) > 2 or not all(1 <= count <= _LARGEST for count in counts):
        return None
    low, high, unit = counts[0], counts[-1], unit_of(parts)
    if parts.has("DEMI"):
        halves = {Unit.YEAR: (12, Unit.MONTH), Unit.MONTH: (30, Unit.DAY), Unit.WEEK: (7, Unit.DAY)}
        if unit in halves:
            size, unit = halves[unit]
            low, high = low * size + size // 2, high * size + size // 2
    return low, high, unit


def _done(parts: Parts, cue: str, period: Period, *, past: bool = False) -> Built:
    return parts.token(DONE, Reading(cue, period, past=past))


@builds("delays", "in_n")
def _in_n(parts: Parts) -> Built:
    counted = _counted(parts)
    if counted is None:
        return None
    low, high, unit = counted
    period: Period = FromNow(low, unit)
    return _done(parts, "plain", Run(period, FromNow(high, unit)) if high > low else period)


@builds("delays", "by_n")
def _by_n(parts: Parts) -> Built:
    counted = _counted(parts)
    return _done(parts, "by", Delay(counted[1], counted[2])) if counted else None


@builds("delays", "from_event")
def _from_event(parts: Parts) -> Built:
    counted = _counted(parts)
    return parts.token(_EVENT, counted[1:]) if counted else None


@builds("delays", "earlier")
def _earlier(parts: Parts) -> Built:
    """The ten days before March 5, two weeks before it, or at the latest then."""
    counted = _counted(parts)
    if counted is None:
        return None
    through = parts.has("PRECEDING", "DANS", "DURING", "IN") or parts.tokens[0].code == _ARTICLE
    cue = "by" if parts.has("BY", "LATEST", "ABOUT") else "plain"
    return parts.token(_EARLIER, (cue, counted[1], counted[2], through))


@builds("cues", "earlier")
def _earlier_than(parts: Parts) -> Built:
    cue, count, unit, through = parts.tokens[0].value
    return _done(parts, cue, Earlier(parts.tokens[-1].value, count, unit, through))


@builds("cues", "counted")
def _counted_from(parts: Parts) -> Built:
    """Within 30 days of March 5."""
    count, unit = parts.tokens[0].value
    day: Period = parts.value("P_DAY")
    if isinstance(day, Weekday):  # of this week, though a delay from the one before may still run
        day = Chosen(day, Direction.COMING)
    return _done(parts, "by", DelayFrom(day, count, unit))


@builds("cues", "within")
def _within(parts: Parts) -> Built:
    """Within 30 days after March, or of its end; "the 31 days of March" count no delay, and are March."""
    event, *between, named = parts.tokens
    if parts.has("FOLLOWING", "AFTER") or isinstance(named.value, Third):
        return _done(parts, "by", DelayFrom(named.value, *event.value))
    return [event, *between, Token(DONE, named.start, named.end, Reading("plain", named.value))]


@builds("cues", "event", "earlier_event")
def _event(parts: Parts) -> Built:
    """Within 30 days of the signature, or before it: nobody knows here when that is: no day is made up."""
    last = parts.tokens[-1]
    words = parts.words(last)
    end = last.end if last.code not in _UNKNOWN else last.start + len(words.split()[0])
    reading = Reading("open", warning=FROM_AN_EVENT)
    done = Token(DONE, parts.tokens[0].start, end, reading)
    return [done, Token(last.code, end, last.end)] if end < last.end else done


@builds("delays", "within_unit")
def _within_unit(parts: Parts) -> Built:
    """ "Within the week": by the end of it."""
    return _done(parts, "by", UnitAround(unit_of(parts)))


@builds("delays", "next_n")
def _next_n(parts: Parts) -> Built:
    counted = _counted(parts)
    return _done(parts, "plain", Ahead(counted[1], counted[2])) if counted else None


@builds("delays", "last_n", "ago")
def _past(parts: Parts) -> Built:
    counted = _counted(parts)
    return _done(parts, "plain", Ahead(-counted[1], counted[2]), past=True) if counted else None


@builds("delays", "week_from")
def _week_from(parts: Parts) -> Built:
    """A week from Monday, "Monday week"; « lundi en huit », « d'aujourd'hui en quinze »."""
    counts = counts_of(parts)
    if parts.language == "fr":
        if counts not in ([8], [15]):
            return None
        counts = [counts[0] // 7]
    weekday = parts.value("WEEKDAY")
    day = UnitAround(Unit.DAY, parts.value("DAYWORD")) if weekday is None else Weekday(weekday)
    return parts.token(P_DAY, Later(Chosen(day, Direction.COMING), 7 * (counts or [1])[0]))


@builds("delays", "open")
def _open(parts: Parts) -> Built:
    return parts.token(DONE, Reading("open"))
