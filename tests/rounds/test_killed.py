"""Rounds that are killed, and rounds that meet: every digest arrives, and none is doubled."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

MOMENT = datetime(2024, 10, 10, 9, tzinfo=ZoneInfo("America/Toronto"))


@pytest.mark.parametrize("number", [1, 4, 8])
@pytest.mark.parametrize("where", ["before", "after"])
def test_after_a_kill_the_next_round_sends_the_rest(bureau: Any, number: int, where: str) -> None:
    assert bureau.round(number, where) == -signal.SIGKILL
    reached = number - (where == "before")
    assert len(bureau.post.taken) == reached
    assert bureau.round() == 0
    counts = Counter(to for to, _ in bureau.post.taken)
    assert set(counts) == set(bureau.people), "nothing is lost"
    doubled = [to for to, count in counts.items() if count > 1]
    # Only the mail that the server took and nobody lived to record may come twice, under one Message-ID.
    assert len(doubled) <= (where == "after")
    for to in doubled:
        assert len({message_id for other, message_id in bureau.post.taken if other == to}) == 1
    print(f"killed {where} mail {number}: {len(bureau.people)} digests arrived, {len(doubled)} twice")
    before = len(bureau.post.taken)
    assert bureau.round() == 0
    assert len(bureau.post.taken) == before, "a further round has nothing to send"


def test_kill_after_kill_loses_nothing(bureau: Any) -> None:
    for number in (1, 2, 1, 3):
        bureau.round(number, "before")
    assert bureau.round() == 0
    counts = Counter(to for to, _ in bureau.post.taken)
    assert counts == dict.fromkeys(bureau.people, 1)


def test_four_rounds_at_once_send_each_digest_once(bureau: Any) -> None:
    moment = "2024-10-10T09:00:00-04:00"
    processes = [bureau.start("round", bureau.folder, moment) for _ in range(4)]
    ends = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, ends
    assert sum(int(out) for out, _ in ends) == len(bureau.people)
    assert Counter(to for to, _ in bureau.post.taken) == dict.fromkeys(bureau.people, 1)


def test_a_refused_recipient_keeps_nobody_else_from_theirs(bureau: Any, post: Any) -> None:
    refused = bureau.people[2]
    post.refused.add(refused)
    assert bureau.round() == 0
    assert sorted(to for to, _ in post.taken) == sorted(set(bureau.people) - {refused})
    from db.engine import Database

    database = Database(bureau.url)
    with database.books() as books:
        [failed] = books.deliveries.failed()
        assert "No such mailbox here" in str(failed.error)
        assert books.people.get(failed.person_id).email == refused
    database.close()


def test_days_of_downtime_end_in_one_digest_each(bureau: Any) -> None:
    assert bureau.round(moment=MOMENT + timedelta(days=6)) == 0
    assert Counter(to for to, _ in bureau.post.taken) == dict.fromkeys(bureau.people, 1)
