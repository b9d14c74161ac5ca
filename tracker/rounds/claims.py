"""Claims: which digests are to leave now, and who sends them.

A claim is the delivery's row, unique by person and day, with a lease. Whoever dies between claim and
record leaves a row that a later round takes over, under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tracker.journal import Action
from tracker.mail.message import message_id
from tracker.plan import due, holders
from tracker.planning import Rules, refresh, split
from tracker.reminders import Delivery, DeliveryState, Fate, Reminder, Skip

if TYPE_CHECKING:
    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Commitment, Person


@dataclass(frozen=True, slots=True)
class Claim:
    """A digest that is this worker's to send, as it reads on `day`.

    `before` holds the previous owners, by commitment; `next_on` is the day of the next reminder.
    """

    delivery: Delivery
    person: Person
    day: date
    rows: Sequence[Reminder]
    commitments: Mapping[int, Commitment]
    before: Mapping[int, Person]
    next_on: date | None
    office_id: str


MakeClaim = Callable[[], Claim | None]
"""Claims one digest; None when there is nothing to send any more, or somebody else sends it."""


class Claims:
    """What one worker claims at the moment `as_of`.

    `lease` is how long a claim stays its own, `domain` that of Message-IDs. The other settings are
    those of a Round.
    """

    def __init__(
        self,
        open_books: OpenBooks,
        rules: Rules,
        *,
        clock: Clock,
        worker: str,
        is_dead: Callable[[str], bool],
        patient: bool,
        lease: timedelta,
        domain: str,
        as_of: datetime,
    ) -> None:
        self._open_books = open_books
        self._rules = rules
        self._clock = clock
        self._worker = worker
        self._is_dead = is_dead
        self._patient = patient
        self._lease = lease
        self._domain = domain
        self._as_of = as_of
        self.skipped = 0
        self.waiting: list[Person] = []

    def to_make(self) -> list[MakeClaim]:
        """One for each digest that seems to be due; what may be out there already comes first."""
        self._sort_out()
        with self._open_books() as books:
            left = [it.id for it in books.deliveries.unsettled() if self._is_left(it)]
            first_days = books.reminders.first_days()
            people = sorted(books.people.all(), key=lambda person: person.id)
        found: list[MakeClaim] = [partial(self._take_over, delivery_id) for delivery_id in left]
        for person in people:
            first = first_days.get(person.id, date.max)
            if not person.active:
                continue
            if first <= self._day_for(person):
                found.append(partial(self._claim, person.id))
            elif first <= self._rules.today_of(person, self._as_of):
                self.waiting.append(person)
        return found

    def _day_for(self, person: Person) -> date:
        return self._rules.day_for(person, self._as_of)

    # What earlier rounds began

    def _sort_out(self) -> None:
        """Plan again what never left, and let go of what has lost its sense since it was claimed."""
        with self._open_books() as books:
            if not any(map(self._is_at_hand(books), books.deliveries.unsettled())):
                return
        with self._open_books(write=True) as books:
            touched: set[int] = set()
            for delivery in filter(self._is_at_hand(books), books.deliveries.unsettled()):
                touched.update(self._sort_out_one(books, delivery))
            today = self._as_of.astimezone(self._rules.zone).date()
            refresh(books, books.commitments.by_ids(touched).values(), self._rules, today, at=self._as_of)

    def _is_at_hand(self, books: Books) -> Callable[[Delivery], bool]:
        people = {person.id: person for person in books.people.all()}

        def at_hand(delivery: Delivery) -> bool:
            if not _never_left(delivery):
                return self._is_left(delivery)
            return delivery.day < self._day_for(people[delivery.person_id]) or not self._is_too_early(
                delivery
            )

        return at_hand

    def _sort_out_one(self, books: Books, delivery: Delivery) -> set[int]:
        """The commitments, by id, whose plan has to be looked at again."""
        claimed = [row for row in books.reminders.of_delivery(delivery.id) if row.fate is Fate.CLAIMED]
        if _never_left(delivery):
            books.reminders.settle([row.id for row in claimed], Fate.PLANNED, at=None)
            self._close(books, delivery)
            return {row.commitment_id for row in claimed}
        commitments = books.commitments.by_ids(row.commitment_id for row in claimed)
        lost = [(row, reason) for row in claimed if (reason := _lost(row, commitments[row.commitment_id]))]
        for reason in {reason for _, reason in lost}:
            self._skip(books, (row for row, why in lost if why is reason), reason)
        if len(lost) == len(claimed):
            self._close(books, _maybe_out_there(delivery))
        return {row.commitment_id for row, _ in lost}

    # Claims

    def _claim(self, person_id: int) -> Claim | None:
        with self._open_books(write=True) as books:
            person = books.people.get(person_id)
            day = self._day_for(person)
            begun = books.deliveries.on(person_id, day)
            if begun is not None and not self._may_leave(begun):
                told = begun.state in (DeliveryState.SENT, DeliveryState.FAILED)
                if told and books.reminders.planned(person_id, day):
                    self.waiting.append(person)
                return None
            commitments = books.commitments.by_ids(
                row.commitment_id for row in books.reminders.planned(person_id, day)
            )
            refresh(books, commitments.values(), self._rules, day, at=self._as_of)
            handovers, stages = split(books.reminders.planned(person_id, day))
            send, overtaken = due(stages, day)
            rows = [*handovers, *send]
            delivery = self._begin(books, person, day, begun) if rows else None
            if delivery is None:
                return None
            self._skip(books, overtaken, Skip.CAUGHT_UP)
            self.skipped += len(overtaken)
            ids = [row.id for row in rows]
            books.reminders.settle(ids, Fate.CLAIMED, at=None, delivery_id=delivery.id)
            return self._gather(books, delivery, person, rows, commitments)

    def _may_leave(self, begun: Delivery) -> bool:
        """Whether the digest of a day that was begun already can still be sent, as a new one would be."""
        return begun.state is DeliveryState.DISSOLVED and not begun.maybe_delivered

    def _is_too_early(self, delivery: Delivery) -> bool:
        return self._patient and delivery.next_try_at is not None and delivery.next_try_at > self._as_of

    def _begin(self, books: Books, person: Person, day: date, begun: Delivery | None) -> Delivery | None:
        """None when another worker was faster."""
        if begun is not None:
            return self._take(books, begun)
        key = message_id(books.office_id, person.id, day, self._domain)
        new = Delivery(id=0, person_id=person.id, day=day, message_id=key, state=DeliveryState.CLAIMED)
        return books.deliveries.claim(self._mine(new))

    def _is_left(self, delivery: Delivery) -> bool:
        """Whether a mail that may be out there already is to be sent again, as it was."""
        if delivery.state is DeliveryState.CLAIMED:
            lease_over = delivery.lease_until is None or delivery.lease_until <= self._clock.now()
            return lease_over or self._is_dead(delivery.claimed_by or "")
        return (
            delivery.state is DeliveryState.RETRY
            and delivery.maybe_delivered
            and not self._is_too_early(delivery)
        )

    def _take_over(self, delivery_id: int) -> Claim | None:
        """The same reminders under the same Message-ID."""
        with self._open_books(write=True) as books:
            delivery = books.deliveries.get(delivery_id)
            if not self._is_left(delivery):
                return None
            rows = [row for row in books.reminders.of_delivery(delivery_id) if row.fate is Fate.CLAIMED]
            commitments = books.commitments.by_ids(row.commitment_id for row in rows)
            person = books.people.get(delivery.person_id)
            taken = self._take(books, _maybe_out_there(delivery))
            return self._gather(books, taken, person, rows, commitments)

    def _mine(self, delivery: Delivery) -> Delivery:
        return replace(
            delivery,
            state=DeliveryState.CLAIMED,
            claimed_by=self._worker,
            lease_until=self._clock.now() + self._lease,
            settled_at=None,
        )

    def _take(self, books: Books, delivery: Delivery) -> Delivery:
        taken = self._mine(delivery)
        books.deliveries.replace(taken)
        return taken

    def _close(self, books: Books, delivery: Delivery) -> None:
        books.deliveries.replace(
            replace(delivery, state=DeliveryState.DISSOLVED, claimed_by=None, settled_at=self._as_of)
        )

    def _skip(self, books: Books, rows: Iterable[Reminder], reason: Skip) -> None:
        books.reminders.settle([r.id for r in rows], Fate.SKIPPED, at=self._as_of, reason=reason.value)

    def _gather(
        self,
        books: Books,
        delivery: Delivery,
        person: Person,
        rows: Sequence[Reminder],
        commitments: Mapping[int, Commitment],
    ) -> Claim:
        day = max(self._day_for(person), delivery.day)  # the clock may have been set back since
        return Claim(
            delivery=delivery,
            person=person,
            day=day,
            rows=rows,
            commitments=commitments,
            before=_previous_owners(books, split(rows)[0]),
            next_on=books.reminders.next_day_for(person.id, day),
            office_id=books.office_id,
        )


def _never_left(delivery: Delivery) -> bool:
    """The server certainly has not taken it: what it held may travel otherwise."""
    return delivery.state is DeliveryState.RETRY and not delivery.maybe_delivered


def _maybe_out_there(delivery: Delivery) -> Delivery:
    """Its sender died between claim and record, or never heard the server's answer."""
    return replace(delivery, maybe_delivered=True)


def _lost(row: Reminder, commitment: Commitment) -> Skip | None:
    """Why a claimed reminder has lost its sense: it is over, or no longer the recipient's business."""
    if not commitment.status.reminded:
        return Skip.CLOSED if commitment.status.final else Skip.ON_HOLD
    return None if holders(commitment).get(row.stage.to) == row.recipient_id else Skip.OWNER_CHANGED


def _previous_owners(books: Books, handovers: Sequence[Reminder]) -> dict[int, Person]:
    """Who had each commitment before it was handed over, as the journal tells it."""
    if not handovers:
        return {}
    people = {person.name: person for person in books.people.all()}
    found = {}
    for link in books.journal.of("commitment", *(row.commitment_id for row in handovers)):
        before = link.entry.details.get("before")
        if link.entry.action is Action.ASSIGNED and before in people:
            found[link.entry.noun_id] = people[before]
    return found
