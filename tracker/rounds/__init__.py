"""One round of reminders: due → claimed → sent → recorded.

A digest is claimed in one transaction, sent outside any, and recorded in another. What is due is
decided from the books alone, so a round may run at any moment, from any machine, as often as one likes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.commitments import Status
from tracker.digest import Entry, HandedOver, compose
from tracker.errors import SuiviError
from tracker.mail.failures import (
    MessageRefused,
    Misconfigured,
    OutboxUnwritable,
    Permanent,
    Temporary,
    Unreachable,
)
from tracker.mail.message import envelope_recipient, thread_id, write_message
from tracker.planning import Rules, follow, split
from tracker.reminders import Delivery, DeliveryState, Fate
from tracker.rounds.claims import Claim, Claims
from tracker.words import Words

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tracker.books import OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Commitment, Person
    from tracker.mail.channel import Channel
    from tracker.mail.settings import MailSettings

LEASE = timedelta(minutes=10)
"""How long a claim is its worker's own business, at least."""

STEPS = 24
"""Answers that one mail may wait for, each as long as the settings allow, with its second try."""

TRIES = 5
"""Of a mail that may be out there after each: a server that takes it and never says so has to stop."""

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
    out already or its hour has not come. `stopped` is true when the round was asked to end before it
    had looked at everything. `good` is true when it had, and left nothing to try again.
    """

    as_of: datetime
    digests: list[Sent] = field(default_factory=list)
    skipped: int = 0
    waiting: list[Person] = field(default_factory=list)
    stopped: bool = False
    good: bool = False

    def having(self, state: DeliveryState) -> list[Sent]:
        return [sent for sent in self.digests if sent.state is state]


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves: the settings for its headers, and how to open the channel for a round."""

    settings: MailSettings
    open_channel: Callable[[], AbstractContextManager[Channel]]


