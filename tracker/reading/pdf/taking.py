"""Taking the lines off pages, by several processes when there are many pages."""

from __future__ import annotations

import os
import select
import struct

from tracker.reading.bounds import bound_memory
from tracker.reading.forks import CAN_FORK, end_as, fork
from tracker.reading.pdf.document import Document
from tracker.reading.pdf.library import close_page, count_objects
from tracker.reading.pdf.packing import PAGES, pack_page
from tracker.reading.pdf.page import lines_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MANY = 8  # pages a process, or it is not worth its start
_MOST = 4  # processes
_ROOM = 256 << 20  # bytes of memory that each must have
_FEW, _SEVERAL = 1, 8  # pages of a part: the last are small, so that all processes end together
_SHARE = 12  # of the pages that are left, one in so many
_PARTS = 1000  # at most, for all their numbers wait in one pipe
_NUMBER = struct.Struct("<H")  # of a part
_SIZE = struct.Struct("<I")  # bytes of a piece


def taken(document: Document, memory: int) -> Iterator[bytes]:
    """The lines of all pages, packed, in pieces of no order. `memory` (bytes) is for all that work on it."""
    workers = min(_processors(), _MOST, document.pages // _MANY, memory // _ROOM) if CAN_FORK else 1
    if workers < 2:
        for part in _parts(document):
            yield taken_from(document, part)
        return
    bound_memory(memory // workers)
    try:
        yield from _shared(document, workers)
    finally:
        bound_memory(memory)


def taken_from(document: Document, numbers: Iterable[int]) -> bytes:
    """The lines of these pages, packed in one piece."""
    packed = [PAGES]
    for number in numbers:
        page = document.page(number)
        if page is None:
            continue
        try:
            lines = lines_of(page)
            packed.append(pack_page(number, lines, bool(lines) or count_objects(page) > 0))
        finally:
            close_page(page)
    return b"".join(packed)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _parts(document: Document) -> list[range]:
    least = max(_FEW, -(-document.pages // _PARTS))
    parts, first, after = [], 1, document.pages + 1
    while first < after:
        size = max(least, min(_SEVERAL, (after - first) // _SHARE))
        parts.append(range(first, min(first + size, after)))
        first += size
    return parts


def _shared(document: Document, workers: int) -> Iterator[bytes]:
    """The lines of all pages, taken by this process and forks of it: PDFium is not safe for threads.

    A part of the pages is a number in a pipe; whoever reads it takes it.
    """
    parts = _parts(document)
    waiting, offer = os.pipe()
    os.write(offer, b"".join(map(_NUMBER.pack, range(len(parts)))))
    os.close(offer)
    helpers = dict(_helper(document, parts, waiting) for _ in range(workers - 1))
    for piece in _taken_parts(document, parts, waiting):
        yield piece
        yield from _helped(helpers, 0)
    yield from _helped(helpers, None)


def _taken_parts(document: Document, parts: list[range], waiting: int) -> Iterator[bytes]:
    while number := os.read(waiting, _NUMBER.size):
        yield taken_from(document, parts[_NUMBER.unpack(number)[0]])


def _helper(document: Document, parts: list[range], waiting: int) -> tuple[int, int]:
    """A process that takes parts too: the pipe from which they come, and its id."""
    answer, give = os.pipe()
    process = fork(_help, document, parts, waiting, give)
    os.close(give)
    return answer, process


def _help(document: Document, parts: list[range], waiting: int, give: int) -> None:
    with open(give, "wb") as out:
        for piece in _taken_parts(document, parts, waiting):
            out.write(_SIZE.pack(len(piece)) + piece)
            out.flush()


def _helped(helpers: dict[int, int], seconds: float | None) -> Iterator[bytes]:
    """What comes from helpers within so much time after the last; with None, until all have ended."""
    while helpers and (told := select.select(helpers, (), (), seconds)[0]):
        for pipe in told:
            if head := _read(pipe, _SIZE.size):
                yield _read(pipe, *_SIZE.unpack(head))
            else:
                os.close(pipe)
                end_as(helpers.pop(pipe))


def _read(pipe: int, size: int) -> bytes:
    """So many bytes; fewer when the pipe ends."""
    read = b""
    while len(read) < size and (more := os.read(pipe, size - len(read))):
        read += more
    return read
