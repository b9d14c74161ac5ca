"""Somebody who reads their digests in a service: the same rounds, another way out."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.engine import Database
from support.makers import RULES, day_window
from support.webhook import Webhook
from tracker.commitments import Person
from tracker.intake import Intake
from tracker.reminders import Delivery, DeliveryState, Fate

Run = Callable[..., Any]
DUE = date(2024, 10, 10)
MOMENT = datetime(2024, 10, 10, 9, tzinfo=ZoneInfo("America/Toronto"))
SECRET = "/k3yN0b0dyMayS33"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with Webhook().listening() as hook:
        yield hook


@pytest.fixture
def rose(bureau: Any, hook: Webhook) -> Person:
    """The last to be served, after eight people who have mail."""
    database = Database(bureau.url)
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=MOMENT.replace(month=6))
        person = register.add_person(Person(0, "Rose", "rose@example.org", channel=hook.address(SECRET)))
        register.add("Signer l’avenant", window=day_window(DUE), owner=person)
    database.close()
    return person


@pytest.fixture
def run(suivi: Callable[..., Any], bureau: Any) -> Run:
    """`suivi remind run`, an hour later each time."""
    hours = iter(range(9, 24))

    def run(*args: str) -> Any:
        moment = f"2024-10-10T{next(hours):02}:00"
        done = suivi("remind", "run", "--as-of", moment, *args, SUIVI_DATABASE_URL=bureau.url)
        assert SECRET not in done.out + done.err
        return done

    return run


def ledger(bureau: Any, person: Person) -> tuple[Delivery, list[Fate]]:
    """The person's delivery of the day, and what became of what it holds."""
    database = Database(bureau.url)
    with database.books() as books:
        delivery = books.deliveries.on(person.id, DUE)
        assert delivery is not None
        fates = [row.fate for row in books.reminders.of_delivery(delivery.id)]
    database.close()
    return delivery, fates


def test_a_digest_goes_to_the_service_once_and_the_others_to_their_mail(
    run: Run, bureau: Any, rose: Person, hook: Webhook
) -> None:
    done = run()
    assert done.code == 0
    assert "Digest to Rose <json://…>: 1 commitment." in done.out
    assert run().out == "Nothing to send.\n"
    (message,) = hook.messages
    assert message["title"] == "Suivi – cette semaine\u00a0: Signer l’avenant"
    assert "Pourquoi ce message?" in message["message"]
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
    delivery, fates = ledger(bureau, rose)
    assert (delivery.state, fates) == (DeliveryState.SENT, [Fate.SENT])


def test_a_service_that_is_busy_is_tried_again(run: Run, bureau: Any, rose: Person, hook: Webhook) -> None:
    hook.answers[SECRET] = [503]
    done = run("--json")
    assert done.code == 75
    (told,) = (it for it in json.loads(done.out)["recipients"] if it["name"] == "Rose")
    assert (told["channel"], told["state"]) == ("json://…", "retry")
    assert "HTTP 503 Service Unavailable" in told["reason"]
    assert run().code == 0
    assert len(hook.messages) == 1


def test_a_service_that_refuses_fails_for_good_and_stops_nobody(
    run: Run, bureau: Any, rose: Person, hook: Webhook
) -> None:
    hook.answers[SECRET] = [404]
    done = run()
    assert done.code == 0
    assert "JSON refuses the message for Rose: HTTP 404 Not Found." in done.err
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
    delivery, fates = ledger(bureau, rose)
    assert (delivery.state, delivery.error, fates) == (
        DeliveryState.FAILED,
        "HTTP 404 Not Found",
        [Fate.FAILED],
    )
    assert run().out == "Nothing to send.\n"


def test_a_message_whose_answer_was_lost_may_come_twice_and_says_so(
    run: Run, bureau: Any, rose: Person, hook: Webhook
) -> None:
    hook.answers[SECRET] = [0]
    done = run()
    assert (done.code, ledger(bureau, rose)[0].maybe_delivered) == (75, True)
    assert "JSON may have the message for Rose" in done.err
    assert run().code == 0
    assert len(hook.messages) == 2


def test_a_mail_server_that_is_down_keeps_nobody_from_a_service(
    run: Run, bureau: Any, rose: Person, hook: Webhook
) -> None:
    settings = bureau.folder / "suivi.toml"
    up = settings.read_text()
    settings.write_text(up.replace(f"port = {bureau.post.port}", "port = 1"))
    assert run().code == 75
    assert len(hook.messages) == 1
    settings.write_text(up)
    assert run().code == 0
    assert len(hook.messages) == 1
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)


def test_a_service_that_is_down_keeps_nobody_from_their_mail(
    run: Run, bureau: Any, rose: Person, hook: Webhook
) -> None:
    database = Database(bureau.url)
    with database.books(write=True) as books:
        first = books.people.get(1)
        Intake(books, RULES, by="test", at=MOMENT).edit_person(
            Person(first.id, first.name, first.email, channel=f"json://127.0.0.1:1{SECRET}")
        )
    database.close()
    done = run()
    assert done.code == 75
    assert "JSON does not answer: Connection refused. The message for Person 0 waits" in done.err
    assert bureau.post.times() == dict.fromkeys(bureau.people[1:], 1)
    assert len(hook.messages) == 1


@pytest.mark.parametrize(("where", "times"), [("before", 1), ("after", 2)])
def test_after_a_kill_around_a_message_it_is_not_lost(
    bureau: Any, rose: Person, hook: Webhook, where: str, times: int
) -> None:
    assert bureau.round(len(bureau.people) + 1, where) == -signal.SIGKILL
    assert bureau.round() == 0
    assert bureau.round() == 0
    assert len(hook.messages) == times
    assert bureau.post.times() == dict.fromkeys(bureau.people, 1)
