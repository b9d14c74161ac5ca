"""The ping, after rounds in processes of their own: after good ones and no others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from support.processes import free_port

SOON = 60  # seconds: a test that waits so long has failed


class Monitor(HTTPServer):
    """Counts the signs; `heard` is set by the first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.signs = 0
        self.heard = threading.Event()


class Page(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.signs += 1
        self.send_response(200)
        self.end_headers()
        self.server.heard.set()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    server = Monitor()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One database will do: nothing of this is in it."""
    return f"sqlite:///{(tmp_path / 'suivi.db').as_posix()}"


def watched(bureau: Any, port: int) -> None:
    with (bureau.folder / "suivi.toml").open("a") as settings:
        settings.write(f'[reminders]\nping = "http://127.0.0.1:{port}/s3cret"\n')


def run(bureau: Any, *options: str) -> tuple[int, str]:
    words = ("--lang", "en", "--config", bureau.folder / "suivi.toml", "remind", "run", *options)
    process = bureau.start(*words, module="commands.main")
    _, told = process.communicate(timeout=SOON)
    return process.returncode, told


def test_a_good_round_gives_a_sign_of_life(bureau: Any, monitor: Monitor) -> None:
    watched(bureau, monitor.server_port)
    assert run(bureau) == (0, "")
    assert run(bureau) == (0, ""), "nothing to send is good as well"
    assert monitor.signs == 2


def test_a_round_that_leaves_something_to_try_again_does_not(bureau: Any, monitor: Monitor) -> None:
    watched(bureau, monitor.server_port)
    bureau.post.answers[bureau.people[0]] = ["451 4.3.0 Later"]
    assert run(bureau)[0] == 75
    assert monitor.signs == 0
    assert run(bureau)[0] == 0
    assert monitor.signs == 1


def test_a_round_over_another_moment_tells_nothing_of_now(bureau: Any, monitor: Monitor) -> None:
    watched(bureau, monitor.server_port)
    assert run(bureau, "--as-of", "2024-10-10T09:00") == (0, "")
    assert monitor.signs == 0


def test_a_sign_that_does_not_arrive_is_told_and_stops_nothing(bureau: Any) -> None:
    watched(bureau, free_port())
    code, told = run(bureau)
    assert code == 0
    assert len(told.splitlines()) == 1
    assert "127.0.0.1" in told
    assert "s3cret" not in told
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)


def test_the_service_gives_signs_too(bureau: Any, monitor: Monitor, tmp_path: Path) -> None:
    watched(bureau, monitor.server_port)
    (tmp_path / "clock").write_text("2024-10-10T09:00:00-04:00")
    service = bureau.start("serve", bureau.folder, tmp_path / "clock", free_port())
    assert monitor.heard.wait(SOON)
    service.terminate()
    _, told = service.communicate(timeout=SOON)
    assert service.returncode == 0, told
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
