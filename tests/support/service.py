"""The service on a real socket, over a real database, with a clock that the test sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import Engine, event

from db.engine import Database
from tracker.dates.window import Precision, Window
from tracker.feeds import add_feed, revoke_feed
from tracker.ladders import nearest
from tracker.planning import Rules
from tracker.register import Register
from tracker.web.feeds import FeedServer
from tracker.workdays import Workdays

AUTUMN = Window("à l'automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))


@dataclass
class Clock:
    moment: datetime = datetime(2024, 9, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class Service:
    """A running service and the hands that change what it serves."""

    address: str
    database: Database
    clock: Clock
    feeds: FeedServer
    statements: list[str] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        return Rules(nearest(), Workdays(""), ZoneInfo("America/Toronto"), time(7, 30))

    def add_feed(self, name: str, **settings: Any) -> str:
        """The path of a new feed."""
        with self.database.books(write=True) as books:
            _, token = add_feed(books, name, language="fr", by="test", at=self.clock.now(), **settings)
        return f"/feeds/{token}.ics"

    def revoke(self, name: str) -> None:
        with self.database.books(write=True) as books:
            revoke_feed(books, name, by="test", at=self.clock.now())

    def register(self, action: Any) -> Any:
        with self.database.books(write=True) as books:
            return action(Register(books, self.rules, by="test", at=self.clock.now()))

    def get(self, path: str, **headers: str) -> httpx.Response:
        asked = {"Accept-Encoding": "identity"}
        asked |= {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(self.address + path, headers=asked)


def watch(engine: Engine, statements: list[str]) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)
