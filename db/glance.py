"""What state a feed is in, straight from SQLite's driver: all that an unchanged feed costs."""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import TYPE_CHECKING, Any

from db.books.feeds import STATE

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Glance:
    """`books.feeds.state` over a connection of its own, at a twentieth of its price.

    One statement reads one moment and needs no transaction around it, and a reader waits for nobody (WAL):
    an event loop may ask. What goes wrong is left to a transaction, which waits and explains: then, as
    for an unknown feed, the answer is None.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._statement = str(STATE.compile(dialect=engine.dialect))
        self._connection: Any = None
        self._lock = Lock()

    def __call__(self, token_hash: str) -> tuple[int, int] | None:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                row = self._connection.execute(self._statement, (token_hash,)).fetchone()
            except sqlite3.Error:
                self._close()
                return None
        return (row[0], row[1] or 0) if row else None

    def close(self) -> None:
        with self._lock:
            self._close()

    def _open(self) -> Any:
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        connection.detach()  # the pool forgets it: it is nobody else's
        driver.execute("PRAGMA busy_timeout = 0")
        return driver

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
