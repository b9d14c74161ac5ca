"""iCalendar text and content lines: what may stand in them, and where they are folded.

The `icalendar` package keeps components and their values; it folds one character at a time, which costs
more than everything else together. Here whole lines are folded as bytes.
"""

from __future__ import annotations

import re

from icalendar import Component
from icalendar.prop import vText

FOLD = 74  # octets after which a line goes on, with a blank before them: 75 (RFC 5545 §3.1)
SPARE = 14  # octets that a better place to fold may cost
_BLANK, _BACKSLASH = 0x20, 0x5C

_SUSPECT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|  ")
# Whatever Python's splitlines(), or another reader, takes for the end of a line.
_BREAK = re.compile("\r\n?|[\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# TSAFE-CHAR of RFC 5545 §3.3.11 leaves out control characters; UTF-8 has no lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANKS = re.compile("[ \t]+")
_AROUND_BREAK = re.compile(" ?\n ?")
_LINE = re.compile("[ \t\n]+")


class Text(vText):
    """A TEXT value, escaped as RFC 5545 §3.3.11 says.

    icalendar's own escaping takes the two characters `\\N` of a text (`C:\\Nord`) for a line break.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        text = str(self)
        if "\\" in text:
            text = text.replace("\\", "\\\\")
        return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").encode()


def paragraphs(text: str) -> str:
    """`text` with line feeds only, no control characters, and single blanks."""
    if not _SUSPECT.search(text):
        return text
    text = _UNSAFE.sub("", _BREAK.sub("\n", text))
    return _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text))


def one_line(text: str) -> str:
    """`text` on one line. No-break spaces stay: French typography needs them."""
    if "\n" not in text and not _SUSPECT.search(text):
        return text.strip(" ")
    return _LINE.sub(" ", paragraphs(text)).strip(" ")


def fold(line: bytes) -> bytes:
    """`line`, without its end, in lines of at most 75 octets (RFC 5545 §3.1)."""
    if len(line) <= FOLD + 1:
        return line
    pieces, start = [], 0
    while len(line) - start > FOLD:
        cut = _cut(line, start)
        pieces.append(line[start:cut])
        start = cut
    pieces.append(line[start:])
    return b"\r\n ".join(pieces)


def _cut(line: bytes, start: int) -> int:
    """Where the piece that begins at `start` ends: always between two UTF-8 characters.

    Where it can, also neither before a blank nor after a backslash: some readers strip the first and
    split the second from what it escapes.
    """
    for cut in range(start + FOLD, start + FOLD - SPARE, -1):
        octet = line[cut]
        if octet & 0xC0 != 0x80 and octet != _BLANK and line[cut - 1] != _BACKSLASH:
            return cut
    cut = start + FOLD
    while line[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut


def content_lines(component: Component) -> list[bytes]:
    """The folded lines of `component` and what it holds, in the order in which they were set."""
    lines = []
    for name, value in component.property_items(sorted=False):
        encoded = value if isinstance(value, bytes) else value.to_ical()  # type: ignore[attr-defined]
        if parameters := getattr(value, "params", None):
            name = f"{name};{parameters.to_ical().decode()}"
        lines.append(
            fold(name.encode() + b":" + (encoded if isinstance(encoded, bytes) else encoded.encode()))
        )
    return lines


def write(component: Component) -> bytes:
    return b"\r\n".join(content_lines(component)) + b"\r\n"
