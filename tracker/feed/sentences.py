"""What is written on a calendar: titles and descriptions, in the feed's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.commitments import Commitment, Firmness, Status
from tracker.feed.days import Mark
from tracker.feed.values import Options
from tracker.words import N_, Words

Link = Callable[[int], str]
"""A commitment's id → the address of its page."""

MARKED = {
    Mark.LAST_DAY: N_("Due: {title}"),
    Mark.START: N_("Start: {title}"),
    Mark.RENEWAL: N_("Renew or let lapse: {title}"),
    Mark.WINDOW: N_("{title} ({wording})"),
    Mark.FIX_A_DATE: N_("Fix a date: {title}"),
}
CLOSED = {
    Status.KEPT: N_("✓ {title}"),
    Status.PARTLY: N_("✓ {title} (partly kept)"),
    Status.DROPPED: N_("Dropped: {title}"),
}
LISTED = 50
"""How many overdue commitments one event names; it counts the rest."""


def title(commitment: Commitment, say: Words, options: Options) -> str:
    return say("Commitment {id}", id=commitment.id) if options.neutral_titles else commitment.title


def summary(commitment: Commitment, mark: Mark | None, say: Words, options: Options) -> str:
    """One line for an entry; `mark` is None for a task, which has its dates beside it."""
    plain = title(commitment, say, options)
    sentence = CLOSED.get(commitment.status) or (MARKED.get(mark) if mark else None)
    if sentence is None:
        return plain
    wording = commitment.window.wording or say.window(commitment.window)
    return say(sentence, title=plain, wording=wording)


def description(commitment: Commitment, say: Words, options: Options, url: str | None) -> str:
    """All that a reader away from Suivi needs: when, how it stands, who, the very words, and the link."""
    window = commitment.window
    dated = window.wording or window.earliest or window.latest
    lines = [
        say("When: {window}", window=say.window(window)) if dated else say("No due date"),
        say("Status: {status}", status=commitment.status),
    ]
    if commitment.closed_on and commitment.status.final:
        lines.append(say("Closed on {day}", day=commitment.closed_on))
    if commitment.firmness is not Firmness.COMMITMENT:
        lines.append(say("Firmness: {firmness}", firmness=commitment.firmness))
    owner = commitment.owner
    lines.append(say("Owner: {owner}", owner=owner.name) if owner else say("No owner yet"))
    if not options.neutral_titles:
        if parties := [party.name for party in commitment.parties]:
            lines.append(say("Parties: {parties}", parties=parties))
        if commitment.mission:
            lines.append(say("Mission: {mission}", mission=commitment.mission.title))
        if commitment.quote:
            lines += ["", say("“{quote}”", quote=commitment.quote)]
    if url:
        lines += ["", url]
    return "\n".join(lines)


def overdue_summary(late: Sequence[Commitment], say: Words, options: Options) -> str:
    number, first = len(late), title(late[0], say, options)
    return say.n("Overdue: {title}", "{n} overdue commitments", number, title=first)


def overdue_description(late: Sequence[Commitment], say: Words, options: Options, link: Link | None) -> str:
    """The overdue commitments, a paragraph each, as many as a person may read."""
    paragraphs = []
    for commitment in late[:LISTED]:
        facts = {"title": title(commitment, say, options), "day": commitment.window.latest}
        if commitment.owner:
            line = say("• {title} – was due {day} ({owner})", owner=commitment.owner.name, **facts)
        else:
            line = say("• {title} – was due {day}", **facts)
        paragraphs.append(f"{line}\n{link(commitment.id)}" if link else line)
    if (rest := len(late) - LISTED) > 0:
        paragraphs.append(say.n("… and one more", "… and {n} more", rest))
    return "\n".join(paragraphs)


def categories(commitment: Commitment, options: Options) -> list[str]:
    """The mission, then the parties."""
    if options.neutral_titles:
        return []
    mission = [commitment.mission.title] if commitment.mission else []
    return mission + [party.name for party in commitment.parties]
