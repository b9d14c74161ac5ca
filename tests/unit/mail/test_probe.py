"""Whether mail can leave, seen without sending any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.processes import free_port
from tracker.mail.failures import Misconfigured, NoSuchCaFile, OutboxUnwritable, Temporary, Unreachable
from tracker.mail.probe import probe
from tracker.mail.settings import ChannelName, MailSettings, Security

Make = Callable[..., MailSettings]


def outbox(folder: Path) -> MailSettings:
    return MailSettings("suivi@example.org", channel=ChannelName.OUTBOX, outbox=folder)


@pytest.mark.parametrize("name", ["there", "not/yet/there"])
def test_an_outbox_that_can_be_written_is_left_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").mkdir()
    probe(outbox(tmp_path / name), connect=True)
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "there"]


@pytest.mark.parametrize("name", ["file", "file/outbox"])
def test_an_outbox_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutboxUnwritable):
        probe(outbox(tmp_path / name), connect=False)


def test_a_server_is_left_alone_unless_asked_for(settings: Make) -> None:
    closed = settings(free_port())
    probe(closed, connect=False)
    with pytest.raises(Unreachable):
        probe(closed, connect=True)


def test_certificates_are_read_without_connecting(settings: Make, tmp_path: Path) -> None:
    with pytest.raises(NoSuchCaFile):
        probe(settings(25, security=Security.TLS, ca_file=tmp_path / "no.pem"), connect=False)


def test_connecting_logs_in_offers_the_sender_and_sends_nothing(
    serve: Any, settings: Make, server_context: Any, ca_file: Path
) -> None:
    server = serve(
        tls_context=server_context, login=("suivi", "secret"), auth_required=True, require_starttls=True
    )
    given: dict[str, Any] = {"security": Security.STARTTLS, "ca_file": ca_file, "user": "suivi"}
    probe(settings(server.port, **given, password="secret"), connect=True)
    assert server.handler.mails == []
    assert len(server.handler.connections) == 1, "it came as far as the sender"
    with pytest.raises(Misconfigured):
        probe(settings(server.port, **given, password="wrong"), connect=True)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [("550 5.7.1 Not allowed to send as this", Misconfigured), ("451 4.3.0 Try later", Temporary)],
)
def test_a_sender_that_the_server_refuses_is_told(
    serve: Any, settings: Make, answer: str, failure: type[Exception]
) -> None:
    server = serve()
    server.handler.sender_answers.append(answer)
    with pytest.raises(failure, match=answer[10:]):
        probe(settings(server.port), connect=True)


@pytest.mark.parametrize("goodbye", ["421 Closing", None])
def test_a_server_that_hangs_up_is_told(script: Any, settings: Make, goodbye: str | None) -> None:
    def play(line: Any) -> None:
        line.greet()
        line.hear()
        if goodbye:
            line.say(goodbye)

    server = script(play)
    with pytest.raises(Unreachable):
        probe(settings(server.port), connect=True)
