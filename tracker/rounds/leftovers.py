"""What earlier rounds began and did not end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.notes import lost
from tracker.planning import Rules, refresh, skip
from tracker.reminders import Delivery, DeliveryState, Fate, Skip

if TYPE_CHECKING:
    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Person

WAITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""Between tries after a temporary failure; the last one repeats."""

BEYOND = timedelta(days=1)
"""No lease and no wait lasts so long: one that would was written while the clock ran ahead."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Deliveries that are claimed or wait for another try, as one worker sees them at `as_of`.

    The other settings are those of a Round.
    """

    open_books: OpenBooks
    rules: Rules
    clock: Clock
    is_dead: Callable[[str], bool]
    patient: bool
    as_of: datetime

    def sort_out(self) -> None:
        """Plan again what never left, and let go of what has lost its sense since it was claimed."""
        with self.open_books() as books:
            if not self._at_hand(books):
                return
        with self.open_books(write=True) as books:
            touched: set[int] = set()
            for delivery, person in self._at_hand(books):
                touched.update(self._sort_out(books, delivery, person))
            today = self.as_of.astimezone(self.rules.zone).date()
            refresh(books, books.commitments.by_ids(touched).values(), self.rules, today, at=self.as_of)

    def _at_hand(self, books: Books) -> list[tuple[Delivery, Person]]:
        unsettled = books.deliveries.unsettled()
        people = books.people.by_ids(it.person_id for it in unsettled) if unsettled else {}
        pairs = [(it, people[it.person_id]) for it in unsettled]
        return [(it, person) for it, person in pairs if self._is_at_hand(it, person)]

    def _is_at_hand(self, delivery: Delivery, person: Person) -> bool:
        if not never_left(delivery):
            return self.is_left(delivery)
        return delivery.day < self.rules.day_for(person, self.as_of) or not self._is_too_early(delivery)

    def _sort_out(self, books: Books, delivery: Delivery, person: Person) -> set[int]:
        """The commitments, by id, whose plan has to be looked at again."""
        claimed = [row for row in books.reminders.of_delivery(delivery.id) if row.fate is Fate.CLAIMED]
        if never_left(delivery) or not person.active:
            # Others than who is gone have it told by somebody else; their own may have been told already.
            own = {row.id for row in claimed if not never_left(delivery) and row.recipient_id == person.id}
            skip(books, ((row, Skip.OWNER_CHANGED) for row in claimed if row.id in own), at=self.as_of)
            books.reminders.settle([it.id for it in claimed if it.id not in own], Fate.PLANNED, at=None)
            self.close(books, delivery if never_left(delivery) else maybe_out_there(delivery))
            return {row.commitment_id for row in claimed}
        commitments = books.commitments.by_ids(row.commitment_id for row in claimed)
        gone = [(row, reason) for row in claimed if (reason := lost(row, commitments[row.commitment_id]))]
        skip(books, gone, at=self.as_of)
        if len(gone) == len(claimed):
            self.close(books, maybe_out_there(delivery))
        return {row.commitment_id for row, _ in gone}

    def is_left(self, delivery: Delivery) -> bool:
        """Whether a mail that may be out there already is to be sent again, as it was."""
        if delivery.state is DeliveryState.CLAIMED:
            still_its_own = _is_ahead(delivery.lease_until, self.clock.now())
            return not still_its_own or self.is_dead(delivery.claimed_by or "")
        return (
            delivery.state is DeliveryState.RETRY
            and delivery.maybe_delivered
            and not self._is_too_early(delivery)
        )

    def _is_too_early(self, delivery: Delivery) -> bool:
        return self.patient and _is_ahead(delivery.next_try_at, self.as_of)

    def close(self, books: Books, delivery: Delivery) -> None:
        books.deliveries.replace(
            replace(delivery, state=DeliveryState.DISSOLVED, claimed_by=None, settled_at=self.as_of)
        )


def _is_ahead(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now < moment <= now + BEYOND


def never_left(delivery: Delivery) -> bool:
    """The server certainly has not taken it: what it held may travel otherwise."""
    return delivery.state is DeliveryState.RETRY and not delivery.maybe_delivered


def maybe_out_there(delivery: Delivery) -> Delivery:
    """Its sender died between claim and record, or never heard the server's answer."""
    return replace(delivery, maybe_delivered=True)
