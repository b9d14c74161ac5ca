"""One round of reminders: due → claimed → sent → recorded.

A digest is claimed in one transaction, sent outside any, and recorded in another. The claim is the
delivery's row, unique by person and day, with a lease: whoever dies between claim and record leaves a
row that the next round takes over, under the same Message-ID. What is due is decided from the books
alone, so a round may run at any moment, from any machine, as often as one likes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.digest import Entry, HandedOver, compose
from tracker.mail.failures import (
    BadAddress,
    Misconfigured,
    OutboxUnwritable,
    Permanent,
    Temporary,
    Unreachable,
)
from tracker.mail.message import envelope_recipient, message_id, thread_id, write_message
from tracker.plan import due
from tracker.planning import Rules, extend, split
from tracker.reminders import Delivery, DeliveryState, Fate, Reminder, Skip
from tracker.words import Words

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Commitment, Person
    from tracker.mail.channel import Channel
    from tracker.mail.settings import MailSettings

LEASE = timedelta(minutes=10)
"""How long a claim is another worker's business. Longer than any one mail takes."""

WAITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""Between tries after a temporary failure; the last one repeats."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one digest. `reason` is set when it was not delivered."""

    person: Person
    day: date
    state: DeliveryState
    message_id: str
    commitments: tuple[int, ...]
    reason: Exception | None = None


@dataclass(slots=True)
class Outcome:
    """What a round did. `skipped` counts stages overtaken by a later one of the same commitment.

    `waiting` names who has something due that goes out with a later digest, because today's has gone
    out already or its hour has not come.
    """

    as_of: datetime
    digests: list[Sent] = field(default_factory=list)
    skipped: int = 0
    waiting: list[Person] = field(default_factory=list)

    def having(self, state: DeliveryState) -> list[Sent]:
        return [sent for sent in self.digests if sent.state is state]


