"""The journal: rows that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from db import tables as t
from db.books.rows import chunks
from tracker.journal import FIRST, Action, Entry, Link, canonical, seal

_UNREADABLE = Entry(datetime.min.replace(tzinfo=UTC), "?", Action.NOTED, "?", 0, {})


class SqlJournal:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, entry: Entry) -> Link:
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

    def of(self, noun: str, *noun_ids: int) -> list[Link]:
        links: list[Link] = []
        for chunk in chunks(noun_ids):
            wanted = select(t.journal).where(t.journal.c.noun == noun, t.journal.c.noun_id.in_(chunk))
            links += map(_link, self._connection.execute(wanted))
        return sorted(links, key=lambda link: link.sequence)

    def all(self) -> Iterator[Link]:
        sequence = 0
        rows = iter(self._connection.execute(select(t.journal).order_by(t.journal.c.sequence)))
        while True:
            try:
                row = next(rows, None)
                if row is None:
                    return
                link = _link(row)
            except ValueError:  # a moment, an action or details that no longer read: altered from outside
                yield Link(sequence + 1, _UNREADABLE, "", "")
                return
            sequence = link.sequence
            yield link

    def head(self) -> int:
        return self._connection.scalar(select(func.max(t.journal.c.sequence))) or 0

    def changed_at(self) -> datetime | None:
        query = select(t.journal.c.at).order_by(t.journal.c.sequence.desc()).limit(1)
        found: datetime | None = self._connection.scalar(query)
        return found


def _link(row: Any) -> Link:
    details = json.loads(row.details)
    if not isinstance(details, dict):
        raise ValueError("details are an object")
    entry = Entry(row.at, row.by, Action(row.action), row.noun, row.noun_id, details)
    return Link(row.sequence, entry, row.previous, row.hash)
