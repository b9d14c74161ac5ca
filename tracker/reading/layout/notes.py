"""Footnotes: they stand between the halves of a sentence that goes on over the page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from tracker.reading.layout.lines import Line

_SMALLER = 0.93  # times the size of the text, at most
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡]{1,3})[)\].]?\s*\S")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\s*\S")


def notes_last(lines: list[Line]) -> list[Line]:
    """`lines`, with the notes at the foot of pages behind all the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    text: list[Line] = []
    notes: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        sheet = list(page)
        start = _notes(sheet, usual)
        text += sheet[:start]
        notes += sheet[start:]
    return text + notes


def _notes(sheet: list[Line], usual: float) -> int:
    """Where the notes of a page begin: type no larger than the text, down to its foot, first a number.

    The number stands above the line, or the type is smaller.
    """
    start = end = len(sheet)
    while start and sheet[start - 1].size <= usual and not sheet[start - 1].cells:
        start -= 1
        line = sheet[start]
        if line.gap and (
            _RAISED.match(line.text) or (line.size < _SMALLER * usual and _NUMBER.match(line.text))
        ):
            end = start
    return end or len(sheet)
