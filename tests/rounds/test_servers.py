"""Mail servers with ways of their own: each mail leaves once they are met, and no other is lost."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from support.processes import free_port

PASSWORD = "s3cret"
Run = Callable[..., Any]


@pytest.fixture
def run(suivi: Callable[..., Any], bureau: Any) -> Run:
    """`suivi remind run` on the day that eight people have something due, an hour later each time."""
    hours = iter(range(9, 24))

    def run(**environment: str) -> Any:
        moment = f"2024-10-10T{next(hours):02}:00"
        done = suivi("remind", "run", "--as-of", moment, SUIVI_DATABASE_URL=bureau.url, **environment)
        assert "Traceback" not in done.err
        return done

    return run


def settle(bureau: Any, **mail: object) -> None:
    """Write the settings of [mail]."""
    mail = {"channel": "smtp", "host": "127.0.0.1", "port": bureau.post.port, **mail}
    lines = (f"{name} = {value if isinstance(value, int) else f'{value!r}'}" for name, value in mail.items())
    (bureau.folder / "suivi.toml").write_text("[mail]\n" + "\n".join(lines) + "\n")


def everybody_once(bureau: Any) -> bool:
    return bool(bureau.post.times() == dict.fromkeys(bureau.people, 1))


def test_many_mails_leave_in_one_conversation(run: Run, bureau: Any) -> None:
    assert run().code == 0
    assert everybody_once(bureau)
    assert len(bureau.post.conversations) == 1


def test_a_server_that_hangs_up_between_mails_is_called_again(run: Run, bureau: Any) -> None:
    bureau.post.patience = 3
    done = run()
    assert (done.code, done.err) == (0, "")
    assert everybody_once(bureau)
    assert len(bureau.post.conversations) == 3


def test_a_mail_that_is_put_off_or_refused_when_it_is_read_stops_no_other(run: Run, bureau: Any) -> None:
    full, spam = bureau.people[2], bureau.people[5]
    bureau.post.data_answers = {full: ["452 4.3.1 Disk full"], spam: ["554 5.7.1 Looks like spam"]}
    done = run()
    assert done.code == 75
    assert "452 4.3.1 Disk full" in done.err
    assert "554 5.7.1 Looks like spam" in done.err
    assert run().code == 0
    assert bureau.post.times() == dict.fromkeys(set(bureau.people) - {spam}, 1)
    assert len(bureau.post.conversations) == 2


# A server that wants to know who comes


@pytest.fixture
def guarded(bureau: Any) -> Iterator[dict[str, object]]:
    """The post office behind TLS and a login; the settings that it wants."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(bureau.folder / "ca.pem"))

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    controller = Controller(
        bureau.post,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    controller.start()
    yield {"port": controller.port, "security": "starttls", "ca_file": "ca.pem", "user": "suivi"}
    controller.stop()


def test_a_server_that_wants_tls_is_met_when_the_settings_say_so(
    run: Run, bureau: Any, guarded: dict[str, object]
) -> None:
    settle(bureau, port=guarded["port"])
    done = run()
    assert done.code == 75
    assert "530 Must issue a STARTTLS command first" in done.err
    settle(bureau, **{**guarded, "ca_file": ""})
    done = run(SUIVI_MAIL_PASSWORD=PASSWORD)
    assert done.code == 75
    assert "certificate verify failed" in done.err
    assert bureau.post.taken == []
    settle(bureau, **guarded)
    assert run(SUIVI_MAIL_PASSWORD=PASSWORD).code == 0
    assert everybody_once(bureau)


def test_a_wrong_password_is_told_by_the_servers_words_and_loses_nothing(
    run: Run, bureau: Any, guarded: dict[str, object]
) -> None:
    settle(bureau, **guarded)
    done = run(SUIVI_MAIL_PASSWORD="gu3ss")
    assert done.code == 75
    assert "does not accept us: 535 5.7.8 Authentication credentials invalid. Check [mail]" in done.err
    assert "gu3ss" not in done.out + done.err
    assert run(SUIVI_MAIL_PASSWORD=PASSWORD).code == 0
    assert everybody_once(bureau)


# A server that takes its time


class Doorkeeper:
    """Stands before a server: keeps the first `deaf` callers waiting for ever, and others `pause` seconds."""

    def __init__(self, port: int, *, deaf: int, pause: float) -> None:
        self._behind = port
        self._deaf = deaf
        self._pause = pause
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.callers = 0
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._socket.accept()
                self.callers += 1
                let_in = self.callers > self._deaf
                threading.Thread(target=self._serve, args=(caller, let_in), daemon=True).start()

    def _serve(self, caller: socket.socket, let_in: bool) -> None:
        with caller, contextlib.suppress(OSError):
            if not let_in:
                caller.recv(1)  # until they go
                return
            threading.Event().wait(self._pause)  # longer than a greeting takes, shorter than the timeout
            with socket.create_connection(("127.0.0.1", self._behind)) as behind:
                threading.Thread(target=_pour, args=(behind, caller), daemon=True).start()
                _pour(caller, behind)

    def close(self) -> None:
        self._socket.close()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while received := source.recv(65536):
            target.sendall(received)
        target.shutdown(socket.SHUT_WR)


def test_a_server_that_greets_late_is_waited_for_and_a_silent_one_is_not(run: Run, bureau: Any) -> None:
    door = Doorkeeper(bureau.post.port, deaf=1, pause=0.3)
    settle(bureau, port=door.port, timeout_seconds=1)
    done = run()
    assert done.code == 75
    assert "does not answer" in done.err
    assert "timed out" in done.err
    assert (door.callers, bureau.post.taken) == (1, [])
    settle(bureau, port=door.port, timeout_seconds=30)
    assert run().code == 0
    assert everybody_once(bureau)
    assert door.callers == 2
    door.close()
