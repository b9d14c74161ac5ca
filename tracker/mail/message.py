"""A digest as a message: its headers, its two bodies, its names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from tracker.commitments import Person
from tracker.mail.addresses import plain_address
from tracker.mail.bodies import set_alternatives
from tracker.mail.headers import POLICY, mailbox_header, text_header
from tracker.mail.settings import MailSettings

CALENDAR = "suivi.ics"

# Ours is a mail nobody should answer with an absence note; bounces and receipts stay wanted, so not "All".
_NO_AUTOMATIC_REPLY = "OOF, AutoReply"


class Letter(Protocol):
    """What a message is made of: a digest, or any other mail in the same shape.

    `markdown` (CommonMark) is for services, and is only asked for where a person has one.
    """

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def markdown(self) -> str: ...
    @property
    def language(self) -> str: ...


def message_id(install_id: str, person_id: int, day: date, domain: str) -> str:
    """The Message-ID of the digest of a person and day: the same at every attempt.

    `install_id` keeps two registers of one office apart; it cannot be read from the result.
    """
    return f"<{day:%Y%m%d}.{_digest_of(install_id, person_id, day)}@{domain}>"


def thread_id(install_id: str, uid: str, domain: str) -> str:
    """The Message-ID that all mails about one commitment answer, though it was never sent itself."""
    return f"<commitment.{_digest_of(install_id, uid)}@{domain}>"


def trial_id(install_id: str, address: str, at: datetime, domain: str) -> str:
    """The Message-ID of a test sent at a moment, which is that of no digest."""
    return f"<test.{_digest_of(install_id, address, at.isoformat())}@{domain}>"


def _digest_of(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def write_message(
    letter: Letter,
    to: Person,
    settings: MailSettings,
    *,
    at: datetime,
    message_id: str,
    threads: Sequence[str] = (),
    calendar: bytes | None = None,
) -> EmailMessage:
    """The message to hand to a channel; 7-bit throughout, no line above 998 octets.

    For somebody with a service it holds Markdown in the place of HTML. `calendar` is an iCalendar
    document to attach.

    `at` is aware. `threads` are the thread ids of the commitments that the letter is about: one
    that is about a single commitment joins its thread. With several there is none to join, since
    References (RFC 5322 §3.6.4) is a chain of parents, and would make one thread of them all.
    Raises BadAddress, and ValueError for a naive `at`.
    """
    if at.tzinfo is None:
        raise ValueError("a Date header needs a time zone")
    message = EmailMessage(policy=POLICY)
    message.set_raw("From", mailbox_header("From", settings.sender_name, settings.sender))
    message.set_raw("To", mailbox_header("To", to.name, to.email))
    message.set_raw("Subject", text_header("Subject", letter.subject))
    message.set_raw("Date", format_datetime(at))
    message.set_raw("Message-ID", message_id)
    if len(threads) == 1:
        message.set_raw("In-Reply-To", threads[0])
        message.set_raw("References", threads[0])
    message.set_raw("List-Id", f"<{settings.list_id}>")
    message.set_raw("Auto-Submitted", "auto-generated")  # RFC 3834 §5
    message.set_raw("X-Auto-Response-Suppress", _NO_AUTOMATIC_REPLY)
    second = {"html": letter.html} if to.channel is None else {"markdown": letter.markdown}  # RFC 7763
    set_alternatives(message, {"plain": letter.text, **second}, message_id)
    if calendar is not None:
        message.add_attachment(
            calendar, maintype="text", subtype="calendar", filename=CALENDAR, params={"charset": "utf-8"}
        )
    message.set_raw("Content-Language", letter.language)  # now, else it would go to the bodies alone
    return message


def envelope_recipient(to: Person) -> str:
    """Where the channel sends it: the address of a service, or of mail. Raises BadAddress."""
    return to.channel or plain_address(to.email)
