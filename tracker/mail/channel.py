"""A way for messages to leave, and which one the settings ask for."""

from __future__ import annotations

from email.message import EmailMessage
from types import TracebackType
from typing import Protocol, Self

from tracker.mail.settings import ChannelName, MailSettings


class Channel(Protocol):
    """Open for one round of sending: `with open_channel(settings) as channel`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand over one message for one recipient.

        Raises Temporary (to be tried again) or Permanent (not to this recipient); either way the
        next message may be sent.
        """
        ...


def open_channel(settings: MailSettings) -> Channel:
    """Nothing is connected or written before the first message."""
    if settings.channel is ChannelName.OUTBOX:
        from tracker.mail.outbox import Outbox

        return Outbox.of(settings)
    from tracker.mail.smtp import SmtpChannel

    return SmtpChannel(settings)
