"""From what stands on pages to lines: their order, how wide a character is, and where gaps are."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.reading.characters import clean
from tracker.reading.layout import Line
from tracker.reading.pdf.columns import arranged

_ELIDED = re.compile(
    r"(?<=\b[cdjlmnstCDJLMNST])[’'] (?=[aâeéèêhiîoôuyœAÂEÉÈÊHIÎOÔUYŒ])"
)  # l’ entente: kerning, no blank
_GAP = 1.25  # times the usual distance from line to line
_FEW = 0.3  # most are larger than it, for the distance of wrapped lines is among the smallest
_ENOUGH = 3  # lines that surely go on with the one above, to learn it from these alone
_USUAL = 1.2  # of most typesetting, in type sizes


def lines_of(pages: list[list[Line]]) -> list[Line]:
    """The lines of `pages` in reading order, measured in characters of the usual width."""
    pages = [arranged(lines) for lines in pages]
    width = _character_width(pages)
    gap = _GAP * _pitch(pages)
    out: list[Line] = []
    for lines in pages:
        above: Line | None = None
        for line in lines:
            line.text = clean(line.text).strip()
            if "’ " in line.text or "' " in line.text:
                line.text = _ELIDED.sub("’", line.text)
            if not line.text:
                continue
            if above is None:
                line.gap, line.turn = True, bool(out)
            else:
                line.gap = above.y - line.y > gap * max(above.size, line.size) or line.column != above.column
            line.left /= width
            line.right /= width
            out.append(line)
            above = line
    return out


def _character_width(pages: list[list[Line]]) -> float:
    """That of the average character; rows of tables hold blank space and say nothing."""
    room = count = 0.0
    for lines in pages:
        for line in lines:
            if not line.cells:
                room += line.right - line.left
                count += len(line.text)
    return max(room / count, 0.1) if count else 5.0


def _pitch(pages: list[list[Line]]) -> float:
    """The distance from line to line of a paragraph, in type sizes: to lines that begin within a sentence."""
    sure: list[float] = []
    others: list[float] = []
    for lines in pages:
        for above, below in pairwise(lines):
            size = above.size or 0.1
            drop = (above.y - below.y) / size
            if 0.6 < drop < 3 and abs(size - below.size) < 0.05 * size:
                (sure if below.text[:1].islower() else others).append(drop)
    drops = sorted(sure if len(sure) >= _ENOUGH else others)
    usual = drops[int(len(drops) * _FEW)] if drops else _USUAL
    return usual if len(sure) >= _ENOUGH else min(usual, _USUAL)
