"""From what a wording says to its days: which occurrence, up to when, and whether it is past."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.dates.almanac import DAY
from tracker.dates.conventions import By
from tracker.dates.grammar import Reading
from tracker.dates.parts import END, Run, Third
from tracker.dates.periods import Direction, Frame, Period, settle
from tracker.dates.sentence import Sentence
from tracker.dates.spans import NoSuchDay, Span
from tracker.dates.tense import Tense, Verbs
from tracker.dates.tokens import Token
from tracker.dates.window import Kind, Precision
from tracker.dates.yearly import Years

_NEAR = 48  # characters: as far as a word reaches that calls a date a limit
_KINDS = {"by": Kind.DEADLINE, "before": Kind.DEADLINE, "start": Kind.START, "after": Kind.START}


class Settled(NamedTuple):
    """What a FoundWindow holds apart from its wording and place, in the same order."""

    edtf: str | None
    precision: Precision | None
    earliest: date | None
    latest: date | None
    kind: Kind
    rrule: str | None = None
    warning: str | None = None
    error: str | None = None


def settled(token: Token, sentence: Sentence, verbs: Verbs | None, after: int) -> Settled | None:
    """What the wording of a token that holds a Reading says; None when it is no date after all.

    Without `verbs` nothing is past by its tense. `after` is where the wording before it ends.
    """
    reading: Reading = token.value
    if reading.rrule is not None and reading.period is None:
        return Settled(None, None, None, None, Kind.RECURRING, rrule=reading.rrule)
    cue = reading.cue
    if cue == "plain" and reading.rrule is None and _called_a_limit(token, sentence, after):
        cue = "by"
    try:
        value = _settled(cue, reading, sentence.frame, verbs, token)
        return _recurring(value, reading.rrule) if value and reading.rrule else value
    except NoSuchDay as failure:
        kind = Kind.RECURRING if reading.rrule else _KINDS.get(cue, Kind.WINDOW)
        return Settled(None, None, None, None, kind, error=failure.why)
    except (ValueError, OverflowError):  # years that no calendar has: in 900 000 years
        return None


def _recurring(within: Settled, rule: str) -> Settled:
    """The recurrence within some days: RFC 5545 §3.3.10, UNTIL being inclusive."""
    if within.latest is not None:
        rule += f";UNTIL={within.latest.isoformat().replace('-', '')}"
    kind = Kind.BACKGROUND if within.kind is Kind.BACKGROUND else Kind.RECURRING
    return within._replace(edtf=None, precision=None, kind=kind, rrule=rule)


def _called_a_limit(token: Token, sentence: Sentence, after: int) -> bool:
    """True if the words just before the date say so: "deadline: 15 March"."""
    start = max(after, token.start - _NEAR)
    return sentence.lexicon.expressions["limit"].search(sentence.lower, start, token.start) is not None


def _settled(cue: str, reading: Reading, frame: Frame, verbs: Verbs | None, token: Token) -> Settled | None:
    reference = frame.reference
    period = reading.period
    if period is None:
        past = reading.warning and verbs and verbs.governing(token.start, token.end) is Tense.PAST
        kind = Kind.BACKGROUND if past else Kind.WINDOW
        edtf = f"{reference.isoformat()}/.."
        return Settled(edtf, Precision.OPEN, reference, None, kind, warning=reading.warning)
    tense = Tense.UNKNOWN
    if verbs is not None and not period.fixed and not reading.looks_ahead:
        tense = verbs.governing(token.start, token.end, limit=cue in ("by", "before"))
        if reading.needs_verb_ahead and tense is not Tense.FUTURE:
            return None
    behind = tense is Tense.PAST or (reading.past and verbs is not None)
    direction = Direction.PAST if behind else Direction.COMING
    span = settle(period, frame, direction, lambda span: _last_day(cue, period, span, frame))
    value = _window(cue, period, span, frame)
    if verbs is None:
        return value
    if period.fixed and cue not in ("by", "before") and span.first <= reference:
        tense = verbs.governing(token.start, token.end)
    if _is_background(cue, reading, period, span, value, tense, reference):
        return value._replace(kind=Kind.BACKGROUND)
    return value


def _last_day(cue: str, period: Period, span: Span, frame: Frame) -> date:
    """The last day of the window (conventions `d'ici` and `avant`)."""
    conventions = frame.conventions
    if cue == "before":
        ends = isinstance(period, Third) and period.part == END  # before the end of June: 30 June
        return span.last if ends else span.first if conventions.before_includes_day else span.first - DAY
    if cue != "by" or span.precision is Precision.DAY or conventions.by is By.LAST_DAY:
        return span.last
    return span.first if conventions.by is By.FIRST_DAY else span.first - DAY


def _window(cue: str, period: Period, span: Span, frame: Frame) -> Settled:
    grain, warning = span.precision, span.warning
    if cue in ("by", "before"):
        latest = _last_day(cue, period, span, frame)
        return Settled(f"../{latest.isoformat()}", grain, None, latest, Kind.DEADLINE, warning=warning)
    if cue == "start":
        return Settled(f"{span.left}/..", grain, span.first, None, Kind.START, warning=warning)
    if cue == "after":
        first = span.last + DAY
        return Settled(f"{first.isoformat()}/..", grain, first, None, Kind.START, warning=warning)
    return Settled(span.edtf, grain, span.first, span.last, Kind.WINDOW, warning=warning)


def _is_background(
    cue: str, reading: Reading, period: Period, span: Span, value: Settled, tense: Tense, reference: date
) -> bool:
    """True for a past or reference date, which is never proposed as a due date."""
    if reading.past:
        return True
    over = span.last if cue in ("start", "after") else value.latest
    if over is not None and over < reference:
        return True
    if period.named_year is not None and span.first == span.last == reference:
        return tense is not Tense.FUTURE  # the report's own date
    if tense is not Tense.PAST:
        return False
    return not period.fixed or (span.first <= reference and not isinstance(period, Run | Years))
