"""The one digest of each person and day, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text, update

from db import tables as t
from db.books.rows import among, chunks, insert_new
from tracker.reminders import Delivery, DeliveryState

# Spelt out, not bound: only then does a database know that the partial index of that condition will do.
UNSETTLED = text("state IN ('claimed', 'retry')")

_ALL = select(t.delivery)
_ONE = _ALL.where(t.delivery.c.id == bindparam("id"))
_ON = _ALL.where(t.delivery.c.person_id == bindparam("person"), t.delivery.c.day == bindparam("day"))
_REPLACE = update(t.delivery).where(t.delivery.c.id == bindparam("row"))


class SqlDeliveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(self, person_id: int, day: date) -> Delivery | None:
        found = self._values(_ON, person=person_id, day=day)
        return found[0] if found else None

    def get(self, delivery_id: int) -> Delivery:
        (found,) = self._values(_ONE, id=delivery_id)
        return found

    def by_ids(self, ids: Iterable[int]) -> dict[int, Delivery]:
        found: dict[int, Delivery] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._values(_ALL.where(among(t.delivery.c.id)), ids=chunk)
            found |= {delivery.id: delivery for delivery in rows}
        return found

    def of(self, person_ids: Iterable[int], first: date, last: date) -> list[Delivery]:
        found: list[Delivery] = []
        for chunk in chunks(sorted(set(person_ids))):
            theirs = _ALL.where(among(t.delivery.c.person_id), t.delivery.c.day.between(first, last))
            found += self._values(theirs.order_by(t.delivery.c.person_id, t.delivery.c.day), ids=chunk)
        return found

    def unsettled(self) -> list[Delivery]:
        return self._values(_ALL.where(UNSETTLED).order_by(t.delivery.c.day, t.delivery.c.id))

    def failed(self) -> list[Delivery]:
        failed = t.delivery.c.state == DeliveryState.FAILED.value
        return self._values(_ALL.where(failed).order_by(t.delivery.c.day))

    def claim(self, delivery: Delivery) -> Delivery | None:
        # Nothing is added when another worker was faster, or the person had today's digest.
        new = insert_new(self._connection, t.delivery).returning(t.delivery.c.id)
        added = self._connection.scalar(new, _columns(delivery))
        return None if added is None else replace(delivery, id=added)

    def replace(self, delivery: Delivery) -> None:
        self._connection.execute(_REPLACE, {**_columns(delivery), "row": delivery.id})

    def _values(self, query: Select[Any], **asked: Any) -> list[Delivery]:
        return [_delivery(row) for row in self._connection.execute(query, asked)]


def _columns(delivery: Delivery) -> dict[str, Any]:
    return {
        "person_id": delivery.person_id,
        "day": delivery.day,
        "message_id": delivery.message_id,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "maybe_delivered": delivery.maybe_delivered,
        "claimed_by": delivery.claimed_by,
        "lease_until": delivery.lease_until,
        "next_try_at": delivery.next_try_at,
        "error": delivery.error,
        "settled_at": delivery.settled_at,
    }


def _delivery(row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        person_id=row.person_id,
        day=row.day,
        message_id=row.message_id,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        maybe_delivered=row.maybe_delivered,
        claimed_by=row.claimed_by,
        lease_until=row.lease_until,
        next_try_at=row.next_try_at,
        error=row.error,
        settled_at=row.settled_at,
    )
