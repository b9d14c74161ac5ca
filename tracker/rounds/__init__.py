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

from tracker.books import LastRounds
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
from tracker.planning import Rules, follow
from tracker.reminders import Delivery, DeliveryState, Fate
from tracker.rounds.claims import Claim, Claims
from tracker.rounds.letters import write
from tracker.rounds.undelivered import plan_telling

if TYPE_CHECKING:
    from tracker.books import OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Person
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


IDLE = timedelta(minutes=15)
"""How often rounds without any news write down that they ended well, at most."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one digest. `reason` is set when it was not delivered.

    `standing_in` names the absent people whose reminders it holds.
    """

    person: Person
    day: date
    state: DeliveryState
    message_id: str
    commitments: tuple[int, ...]
    standing_in: tuple[Person, ...] = ()
    reason: Exception | None = None


@dataclass(slots=True)
class Outcome:
    """What a round did. `skipped` counts stages overtaken by a later one of the same commitment.

    `waiting` names who has something due that goes out with a later digest, because today's has gone
    out already, its hour has not come, or the day is quiet. `held` names who is away while nobody
    stands in for them. `stopped` is true when the round was asked to end before it had looked at
    everything, `good` when it had, and left nothing to try again.
    """

    as_of: datetime
    digests: list[Sent] = field(default_factory=list)
    skipped: int = 0
    waiting: list[Person] = field(default_factory=list)
    held: list[Person] = field(default_factory=list)
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
            closed: set[str] = set()
            with self._post.open_channel() as channel:
                for person, make in to_make:
                    if self._is_over():
                        outcome.stopped = True
                        break
                    if door(person) in closed:
                        continue  # what is left stays planned for the next round
                    try:
                        claim = make()
                        if claim is not None and not self._send(claim, channel, outcome):
                            closed.add(door(person))
                    except SuiviError:
                        raise
                    except Exception as bug:
                        bugs.append(bug)
            with self._open_books() as books:
                claims.look_back(books)
        self._write_down_end(outcome, claims, whole=not (bugs or outcome.stopped))
        if bugs:
            raise bugs[0] if len(bugs) == 1 else ExceptionGroup("several digests could not leave", bugs)
        outcome.skipped, outcome.waiting, outcome.held = claims.skipped, claims.waiting, claims.held
        return outcome

    def _follow_rules(self, as_of: datetime) -> None:
        """Settings may have changed since the last round, and with them the whole plan."""
        with self._open_books() as books:
            if books.rules == self._rules.name:
                return
        with self._open_books(write=True) as books:
            follow(books, self._rules, at=as_of)

    def _write_down_end(self, outcome: Outcome, claims: Claims, *, whole: bool) -> None:
        """Keep when this round ended, and whether it was `whole` and left nothing to try again.

        A round over a world as it was earlier tells nothing of the present one.
        """
        now = self._clock.now()
        at, last, good = min(outcome.as_of, now), claims.last_rounds, whole and not claims.more_to_try
        outcome.good = good
        known = (
            last.any_at if last.any_at and last.any_at <= now else None
        )  # the clock may have been set back
        was_good = last.good_at is not None and last.good_at == last.any_at
        news = bool(outcome.digests) or good != was_good
        if known is None or (at > known and (news or at - known >= IDLE)):
            with self._open_books(write=True) as books:
                books.last_rounds = LastRounds(at, at if good else last.good_at)

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
            tell_new=settings.attach_calendar,
            as_of=as_of,
        )

    # Sending and recording

    def _send(self, claim: Claim, channel: Channel, outcome: Outcome) -> bool:
        """False when nothing more can leave by this door in this round."""
        going_on, delivery, as_of = True, claim.delivery, outcome.as_of
        failure: Exception | None = None
        try:
            mail = write(claim, self._post.settings, self._rules, as_of)
            channel.send(mail, envelope_recipient(claim.person))
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
        with self._open_books(write=True) as books:
            books.deliveries.replace(
                replace(delivery, attempts=delivery.attempts + 1, claimed_by=None, lease_until=None)
            )
            if delivery.state is DeliveryState.SENT:
                books.reminders.settle(ids, Fate.SENT, at=as_of)
            elif delivery.state is DeliveryState.FAILED:
                books.reminders.settle(ids, Fate.FAILED, at=as_of, reason=delivery.error)
                today = as_of.astimezone(self._rules.zone).date()
                plan_telling(books, delivery, claim.rows, self._rules.workdays.on_or_after(today))


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
