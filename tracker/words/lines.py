"""Text from outside made fit for one line: a heading of a mail, a row, a file's name."""

from __future__ import annotations

import re
import unicodedata

# Controls that reorder what follows them: one of these in a title would turn a whole line around.
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_BREAKING = {"Cc", "Zl", "Zp"}
_BLANKS = re.compile(" {2,}")


def one_line(text: str) -> str:
    """`text` on one line: breaks and controls become one blank, half characters become U+FFFD.

    No-break spaces, emoji sequences and right-to-left letters stay as they are.
    """
    kept = []
    for character in text.translate(_REORDERING):
        category = unicodedata.category(character)
        kept.append(" " if category in _BREAKING else "\ufffd" if category == "Cs" else character)
    return _BLANKS.sub(" ", "".join(kept)).strip()


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters, cut after a word and ended by « … »."""
    line = one_line(text)
    if len(line) <= width:
        return line
    room = line[: width - 1]
    cut = room if line[width - 1] == " " else room.rpartition(" ")[0]
    # Nothing but a first word too long for the room: it is cut where it stands.
    return (cut or room).rstrip(" \u00a0,;:.–—-«“(") + "…"
