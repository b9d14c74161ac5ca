"""Sending what was claimed, outside any transaction, and recording what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.errors import SuiviError
from tracker.mail.channel import door
from tracker.mail.failures import (
    MessageRefused,
    Misconfigured,
    OutboxUnwritable,
    Permanent,
    Temporary,
    Unreachable,
)
from tracker.mail.message import envelope_recipient
from tracker.reminders import Delivery, DeliveryState, Fate
from tracker.rounds.leftovers import WAITS
from tracker.rounds.letters import write
from tracker.rounds.outcome import Outcome, Sent
from tracker.rounds.undelivered import plan_telling

if TYPE_CHECKING:
    from tracker.books import OpenBooks
    from tracker.commitments import Person
    from tracker.mail.channel import Channel
    from tracker.mail.settings import MailSettings
    from tracker.planning import Rules
    from tracker.rounds.claims import Claim, MakeClaim

TRIES = 5
"""Of a mail that may be out there after each: a server that takes it and never says so has to stop."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What leaves in one round by `channel`, told to `outcome`."""

    open_books: OpenBooks
    settings: MailSettings
    rules: Rules
    channel: Channel
    outcome: Outcome

    def send_all(
        self, to_make: Sequence[tuple[Person, MakeClaim]], is_over: Callable[[], bool]
    ) -> list[Exception]:
        """Claim, send and record one digest after another until `is_over`; the bugs that were met."""
        bugs: list[Exception] = []
        closed: set[str] = set()
        for person, make in to_make:
            if is_over():
                self.outcome.stopped = True
                break
            if door(person) in closed:
                continue  # what is left stays planned for the next round
            try:
                claim = make()
                if claim is not None and not self._send(claim):
                    closed.add(door(person))
            except SuiviError:
                raise
            except Exception as bug:
                bugs.append(bug)
        return bugs

    def _send(self, claim: Claim) -> bool:
        """False when nothing more can leave by this door in this round."""
        going_on, delivery, as_of = True, claim.delivery, self.outcome.as_of
        failure: Exception | None = None
        try:
            mail = write(claim, self.settings, self.rules, as_of)
            self.channel.send(mail, envelope_recipient(claim.person))
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
        self.outcome.digests.append(
            Sent(
                person=claim.person,
                day=delivery.day,
                state=delivery.state,
                message_id=delivery.message_id,
                commitments=commitments,
                standing_in=tuple(note.absent for note in claim.standing_in.values()),
                reason=failure,
            )
        )
        return going_on

    def _record(self, claim: Claim, delivery: Delivery, as_of: datetime) -> None:
        ids = [row.id for row in claim.rows]
        with self.open_books(write=True) as books:
            books.deliveries.replace(
                replace(delivery, attempts=delivery.attempts + 1, claimed_by=None, lease_until=None)
            )
            if delivery.state is DeliveryState.SENT:
                books.reminders.settle(ids, Fate.SENT, at=as_of)
            elif delivery.state is DeliveryState.FAILED:
                books.reminders.settle(ids, Fate.FAILED, at=as_of, reason=delivery.error)
                today = as_of.astimezone(self.rules.zone).date()
                plan_telling(books, delivery, claim.rows, self.rules.workdays.on_or_after(today))


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
