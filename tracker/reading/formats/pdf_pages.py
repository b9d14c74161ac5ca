"""From words on pages to lines: which order they have, how wide a character is, and where gaps are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.reading.characters import clean
from tracker.reading.formats.pdf_columns import arranged
from tracker.reading.formats.pdf_lines import Ink
from tracker.reading.layout import Line

_GAP = 1.25  # times the usual distance from line to line
_FEW = 0.2  # the distance of wrapped lines is among the smallest


def lines_of(pages: list[list[Ink]]) -> list[Line]:
    """The lines of `pages` in reading order, measured in characters of the usual width."""
    pages = [arranged(inks) for inks in pages]
    width = _character_width(pages)
    gap = _GAP * _pitch(pages)
    lines: list[Line] = []
    for inks in pages:
        above: Ink | None = None
        for ink in inks:
            line = _line(ink, width)
            if not line.text:
                continue
            if above is None:
                line.gap, line.turn = True, bool(lines)
            else:
                line.gap = above.y - ink.y > gap * max(above.size, ink.size) or ink.column != above.column
            lines.append(line)
            above = ink
    return lines


def _line(ink: Ink, width: float) -> Line:
    return Line(
        clean(" | ".join(ink.cells) if ink.cells else ink.text).strip(),
        ink.left / width,
        ink.right / width,
        ink.page,
        turn=ink.turn,
        begins=bool(ink.cells),
        column=ink.column,
        size=ink.size,
        bold=ink.bold,
        cells=ink.cells,
        header=ink.header,
    )


def _character_width(pages: list[list[Ink]]) -> float:
    """That of the average character; rows of tables hold blank space and say nothing."""
    room = count = 0.0
    for inks in pages:
        for ink in inks:
            if not ink.cells:
                room += ink.right - ink.left
                count += len(ink.text)
    return max(room / count, 0.1) if count else 5.0


def _pitch(pages: list[list[Ink]]) -> float:
    """The distance from line to line within a paragraph, in type sizes."""
    drops = sorted(_drops(pages))
    return drops[int(len(drops) * _FEW)] if drops else 1.2


def _drops(pages: list[list[Ink]]) -> Iterator[float]:
    for inks in pages:
        for above, below in pairwise(inks):
            drop = (above.y - below.y) / max(above.size, 0.1)
            if 0.6 < drop < 3 and abs(above.size - below.size) < 0.05 * above.size:
                yield drop
