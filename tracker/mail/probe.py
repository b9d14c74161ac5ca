"""See whether mail can leave, without sending any."""

from __future__ import annotations

from tracker.mail.settings import ChannelName, MailSettings


def probe(settings: MailSettings, *, connect: bool) -> None:
    """Try the outbox's folder, or read the certificates and, to `connect`, log in to the server.

    Raises OutboxUnwritable, NoSuchCaFile, Unreachable, Misconfigured or Temporary.
    """
    if settings.channel is ChannelName.OUTBOX:
        from tracker.mail.outbox import Outbox

        Outbox.of(settings).probe()
        return
    from tracker.mail.smtp import SmtpChannel

    with SmtpChannel(settings) as channel:
        if connect:
            channel.greet()
