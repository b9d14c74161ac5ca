"""Teams, Slack and other services, through the `apprise` package, an extra.

The address of a service is a secret as a whole: nobody can tell from outside which part of it is the
key. It stands in no failure and no log. `apprise` only says whether a message was taken; why it was not
is read from what it logs, which is kept from every other log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit

from tracker.commitments import redacted
from tracker.mail.addresses import is_service
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

if TYPE_CHECKING:
    from apprise import NotifyBase

PACKAGE = "apprise"

_COME_AGAIN = (408, 425, 429)  # too slow, too early, too many: the 4xx that pass
_NOT_THIS_ONE = (400, 406, 411, 413, 414, 415, 422)  # the address is good, the message is not
_UNHEARD = (502, 504)  # a gateway that has no answer: behind it the message may have been taken

_STATUS = re.compile(r"\berror=(\d{3})\b")
_BROKEN = re.compile(r"Socket Exception: (.*)", re.DOTALL)
_NEVER_SENT = "Max retries exceeded"  # urllib3's word for a connection that was never there
_WHY = re.compile(
    r"\[Errno -?\d+\] ([^'\")\]]+)|(certificate verify failed)|(timed out)"
    r"|(closed connection without response)"
)
_CAUSE = re.compile(r"Caused by (\w+)")  # the kind of failure, where nothing better is said


class ServiceChannel:
    """Knows each service that it was sent to, once. `timeout` is in seconds, for each step."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._known: dict[str, NotifyBase] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._known.clear()

    def send(self, message: EmailMessage, to: str) -> str:
        """Raises a Temporary or a Permanent failure."""
        reader = _reader(message)
        try:
            service = self._known[to] if to in self._known else self._look_up(to)
        except NoServices:
            raise ServiceNotInstalled(server=redacted(to), to=reader, words=PACKAGE) from None
        with _overheard() as heard:
            try:
                taken = _notify(service, message, to)
            except Exception as failure:  # its words may hold the address
                heard.broken = type(failure).__name__
                taken = False
        if not taken:
            raise heard.failure(str(service.service_name), reader)
        return f"{service.service_name}: OK"

    def _look_up(self, address: str) -> NotifyBase:
        service = find_service(address)
        asked = parse_qs(urlsplit(address).query)
        if "cto" not in asked:
            service.socket_connect_timeout = self._timeout
        if "rto" not in asked:
            service.socket_read_timeout = self._timeout
        self._known[address] = service
        return service


def find_service(address: str) -> NotifyBase:
    """The service at an address. Raises NoSuchService, and NoServices where the extra is not installed."""
    try:
        from apprise import Apprise
    except ImportError:
        raise NoServices from None
    with _overheard():
        service = Apprise.instantiate(address) if is_service(address) else None
    if service is None:
        raise NoSuchService(address=redacted(address) if is_service(address) else "…")
    return service


def _notify(service: NotifyBase, message: EmailMessage, address: str) -> bool:
    from apprise import Apprise, NotifyFormat

    markdown = _takes_markdown(service, address)
    preferred = ("markdown", "plain") if markdown else ("plain",)
    bodies = {part.get_content_subtype(): part for part in message.walk()}
    body = next(bodies[kind] for kind in preferred if kind in bodies)
    switch = Apprise()
    switch.add(service)
    return bool(
        switch.notify(
            title=str(message["Subject"]),
            body=body.get_content().replace("\r\n", "\n"),
            body_format=NotifyFormat.MARKDOWN if body is bodies.get("markdown") else NotifyFormat.TEXT,
        )
    )


def _takes_markdown(service: NotifyBase, address: str) -> bool:
    """Whether it shows Markdown as what it means, and not as its marks."""
    if asked := parse_qs(urlsplit(address).query).get("format"):
        return asked[-1].lower().startswith("m")
    declared = service.notify_format
    known = [str(getattr(it, "value", it)) for it in ([declared] if isinstance(declared, str) else declared)]
    return "markdown" in known and (known[0] != "text" or "html" not in known)


def _reader(message: EmailMessage) -> str:
    (to,) = message["To"].addresses
    return str(to.display_name or to.addr_spec)


@dataclass(slots=True)
class _Heard:
    """What can be known of a message that was not taken."""

    status: int | None = None
    broken: str | None = None  # the conversation: what the system or `requests` said of it
    sent: bool = True  # whether the service may have had the message before it broke

    def failure(self, service: str, reader: str) -> Temporary | Permanent:
        facts = {"server": service, "to": reader, "words": self._words()}
        if self.status is None:
            if self.broken is None:
                return ServicePutOff(**facts)
            return LostByService(**facts) if self.sent else ServiceSilent(**facts)
        if self.status in _UNHEARD:
            return LostByService(**facts)
        if self.status in _COME_AGAIN or self.status >= 500:
            return ServicePutOff(**facts)
        return (MessageRefused if self.status in _NOT_THIS_ONE else ServiceRefused)(**facts)

    def _words(self) -> str:
        if self.status is None:
            return self.broken or "?"
        known = self.status in {it.value for it in HTTPStatus}
        return f"HTTP {self.status} {HTTPStatus(self.status).phrase}" if known else f"HTTP {self.status}"


_sending: ContextVar[_Heard | None] = ContextVar("sending", default=None)
"""What the present sending hears; `apprise` may send from a thread of its own, in our context."""


class _Ear(logging.Handler):
    """Keeps a status or a reason, never a text: there are addresses in it."""

    def emit(self, record: logging.LogRecord) -> None:
        if (heard := _sending.get()) is None:
            return
        said = record.getMessage()
        if status := _STATUS.search(said):
            heard.status = int(status[1])
        elif broken := _BROKEN.search(said):
            why = _WHY.search(broken[1]) or _CAUSE.search(broken[1])
            heard.broken = next(filter(None, why.groups())) if why else "?"
            heard.sent = _NEVER_SENT not in broken[1]


@cache
def _lend_an_ear() -> None:
    """For as long as the process lives, nobody else hears what `apprise` logs, nor where it calls."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    logger = logging.getLogger(PACKAGE)
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(_Ear())


@contextmanager
def _overheard() -> Iterator[_Heard]:
    _lend_an_ear()
    heard = _Heard()
    before = _sending.set(heard)
    try:
        yield heard
    finally:
        _sending.reset(before)
