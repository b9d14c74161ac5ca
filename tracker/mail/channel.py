"""The ways for messages to leave: by mail as the settings ask, or by the service that a person asks for."""

from __future__ import annotations

from contextlib import ExitStack
from email.message import EmailMessage
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from tracker.mail.addresses import is_service
from tracker.mail.settings import ChannelName, MailSettings

if TYPE_CHECKING:
    from tracker.commitments import Person


class Channel(Protocol):
    """Open for one round of sending: `with open_channel(settings) as channel`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def send(self, message: EmailMessage, to: str) -> str:
        """Hand over one message for one recipient; what was answered, on one line.

        Raises Temporary (to be tried again) or Permanent (not to this recipient); either way the
        next message may be sent.
        """
        ...


def door(person: Person) -> str:
    """The same for all whose messages leave by one way: where it is closed for one, it is for them all."""
    return person.channel or ""


def open_channel(settings: MailSettings) -> Channel:
    """Every way there is. Nothing is connected or written before the first message."""
    return Switchboard(settings)


class Switchboard:
    """Sends each message by the way that its address asks for."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._mail = open_mail(settings)
        self._services: Channel | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self._mail)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    def send(self, message: EmailMessage, to: str) -> str:
        return (self._by_service() if is_service(to) else self._mail).send(message, to)

    def _by_service(self) -> Channel:
        if self._services is None:
            from tracker.mail.services import ServiceChannel

            self._services = self._open.enter_context(ServiceChannel(self._settings.timeout))
        return self._services


def open_mail(settings: MailSettings) -> Channel:
    """The way of ordinary mail."""
    if settings.channel is ChannelName.OUTBOX:
        from tracker.mail.outbox import Outbox

        return Outbox.of(settings)
    from tracker.mail.smtp import SmtpChannel

    return SmtpChannel(settings)
