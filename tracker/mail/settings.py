"""What a channel needs to know, as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from tracker.mail.addresses import domain_of, plain_address
from tracker.mail.failures import NoHost, NoOutbox, UnsafeLogin


class ChannelName(StrEnum):
    OUTBOX = "outbox"
    SMTP = "smtp"


class Security(StrEnum):
    """How the connection is secured. Neither of the first two ever falls back to the clear."""

    STARTTLS = "starttls"  # begins in the clear, usually port 587
    TLS = "tls"  # from the first byte, usually port 465
    NONE = "none"  # for a relay on this machine or in this house


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How digests leave.

    `sender` is both the From address and the envelope's. `timeout` is in seconds, for each step of
    the conversation. `ca_file` holds certificates to trust beside the system's. `list_id` is what
    mail rules recognise our mails by (RFC 2919), by default made from the sender's domain. With
    `attach_calendar` a digest carries the days of what is new to its reader.
    Raises a BadMailSettings, or BadAddress for the sender.
    """

    sender: str
    sender_name: str = "Suivi"
    channel: ChannelName = ChannelName.OUTBOX
    outbox: Path | None = None
    host: str = ""
    port: int = 25
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    ca_file: Path | None = None
    list_id: str = ""
    attach_calendar: bool = False

    def __post_init__(self) -> None:
        plain_address(self.sender)
        cleaned = re.sub(r"[^A-Za-z0-9.-]", "", self.list_id)
        object.__setattr__(self, "list_id", cleaned or f"suivi.{domain_of(self.sender)}")
        if self.channel is ChannelName.OUTBOX and self.outbox is None:
            raise NoOutbox
        if self.channel is ChannelName.SMTP:
            if not self.host:
                raise NoHost
            if self.user and self.security is Security.NONE and not _is_this_machine(self.host):
                raise UnsafeLogin(host=self.host)

    @property
    def domain(self) -> str:
        """The domain for Message-IDs."""
        return domain_of(self.sender)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
