"""Why a stage falls on its day, or is left out, told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.climb import Because, Left
from tracker.marks import N_
from tracker.series import Anchor
from tracker.workdays import Closed

if TYPE_CHECKING:
    from tracker.words.speech import Words

_ANCHORS = {
    Anchor.OPENS: N_("Counted from {day}, when the period opens."),
    Anchor.MIDDLE: N_("{day} is the middle of the period."),
    Anchor.LAST_DAY: N_("Counted from {day}, the last day."),
    Anchor.OCCURRENCE: N_("Counted from {day}, when it takes place."),
    Anchor.BEGAN: N_("Counted from {day}, when it began or became known."),
    Anchor.PERIOD: N_("Counted from {day}, the first day of the quarter or month."),
}
_CLOSED = {
    Closed.WEEKEND: N_("{day} is a weekend: moved to a working day."),
    Closed.HOLIDAY: N_("{day} is a public holiday: moved to a working day."),
    Closed.CLOSING_DAY: N_("{day} is a closing day: moved to a working day."),
}
_LEFT = {
    Left.BEFORE_KNOWN: N_("Left out: it was not known yet."),
    Left.KNOWN_TOO_LATE: N_("Left out: it became known too late for this one."),
    Left.PAST_LAST_DAY: N_("Left out: it would come after the last day."),
    Left.END_OF_CALENDAR: N_("Left out: beyond the calendar."),
    Left.SNOOZED: N_("Left out: its owner put it off."),
    Left.ON_HOLD: N_("Left out: it is on hold."),
    Left.CLOSED: N_("Left out: nothing is left to follow up."),
    Left.SAME_DAY: N_("Left out: {stage} goes out the same day."),
}


def tell_because(because: Because, say: Words) -> list[str]:
    """One sentence for the day it counts from, one for a move, one for a stage left out."""
    told = [say(_ANCHORS[because.anchor], day=because.day)]
    if because.left is not None:
        return [*told, say(_LEFT[because.left], stage=because.gave_way_to or "")]
    if because.known is not None:
        told.append(say(N_("It was late already when it became known, on {day}."), day=because.known))
    elif because.closed is not None:
        told.append(say(_CLOSED[because.closed], day=because.stage.nominal))
    return told
