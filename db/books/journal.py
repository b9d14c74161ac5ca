"""The journal: rows that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from db import tables as t
from tracker.journal import FIRST, Action, Entry, Link, canonical, seal

_CHAIN_LOCK = 7_384_201  # any number, the same in every Suivi: names the lock on the chain's end


class SqlJournal:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, entry: Entry) -> Link:
        # Two writers must not forge a link to the same predecessor. SQLite has one writer anyway.
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
        last = self._connection.execute(
            select(t.journal.c.sequence, t.journal.c.hash).order_by(t.journal.c.sequence.desc()).limit(1)
        ).first()
        link = seal(entry, (last.sequence if last else 0) + 1, last.hash if last else FIRST)
        self._connection.execute(
            insert(t.journal).values(
                sequence=link.sequence,
                at=entry.at,
                by=entry.by,
                action=entry.action.value,
                noun=entry.noun,
                noun_id=entry.noun_id,
                details=canonical(dict(entry.details)).decode(),
                previous=link.previous,
                hash=link.hash,
            )
        )
        return link

    def of(self, noun: str, noun_id: int) -> list[Link]:
        query = (
            select(t.journal)
            .where(t.journal.c.noun == noun, t.journal.c.noun_id == noun_id)
            .order_by(t.journal.c.sequence)
        )
        return [_link(row) for row in self._connection.execute(query)]

    def all(self) -> Iterator[Link]:
        for row in self._connection.execute(select(t.journal).order_by(t.journal.c.sequence)):
            yield _link(row)

    def head(self) -> int:
        return self._connection.scalar(select(func.max(t.journal.c.sequence))) or 0

    def changed_at(self) -> datetime | None:
        query = select(t.journal.c.at).order_by(t.journal.c.sequence.desc()).limit(1)
        found: datetime | None = self._connection.scalar(query)
        return found


def _link(row: Any) -> Link:
    entry = Entry(row.at, row.by, Action(row.action), row.noun, row.noun_id, json.loads(row.details))
    return Link(row.sequence, entry, row.previous, row.hash)
