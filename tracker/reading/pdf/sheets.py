"""The lines of pages as one text: how wide a character is, and where gaps are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading.characters import clean
from tracker.reading.layout import Line
from tracker.reading.pdf.columns import arranged
from tracker.reading.raising import raised

_ELIDED = re.compile(
    r"(?<=\b[cdjlmnstCDJLMNST])[’'] (?=[aâeéèêhiîoôuyœAÂEÉÈÊHIÎOÔUYŒ])"
)  # l’ entente: kerning, no blank
_DIGITS = 3  # of the number of a note, at most
_SMALL = 0.85  # times the type size of the note, at most
_GAP = 1.25  # times the usual distance from line to line
_FEW = 0.3  # most are larger than it, for the distance of wrapped lines is among the smallest
_ENOUGH = 3  # lines that surely go on with the one above, to learn it from these alone
_USUAL = 1.2  # of most typesetting, in type sizes


@dataclass(slots=True)
class Sheet:
    """The lines of a page in reading order, and what they tell of the type of the whole text.

    Its `width` in points is that of so many `signs`. `drops` are the distances from line to line in
    type sizes, those to lines that begin within a sentence apart: they are of one paragraph.
    """

    lines: list[Line]
    width: float
    signs: int
    sure_drops: list[float]
    drops: list[float]


def sheet_of(lines: list[Line]) -> Sheet:
    """The page on which these `lines` stand, in any order."""
    lines = arranged(_numbered(lines))
    sheet = Sheet(lines, *_extent(lines), *_drops(lines))
    for line in lines:
        line.text = clean(line.text).strip()
        if "’ " in line.text or "' " in line.text:
            line.text = _ELIDED.sub("’", line.text)
    sheet.lines = [line for line in lines if line.text]
    return sheet


def _numbered(lines: list[Line]) -> list[Line]:
    """`lines`, the number of a note put back before it: it stands higher, as a line of its own."""
    out: list[Line] = []
    for line in lines:
        if out and len(out[-1].text) <= _DIGITS and out[-1].text.isdecimal() and _is_number_of(out[-1], line):
            line.text = f"{raised(out[-1].text)} {line.text}"
            line.left = out.pop().left
        out.append(line)
    return out


def _is_number_of(number: Line, line: Line) -> bool:
    return (
        number.size < _SMALL * line.size
        and 0 <= line.left - number.right < line.size
        and 0 < number.y - line.y < line.size
    )


def lines_of(sheets: Sequence[Sheet]) -> list[Line]:
    """The lines of all `sheets`, measured in characters of the usual width."""
    signs = sum(sheet.signs for sheet in sheets)
    width = max(sum(sheet.width for sheet in sheets) / signs, 0.1) if signs else 5.0
    gap = _GAP * _pitch(sheets)
    out: list[Line] = []
    for sheet in sheets:
        above: Line | None = None
        for line in sheet.lines:
            if above is None:
                line.gap, line.turn = True, bool(out)
            else:
                line.gap = above.y - line.y > gap * max(above.size, line.size) or line.column != above.column
            line.left /= width
            line.right /= width
            out.append(line)
            above = line
    return out


def _extent(lines: list[Line]) -> tuple[float, int]:
    """The width and the number of the signs of lines; rows of tables hold blank space and say nothing."""
    width, signs = 0.0, 0
    for line in lines:
        if not line.cells:
            width += line.right - line.left
            signs += len(line.text)
    return width, signs


def _drops(lines: list[Line]) -> tuple[list[float], list[float]]:
    """The distances from line to line: to those that begin within a sentence, and to others."""
    sure: list[float] = []
    others: list[float] = []
    for above, below in pairwise(lines):
        size = above.size or 0.1
        drop = (above.y - below.y) / size
        if 0.6 < drop < 3 and abs(size - below.size) < 0.05 * size:
            (sure if below.text[:1].islower() else others).append(drop)
    return sure, others


def _pitch(sheets: Sequence[Sheet]) -> float:
    """The distance from line to line of a paragraph, in type sizes."""
    sure = [drop for sheet in sheets for drop in sheet.sure_drops]
    drops = sure if len(sure) >= _ENOUGH else [drop for sheet in sheets for drop in sheet.drops]
    usual = sorted(drops)[int(len(drops) * _FEW)] if drops else _USUAL
    return usual if len(sure) >= _ENOUGH else min(usual, _USUAL)
