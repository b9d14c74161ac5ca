"""A service that sends and answers while people and cron use the command line, on the same register."""

from __future__ import annotations

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from db.engine import Database
from support.processes import free_port
from support.waiting import answers, wait_for
from tracker.journal import first_break
from tracker.reminders import DeliveryState

WRITERS = 8


class Done(NamedTuple):
    code: int
    out: str
    err: str


def gestures(number: int) -> list[tuple[object, ...]]:
    """What one of the writers does to a commitment that all share, and to the second of a person's two."""
    mine = 2 * number + 2
    return [
        ("note", 1, f"Person {number} called"),
        ("postpone", mine, "15 November 2024"),
        ("status", mine, "in-progress", "--note", "begun"),
        ("snooze", mine, "2 December 2024", "--note", "later"),
    ]


CRON = [("remind", "run")] * 3


def test_nobody_meets_an_error_and_no_change_is_lost(bureau: Any, tmp_path: Path) -> None:
    clock, port, over = tmp_path / "clock", free_port(), threading.Event()
    clock.write_text("2024-10-10T09:00:00-04:00")
    settings = ("--lang", "en", "--config", bureau.folder / "suivi.toml")

    def suivi(*words: object) -> Done:
        process = bureau.start("suivi", clock, *settings, *words)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out, err)

    made = suivi("feed", "add", "All")
    (feed,) = re.findall(r"/feeds/\S+\.ics", made.out)[:1]
    database = Database(bureau.url)
    with database.books() as books:
        before = {it.id: it.revision for it in books.commitments.select()}
        head = books.journal.head()
    service = bureau.start("serve", bureau.folder, clock, port)
    wait_for(lambda: answers(port), service)

    def use(commands: list[tuple[object, ...]]) -> list[Done]:
        return [suivi(*words) for words in commands]

    def read() -> Counter[int]:
        seen: Counter[int] = Counter()
        while not over.is_set():
            seen[httpx.get(f"http://127.0.0.1:{port}{feed}", timeout=60).status_code] += 1
        return seen

    with ThreadPoolExecutor(WRITERS + 2) as threads:
        reading = threads.submit(read)
        try:
            users = [CRON, *map(gestures, range(WRITERS))]
            ends = [end for user in threads.map(use, users) for end in user]
        finally:
            over.set()
        assert set(reading.result()) == {200}
    service.terminate()
    _, told = service.communicate(timeout=60)
    assert (service.returncode, "Traceback" in told, "locked" in told) == (0, False, False), told
    assert {(end.code, end.err) for end in ends} == {(0, "")}
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
    with database.books() as books:
        changed = {
            it.id: it.revision - before[it.id]
            for it in books.commitments.select()
            if it.revision != before[it.id]
        }
        assert changed == {1: WRITERS, **{2 * number + 2: 3 for number in range(WRITERS)}}
        assert books.journal.head() == head + len(ends) - len(CRON)
        assert first_break(books.journal.all()) is None
        assert [it for it in books.deliveries.unsettled() if it.state is DeliveryState.CLAIMED] == []
    database.close()