@dataclass(frozen=True, slots=True)
class _Claim:
    delivery: Delivery
    person: Person
    rows: Sequence[Reminder]
    commitments: dict[int, Commitment]
    office_id: str
    before: dict[int, Person]
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves: the settings for its headers, and how to open the channel for a round."""

    settings: MailSettings
    open_channel: Callable[[], AbstractContextManager[Channel]]


class Round:
    """`worker` names this process, and `is_dead` tells whether another one is known to be gone.

    `patient` leaves a failed delivery alone until its next try is due; without it a person at the
    keyboard has every one tried at once.
    """

    def __init__(
        self,
        open_books: OpenBooks,
        post: Post,
        rules: Rules,
        *,
        clock: Clock,
        worker: str,
        is_dead: Callable[[str], bool] = lambda worker: False,
        patient: bool = False,
    ) -> None:
        self._open_books = open_books
        self._post = post
        self._rules = rules
        self._clock = clock
        self._worker = worker
        self._is_dead = is_dead
        self._patient = patient

    def run(self, as_of: datetime) -> Outcome:
        """Send what is due at `as_of` (aware). Failures are recorded and told, never raised."""
        outcome = Outcome(as_of)
        latest = max(as_of.date(), as_of.astimezone(self._rules.zone).date()) + timedelta(days=1)
        with self._open_books() as books:
            open_deliveries = bool(books.deliveries.unsettled())
            recipients = books.reminders.recipients(latest)
        if not open_deliveries and not recipients:
            return outcome
        with self._post.open_channel() as channel:
            if open_deliveries and not self._finish(channel, outcome, as_of):
                return outcome
            for recipient in recipients:
                claim = self._claim(recipient, outcome, as_of)
                if claim is not None and not self._send(claim, channel, outcome, as_of):
                    break  # the way out is closed: what is left stays planned for the next round
        return outcome

    # Claims

    def _claim(self, person_id: int, outcome: Outcome, as_of: datetime) -> _Claim | None:
        """The digest of a person, or None when there is nothing to send or somebody else sends it."""
        with self._open_books(write=True) as books:
            person = books.people.get(person_id)
            day = self._rules.day_for(person, as_of)
            if not person.active:
                return None
            self._dissolve(books, person, day)
            found = books.reminders.planned(day, recipient_id=person_id)
            if not found:
                if books.reminders.planned(day + timedelta(days=1), recipient_id=person_id):
                    outcome.waiting.append(person)
                return None
            if books.deliveries.on(person_id, day) is not None:
                outcome.waiting.append(person)
                return None
            delivery = books.deliveries.claim(self._new(books, person, day))
            if delivery is None:
                return None
            extend(
                books, books.commitments.by_ids(r.commitment_id for r in found), self._rules, day, at=as_of
            )
            handovers, stages = split(books.reminders.planned(day, recipient_id=person_id))
            send, skip = due(stages, day)
            books.reminders.settle([r.id for r in skip], Fate.SKIPPED, at=as_of, reason=Skip.CAUGHT_UP.value)
            rows = [*handovers, *send]
            if not rows:
                books.deliveries.replace(replace(delivery, state=DeliveryState.DISSOLVED, settled_at=as_of))
                return None
            books.reminders.settle([r.id for r in rows], Fate.CLAIMED, at=None, delivery_id=delivery.id)
            outcome.skipped += len(skip)
            return self._gather(books, delivery, person, rows)

    def _new(self, books: Books, person: Person, day: date) -> Delivery:
        return Delivery(
            id=0,
            person_id=person.id,
            day=day,
            message_id=message_id(books.office_id, person.id, day, self._post.settings.domain),
            state=DeliveryState.CLAIMED,
            claimed_by=self._worker,
            lease_until=self._clock.now() + LEASE,
        )

    def _dissolve(self, books: Books, person: Person, day: date) -> None:
        """A digest of an earlier day that certainly never left joins today's."""
        for delivery in books.deliveries.unsettled():
            if (
                delivery.person_id == person.id
                and delivery.day < day
                and delivery.state is DeliveryState.RETRY
                and not delivery.maybe_delivered
            ):
                rows = books.reminders.of_delivery(delivery.id)
                books.reminders.settle([row.id for row in rows], Fate.PLANNED, at=None)
                books.deliveries.replace(replace(delivery, state=DeliveryState.DISSOLVED))

    def _gather(self, books: Books, delivery: Delivery, person: Person, rows: Sequence[Reminder]) -> _Claim:
        return _Claim(
            delivery,
            person,
            rows,
            books.commitments.by_ids(row.commitment_id for row in rows),
            books.office_id,
            _previous_owners(books, split(rows)[0]),
            books.reminders.next_day_for(person.id, delivery.day),
        )

    # Deliveries that an earlier round began

    def _finish(self, channel: Channel, outcome: Outcome, as_of: datetime) -> bool:
        """Send again what failed for a time or whose sender died. False when the way out is closed."""
        with self._open_books() as books:
            candidates = [d.id for d in books.deliveries.unsettled() if self._is_ours(d, books, as_of)]
        for delivery_id in candidates:
            claim = self._take_over(delivery_id, as_of)
            if claim is not None and not self._send(claim, channel, outcome, as_of):
                return False
        return True

    def _is_ours(self, delivery: Delivery, books: Books, as_of: datetime) -> bool:
        if delivery.state is DeliveryState.CLAIMED:
            lease_over = delivery.lease_until is None or delivery.lease_until <= self._clock.now()
            return lease_over or self._is_dead(delivery.claimed_by or "")
        if self._patient and delivery.next_try_at is not None and delivery.next_try_at > as_of:
            return False
        today = self._rules.day_for(books.people.get(delivery.person_id), as_of)
        return delivery.maybe_delivered or delivery.day >= today

    def _take_over(self, delivery_id: int, as_of: datetime) -> _Claim | None:
        with self._open_books(write=True) as books:
            for delivery in books.deliveries.unsettled():
                if delivery.id == delivery_id and self._is_ours(delivery, books, as_of):
                    break
            else:
                return None
            rows = books.reminders.of_delivery(delivery.id)
            commitments = books.commitments.by_ids(row.commitment_id for row in rows)
            closed = [row.id for row in rows if not commitments[row.commitment_id].status.reminded]
            books.reminders.settle(closed, Fate.SKIPPED, at=as_of, reason=Skip.CLOSED.value)
            rows = [row for row in rows if row.id not in closed]
            if not rows:
                books.deliveries.replace(replace(delivery, state=DeliveryState.DISSOLVED, settled_at=as_of))
                return None
            taken = replace(
                delivery,
                state=DeliveryState.CLAIMED,
                # Its sender died between claim and record: the mail may be out there.
                maybe_delivered=delivery.maybe_delivered or delivery.state is DeliveryState.CLAIMED,
                claimed_by=self._worker,
                lease_until=self._clock.now() + LEASE,
            )
            books.deliveries.replace(taken)
            return self._gather(books, taken, books.people.get(taken.person_id), rows)

    # Sending and recording

    def _send(self, claim: _Claim, channel: Channel, outcome: Outcome, as_of: datetime) -> bool:
        """False when no further mail can leave in this round."""
        going_on = True
        failure: Exception | None = None
        delivery = claim.delivery
        try:
            channel.send(self._message(claim, as_of), envelope_recipient(claim.person))
            delivery = replace(delivery, state=DeliveryState.SENT, error=None, settled_at=as_of)
        except (Permanent, BadAddress) as error:
            failure = error
            delivery = replace(delivery, state=DeliveryState.FAILED, error=_words(error), settled_at=as_of)
        except Temporary as error:
            failure = error
            going_on = not isinstance(error, Unreachable | Misconfigured | OutboxUnwritable)
            wait = WAITS[min(delivery.attempts, len(WAITS) - 1)]
            delivery = replace(
                delivery,
                state=DeliveryState.RETRY,
                maybe_delivered=delivery.maybe_delivered or error.maybe_delivered,
                error=_words(error),
                next_try_at=as_of + wait,
            )
        delivery = replace(delivery, attempts=delivery.attempts + 1, claimed_by=None, lease_until=None)
        with self._open_books(write=True) as books:
            books.deliveries.replace(delivery)
            ids = [row.id for row in claim.rows]
            if delivery.state is DeliveryState.SENT:
                books.reminders.settle(ids, Fate.SENT, at=as_of)
            elif delivery.state is DeliveryState.FAILED:
                books.reminders.settle(ids, Fate.FAILED, at=as_of, reason=delivery.error)
        outcome.digests.append(
            Sent(
                claim.person,
                delivery.day,
                delivery.state,
                delivery.message_id,
                tuple(dict.fromkeys(row.commitment_id for row in claim.rows)),
                failure,
            )
        )
        return going_on

    def _message(self, claim: _Claim, as_of: datetime) -> EmailMessage:
        handovers, stages = split(claim.rows)
        day = self._rules.day_for(claim.person, as_of)
        digest = compose(
            claim.person,
            max(day, claim.delivery.day),
            [self._entry(row, claim.commitments[row.commitment_id], day) for row in stages],
            say=Words(claim.person.language),
            next_on=claim.next_on,
            notes=[
                HandedOver(claim.commitments[row.commitment_id], claim.before.get(row.commitment_id))
                for row in handovers
            ],
        )
        settings = self._post.settings
        return write_message(
            digest,
            claim.person,
            settings,
            at=as_of.astimezone(self._rules.zone_of(claim.person)),
            message_id=claim.delivery.message_id,
            threads=[thread_id(claim.office_id, uid, settings.domain) for uid in digest.about],
        )

    def _entry(self, row: Reminder, commitment: Commitment, day: date) -> Entry:
        news = commitment.updated_at.astimezone(self._rules.zone).date()
        return Entry(commitment, row.stage, since_news=news if news < day else None)


def _previous_owners(books: Books, handovers: Sequence[Reminder]) -> dict[int, Person]:
    """Who had a commitment before it was handed over, as the journal tells it."""
    if not handovers:
        return {}
    people = {person.name: person for person in books.people.all()}
    found = {}
    for row in handovers:
        for link in books.journal.of("commitment", row.commitment_id):
            before = link.entry.details.get("before")
            if link.entry.action == "assigned" and before in people:
                found[row.commitment_id] = people[before]
    return found


def _words(failure: Temporary | Permanent) -> str:
    """The server's own words, for the ledger."""
    return str(failure.facts.get("words") or failure)
