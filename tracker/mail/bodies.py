"""Bodies in the form in which they travel: quoted-printable, one beside the other (RFC 2046 §5.1.4).

What `EmailMessage.set_content` makes byte by byte, `binascii` makes at once; most of what a mail costs
was here.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_qp
from email.message import EmailMessage
from functools import cache
from typing import Any

from tracker.mail.headers import POLICY

_READ = {"plain": "text/plain", "html": "text/html", "markdown": "text/markdown"}


def set_alternatives(message: EmailMessage, bodies: dict[str, str], key: str) -> None:
    """Make `bodies` the ways to read `message`, by subtype of `text`, the plainest first.

    `key` is unique to the message: the line between its bodies is made from it.
    """
    # "=_" stands in no quoted-printable line (RFC 2045 §6.7), so no body can hold the line.
    between = f"=_{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    message.set_raw("MIME-Version", "1.0")
    message.set_raw("Content-Type", _header("Content-Type", f'multipart/alternative; boundary="{between}"'))
    message.set_payload([_part(subtype, text) for subtype, text in bodies.items()])


def _part(subtype: str, text: str) -> EmailMessage:
    """One body, 7-bit and with lines of at most 76 characters (RFC 2045 §6.7)."""
    part = EmailMessage(policy=POLICY)
    part.set_raw("Content-Type", _type_of(subtype))
    part.set_raw("Content-Transfer-Encoding", "quoted-printable")
    part.set_payload(b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part


@cache
def _type_of(subtype: str) -> Any:
    return _header("Content-Type", f'{_READ[subtype]}; charset="utf-8"')


def _header(name: str, value: str) -> Any:
    """Parsed once: a message parses what it was given as text each time it looks."""
    return POLICY.header_factory(name, value)
