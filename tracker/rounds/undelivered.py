"""A digest that failed for good is told to whoever looks after addresses: once, in their next digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tracker.commitments import Role
from tracker.reminders import UNDELIVERED, DeliveryState, Recipient, Stage

if TYPE_CHECKING:
    from datetime import date

    from tracker.books import Books
    from tracker.digest import Undelivered
    from tracker.reminders import Delivery, Reminder

TOLD = (Role.COORDINATOR, Role.ADMINISTRATOR)


def plan_telling(books: Books, delivery: Delivery, rows: Sequence[Reminder], on: date) -> None:
    """Plan a note to every coordinator and administrator but the one it could not reach.

    It hangs on the first commitment of the digest, and is named by the delivery, so that it stays the
    same one however often that is tried. Nobody is told of a digest that only told of others.
    """
    first = next((row for row in rows if row.stage.rule != UNDELIVERED), None)
    if first is None:
        return
    stage = Stage(f"{UNDELIVERED}-{delivery.id}", on, on, UNDELIVERED, Recipient.COORDINATOR)
    books.reminders.add(
        (first.commitment_id, first.window_revision, person.id, stage)
        for person in books.people.all()
        if person.active and person.role in TOLD and person.id != delivery.person_id
    )


def told(books: Books, rows: Iterable[Reminder]) -> dict[int, Undelivered]:
    """What such rows tell, by row; without those whose digest has arrived or travels otherwise by now."""
    asked = {
        row.id: int(row.stage.name.removeprefix(f"{UNDELIVERED}-"))
        for row in rows
        if row.stage.rule == UNDELIVERED
    }
    if not asked:
        return {}
    from tracker.digest import Undelivered

    deliveries = books.deliveries.by_ids(asked.values())
    failed = {it.id: it for it in deliveries.values() if it.state is DeliveryState.FAILED}
    people = books.people.by_ids(it.person_id for it in failed.values())
    return {
        row_id: Undelivered(people[it.person_id], it.day, it.error or "")
        for row_id, delivery_id in asked.items()
        if (it := failed.get(delivery_id))
    }
