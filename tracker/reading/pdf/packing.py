"""The lines of pages as bytes: they cross from process to process in one piece, and cost little to unpack.

A file is its head and its pages; a page is its head, the places of its lines, and their words in
UTF-8, between separators that words do not hold. Neither pickle nor marshal: the process that says
this may be in the power of a hostile file.
"""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.reading.pdf.page import Placed

FILE = struct.Struct("<cIH")  # FIRST, pages, bytes of its date of creation
FIRST = b"P"  # where an answer in JSON has its brace
PAGE = struct.Struct("<I?II")  # number, whether it holds anything, lines, bytes of their words
PLACE = struct.Struct("<4d?")  # left, right, y, size, whether it is bold
BETWEEN = "\x1e"  # the record separator, between lines


def pack_file(pages: int, created: str, packed: bytes) -> bytes:
    """What a file holds: its `packed` pages, and its date of creation as it writes it."""
    date = created.encode()[:100]
    return FILE.pack(FIRST, pages, len(date)) + date + packed


def crowd(packed: bytes) -> int:
    """The lines of the page of a file that holds most."""
    at, most = FILE.size + FILE.unpack_from(packed)[2], 0
    while at < len(packed):
        _, _, lines, size = PAGE.unpack_from(packed, at)
        at += PAGE.size + lines * PLACE.size + size
        most = max(most, lines)
    return most


def pack_page(number: int, lines: list[Placed], holds_something: bool) -> bytes:
    text = BETWEEN.join([words for words, *_ in lines]).encode()
    places = [PLACE.pack(left, right, y, size, bold) for _, left, right, y, size, bold in lines]
    return b"".join((PAGE.pack(number, holds_something, len(lines), len(text)), *places, text))
