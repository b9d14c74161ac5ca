"""Messages to services, through `apprise` to a real web server on this machine."""

from __future__ import annotations

import builtins
import logging
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from support.webhook import Webhook
from tracker.commitments import Person, redacted
from tracker.errors import NotDelivered, Refused
from tracker.mail.channel import door, open_channel
from tracker.mail.failures import (
    LostByService,
    MessageRefused,
    NoServices,
    NoSuchService,
    Permanent,
    ServiceNotInstalled,
    ServicePutOff,
    ServiceRefused,
    ServiceSilent,
    Temporary,
)
from tracker.mail.message import envelope_recipient
from tracker.mail.services import ServiceChannel, find_service
from tracker.mail.settings import MailSettings

SECRET = "k3yN0b0dyMayS33"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with Webhook().listening() as hook:
        yield hook


def message() -> EmailMessage:
    made = EmailMessage()
    made["To"] = '"Hélène Bélanger" <helene@example.org>'
    made["Subject"] = "Suivi – en retard\u00a0: l’été"
    made["Message-ID"] = "<a@example.org>"
    made.set_content("EN RETARD\n• Été\n", cte="quoted-printable")
    made.add_alternative("**EN RETARD**\n\n**Été**\n", subtype="markdown", cte="quoted-printable")
    return made


def send(address: str, timeout: float = 5.0) -> str:
    with ServiceChannel(timeout) as channel:
        return channel.send(message(), address)


def test_a_service_gets_the_subject_and_the_text(hook: Webhook) -> None:
    assert send(hook.address()) == "JSON: OK"
    (taken,) = hook.messages
    assert taken["title"] == "Suivi – en retard\u00a0: l’été"
    assert taken["message"] == "EN RETARD\n• Été"


def test_a_service_that_shows_markdown_gets_it(hook: Webhook) -> None:
    send(hook.address("/hook?format=markdown"))
    assert hook.messages[0]["message"] == "**EN RETARD**\n\n**Été**"


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", True),
        ("https://prod-03.westus.logic.azure.com:443/workflows/643e69f8/triggers/manual/paths/invoke"
         "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu", True),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", True),
        ("json://localhost", False),
        ("syslog://", False),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ?format=text", False),
    ],
)  # fmt: skip
def test_markdown_goes_where_it_is_shown_as_what_it_means(address: str, markdown: bool) -> None:
    from tracker.mail.services import _takes_markdown

    assert _takes_markdown(find_service(address), address) is markdown


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, ServiceRefused),
        (403, ServiceRefused),
        (404, ServiceRefused),
        (410, ServiceRefused),
        (301, ServiceRefused),
        (400, MessageRefused),
        (413, MessageRefused),
        (408, ServicePutOff),
        (429, ServicePutOff),
        (500, ServicePutOff),
        (503, ServicePutOff),
        (502, LostByService),
        (504, LostByService),
        (0, LostByService),
    ],
)
def test_a_failure_is_temporary_or_permanent_by_the_answer(
    hook: Webhook, status: int, failure: type[Temporary | Permanent]
) -> None:
    hook.answers["/hook"] = [status]
    with ServiceChannel(5.0) as channel:
        with pytest.raises(failure) as raised:
            channel.send(message(), hook.address())
        channel.send(message(), hook.address())
    assert type(raised.value) is failure
    assert isinstance(raised.value, NotDelivered if issubclass(failure, Temporary) else Refused)
    assert raised.value.facts["to"] == "Hélène Bélanger"
    if status:
        assert raised.value.facts["words"].startswith(f"HTTP {status} ")


def test_a_silence_may_have_delivered() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(LostByService) as raised:
        send(f"json://127.0.0.1:{deaf.getsockname()[1]}/", timeout=0.2)
    assert raised.value.maybe_delivered
    assert raised.value.facts["words"] == "timed out"


def test_nobody_at_the_port_has_delivered_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ServiceSilent) as raised:
        send(f"json://127.0.0.1:{port}/{SECRET}")
    assert not raised.value.maybe_delivered


def test_a_library_that_breaks_is_no_reason_to_stop(hook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> bool:
        raise RuntimeError(f"cannot speak to {SECRET}")

    monkeypatch.setattr("tracker.mail.services._notify", broken)
    with pytest.raises(LostByService, match="RuntimeError") as raised:
        send(hook.address())
    assert SECRET not in f"{raised.value!r} {raised.value}"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that a program that logs everything would write; pytest's own also asks who does not want it."""
    text, root = StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(text), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.mark.parametrize("status", [404, 503, 0])
def test_an_address_stands_in_no_failure_and_no_log(
    hook: Webhook, status: int, log: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    address = hook.address(f"/{SECRET}/x")
    hook.answers[f"/{SECRET}/x"] = [status]
    with pytest.raises((Temporary, Permanent)) as raised:
        send(address)
    told = [*map(str, raised.value.facts.values()), str(raised.value), log.getvalue(), *capfd.readouterr()]
    assert [text for text in told if SECRET in text] == []
    assert SECRET not in repr(Person(1, "Nadia", "nadia@example.org", channel=address))


@pytest.mark.parametrize("address", [f"slack://{SECRET}", f"carrier-pigeon://{SECRET}", SECRET, "", "://"])
def test_what_no_service_understands_is_refused_without_being_told(address: str) -> None:
    with pytest.raises(NoSuchService) as raised:
        find_service(address)
    assert SECRET not in str(raised.value)


def test_all_after_the_scheme_may_be_secret() -> None:
    assert redacted(f"Slack://{SECRET}/x?y={SECRET}") == "slack://…"
    assert Person(1, "Nadia", "nadia@example.org", channel=f"slack://{SECRET}").reached_at == "slack://…"
    assert Person(1, "Nadia", "nadia@example.org").reached_at == "nadia@example.org"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra."""
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "apprise":
            raise ImportError(name)
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)


def test_a_machine_without_the_extra_says_how_to_get_it(bare: None) -> None:
    with pytest.raises(NoServices, match=r"pip install 'suivi\[teams\]'"):
        find_service("json://localhost/")


def test_a_message_waits_for_the_extra(bare: None) -> None:
    with pytest.raises(ServiceNotInstalled, match=r"pip install 'suivi\[teams\]'") as raised:
        send(f"json://localhost/{SECRET}")
    assert isinstance(raised.value, NotDelivered)


def test_each_message_leaves_by_the_way_of_its_address(hook: Webhook, tmp_path: Path) -> None:
    mailed = message()
    mailed["From"], mailed["Date"] = "suivi@example.org", "Mon, 02 Sep 2024 07:30:00 -0400"
    with open_channel(MailSettings("suivi@example.org", outbox=tmp_path)) as channel:
        written = channel.send(mailed, "helene@example.org")
        channel.send(message(), hook.address())
    assert [str(path) for path in tmp_path.iterdir()] == [written]
    assert len(hook.messages) == 1


def test_those_who_share_a_way_out_share_a_door() -> None:
    nadia, luc = Person(1, "Nadia", "nadia@example.org"), Person(2, "Luc", "luc@example.org")
    rose = Person(3, "Rose", "rose@example.org", channel="json://localhost/")
    assert door(nadia) == door(luc) != door(rose)
    assert [envelope_recipient(it) for it in (nadia, rose)] == ["nadia@example.org", "json://localhost/"]
