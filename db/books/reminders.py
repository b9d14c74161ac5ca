"""Reminders, whose rows are plan and ledger in one, and the deliveries that carry them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, func, literal_column, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from db import tables as t
from db.books.rows import chunks, insert_row
from tracker.commitments import Status
from tracker.ladders import STATE_OF_PLAY
from tracker.reminders import Delivery, DeliveryState, Fate, Recipient, Reminder, Stage

# Spelt out, not bound: only then does a database know that the partial index of that condition will do.
PLANNED = text("fate = 'planned'")
UNSETTLED = text("state IN ('claimed', 'retry')")


class SqlReminders:
    def __init__(self, connection: Connection, *, write: bool) -> None:
        self._connection = connection
        self._write = write

    def of(self, commitment_ids: Sequence[int]) -> list[Reminder]:
        found: list[Reminder] = []
        for chunk in chunks(commitment_ids):
            found += self._values(select(t.reminder).where(t.reminder.c.commitment_id.in_(chunk)))
        return sorted(found, key=_by_day)

    def of_delivery(self, delivery_id: int) -> list[Reminder]:
        return self._values(select(t.reminder).where(t.reminder.c.delivery_id == delivery_id))

    def planned(self, recipient_ids: Collection[int], until: date) -> list[Reminder]:
        found: list[Reminder] = []
        for chunk in chunks(list(recipient_ids)):
            query = select(t.reminder).where(
                PLANNED, t.reminder.c.recipient_id.in_(chunk), t.reminder.c.on_day <= until
            )
            if self._write:  # what another worker is claiming is its own
                query = query.with_for_update(skip_locked=True)
            found += self._values(query)
        return sorted(found, key=_by_day)

    def due_by(self, until: date) -> dict[int, date]:
        # The sign keeps SQLite from walking the other index through all that is planned.
        recipient = literal_column("+recipient_id", Integer)
        query = select(recipient, func.min(t.reminder.c.on_day)).where(PLANNED, t.reminder.c.on_day <= until)
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(recipient))}

    def next_days(self) -> dict[int, date]:
        query = (
            select(t.reminder.c.commitment_id, func.min(t.reminder.c.on_day))
            .where(PLANNED, t.reminder.c.addressed_to != Recipient.COORDINATOR.value)
            .group_by(t.reminder.c.commitment_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def unanswered(self, until: datetime) -> dict[int, int]:
        c, r = t.commitment.c, t.reminder.c
        query = (
            select(c.id, func.count())
            .join(t.reminder, r.commitment_id == c.id)
            .where(
                c.latest.is_(None),
                c.status.in_([status.value for status in Status if status.reminded]),
                r.fate == Fate.SENT.value,
                r.rule.startswith(STATE_OF_PLAY),
                r.settled_at > c.updated_at,
                r.settled_at <= until,
            )
            .group_by(c.id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def next_day_for(self, recipient_ids: Collection[int], after: date) -> date | None:
        days = [
            self._connection.scalar(
                select(func.min(t.reminder.c.on_day)).where(
                    PLANNED, t.reminder.c.recipient_id == recipient_id, t.reminder.c.on_day > after
                )
            )
            for recipient_id in recipient_ids
        ]
        return min(filter(None, days), default=None)

    def add(self, rows: Iterable[tuple[int, int, int, Stage]]) -> None:
        values = [
            {
                "commitment_id": commitment_id,
                "window_revision": window_revision,
                "recipient_id": recipient_id,
                "stage": stage.name,
                "on_day": stage.on,
                "nominal": stage.nominal,
                "rule": stage.rule,
                "addressed_to": stage.to.value,
                "fate": Fate.PLANNED.value,
            }
            for commitment_id, window_revision, recipient_id, stage in rows
        ]
        if values:
            make = sqlite.insert if self._connection.dialect.name == "sqlite" else postgresql.insert
            self._connection.execute(make(t.reminder).on_conflict_do_nothing(), values)

    def renew(self, rows: Iterable[Reminder]) -> None:
        values = [
            {
                "row": row.id,
                "on_day": row.stage.on,
                "nominal": row.stage.nominal,
                "rule": row.stage.rule,
                "addressed_to": row.stage.to.value,
            }
            for row in rows
        ]
        if values:
            again = {"fate": Fate.PLANNED.value, "reason": None, "delivery_id": None, "settled_at": None}
            self._connection.execute(
                update(t.reminder).where(t.reminder.c.id == bindparam("row")).values(again), values
            )

    def settle(
        self,
        ids: Sequence[int],
        fate: Fate,
        *,
        at: datetime | None,
        reason: str | None = None,
        delivery_id: int | None = None,
    ) -> None:
        values: dict[str, Any] = {"fate": fate.value, "settled_at": at, "reason": reason}
        if fate is Fate.PLANNED or delivery_id is not None:
            values["delivery_id"] = delivery_id
        for chunk in chunks(ids):
            self._connection.execute(update(t.reminder).where(t.reminder.c.id.in_(chunk)).values(values))

    def _values(self, query: Select[Any]) -> list[Reminder]:
        rows = self._connection.execute(query.order_by(t.reminder.c.on_day, t.reminder.c.id))
        return [_reminder(row) for row in rows]


def _by_day(row: Reminder) -> tuple[date, int]:
    return row.stage.on, row.id


def _reminder(row: Any) -> Reminder:
    return Reminder(
        id=row.id,
        commitment_id=row.commitment_id,
        window_revision=row.window_revision,
        stage=Stage(row.stage, row.on_day, row.nominal, row.rule, Recipient(row.addressed_to)),
        recipient_id=row.recipient_id,
        fate=Fate(row.fate),
        reason=row.reason,
        delivery_id=row.delivery_id,
        settled_at=row.settled_at,
    )


class SqlDeliveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(self, person_id: int, day: date) -> Delivery | None:
        found = self._values(
            select(t.delivery).where(t.delivery.c.person_id == person_id, t.delivery.c.day == day)
        )
        return found[0] if found else None

    def get(self, delivery_id: int) -> Delivery:
        (found,) = self._values(select(t.delivery).where(t.delivery.c.id == delivery_id))
        return found

    def by_ids(self, ids: Iterable[int]) -> dict[int, Delivery]:
        found: dict[int, Delivery] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._values(select(t.delivery).where(t.delivery.c.id.in_(chunk)))
            found |= {delivery.id: delivery for delivery in rows}
        return found

    def of(self, person_ids: Iterable[int], first: date, last: date) -> list[Delivery]:
        found: list[Delivery] = []
        for chunk in chunks(sorted(set(person_ids))):
            theirs = select(t.delivery).where(t.delivery.c.person_id.in_(chunk))
            asked = theirs.where(t.delivery.c.day.between(first, last))
            found += self._values(asked.order_by(t.delivery.c.person_id, t.delivery.c.day))
        return found

    def unsettled(self) -> list[Delivery]:
        query = select(t.delivery).where(UNSETTLED)
        return self._values(query.order_by(t.delivery.c.day, t.delivery.c.id))

    def failed(self) -> list[Delivery]:
        failed = t.delivery.c.state == DeliveryState.FAILED.value
        return self._values(select(t.delivery).where(failed).order_by(t.delivery.c.day))

    def claim(self, delivery: Delivery) -> Delivery | None:
        try:
            with self._connection.begin_nested():
                return replace(
                    delivery, id=insert_row(self._connection, t.delivery, _delivery_columns(delivery))
                )
        except IntegrityError:  # another worker was faster, or the person had today's digest
            return None

    def replace(self, delivery: Delivery) -> None:
        self._connection.execute(
            update(t.delivery).where(t.delivery.c.id == delivery.id).values(_delivery_columns(delivery))
        )

    def _values(self, query: Select[Any]) -> list[Delivery]:
        return [_delivery(row) for row in self._connection.execute(query)]


def _delivery_columns(delivery: Delivery) -> dict[str, Any]:
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
