"""EML: a mail message (RFC 5322, MIME). Its subject heads its text; attachments are named, not read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import TypeVar

from tracker.reading.characters import clean, one_line
from tracker.reading.formats import html, text
from tracker.reading.layout import Line, lay_out, text_lines
from tracker.reading.layout.lines import heading
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content

T = TypeVar("T")
_QUOTED = re.compile(r"(?:>\s?)+")


def read(name: str, data: bytes, limits: Limits) -> Content:
    message = message_from_bytes(data, policy=policy.default)
    body = _safely(lambda: message.get_body(("html", "plain")), None)
    if (
        body is None
        and not message.is_multipart()
        and message.get_content_maintype() in ("text", "multipart")
    ):
        body = message  # it says that it has parts, and has none
    lines: list[Line] = []
    drawn = True
    if body is not None:
        source = _decode(name, body)
        drawn = body.get_content_subtype() != "html"
        lines = list(_unquoted(text_lines(clean(source))[0])) if drawn else html.lines_of(source)[0]
    for line in lines:
        line.mark += line.mark > 0  # below the subject
    subject = one_line(_safely(lambda: str(message["subject"] or ""), ""))
    return Content(
        lay_out(heading(subject, 0) + lines, drawn=drawn),
        dated=_safely(lambda: _day(message), None),
        attachments=tuple(_safely(lambda: list(_attachments(message, body)), [])),
    )


def _safely(get: Callable[[], T], otherwise: T) -> T:
    """What `get` gives. The email package fails in many ways on headers that no mail program wrote."""
    try:
        return get()
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError):
        return otherwise


def _day(message: EmailMessage) -> date | datetime | None:
    """The day of the Date header in the sender's own zone; the moment where only a server's UTC is told."""
    sent: datetime | None = getattr(message["date"], "datetime", None)
    if sent is None:
        return None
    # -0000 is UTC too (RFC 5322 §3.3), and Python leaves it naive.
    return sent.date() if sent.utcoffset() else sent.replace(tzinfo=UTC)


def _decode(name: str, part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = _safely(part.get_content_charset, None)
    if charset:
        with suppress(LookupError, ValueError):  # unknown, or not even a name
            return data.decode(charset)
    return html.decode(name, data) if part.get_content_subtype() == "html" else text.decode(name, data)


def _attachments(message: EmailMessage, body: Message | None) -> Iterator[str]:
    """The names of the parts that have one and are no picture in the text."""
    for part in message.walk():
        if part is body or part.is_multipart():
            continue
        name = part.get_filename()
        if name and not (part.get_content_maintype() == "image" and part["content-id"]):
            yield one_line(name)


def _unquoted(lines: list[Line]) -> Iterator[Line]:
    """The lines without the marks of quotation; where their depth changes a new block begins."""
    before = 0
    for line in lines:
        mark = _QUOTED.match(line.text)
        depth = mark[0].count(">") if mark else 0
        if mark:
            line.text = line.text[mark.end() :]
        line.begins = line.begins or depth != before
        before = depth
        if line.text:
            yield line
