"""The SMTP channel: one conversation for many mails (RFC 5321)."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.mail.addresses import plain_address
from tracker.mail.failures import (
    LostInData,
    MessageRefused,
    Misconfigured,
    NoSuchCaFile,
    Permanent,
    Temporary,
    Unreachable,
    quoted,
)
from tracker.mail.headers import wire_bytes
from tracker.mail.settings import MailSettings, Security

_CLOSING = 421  # "service not available, closing transmission channel"
_NOT_LOGGED_IN = (530, 534, 535, 538)  # RFC 4954 §6: they are about us, at whatever step they come


class _Gone(Exception):
    """The server ended the conversation before it had any part of the mail."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class SmtpChannel:
    """Connects at the first mail, again when the server has hung up, and says goodbye at the end.

    Raises NoSuchCaFile at birth.

    A server that cannot be reached or refuses our name is not asked again while the channel is
    open: a round of two hundred mails would wait for two hundred timeouts.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server = f"{settings.host}:{settings.port}"
        self._sender = plain_address(settings.sender)
        self._trust = None if settings.security is Security.NONE else _trust(settings.ca_file)
        self._smtp: smtplib.SMTP | None = None
        self._down: Temporary | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._hang_up()

    def send(self, message: EmailMessage, to: str) -> str:
        """The server's answer to the mail. Raises a Temporary or a Permanent failure."""
        to = plain_address(to)
        content = wire_bytes(message)
        reused = self._smtp is not None
        try:
            return self._offer(to, content)
        except _Gone as gone:
            if not reused:
                raise Temporary(server=self._server, to=to, words=gone.words) from gone
            # Servers hang up on idle and on long conversations; nothing was handed over yet.
            try:
                return self._offer(to, content)
            except _Gone as again:
                raise Temporary(server=self._server, to=to, words=again.words) from again

    def greet(self) -> None:
        """Connect, log in and be accepted as a sender, without sending anything.

        Raises Unreachable, Misconfigured or Temporary.
        """
        smtp = self._smtp or self._connect(self._sender)
        try:
            self._expect(smtp.mail(self._sender), self._sender, refuses=Misconfigured)
        except (_Gone, smtplib.SMTPException, OSError) as failure:
            self._hang_up()
            words = failure.words if isinstance(failure, _Gone) else quoted(failure)
            raise Unreachable(server=self._server, to=self._sender, words=words) from failure
        self._begin_anew()

    def _offer(self, to: str, content: bytes) -> str:
        smtp = self._smtp or self._connect(to)
        size = [f"size={len(content)}"] if smtp.has_extn("size") else []
        try:
            self._expect(smtp.mail(self._sender, size), to, refuses=Misconfigured)
            self._expect(smtp.rcpt(to), to, refuses=Permanent)
        except (smtplib.SMTPServerDisconnected, OSError) as failure:
            self._hang_up()
            raise _Gone(quoted(failure)) from failure
        try:
            answer = smtp.data(content)
        except smtplib.SMTPDataError as failure:
            answer = (failure.smtp_code, _bytes(failure.smtp_error))
        except (smtplib.SMTPServerDisconnected, OSError) as failure:
            self._hang_up()
            raise LostInData(server=self._server, to=to, words=quoted(failure)) from failure
        self._expect(answer, to, refuses=MessageRefused)
        return _answer(*answer)

    def _expect(
        self, answer: tuple[int, bytes], to: str, *, refuses: type[Permanent | Misconfigured]
    ) -> None:
        """Return on a 2xx answer; a 5xx one raises `refuses`, any other Temporary."""
        code, words = answer
        if 200 <= code < 300:
            return
        if code == _CLOSING or code == -1:  # smtplib's own for an answer that is none
            self._hang_up()
            raise _Gone(_answer(code, words))
        self._begin_anew()
        facts = {"server": self._server, "to": to, "words": _answer(code, words)}
        if code in _NOT_LOGGED_IN:
            raise Misconfigured(**facts)
        raise (refuses if code >= 500 else Temporary)(**facts)

    def _begin_anew(self) -> None:
        """Forget the mail that was refused; a server that cannot is left."""
        if self._smtp is not None:
            try:
                code, _ = self._smtp.rset()
            except (smtplib.SMTPException, OSError):
                code = -1
            if code != 250:
                self._hang_up()

    def _connect(self, to: str) -> smtplib.SMTP:
        """A greeted, secured and logged-in conversation. Raises Unreachable or Misconfigured."""
        if self._down is not None:
            raise type(self._down)(**{**self._down.facts, "to": to})
        try:
            self._smtp = self._converse()
        except (smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError, UnicodeError) as failure:
            self._down = Misconfigured(server=self._server, to=to, words=quoted(failure))
        except smtplib.SMTPResponseException as failure:
            words = _answer(failure.smtp_code, _bytes(failure.smtp_error))
            kind = Misconfigured if failure.smtp_code >= 500 else Unreachable
            self._down = kind(server=self._server, to=to, words=words)
        except (smtplib.SMTPException, OSError) as failure:
            self._down = Unreachable(server=self._server, to=to, words=quoted(failure))
        if self._smtp is None:
            assert self._down is not None  # noqa: S101
            raise self._down
        return self._smtp

    def _converse(self) -> smtplib.SMTP:
        settings, name = self._settings, _own_name()
        if settings.security is Security.TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                local_hostname=name,
                timeout=settings.timeout,
                context=self._trust,
            )
        else:
            smtp = smtplib.SMTP(settings.host, settings.port, local_hostname=name, timeout=settings.timeout)
        try:
            if settings.security is Security.STARTTLS:
                smtp.starttls(context=self._trust)
            smtp.ehlo_or_helo_if_needed()
            if settings.user:
                _log_in(smtp, settings.user, settings.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    """The system's certificates, with those of `ca_file` besides."""
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as failure:  # ssl.SSLError is one
            raise NoSuchCaFile(path=str(ca_file), words=quoted(failure)) from failure
    return context


def _own_name() -> str:
    """What we call ourselves in EHLO; a machine's name may have accents, which the protocol may not."""
    name = socket.getfqdn()
    return name if name.isascii() and name.strip() else "localhost"


def _log_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    if user.isascii() and password.isascii():
        smtp.login(user, password)
        return
    # smtplib speaks ASCII only; the mechanism is UTF-8 (RFC 4616 §2).
    secret = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, words = smtp.docmd("AUTH", f"PLAIN {secret}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)


def _answer(code: int, words: bytes) -> str:
    text = quoted(words)
    return f"{code} {text}".strip() if code > 0 else text


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()
