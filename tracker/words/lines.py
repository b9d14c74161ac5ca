"""Text from outside made fit for one line: a heading of a mail, a row, a file's name."""

from __future__ import annotations

import re

# Controls that reorder what follows them: one of these in a title would turn a whole line around.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
# Controls (Cc) and separators of lines and paragraphs (Zl, Zp), with the blanks around them.
_BREAKING = re.compile("[ \x00-\x1f\x7f-\x9f\u2028\u2029]{2,}|[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: str) -> str:
    """`text` on one line: breaks and controls become one blank, half characters become U+FFFD.

    No-break spaces, emoji sequences and right-to-left letters stay as they are.
    """
    text = _REORDERING.sub("", text)
    return _BREAKING.sub(" ", _HALVES.sub("\ufffd", text)).strip()


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters, cut after a word and ended by « … »."""
    line = one_line(text)
    if len(line) <= width:
        return line
    room = line[: width - 1]
    cut = room if line[width - 1] == " " else room.rpartition(" ")[0]
    # Nothing but a first word too long for the room: it is cut where it stands.
    return (cut or room).rstrip(" \u00a0,;:.–—-«“(") + "…"
