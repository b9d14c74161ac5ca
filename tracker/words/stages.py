"""What each stage of a ladder is for: the digest and `remind why` say the same sentence.

The sentence tells what the rule is, so it stays true of a reminder that comes late.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.ladders import Form, NoSuchRule, rule
from tracker.marks import N_
from tracker.reminders import HANDOVER, SNOOZED, SNOOZED_AGAIN, UNDELIVERED

if TYPE_CHECKING:
    from tracker.words.speech import Words


def tell_stage(word: str, say: Words) -> str:
    """One sentence for a rule's word; one that ladders no longer know is named as it is."""
    if word in _OF_NO_LADDER:
        return say(_OF_NO_LADDER[word])
    try:
        known = rule(word)
    except NoSuchRule:
        return say(N_("Reminder by the rule “{rule}”."), rule=word)
    return _SENTENCES[known.form](say, known.count)


_OF_NO_LADDER = {
    SNOOZED: N_("Its owner asked to come back to it on this day."),
    HANDOVER: N_("A new owner is told that it is theirs now."),
    SNOOZED_AGAIN: N_("The reviewer is told that it was put off again and again."),
    UNDELIVERED: N_("A digest that spoke of it did not arrive: whoever looks after addresses is told."),
}


def _ahead(say: Words, days: int) -> str:
    return say.n("Reminder the day before.", "Reminder {n} days ahead.", days)


_SENTENCES: dict[Form, Callable[[Words, int], str]] = {
    Form.FIX: lambda say, _: say("No day is set yet: a good moment to propose one."),
    Form.OPENS: lambda say, _: say("The period opens: time to begin."),
    Form.OPENED: lambda say, n: say.n(
        "Reminder {n} day after the period opened.", "Reminder {n} days after the period opened.", n
    ),
    Form.MIDDLE: lambda say, _: say("Half of the period has gone by."),
    Form.AHEAD: _ahead,
    Form.AHEAD_IF_KNOWN: _ahead,
    Form.AHEAD_WORKING: lambda say, n: say.n(
        "Reminder {n} working day ahead.", "Reminder {n} working days ahead.", n
    ),
    Form.DAY: lambda say, _: say("Reminder on the day itself."),
    Form.QUARTERLY: lambda say, _: say("Reminder every quarter: where do things stand?"),
    Form.MONTHLY: lambda say, n: say.n(
        "Reminder in the last month: where do things stand?",
        "Reminder in each of the last {n} months: where do things stand?",
        n,
    ),
    Form.YEARLY: lambda say, _: say("Yearly review: does it still go as agreed?"),
    Form.RENEW: lambda say, n: say.n(
        "{n} month before it ends: renew it, or let it lapse?",
        "{n} months before it ends: renew it, or let it lapse?",
        n,
    ),
    Form.STATE_OF_PLAY: lambda say, n: say.n(
        "State of play every month: where do things stand?",
        "State of play every {n} months: where do things stand?",
        n,
    ),
    Form.OVERDUE: lambda say, _: say("Overdue: a short answer is enough."),
    Form.REVIEWER: lambda say, n: say.n(
        "From {n} day late on, its reviewer is told.", "From {n} days late on, its reviewer is told.", n
    ),
    Form.MANAGER: lambda say, n: say.n(
        "From {n} day late on, the owner’s manager is told.",
        "From {n} days late on, the owner’s manager is told.",
        n,
    ),
}
