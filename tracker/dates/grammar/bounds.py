"""The days within which something comes again and again: every Monday until 30 June."""

from __future__ import annotations

from tracker.dates.grammar.cues import period_named
from tracker.dates.grammar.engine import DONE, OFTEN, REC, Built, Parts, Reading, builds
from tracker.dates.grammar.recurring import FREQUENCIES, every
from tracker.dates.parts import Run
from tracker.dates.periods import Period
from tracker.dates.tokens import Token
from tracker.dates.yearly import Month, Years

_WITHIN_A_MONTH = ("FREQ=DAILY", "FREQ=WEEKLY")


@builds("often", "adjective")
def _often(parts: Parts) -> Built:
    """« Un suivi hebdomadaire jusqu'en juin »: a recurrence only where its days are named."""
    (token,) = parts
    match = parts.sentence.lexicon.adjectives.search(parts.words(token))
    if match is None or match.lastgroup is None:
        return None
    count, unit = FREQUENCIES[match.lastgroup.replace("_", "-")]
    rule = every(count, unit, parts.sentence.frame.reference)
    start = token.start + match.start()
    words = [Token(token.code, token.start, start)] if match.start() else []
    return [*words, Token(OFTEN, start, token.end, Reading("plain", rrule=rule))]


@builds("bounds", "by", "start", "plain")
def _bounded(parts: Parts) -> Built:
    again: Reading = parts.value("REC", "OFTEN")
    period = period_named(parts)
    if period is None or (parts.name == "plain" and not _bounds(period, parts)):
        return None
    return parts.token(DONE, again._replace(cue=parts.name, period=period))


def _bounds(period: Period, parts: Parts) -> bool:
    """True for a run of days; after what comes back more than once a year, for a year or part of it too.

    A month without its year bounds what comes back within the month: "every Monday in June".
    """
    if isinstance(period, Run):
        return True
    first = parts.tokens[0]
    if first.code not in (REC, OFTEN):  # the years of a plan, and what is done with it each year
        return False
    if isinstance(period, Month) and first.value.rrule.startswith(_WITHIN_A_MONTH):
        return True
    return isinstance(period, Years) or (period.named_year is not None and "YEARLY" not in first.value.rrule)


@builds("cues", "recurring")
def _endless(parts: Parts) -> Built:
    return parts.token(DONE, parts.value("REC"))
