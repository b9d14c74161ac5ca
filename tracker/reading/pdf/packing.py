"""The lines of pages as bytes: they cross from process to process in few pieces, and cost little to unpack.

The first piece tells of the file, each other holds some pages. A page is its head, the places of its
lines, and their words in UTF-8, between separators that words do not hold. Neither pickle nor marshal:
the process that says this may be in the power of a hostile file.
"""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.reading.pdf.page import Placed

FILE, PAGES = b"F", b"P"  # what a piece begins with; an answer in JSON begins with a brace
COUNT = struct.Struct("<I")  # pages of the file; its date of creation follows
PAGE = struct.Struct("<I?II")  # number, whether it holds anything, lines, bytes of their words
PLACE = struct.Struct("<4d?")  # left, right, y, size, whether it is bold
BETWEEN = "\x1e"  # the record separator, between lines


def pack_file(pages: int, created: str) -> bytes:
    """How many pages a file has, and its date of creation as it writes it."""
    return FILE + COUNT.pack(pages) + created.encode()[:100]


def pack_page(number: int, lines: list[Placed], holds_something: bool) -> bytes:
    """A page, without what its piece begins with."""
    text = BETWEEN.join([line[0] for line in lines]).encode()
    places = [PLACE.pack(left, right, y, size, bold) for _, left, right, y, size, bold in lines]
    return b"".join((PAGE.pack(number, holds_something, len(lines), len(text)), *places, text))


def crowd(piece: bytes) -> int:
    """The lines of the page that holds most, of those in a piece."""
    at, most = len(PAGES), 0
    while at < len(piece):
        _, _, lines, size = PAGE.unpack_from(piece, at)
        at += PAGE.size + lines * PLACE.size + size
        most = max(most, lines)
    return most
