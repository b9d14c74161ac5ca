"""The service, and a run by hand, told to end while a slow server has a mail in hand."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from db.engine import Database
from support.processes import free_port
from tracker.reminders import DeliveryState, Fate

SOON = 60  # seconds: a test that waits so long has failed
MOMENT = "2024-10-10T09:00:00-04:00"


@dataclass
class Slowness:
    """`having` is set when the server has the first mail; it says so only after `let_go`."""

    having: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def slow(post: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slowness]:
    slowness, takes = Slowness(), post.handle_DATA

    async def handle(server: Any, session: Any, envelope: Any) -> Any:
        slowness.having.set()
        await asyncio.to_thread(slowness.let_go.wait, SOON)
        return await takes(server, session, envelope)

    monkeypatch.setattr(post, "handle_DATA", handle)
    yield slowness
    slowness.let_go.set()


@pytest.fixture(params=["serve", "remind run"])
def program(request: pytest.FixtureRequest, bureau: Any, slow: Slowness, tmp_path: Path) -> Any:
    """Started, and in the middle of its first mail."""
    if request.param == "serve":
        (tmp_path / "clock").write_text(MOMENT)
        process = bureau.start("serve", bureau.folder, tmp_path / "clock", free_port())
    else:
        settings = bureau.folder / "suivi.toml"
        words = ("--lang", "en", "--config", settings, "remind", "run", "--as-of", MOMENT, "--json")
        process = bureau.start(*words, module="commands.main")
    assert slow.having.wait(SOON)
    return process


def ledger(bureau: Any) -> tuple[list[Any], set[Fate]]:
    """The deliveries that wait for something, and the fates of all reminders."""
    database = Database(bureau.url)
    with database.books() as books:
        waiting = books.deliveries.unsettled()
        rows = books.reminders.of([it.id for it in books.commitments.select()])
        sent = {row.delivery_id for row in rows if row.fate is Fate.SENT}
        assert {books.deliveries.get(it).state for it in sent} <= {DeliveryState.SENT}
    database.close()
    return waiting, {row.fate for row in rows}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_finishes_the_mail_in_hand_and_leaves_the_others_to_whoever_comes_next(
    bureau: Any, slow: Slowness, program: Any, number: signal.Signals
) -> None:
    by_hand = "remind" in program.args
    program.send_signal(number)
    if not by_hand:  # it has many threads, and says when all of them know
        assert any("ending" in line for line in program.stderr)
    slow.let_go.set()
    out, told = program.communicate(timeout=SOON)
    assert "Traceback" not in told
    assert program.returncode == (75 if by_hand else 0), (out, told)
    if by_hand:
        report = json.loads(out)
        assert (report["sent"], report["stopped"]) == (1, True)
        assert told.splitlines() == [
            "Stopped before the end, with no mail cut in two. The next run sends the rest."
        ]
    assert len(bureau.post.taken) == 1
    waiting, fates = ledger(bureau)
    assert waiting == []
    assert Fate.CLAIMED not in fates

    assert bureau.round() == 0
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
