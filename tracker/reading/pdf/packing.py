"""The lines of pages as bytes: they cross from process to process in one piece, and cost little to unpack.

A file is its head and its pages; a page is its head, the places of its lines, and their words in
UTF-8. Lines and cells stand between separators of ASCII, which words do not hold. Not JSON: this is
what a hostile file's process may say, so that nothing here runs or nests.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.reading.layout import Line
    from tracker.reading.pdf.page import Placed

FILE = struct.Struct("<cIH")  # FIRST, pages, bytes of its date of creation
FIRST = b"P"  # where an answer in JSON has its brace
HEAD = struct.Struct("<I?II")  # number, whether it holds anything, lines, bytes of their words
PLACE = struct.Struct("<4dI")  # left, right, y, size; what else is known of the line, below
BOLD, TURN, BEGINS, ROW = 1, 2, 4, 8
COLUMN = 4  # bits before its column's number
LINES, HEADER, CELLS = "\x1e", "\x1d", "\x1f"


def pack_file(pages: int, created: str, packed: bytes) -> bytes:
    """What a file holds: its `packed` pages, and its date of creation as it writes it."""
    date = created.encode()[:100]
    return FILE.pack(FIRST, pages, len(date)) + date + packed


def pack_placed(number: int, lines: Iterable[Placed], holds_something: bool) -> bytes:
    """A page whose lines stand one below the other."""
    words: list[str] = []
    places: list[bytes] = []
    for text, left, right, y, size, bold in lines:
        words.append(text)
        places.append(PLACE.pack(left, right, y, size, bold))
    return _page(number, holds_something, words, places)


def pack_arranged(number: int, lines: Iterable[Line]) -> bytes:
    """A page whose lines were put in order."""
    words: list[str] = []
    places: list[bytes] = []
    for line in lines:
        known = line.bold * BOLD | line.turn * TURN | line.begins * BEGINS | line.column << COLUMN
        if line.cells:
            known |= ROW
            words.append(HEADER.join((CELLS.join(line.cells), CELLS.join(line.header))))
        else:
            words.append(line.text)
        places.append(PLACE.pack(line.left, line.right, line.y, line.size, known))
    return _page(number, True, words, places)


def _page(number: int, holds_something: bool, words: list[str], places: list[bytes]) -> bytes:
    text = LINES.join(words).encode()
    return b"".join((HEAD.pack(number, holds_something, len(words), len(text)), *places, text))
