"""The answer about a PDF that is not answered in short: long, or refused."""

from __future__ import annotations

import json

from tracker.reading.child import answer_with
from tracker.reading.formats import pdf
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content
from tracker.reading.sniff import Format


def answer(name: bytes, data: bytes, packed: bytes | None, seconds: float, memory: int, pages: int) -> bytes:
    """`packed` is what the file holds; None when it is to be refused. The rest is as in Limits."""
    limits = Limits(seconds=seconds, memory=memory, pages=pages)
    called: str = json.loads(name)

    def content() -> tuple[Format, Content]:
        if packed is None:
            return Format.PDF, pdf.read(called, data, limits)
        return Format.PDF, pdf.content_of(called, packed)

    return answer_with(called, limits, content)
