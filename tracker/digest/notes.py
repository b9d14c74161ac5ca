"""What a digest tells beside its commitments: a hand-over, an absence, a mail that came back."""

from __future__ import annotations

from datetime import date

from tracker.digest.sentences import SUBJECT_TITLE_WIDTH, day_near, title_of
from tracker.digest.values import HandedOver, Note, SnoozedAgain, StandingIn, Trial, Undelivered
from tracker.words import N_, Words
from tracker.words.lines import one_line, shorten

NAME_WIDTH = 60  # characters, in a subject
REASON_WIDTH = 200


def subject_of_note(note: Note, say: Words) -> str:
    """The subject of a digest that holds this note alone."""
    if isinstance(note, HandedOver):
        title = shorten(note.commitment.title, SUBJECT_TITLE_WIDTH)
        if note.instead_of is not None:
            return say(N_("Suivi – handed over: {title}"), title=title)
        return say(N_("Suivi – now yours: {title}"), title=title)
    if isinstance(note, SnoozedAgain):
        title = shorten(note.commitment.title, SUBJECT_TITLE_WIDTH)
        return say(N_("Suivi – put off again: {title}"), title=title)
    if isinstance(note, Undelivered):
        return say(N_("Suivi – a mail did not reach {name}"), name=shorten(note.person.name, NAME_WIDTH))
    if isinstance(note, Trial):
        return say(N_("Suivi – test: this message has arrived"))
    return say(N_("Suivi – you stand in for {name}"), name=shorten(note.absent.name, NAME_WIDTH))


def tell_note(note: Note, today: date, say: Words) -> str:
    if isinstance(note, HandedOver):
        return _handed_over(note, say)
    if isinstance(note, StandingIn):
        return _standing_in(note, today, say)
    if isinstance(note, Undelivered):
        return _undelivered(note, say)
    if isinstance(note, Trial):
        return say(
            N_(
                "This is a test that {name} asked for. Messages reach you; nothing was recorded, and the "
                "digests come as usual."
            ),
            name=one_line(note.by),
        )
    return _snoozed_again(note, today, say)


def _handed_over(note: HandedOver, say: Words) -> str:
    facts = {"id": note.commitment.id, "title": title_of(note.commitment)}
    if note.before is not None:
        facts["name"] = one_line(note.before.name)
    if note.instead_of is not None:
        facts["owner"] = one_line(note.instead_of.name)
        if note.before is None:
            return say(N_("No. {id}, “{title}”, now belongs to {owner}."), **facts)
        return say(N_("No. {id}, “{title}”, now belongs to {owner}; {name} had it before."), **facts)
    if note.before is None:
        return say(N_("No. {id}, “{title}”, is now yours."), **facts)
    return say(N_("No. {id}, “{title}”, is now yours; {name} had it before you."), **facts)


def _standing_in(note: StandingIn, today: date, say: Words) -> str:
    name = one_line(note.absent.name)
    if note.until is None:
        return say(N_("{name} is away: the reminders come to you meanwhile."), name=name)
    return say(
        N_("{name} is away until {day}: the reminders come to you meanwhile."),
        name=name,
        day=day_near(note.until, today, say),
    )


def _undelivered(note: Undelivered, say: Words) -> str:
    return say(
        N_("The digest of {day} did not reach {name} ({address}). The answer was: “{reason}”."),
        day=note.day,
        name=one_line(note.person.name),
        address=one_line(note.person.reached_at),
        reason=shorten(note.reason, REASON_WIDTH),
    )


def _snoozed_again(note: SnoozedAgain, today: date, say: Words) -> str:
    title, until = title_of(note.commitment), day_near(note.until, today, say)
    return say.n(
        "No. {id}, “{title}”, was put off {n} time in a row, now until {day}.",
        "No. {id}, “{title}”, was put off {n} times in a row, now until {day}.",
        note.times,
        id=note.commitment.id,
        title=title,
        day=until,
    )
