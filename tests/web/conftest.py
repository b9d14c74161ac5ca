"""The service on a real socket, over a real database, with a clock that the test sets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import uvicorn

from db.engine import Database
from db.upkeep import upgrade
from support.service import Clock, Service, watch
from tracker.web.app import make_app
from tracker.web.feeds import FeedServer
from tracker.web.listening import listen


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    database = Database(f"sqlite:///{tmp_path / 'suivi.db'}")
    upgrade(database)
    clock = Clock()
    feeds = FeedServer(database.books, clock, ZoneInfo("America/Toronto"), glance=database.feed_glance())
    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(make_app(feeds, clock), log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    service = Service(address, database, clock, feeds)
    watch(database.engine, service.statements)
    try:
        service.get("/health").raise_for_status()
        yield service
    finally:
        server.should_exit = True
        thread.join()
        database.close()
