"""The sign of life, over a real HTTP server that answers as the test wants."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from support.processes import free_port
from tracker.ping import NoSignOfLife, ping


class Monitor(HTTPServer):
    """Keeps what was asked for; `status` is its answer, None for none at all."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[tuple[str, str]] = []
        self.status: int | None = 200
        self.let_go = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/8f2c-secret"


class Page(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        if self.server.status is None:
            self.server.let_go.wait(60)
            return
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    server = Monitor()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


def failure(address: str, timeout: float = 60) -> str:
    with pytest.raises(NoSignOfLife) as caught:
        ping(address, timeout=timeout)
    return str(caught.value)


def test_the_address_is_fetched_once(monitor: Monitor) -> None:
    ping(monitor.address)
    assert monitor.asked == [("/8f2c-secret", "suivi")]


@pytest.mark.parametrize("status", [404, 500])
def test_an_answer_that_is_no_success_is_told(monitor: Monitor, status: int) -> None:
    monitor.status = status
    assert f"HTTP {status}" in failure(monitor.address)


def test_a_monitor_that_does_not_answer_is_not_waited_for(monitor: Monitor) -> None:
    monitor.status = None
    assert "timed out" in failure(monitor.address, timeout=0.2)


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_nobody_there_is_told_without_the_secret_of_the_address(host: str) -> None:
    told = failure(f"http://{host}:{free_port()}/8f2c-secret")
    assert "8f2c-secret" not in told
    assert "[reminders]" in told
