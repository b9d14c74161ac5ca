"""Reading in a process of its own, which may hang, crash or be killed without harm."""

from __future__ import annotations

import json
import signal
import struct
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain

from tracker.reading.errors import Crashed, TooMuchMemory, TooSlow
from tracker.reading.limits import Limits
from tracker.reading.servers import server_of
from tracker.reading.sniff import Format
from tracker.reading.wire import Answer, from_wire


def read_apart(name: str, data: bytes, kind: Format | None, limits: Limits) -> Answer:
    """Have another process read `data`, a file of this `kind`, None for a package that it must open to tell.

    Raises the failure that it tells of, or that became of it.
    """
    module, ask, answer = _PDF if kind is Format.PDF else _ANY
    try:
        with server_of(module) as server:
            return answer(name, server.pieces(ask(name, limits), data, limits.seconds))
    except EOFError as error:
        status, said = server.status or 0, server.last_words
        if server.late or status == -getattr(signal, "SIGXCPU", 0):
            raise TooSlow(name=name, seconds=limits.seconds) from error
        killed = status == -getattr(signal, "SIGKILL", 0)  # by the system's memory guard: who else?
        if killed or b"MemoryError" in said:  # C code may die of it before it can answer
            raise TooMuchMemory(name=name, limit=limits.memory >> 20) from error
        raise _crashed(name, _how(status) if status else "no answer", said) from error
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise _crashed(name, "no answer", server.last_words) from error


def _ask(name: str, limits: Limits) -> bytes:
    return json.dumps({"name": name, "limits": asdict(limits)}).encode("ascii")


def _answer(name: str, pieces: Iterator[bytes]) -> Answer:
    (said,) = pieces
    return from_wire(json.loads(said))


def _ask_pdf(name: str, limits: Limits) -> bytes:
    """Limits first: its process knows no JSON unless it must."""
    bounds = f"{limits.seconds} {limits.memory} {limits.pages}"
    return f"{bounds}\n{json.dumps(name)}".encode("ascii")


def _answer_pdf(name: str, pieces: Iterator[bytes]) -> Answer:
    """The lines of its pages; behind them the answer as JSON, if there turned out to be too many."""
    from tracker.reading.formats import pdf
    from tracker.reading.pdf.unpacking import Pages
    from tracker.reading.pieces import assemble

    pages = Pages()
    for piece in pieces:
        if piece.startswith(b"{"):
            return _answer(name, chain([piece], pieces))
        pages.add(piece)
    content = pdf.content_of(name, pages)
    return Answer.of(Format.PDF, content, assemble(content.pieces, content.pages))


_ANY = "tracker.reading.child", _ask, _answer
_PDF = "tracker.reading.pdf.child", _ask_pdf, _answer_pdf


def _how(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"exit status {status:#x}" if status > 255 else f"exit status {status}"


def _crashed(name: str, how: str, said: bytes) -> Crashed:
    import logging

    logging.getLogger(__name__).error(
        "the reading process ended with %s: %s", how, said.decode("utf-8", "replace")[-4000:]
    )
    return Crashed(name=name, reason=how)
