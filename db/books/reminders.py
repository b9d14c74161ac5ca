"""Reminders, whose rows are plan and ledger in one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    text,
    update,
)

from db import tables as t
from db.books.rows import among, chunks, insert_new
from tracker.commitments import Status
from tracker.ladders import STATE_OF_PLAY
from tracker.reminders import Fate, Recipient, Reminder, Stage

# Spelt out, not bound: only then does a database know that the partial index of that condition will do.
PLANNED = text("fate = 'planned'")

_ROW = (
    t.reminder.c.id,
    t.reminder.c.commitment_id,
    t.reminder.c.window_revision,
    t.reminder.c.stage,
    t.reminder.c.on_day,
    t.reminder.c.nominal,
    t.reminder.c.rule,
    t.reminder.c.addressed_to,
    t.reminder.c.recipient_id,
    t.reminder.c.fate,
    t.reminder.c.reason,
    t.reminder.c.delivery_id,
    t.reminder.c.settled_at,
)
_ALL = select(*_ROW).order_by(t.reminder.c.on_day, t.reminder.c.id)
_OF = _ALL.where(among(t.reminder.c.commitment_id))
_OF_DELIVERY = _ALL.where(t.reminder.c.delivery_id == bindparam("delivery"))
_PLANNED_FOR = _ALL.where(
    PLANNED, among(t.reminder.c.recipient_id), t.reminder.c.on_day <= bindparam("until")
)
_CLAIMABLE = _PLANNED_FOR.with_for_update(skip_locked=True)
_NEXT_DAY = select(func.min(t.reminder.c.on_day)).where(
    PLANNED, t.reminder.c.recipient_id == bindparam("recipient"), t.reminder.c.on_day > bindparam("after")
)
_NEXT_DAYS = (
    select(t.reminder.c.commitment_id, func.min(t.reminder.c.on_day))
    .where(PLANNED, t.reminder.c.addressed_to != Recipient.COORDINATOR.value)
    .group_by(t.reminder.c.commitment_id)
)
_NEXT_DAYS_OF = _NEXT_DAYS.where(among(t.reminder.c.commitment_id))
_THESE = update(t.reminder).where(among(t.reminder.c.id))
_THIS = update(t.reminder).where(t.reminder.c.id == bindparam("row"))


class SqlReminders:
    def __init__(self, connection: Connection, *, write: bool) -> None:
        self._connection = connection
        self._write = write

    def of(self, commitment_ids: Sequence[int]) -> list[Reminder]:
        found: list[Reminder] = []
        for chunk in chunks(commitment_ids):
            found += self._values(_OF, ids=chunk)
        return sorted(found, key=_by_day)

    def of_delivery(self, delivery_id: int) -> list[Reminder]:
        return self._values(_OF_DELIVERY, delivery=delivery_id)

    def planned(self, recipient_ids: Collection[int], until: date) -> list[Reminder]:
        found: list[Reminder] = []
        for chunk in chunks(list(recipient_ids)):
            # What another worker is claiming is its own.
            found += self._values(_CLAIMABLE if self._write else _PLANNED_FOR, ids=chunk, until=until)
        return sorted(found, key=_by_day)

    def due_by(self, until: date) -> dict[int, date]:
        # The sign keeps SQLite from walking the other index through all that is planned.
        recipient = literal_column("+recipient_id", Integer)
        query = select(recipient, func.min(t.reminder.c.on_day)).where(PLANNED, t.reminder.c.on_day <= until)
        return {row[0]: row[1] for row in self._connection.execute(query.group_by(recipient))}

    def next_days(self, commitment_ids: Sequence[int] | None = None) -> dict[int, date]:
        if commitment_ids is None:
            return dict(map(tuple, self._connection.execute(_NEXT_DAYS)))
        found: dict[int, date] = {}
        for chunk in chunks(commitment_ids):
            found |= dict(map(tuple, self._connection.execute(_NEXT_DAYS_OF, {"ids": chunk})))
        return found

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
        # One by one: then each is the first entry of an index, however many are planned.
        days = (
            self._connection.scalar(_NEXT_DAY, {"recipient": recipient_id, "after": after})
            for recipient_id in recipient_ids
        )
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
            self._connection.execute(insert_new(self._connection, t.reminder), values)

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
            self._connection.execute(_THIS, [{**again, **value} for value in values])

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
            self._connection.execute(_THESE, {**values, "ids": chunk})

    def _values(self, query: Select[Any], **asked: Any) -> list[Reminder]:
        return [_reminder(*row) for row in self._connection.execute(query, asked)]


def _by_day(row: Reminder) -> tuple[date, int]:
    return row.stage.on, row.id


def _reminder(
    number: int,
    commitment_id: int,
    window_revision: int,
    stage: str,
    on: date,
    nominal: date,
    rule: str,
    to: str,
    recipient_id: int,
    fate: str,
    reason: str | None,
    delivery_id: int | None,
    settled_at: datetime | None,
) -> Reminder:
    """From a `_ROW`; by place, since thousands of them are read at once."""
    return Reminder(
        number,
        commitment_id,
        window_revision,
        Stage(stage, on, nominal, rule, Recipient(to)),
        recipient_id,
        Fate(fate),
        reason,
        delivery_id,
        settled_at,
    )