class Round:
    """`worker` names this process, and `is_dead` tells whether another one is known to be gone.

    `patient` leaves a failed delivery alone until its next try is due; without it a person at the
    keyboard has every one tried at once. Once `is_over` says so, the mail in hand is finished and no
    other is claimed: what is left stays planned, for whoever comes next.
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
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        self._open_books = open_books
        self._post = post
        self._rules = rules
        self._clock = clock
        self._worker = worker
        self._is_dead = is_dead
        self._patient = patient
        self._is_over = is_over

    def run(self, as_of: datetime) -> Outcome:
        """Send what is due at `as_of` (aware). Failures of mail are recorded and told, never raised.

        A bug in one digest is raised when the others have left.
        """
        self._follow_rules(as_of)
        outcome, claims = Outcome(as_of), self._claims(as_of)
        bugs: list[Exception] = []
        if to_make := claims.to_make():
            with self._post.open_channel() as channel:
                for make in to_make:
                    if self._is_over():
                        outcome.stopped = True
                        break
                    try:
                        claim = make()
                        if claim is not None and not self._send(claim, channel, outcome):
                            break  # the way out is closed: what is left stays planned for the next round
                    except SuiviError:
                        raise
                    except Exception as bug:
                        bugs.append(bug)
        if bugs:
            raise bugs[0] if len(bugs) == 1 else ExceptionGroup("several digests could not leave", bugs)
        outcome.skipped, outcome.waiting = claims.skipped, claims.waiting
        outcome.good = not (outcome.stopped or outcome.having(DeliveryState.RETRY))
        return outcome

    def _follow_rules(self, as_of: datetime) -> None:
        """Settings may have changed since the last round, and with them the whole plan."""
        with self._open_books() as books:
            if books.rules == self._rules.name:
                return
        with self._open_books(write=True) as books:
            follow(books, self._rules, at=as_of)

    def _claims(self, as_of: datetime) -> Claims:
        settings = self._post.settings
        return Claims(
            self._open_books,
            self._rules,
            clock=self._clock,
            worker=self._worker,
            is_dead=self._is_dead,
            patient=self._patient,
            lease=max(LEASE, STEPS * timedelta(seconds=settings.timeout)),
            domain=settings.domain,
            as_of=as_of,
        )

    # Sending and recording

    def _send(self, claim: Claim, channel: Channel, outcome: Outcome) -> bool:
        """False when no further mail can leave in this round."""
        going_on, delivery, as_of = True, claim.delivery, outcome.as_of
        failure: Exception | None = None
        try:
            channel.send(self._message(claim, as_of), envelope_recipient(claim.person))
            delivery = replace(delivery, state=DeliveryState.SENT, error=None, settled_at=as_of)
        except (Permanent, Temporary) as error:
            failure = _in_the_end(error, delivery)
            going_on = not isinstance(failure, Unreachable | Misconfigured | OutboxUnwritable)
            delivery = _after(failure, delivery, as_of)
        except Exception as bug:  # nobody knows how far it got
            self._record(claim, _again(delivery, repr(bug), True, as_of), as_of)
            raise
        self._record(claim, delivery, as_of)
        commitments = tuple(dict.fromkeys(row.commitment_id for row in claim.rows))
        outcome.digests.append(
            Sent(claim.person, delivery.day, delivery.state, delivery.message_id, commitments, failure)
        )
        return going_on

    def _record(self, claim: Claim, delivery: Delivery, as_of: datetime) -> None:
        ids = [row.id for row in claim.rows]
        with self._open_books(write=True) as books:
            books.deliveries.replace(
                replace(delivery, attempts=delivery.attempts + 1, claimed_by=None, lease_until=None)
            )
            if delivery.state is DeliveryState.SENT:
                books.reminders.settle(ids, Fate.SENT, at=as_of)
            elif delivery.state is DeliveryState.FAILED:
                books.reminders.settle(ids, Fate.FAILED, at=as_of, reason=delivery.error)

    def _message(self, claim: Claim, as_of: datetime) -> EmailMessage:
        handovers, stages = split(claim.rows)
        entries = []
        for row in stages:
            commitment = claim.commitments[row.commitment_id]
            entries.append(Entry(commitment, row.stage, since_news=self._silence(commitment, claim.day)))
        digest = compose(
            claim.person,
            claim.day,
            entries,
            say=Words(claim.person.language),
            next_on=claim.next_on,
            notes=[
                HandedOver(claim.commitments[row.commitment_id], claim.before.get(row.commitment_id))
                for row in handovers
            ],
            expected_on=min(map(self._expected_on, entries), default=None),
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

    def _silence(self, commitment: Commitment, day: date) -> date | None:
        """Since when nothing was heard, where that is what counts: without a date, or waiting."""
        news = self._changed_on(commitment)
        quiet = commitment.window.latest is None or commitment.status is Status.WAITING
        return news if quiet and news < day else None

    def _expected_on(self, entry: Entry) -> date:
        """The day by which a stage should have been told: not before it could be known.

        What somebody changes on a day, the digest of the next one tells at the latest.
        """
        return max(entry.stage.on, self._changed_on(entry.commitment) + timedelta(days=1))

    def _changed_on(self, commitment: Commitment) -> date:
        return commitment.updated_at.astimezone(self._rules.zone).date()


def _in_the_end(failure: Permanent | Temporary, delivery: Delivery) -> Permanent | Temporary:
    """What a failure comes to: one that loses the mail over and over is as good as a refusal."""
    lost_again = isinstance(failure, Temporary) and failure.maybe_delivered and delivery.maybe_delivered
    return MessageRefused(**failure.facts) if lost_again and delivery.attempts + 1 >= TRIES else failure


def _after(failure: Permanent | Temporary, delivery: Delivery, as_of: datetime) -> Delivery:
    if isinstance(failure, Permanent):
        return replace(delivery, state=DeliveryState.FAILED, error=_words(failure), settled_at=as_of)
    return _again(delivery, _words(failure), failure.maybe_delivered, as_of)


def _again(delivery: Delivery, error: str, maybe_delivered: bool, as_of: datetime) -> Delivery:
    """To be tried again, after a wait that grows."""
    return replace(
        delivery,
        state=DeliveryState.RETRY,
        maybe_delivered=delivery.maybe_delivered or maybe_delivered,
        error=error,
        next_try_at=as_of + WAITS[min(delivery.attempts, len(WAITS) - 1)],
    )


def _words(failure: Temporary | Permanent) -> str:
    """The server's own words, for the ledger."""
    return str(failure.facts.get("words") or failure)
