"""Two mail servers: a whole one (aiosmtpd), and one that plays scenes, for what a whole one never does."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from asyncio import Server as Listener
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tracker.mail.settings import ChannelName, MailSettings


class Handler:
    """Keeps what arrives; `answers` are replies by recipient, taken one after the other."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.connections: set[Any] = set()
        self.answers: dict[str, list[str]] = {}
        self.data_answers: dict[str, list[str]] = {}
        self.sender_answers: list[str] = []

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.connections.add(session.peer)
        if self.sender_answers:
            return self.sender_answers.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answers.get(envelope.rcpt_tos[0]):
            return self.data_answers[envelope.rcpt_tos[0]].pop(0)
        self.mails.append(envelope)
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [mail.rcpt_tos[0] for mail in self.mails]


class Server(Controller):
    """Listens on a free port of this machine."""

    handler: Handler

    def __init__(self, **facts: Any) -> None:
        super().__init__(Handler(), hostname="127.0.0.1", port=0, **facts)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Listener)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def authenticator(user: str, password: str) -> Callable[..., AuthResult]:
    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers that stop at the end of the test."""
    started: list[Server] = []

    def start(**facts: Any) -> Server:
        if "login" in facts:
            facts["authenticator"] = authenticator(*facts.pop("login"))
        server = Server(**facts)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop(no_assert=True)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def server_context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


class Line:
    """One connection as the scene sees it."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._file = connection.makefile("rwb")

    def say(self, *lines: str) -> None:
        self._file.write("".join(f"{line}\r\n" for line in lines).encode())
        self._file.flush()

    def hear(self) -> str:
        return self._file.readline().decode().strip()

    def hear_data(self) -> str:
        lines = []
        while (line := self.hear()) != ".":
            lines.append(line)
        return "\n".join(lines)

    def greet(self) -> None:
        self.say("220 ready")
        self.hear()
        self.say("250 hello")

    def agree(self, *answers: str) -> list[str]:
        """Give the answers, each to one line heard; return what was heard."""
        heard = []
        for answer in answers:
            heard.append(self.hear())
            self.say(answer)
        return heard

    def until_gone(self) -> None:
        while self._file.readline():
            pass


Scene = Callable[[Line], None]


class ScriptedServer:
    """A server that plays its scenes, one a connection, then refuses to play."""

    def __init__(self, *scenes: Scene) -> None:
        self.played = 0
        self._scenes = scenes
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._thread.start()

    def _play(self) -> None:
        for scene in self._scenes:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.played += 1
            with connection, contextlib.suppress(OSError):
                scene(Line(connection))
        self._socket.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def script() -> Iterator[Callable[..., ScriptedServer]]:
    servers: list[ScriptedServer] = []

    def start(*scenes: Scene) -> ScriptedServer:
        servers.append(ScriptedServer(*scenes))
        return servers[-1]

    yield start
    for each in servers:
        each.close()


@pytest.fixture
def settings() -> Callable[..., MailSettings]:
    def make(port: int, **facts: Any) -> MailSettings:
        given = {"host": "127.0.0.1", "timeout": 5.0, **facts}
        return MailSettings("suivi@example.org", channel=ChannelName.SMTP, port=port, **given)

    return make
