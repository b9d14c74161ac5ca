"""Taking the lines off pages, by several processes when there are many pages."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from itertools import pairwise

from tracker.reading.bounds import bound_memory
from tracker.reading.pdf.document import Document
from tracker.reading.pdf.library import close_page, count_objects
from tracker.reading.pdf.packing import pack_page
from tracker.reading.pdf.page import lines_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 16  # pages a process, or it is not worth its start
_MOST = 4  # processes
_ROOM = 256 << 20  # bytes of memory that each must have
_SHARES = 12  # a process: pages differ in what they cost
_CAN_SHARE = sys.platform == "linux"  # which lets no helper outlive the process it helps
_PR_SET_PDEATHSIG = 1  # prctl(2)
_SIGKILL = 9  # the module of signals imports more than all of ours
_SHARE = struct.Struct("<BI")  # which, and its size in bytes


def taken(document: Document, memory: int) -> bytes:
    """The lines of all pages, packed, in order. `memory` (bytes) is shared among all that work on it."""
    workers = min(_processors(), _MOST, document.pages // _MANY, memory // _ROOM) if _CAN_SHARE else 1
    if workers < 2:
        return taken_from(document, range(1, document.pages + 1))
    bound_memory(memory // workers)
    try:
        return _shared(document, workers)
    finally:
        bound_memory(memory)


def taken_from(document: Document, numbers: Iterable[int]) -> bytes:
    """The lines of these pages, packed."""
    packed: list[bytes] = []
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


def _shared(document: Document, workers: int) -> bytes:
    """The lines of all pages, taken by this process and forks of it: PDFium is not safe for threads.

    A share of the pages is a byte in a pipe; whoever reads it takes it.
    """
    count = workers * _SHARES
    bounds = [1 + document.pages * at // count for at in range(count + 1)]
    shares = [range(start, end) for start, end in pairwise(bounds)]
    waiting, offer = os.pipe()
    os.write(offer, bytes(range(count)))
    os.close(offer)
    helpers = [_helper(document, shares, waiting) for _ in range(workers - 1)]
    done = _take_shares(document, shares, waiting)
    for process, answer in helpers:
        with os.fdopen(answer, "rb") as file:
            while head := file.read(_SHARE.size):
                share, size = _SHARE.unpack(head)
                done[share] = file.read(size)
        _end_as(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
    return b"".join([done[share] for share in range(count)])


def _take_shares(document: Document, shares: list[range], waiting: int) -> dict[int, bytes]:
    done: dict[int, bytes] = {}
    while share := os.read(waiting, 1):
        done[share[0]] = taken_from(document, shares[share[0]])
    return done


def _helper(document: Document, shares: list[range], waiting: int) -> tuple[int, int]:
    """A process that takes shares, under the same limits: its id, and the pipe from which they come."""
    ours = os.getpid()
    answer, give = os.pipe()
    process = os.fork()
    if process:
        os.close(give)
        return process, answer
    status = 1
    try:
        _die_with(ours)
        os.close(answer)
        with os.fdopen(give, "wb") as file:
            for share, packed in _take_shares(document, shares, waiting).items():
                file.write(_SHARE.pack(share, len(packed)))
                file.write(packed)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


def _die_with(parent: int) -> None:
    """Have the system kill this process when its `parent` ends, who may be killed for its slowness."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _end_as(status: int) -> None:
    """End as a helper did: what became of it became of the reading."""
    if status < 0:
        os.kill(os.getpid(), -status)
    if status:
        sys.exit(status)
