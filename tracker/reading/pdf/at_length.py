"""The answer about a PDF that is not answered in short: long, or refused."""

from __future__ import annotations

import json

from tracker.reading.child import answer_with
from tracker.reading.formats import pdf
from tracker.reading.limits import Limits
from tracker.reading.pdf.unpacking import Pages
from tracker.reading.pieces import Content
from tracker.reading.sniff import Format


def refusal(name: bytes, data: bytes, seconds: float, memory: int, most: int) -> bytes:
    """Why it is to be refused. The name is JSON, the rest as in Limits."""
    called: str = json.loads(name)
    limits = Limits(seconds=seconds, memory=memory, pages=most)
    return answer_with(called, limits, lambda: (Format.PDF, pdf.read(called, data, limits)))


def answer(name: bytes, pieces: list[bytes], seconds: float, memory: int, most: int) -> bytes:
    """What the file of these pieces holds."""
    called: str = json.loads(name)
    limits = Limits(seconds=seconds, memory=memory, pages=most)

    def content() -> tuple[Format, Content]:
        pages = Pages()
        for piece in pieces:
            pages.add(piece)
        return Format.PDF, pdf.content_of(called, pages)

    return answer_with(called, limits, content)
