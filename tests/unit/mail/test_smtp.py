"""The SMTP channel against servers that work, refuse, hang up and keep silent."""

from __future__ import annotations

import socket
import ssl
import threading
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tracker.errors import NotDelivered, Refused
from tracker.mail.channel import open_channel
from tracker.mail.failures import (
    BadAddress,
    LostInData,
    MessageRefused,
    Misconfigured,
    Permanent,
    Temporary,
    Unreachable,
)
from tracker.mail.settings import Security


def mail(body: str = "Bonjour\n", message_id: str = "<a@example.org>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "suivi@example.org"
    message["To"] = "nadia@example.org"
    message["Message-ID"] = message_id
    message.set_content(body)
    return message


def test_a_mail_arrives_whole(serve: Any, settings: Any) -> None:
    server = serve()
    with open_channel(settings(server.port)) as channel:
        channel.send(mail("Un\n.\n.. deux\n"), "nadia@example.org")
    (envelope,) = server.handler.mails
    assert envelope.mail_from == "suivi@example.org"
    assert envelope.rcpt_tos == ["nadia@example.org"]
    assert envelope.content.endswith(b"Un\r\n.\r\n.. deux\r\n")


def test_one_conversation_carries_many_mails(serve: Any, settings: Any) -> None:
    server = serve()
    with open_channel(settings(server.port)) as channel:
        for number in range(20):
            channel.send(mail(), f"p{number}@example.org")
    assert len(server.handler.mails) == 20
    assert len(server.handler.connections) == 1


def test_nothing_is_connected_before_the_first_mail(settings: Any) -> None:
    with open_channel(settings(1)):
        pass


def test_a_refused_recipient_does_not_stop_the_others(serve: Any, settings: Any) -> None:
    server = serve()
    server.handler.answers["gone@example.org"] = ["550 5.1.1 user unknown"]
    with open_channel(settings(server.port)) as channel:
        channel.send(mail(), "first@example.org")
        with pytest.raises(Permanent) as failure:
            channel.send(mail(), "gone@example.org")
        channel.send(mail(), "last@example.org")
    assert isinstance(failure.value, Refused)
    assert failure.value.facts["words"] == "550 5.1.1 user unknown"
    assert server.handler.recipients == ["first@example.org", "last@example.org"]
    assert len(server.handler.connections) == 1


def test_a_recipient_put_off_is_taken_at_the_next_try(serve: Any, settings: Any) -> None:
    server = serve()
    server.handler.answers["nadia@example.org"] = ["451 4.7.1 greylisted, come back later"]
    with open_channel(settings(server.port)) as channel:
        with pytest.raises(Temporary) as failure:
            channel.send(mail(), "nadia@example.org")
        channel.send(mail(), "nadia@example.org")
    assert isinstance(failure.value, NotDelivered)
    assert not failure.value.maybe_delivered
    assert server.handler.recipients == ["nadia@example.org"]


def test_a_mail_refused_for_itself_is_permanent(serve: Any, settings: Any) -> None:
    server = serve()
    server.handler.data_answers["nadia@example.org"] = ["554 5.7.1 too much like spam", "452 4.3.1 disk full"]
    with open_channel(settings(server.port)) as channel:
        with pytest.raises(MessageRefused, match="too much like spam"):
            channel.send(mail(), "nadia@example.org")
        with pytest.raises(Temporary, match="disk full"):
            channel.send(mail(), "nadia@example.org")
        channel.send(mail(), "nadia@example.org")
    assert len(server.handler.mails) == 1


def test_a_refused_sender_is_our_settings_and_not_the_recipient(serve: Any, settings: Any) -> None:
    server = serve()
    server.handler.sender_answers = ["553 5.1.8 sender not allowed"]
    with open_channel(settings(server.port)) as channel:
        with pytest.raises(Misconfigured, match="sender not allowed") as failure:
            channel.send(mail(), "nadia@example.org")
        channel.send(mail(), "nadia@example.org")
    assert isinstance(failure.value, NotDelivered)
    assert server.handler.recipients == ["nadia@example.org"]


@pytest.mark.parametrize("step", ["sender_answers", "answers"])
def test_a_server_that_wants_a_login_is_our_settings_at_any_step(
    serve: Any, settings: Any, step: str
) -> None:
    server = serve()
    words = ["530 5.7.0 Authentication required"]
    setattr(server.handler, step, words if step == "sender_answers" else {"nadia@example.org": words})
    with (
        open_channel(settings(server.port)) as channel,
        pytest.raises(Misconfigured, match="Authentication required"),
    ):
        channel.send(mail(), "nadia@example.org")


def test_a_bad_address_never_reaches_the_server(settings: Any) -> None:
    with open_channel(settings(1)) as channel, pytest.raises(BadAddress):
        channel.send(mail(), "nadia@example.org>\r\nRCPT TO:<all@example.org")


def test_the_servers_words_are_kept_on_one_line(script: Any, settings: Any) -> None:
    def refuse(line: Any) -> None:
        line.greet()
        line.agree("250 ok")
        line.hear()
        line.say("550-No such user.", "550-\x1b[31mAsk\x07", f"550 the postmaster. {'again ' * 150}")
        line.agree("250 reset", "221 bye")

    with open_channel(settings(script(refuse).port)) as channel, pytest.raises(Permanent) as failure:
        channel.send(mail(), "nadia@example.org")
    words = failure.value.facts["words"]
    assert words.startswith("550 No such user. [31mAsk the postmaster.")
    assert words.isprintable()
    assert len(words) < 320


def test_a_connection_lost_in_the_data_may_have_delivered(script: Any, settings: Any) -> None:
    received = []

    def hang_up_after_data(line: Any) -> None:
        line.greet()
        line.agree("250 ok", "250 ok", "354 go ahead")
        received.append(line.hear_data())

    def work(line: Any) -> None:
        line.greet()
        line.agree("250 ok", "250 ok", "354 go ahead")
        received.append(line.hear_data())
        line.say("250 taken")
        line.agree("221 bye")

    server = script(hang_up_after_data, work)
    with open_channel(settings(server.port)) as channel:
        with pytest.raises(LostInData) as failure:
            channel.send(mail(), "nadia@example.org")
        assert failure.value.maybe_delivered
        channel.send(mail(), "nadia@example.org")
    assert received[0] == received[1]
    assert "Message-ID: <a@example.org>" in received[0]


def test_a_silence_after_the_data_may_have_delivered(script: Any, settings: Any) -> None:
    def keep_silent(line: Any) -> None:
        line.greet()
        line.agree("250 ok", "250 ok", "354 go ahead")
        line.hear_data()
        line.until_gone()

    server = script(keep_silent)
    with open_channel(settings(server.port, timeout=0.2)) as channel, pytest.raises(LostInData):
        channel.send(mail(), "nadia@example.org")


def test_a_connection_lost_before_the_data_has_delivered_nothing(script: Any, settings: Any) -> None:
    def hang_up(line: Any) -> None:
        line.greet()
        line.agree("250 ok")

    with open_channel(settings(script(hang_up).port)) as channel, pytest.raises(Temporary) as failure:
        channel.send(mail(), "nadia@example.org")
    assert not failure.value.maybe_delivered


def take_one(line: Any) -> None:
    line.greet()
    line.agree("250 ok", "250 ok", "354 go ahead")
    line.hear_data()
    line.say("250 taken")


def take_one_then_close(line: Any) -> None:
    take_one(line)
    line.agree("421 too many mails in one conversation")


@pytest.mark.parametrize("scene", [take_one, take_one_then_close])
def test_a_server_that_hung_up_between_two_mails_is_called_again(
    script: Any, settings: Any, scene: Any
) -> None:
    server = script(scene, take_one)
    with open_channel(settings(server.port)) as channel:
        channel.send(mail(), "first@example.org")
        channel.send(mail(), "second@example.org")
    assert server.played == 2


def test_a_server_that_says_it_is_closing_is_tried_later(script: Any, settings: Any) -> None:
    def close_at_once(line: Any) -> None:
        line.greet()
        line.agree("421 shutting down")

    with (
        open_channel(settings(script(close_at_once).port)) as channel,
        pytest.raises(Temporary, match="shutting down"),
    ):
        channel.send(mail(), "nadia@example.org")


def test_a_server_that_talks_nonsense_is_tried_later(script: Any, settings: Any) -> None:
    def babble(line: Any) -> None:
        line.greet()
        line.agree("what do you mean?")

    with open_channel(settings(script(babble).port)) as channel, pytest.raises(Temporary):
        channel.send(mail(), "nadia@example.org")


def test_a_server_that_never_greets_is_unreachable(script: Any, settings: Any) -> None:
    server = script(lambda line: line.until_gone())
    with open_channel(settings(server.port, timeout=0.2)) as channel, pytest.raises(Unreachable):
        channel.send(mail(), "nadia@example.org")


def test_a_server_that_greets_late_is_waited_for(script: Any, settings: Any) -> None:
    def late(line: Any) -> None:
        threading.Event().wait(0.1)  # longer than a greeting takes, shorter than the timeout
        take_one(line)

    server = script(late)
    with open_channel(settings(server.port)) as channel:
        channel.send(mail(), "nadia@example.org")
    assert server.played == 1


def test_a_server_that_turns_us_away_is_our_settings(script: Any, settings: Any) -> None:
    server = script(lambda line: line.say("554 no service for you"))
    with (
        open_channel(settings(server.port)) as channel,
        pytest.raises(Misconfigured, match="no service for you"),
    ):
        channel.send(mail(), "nadia@example.org")


def test_nobody_at_the_port_is_unreachable(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with open_channel(settings(port)) as channel, pytest.raises(Unreachable):
        channel.send(mail(), "nadia@example.org")


def test_an_unknown_host_is_unreachable(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with (
        open_channel(settings(25, host="mail.invalid")) as channel,
        pytest.raises(Unreachable, match="Name or service not known"),
    ):
        channel.send(mail(), "nadia@example.org")


def test_a_server_that_is_down_is_asked_once_a_round(script: Any, settings: Any) -> None:
    server = script(lambda line: line.say("554 closed"), take_one)
    with open_channel(settings(server.port)) as channel:
        for to in ("first@example.org", "second@example.org"):
            with pytest.raises(Misconfigured, match="closed") as failure:
                channel.send(mail(), to)
            assert failure.value.facts["to"] == to
    assert server.played == 1
    with open_channel(settings(server.port)) as channel:
        channel.send(mail(), "first@example.org")


def test_starttls_with_a_login(serve: Any, settings: Any, server_context: Any, ca_file: Path) -> None:
    server = serve(tls_context=server_context, require_starttls=True, login=("suivi", "s3cret"))
    given = {"security": Security.STARTTLS, "user": "suivi", "password": "s3cret", "ca_file": ca_file}
    with open_channel(settings(server.port, **given)) as channel:
        channel.send(mail(), "nadia@example.org")
    assert server.handler.recipients == ["nadia@example.org"]


def test_a_password_may_have_accents(serve: Any, settings: Any, server_context: Any, ca_file: Path) -> None:
    server = serve(tls_context=server_context, login=("suivi", "été à Québec"))
    given = {"security": Security.STARTTLS, "user": "suivi", "ca_file": ca_file}
    with open_channel(settings(server.port, password="été à Québec", **given)) as channel:
        channel.send(mail(), "nadia@example.org")
    with (
        open_channel(settings(server.port, password="hiver à Québec", **given)) as channel,
        pytest.raises(Misconfigured),
    ):
        channel.send(mail(), "nadia@example.org")
    assert server.handler.recipients == ["nadia@example.org"]


def test_a_wrong_password_is_our_settings_and_is_not_told(
    serve: Any, settings: Any, server_context: Any, ca_file: Path
) -> None:
    server = serve(tls_context=server_context, login=("suivi", "right"))
    given = {"security": Security.STARTTLS, "user": "suivi", "password": "s3cret", "ca_file": ca_file}
    with open_channel(settings(server.port, **given)) as channel, pytest.raises(Misconfigured) as failure:
        channel.send(mail(), "nadia@example.org")
    assert failure.value.facts["words"].startswith("535")
    assert "s3cret" not in str(failure.value)


def test_tls_from_the_first_byte(
    script: Any, settings: Any, server_context: ssl.SSLContext, ca_file: Path
) -> None:
    def secured(line: Any) -> None:
        inner = server_context.wrap_socket(line.connection, server_side=True)
        take_one(type(line)(inner))

    server = script(secured)
    with open_channel(settings(server.port, security=Security.TLS, ca_file=ca_file)) as channel:
        channel.send(mail(), "nadia@example.org")
    assert server.played == 1


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_an_unknown_certificate_is_never_trusted(
    serve: Any, script: Any, settings: Any, server_context: ssl.SSLContext, security: Security
) -> None:
    def secured(line: Any) -> None:
        server_context.wrap_socket(line.connection, server_side=True)

    starttls = security is Security.STARTTLS
    port = serve(tls_context=server_context).port if starttls else script(secured).port
    with (
        open_channel(settings(port, security=security)) as channel,
        pytest.raises(Misconfigured, match=r"(?i)certificate verify failed"),
    ):
        channel.send(mail(), "nadia@example.org")


def test_a_certificate_for_another_host_is_never_trusted(
    serve: Any, settings: Any, authority: Any, ca_file: Path
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("other.example.org").configure_cert(context)
    server = serve(tls_context=context)
    with (
        open_channel(settings(server.port, security=Security.STARTTLS, ca_file=ca_file)) as channel,
        pytest.raises(Misconfigured),
    ):
        channel.send(mail(), "nadia@example.org")


def test_starttls_never_falls_back_to_the_clear(script: Any, settings: Any) -> None:
    heard = []

    def no_starttls(line: Any) -> None:
        line.greet()
        while words := line.hear():
            heard.append(words)

    given = {"security": Security.STARTTLS, "user": "suivi", "password": "s3cret"}
    with (
        open_channel(settings(script(no_starttls).port, **given)) as channel,
        pytest.raises(Misconfigured, match="STARTTLS"),
    ):
        channel.send(mail(), "nadia@example.org")
    assert heard == []


def test_a_machine_whose_name_has_accents_can_still_say_hello(
    serve: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "poste-d’hélène")
    with open_channel(settings(server.port)) as channel:
        channel.send(mail(), "nadia@example.org")
    assert server.handler.recipients == ["nadia@example.org"]
