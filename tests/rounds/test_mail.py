"""The command over a mail server that takes, refuses, puts off, hangs up or is not there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from db.engine import Database
from tracker.reminders import DeliveryState, Fate

Run = Callable[..., Any]


@pytest.fixture
def run(suivi: Callable[..., Any], bureau: Any) -> Run:
    """`suivi remind run` on the day that eight people have something due, an hour later each time."""
    hours = iter(range(9, 24))

    def run(*args: str) -> Any:
        moment = f"2024-10-10T{next(hours):02}:00"
        return suivi("remind", "run", "--as-of", moment, *args, SUIVI_DATABASE_URL=bureau.url)

    return run


def fates(bureau: Any) -> Counter[Fate]:
    database = Database(bureau.url)
    with database.books() as books:
        rows = books.reminders.of([it.id for it in books.commitments.select()])
    database.close()
    return Counter(row.fate for row in rows)


def test_a_second_run_sends_nothing_and_says_so(run: Run, bureau: Any) -> None:
    assert run().code == 0
    done = run()
    assert (done.code, done.out) == (0, "Nothing to send.\n")
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)


def test_what_is_put_off_comes_later_under_the_same_message_id(run: Run, bureau: Any) -> None:
    late = bureau.people[3]
    bureau.post.answers[late] = ["451 4.7.1 Greylisted, come again"]
    done = run("--json")
    told = json.loads(done.out)
    assert (done.code, told["sent"], told["retried"]) == (75, 7, 1)
    (put_off,) = (it for it in told["recipients"] if it["email"] == late)
    assert "Greylisted" in put_off["reason"]
    assert run().code == 0
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
    assert (late, put_off["message_id"]) in bureau.post.taken


def test_a_mail_whose_answer_was_lost_comes_twice_under_one_message_id(run: Run, bureau: Any) -> None:
    cut = bureau.people[3]
    bureau.post.cut.add(cut)
    assert run().code == 75
    assert run().code == 0
    assert bureau.post.times() == {**dict.fromkeys(bureau.people, 1), cut: 2}
    assert len(set(bureau.post.taken)) == len(bureau.people)


def test_a_server_that_is_down_is_asked_once_a_run_and_loses_nothing(run: Run, bureau: Any) -> None:
    settings = bureau.folder / "suivi.toml"
    up = settings.read_text()
    settings.write_text(up.replace(f"port = {bureau.post.port}", "port = 1"))
    before = fates(bureau)
    for _ in range(2):
        done = run()
        assert done.code == 75
        why, what = done.err.splitlines()
        assert why.startswith("The mail server 127.0.0.1:1 does not answer")
        assert what.startswith("Not delivered yet")
    assert fates(bureau)[Fate.CLAIMED] == 2
    settings.write_text(up)
    assert run().code == 0
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
    assert fates(bureau)[Fate.SENT] == 2 * len(bureau.people)
    assert fates(bureau).total() == before.total()


def test_a_refused_recipient_is_no_reason_to_call_again(run: Run, bureau: Any) -> None:
    gone = bureau.people[2]
    bureau.post.refused.add(gone)
    done = run()
    assert done.code == 0
    assert "No such mailbox here" in done.err
    assert run().out == "Nothing to send.\n"
    assert bureau.post.times() == dict.fromkeys(set(bureau.people) - {gone}, 1)
    database = Database(bureau.url)
    with database.books() as books:
        (failed,) = books.deliveries.failed()
        rows = books.reminders.of_delivery(failed.id)
    database.close()
    assert failed.state is DeliveryState.FAILED
    assert {(row.fate, row.reason) for row in rows} == {(Fate.FAILED, failed.error)}
    assert failed.error == "550 5.1.1 No such mailbox here"
