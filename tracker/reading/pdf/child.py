"""The process that reads a PDF: its bytes on standard input, behind a line with its name as JSON.

Gives the packed lines of its pages, which the caller lays out as it lays out a short text. What must
be refused, and what is too long for that, gets the answer that tracker.reading.child gives: its
modules are imported only then.
"""

from __future__ import annotations

import gc
import os
import sys

from tracker.reading.bounds import bound
from tracker.reading.pdf.document import Document, NotOpened
from tracker.reading.pdf.packing import crowd, pack_file
from tracker.reading.pdf.taking import taken

_SHORT = 1_000_000  # bytes of packed lines that are soon laid out
_CROWDED = 500  # lines of a page: to arrange it takes up to the square of them


def main() -> None:
    """Read one file. The arguments are seconds, bytes of memory and pages: see Limits."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not the answer
    seconds, memory, pages = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    bound(seconds, memory)
    gc.disable()  # the process ends before a collection would pay
    name = sys.stdin.buffer.readline()
    data = sys.stdin.buffer.read()
    packed = _packed(data, memory, pages)
    if packed is None or len(packed) > _SHORT or crowd(packed) > _CROWDED:
        from tracker.reading.pdf.at_length import answer

        said = answer(name, data, packed, seconds, memory, pages)
    else:
        said = packed
    with answers:
        answers.write(said)
    sys.stderr.flush()
    os._exit(0)  # tearing down takes its time, and nobody needs it


def _packed(data: bytes, memory: int, most: int) -> bytes | None:
    """All that the file holds; None when it is to be refused."""
    try:
        document = Document(data)
    except NotOpened:
        return None
    if document.pages > most:
        return None
    return pack_file(document.pages, document.created(), taken(document, memory))
