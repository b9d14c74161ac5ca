"""`suivi remind test`: one message through the real channel, and nothing changed by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from db.engine import Database
from support.makers import RULES
from support.webhook import Webhook
from tracker.clock import SystemClock
from tracker.commitments import Person
from tracker.intake import Intake

Try = Callable[..., Any]


@pytest.fixture
def attempt(suivi: Callable[..., Any], bureau: Any) -> Try:
    def attempt(*args: str, **environment: str) -> Any:
        before = state(bureau)
        done = suivi("remind", "test", *args, SUIVI_DATABASE_URL=bureau.url, **environment)
        assert state(bureau) == before, "a test changes nothing"
        return done

    return attempt


def state(bureau: Any) -> tuple[Any, ...]:
    """All that a round could have written."""
    database = Database(bureau.url)
    with database.books() as books:
        rows = books.reminders.of([it.id for it in books.commitments.select()])
        found = (rows, books.deliveries.unsettled(), books.journal.head(), books.last_rounds, books.rules)
    database.close()
    return found


def test_a_test_arrives_and_tells_what_the_server_said(attempt: Try, bureau: Any) -> None:
    done = attempt("Person 3")
    assert done.code == 0
    told, rest = done.out.splitlines()
    assert told == f"Test to Person 3 <{bureau.people[3]}>: 250 Taken"
    assert rest == "Nothing was recorded; the digests come as usual."
    assert bureau.post.times() == {bureau.people[3]: 1}


def test_the_digest_of_the_day_still_comes(attempt: Try, bureau: Any) -> None:
    told = json.loads(attempt(bureau.people[3], "--json").out)
    assert (told["name"], told["channel"], told["answer"]) == ("Person 3", "smtp", "250 Taken")
    assert bureau.round() == 0
    assert bureau.post.times() == {**dict.fromkeys(bureau.people, 1), bureau.people[3]: 2}
    ids = {message_id for to, message_id in bureau.post.taken if to == bureau.people[3]}
    assert len(ids) == 2, "else the digest would look like the test come again"


def test_an_address_that_nobody_has_can_be_tried(attempt: Try, bureau: Any) -> None:
    assert attempt("new@example.org").out.startswith("Test to new@example.org: 250 Taken\n")
    assert bureau.post.times() == {"new@example.org": 1}


def test_whoever_asks_gets_it_unless_somebody_is_named(attempt: Try, bureau: Any) -> None:
    assert attempt(SUIVI_USER="Person 5").code == 0
    assert bureau.post.times() == {bureau.people[5]: 1}
    stranger = attempt(SUIVI_USER="root")
    assert (stranger.code, "suivi remind test NAME" in stranger.err) == (1, True)
    assert attempt("Nobody").code == 1


def test_a_refusal_is_told_and_final(attempt: Try, bureau: Any) -> None:
    bureau.post.refused.add(bureau.people[2])
    done = attempt("Person 2")
    assert done.code == 1
    assert "550 5.1.1 No such mailbox here" in done.err


def test_a_delay_is_told_and_may_pass(attempt: Try, bureau: Any) -> None:
    bureau.post.answers[bureau.people[2]] = ["451 4.7.1 Greylisted, come again"]
    done = attempt("Person 2")
    assert done.code == 75
    assert "did not take the test for" in done.err
    assert "451 4.7.1 Greylisted, come again" in done.err
    assert attempt("Person 2").code == 0


def test_a_server_that_is_not_there_is_told(attempt: Try, bureau: Any) -> None:
    settings = bureau.folder / "suivi.toml"
    settings.write_text(settings.read_text().replace(f"port = {bureau.post.port}", "port = 1"))
    done = attempt("Person 2")
    assert done.code == 75
    assert done.err.startswith("127.0.0.1:1 does not answer: Connection refused.")


def test_a_server_that_does_not_accept_us_is_told(attempt: Try, bureau: Any) -> None:
    settings = bureau.folder / "suivi.toml"
    settings.write_text(settings.read_text() + 'security = "starttls"\n')
    done = attempt("Person 2")
    assert done.code == 75
    assert "does not accept us: STARTTLS extension not supported by server." in done.err
    assert bureau.post.taken == []


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with Webhook().listening() as hook:
        yield hook


@pytest.mark.parametrize(("status", "code"), [(200, 0), (404, 1), (503, 75)])
def test_a_service_is_tried_as_well(attempt: Try, bureau: Any, hook: Webhook, status: int, code: int) -> None:
    database = Database(bureau.url)
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=SystemClock().now())
        register.add_person(Person(0, "Rose", "rose@example.org", channel=hook.address("/k3y")))
    database.close()
    hook.answers["/k3y"] = [status]
    done = attempt("Rose")
    assert done.code == code
    assert "/k3y" not in done.out + done.err
    if status == 200:
        assert done.out.startswith("Test to Rose <json://…>: JSON: OK\n")
        assert [it["title"] for it in hook.messages] == ["Suivi – essai\u00a0: ce message est arrivé"]
