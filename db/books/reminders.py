"""Reminders, whose rows are plan and ledger in one, and the deliveries that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from db import tables as t
from db.books.rows import chunks, insert_row
from tracker.reminders import Delivery, DeliveryState, Fate, Recipient, Reminder, Stage


class SqlReminders:
    def __init__(self, connection: Connection, *, write: bool) -> None:
        self._connection = connection
        self._write = write

    def of(self, commitment_ids: Sequence[int]) -> list[Reminder]:
        found: list[Reminder] = []
        for chunk in chunks(commitment_ids):
            found += self._values(select(t.reminder).where(t.reminder.c.commitment_id.in_(chunk)))
        return sorted(found, key=lambda row: (row.stage.on, row.id))

    def of_delivery(self, delivery_id: int) -> list[Reminder]:
        return self._values(select(t.reminder).where(t.reminder.c.delivery_id == delivery_id))

    def planned(self, recipient_id: int, until: date) -> list[Reminder]:
        query = select(t.reminder).where(
            t.reminder.c.fate == Fate.PLANNED.value,
            t.reminder.c.recipient_id == recipient_id,
            t.reminder.c.on_day <= until,
        )
        if self._write:  # what another worker is claiming is its own
            query = query.with_for_update(skip_locked=True)
        return self._values(query)

    def first_days(self) -> dict[int, date]:
        return self._first_days_by(t.reminder.c.recipient_id)

    def next_days(self) -> dict[int, date]:
        return self._first_days_by(t.reminder.c.commitment_id)

    def _first_days_by(self, column: Column[int]) -> dict[int, date]:
        planned = t.reminder.c.fate == Fate.PLANNED.value
        query = select(column, func.min(t.reminder.c.on_day)).where(planned).group_by(column)
        return {row[0]: row[1] for row in self._connection.execute(query.order_by(column))}

    def next_day_for(self, recipient_id: int, after: date) -> date | None:
        found: date | None = self._connection.scalar(
            select(func.min(t.reminder.c.on_day)).where(
                t.reminder.c.fate == Fate.PLANNED.value,
                t.reminder.c.recipient_id == recipient_id,
                t.reminder.c.on_day > after,
            )
        )
        return found

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

    def unsettled(self) -> list[Delivery]:
        states = [DeliveryState.CLAIMED.value, DeliveryState.RETRY.value]
        query = select(t.delivery).where(t.delivery.c.state.in_(states))
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
