"""Feeds, known by the hash of their token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text, update

from db import tables as t
from db.books.rows import insert_row
from tracker.feed.values import Feed, Options, Scope, ScopeKind

STATE = text(  # asked at each fetch
    "SELECT feed.id, (SELECT max(sequence) FROM journal) FROM feed"
    " WHERE feed.token_hash = :token_hash AND feed.revoked_at IS NULL"
)


class SqlFeeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Feed]:
        return [_feed(row) for row in self._connection.execute(select(t.feed).order_by(t.feed.c.id))]

    def with_token_hash(self, token_hash: str) -> Feed | None:
        row = self._connection.execute(select(t.feed).where(t.feed.c.token_hash == token_hash)).first()
        return _feed(row) if row else None

    def state(self, token_hash: str) -> tuple[int, int] | None:
        row = self._connection.execute(STATE, {"token_hash": token_hash}).first()
        return (row[0], row[1] or 0) if row else None

    def add(self, feed: Feed) -> Feed:
        return replace(feed, id=insert_row(self._connection, t.feed, _columns(feed)))

    def replace(self, feed: Feed) -> None:
        self._connection.execute(update(t.feed).where(t.feed.c.id == feed.id).values(_columns(feed)))

    def used(self, uses: Iterable[tuple[int, datetime]]) -> None:
        for feed_id, at in uses:
            self._connection.execute(update(t.feed).where(t.feed.c.id == feed_id).values(last_used_at=at))


def _columns(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "scope": feed.scope.kind.value,
        "scope_id": feed.scope.id,
        "language": feed.language,
        "options": asdict(feed.options),
        "token_hash": feed.token_hash,
        "created_at": feed.created_at,
        "revoked_at": feed.revoked_at,
        "last_used_at": feed.last_used_at,
    }


def _feed(row: Any) -> Feed:
    return Feed(
        id=row.id,
        name=row.name,
        scope=Scope(ScopeKind(row.scope), row.scope_id),
        language=row.language,
        created_at=row.created_at,
        token_hash=row.token_hash,
        options=Options(**row.options),
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
