"""One message sent as a digest would be, to see it arrive. The books are read and never written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.digest import Entry, Trial, compose
from tracker.errors import NotDelivered
from tracker.feed import handout
from tracker.mail.failures import (
    Misconfigured,
    OutboxUnwritable,
    ServiceNotInstalled,
    ServiceSilent,
    Temporary,
    Unreachable,
)
from tracker.mail.message import envelope_recipient, trial_id, write_message
from tracker.marks import N_
from tracker.notes import split
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.books import Books, OpenBooks
    from tracker.commitments import Person
    from tracker.planning import Rules
    from tracker.reminders import Reminder
    from tracker.rounds import Post

SHOWN = 3
"""Commitments of the reader's that a test shows, to be seen as a digest sets them."""

AHEAD = timedelta(days=366)
"""How far it looks for them."""


class TrialPutOff(NotDelivered):
    sentence = N_("{server} did not take the test for {to}: {words}. A digest would wait and be tried again.")


class TrialUnanswered(NotDelivered):
    sentence = N_("{server} does not answer: {words}. Check its name and port; until then the digests wait.")


class TrialNotAccepted(NotDelivered):
    sentence = N_(
        "{server} does not accept us: {words}. Check [mail] in the settings; until then the digests wait."
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """A test that was taken; `answer` is what the server said, or the file that was written."""

    person: Person
    message_id: str
    subject: str
    answer: str


def try_out(
    open_books: OpenBooks, post: Post, rules: Rules, person: Person, *, by: str, at: datetime
) -> Tried:
    """Send `person` a test now, at the wish of `by`. Somebody whom the register does not know has the id 0.

    Raises a Permanent failure, or what became of a temporary one: nothing is tried again.
    """
    settings, say, day = post.settings, Words(person.language), rules.today_of(person, at)
    with open_books() as books:
        office_id, entries = books.office_id, _next(books, person, day) if person.id else []
    letter = compose(person, day, entries, say=say, notes=[Trial(by)], expected_on=day)
    key = trial_id(office_id, person.email, at, settings.domain)
    shown = (entry.commitment for entry in entries)
    message = write_message(
        letter,
        person,
        settings,
        at=at.astimezone(rules.zone_of(person)),
        message_id=key,
        calendar=handout(shown, today=day, say=say) if settings.attach_calendar else None,
    )
    with post.open_channel() as channel:
        try:
            answer = channel.send(message, envelope_recipient(person))
        except Temporary as failure:
            raise _of_a_test(failure) from failure
    return Tried(person, key, letter.subject, answer)


def _next(books: Books, person: Person, day: date) -> list[Entry]:
    """What the next digests of `person` will speak of, each commitment once."""
    _, stages = split(books.reminders.planned([person.id], day + AHEAD))
    first: dict[int, Reminder] = {}
    for row in stages:
        first.setdefault(row.commitment_id, row)
    rows = list(first.values())[:SHOWN]
    commitments = books.commitments.by_ids(row.commitment_id for row in rows)
    return [Entry(commitments[row.commitment_id], row.stage) for row in rows]


def _of_a_test(failure: Temporary) -> NotDelivered:
    """The same failure without the promise to try again, where its words hold one."""
    match failure:
        case OutboxUnwritable() | ServiceNotInstalled():
            return failure
        case ServiceSilent():
            return TrialPutOff(**failure.facts)
        case Misconfigured():
            return TrialNotAccepted(**failure.facts)
        case Unreachable():
            return TrialUnanswered(**failure.facts)
    return TrialPutOff(**failure.facts)
