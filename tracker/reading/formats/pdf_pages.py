"""From ink on pages to lines: gaps, and where the margins are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.reading.characters import clean
from tracker.reading.formats.pdf_lines import Ink
from tracker.reading.layout import Line

_GAP = 1.25  # times the usual distance from line to line
_FEW = 0.2  # the distance of wrapped lines is among the smallest


def lines_of(pages: list[list[Ink]]) -> list[Line]:
    """The lines of `pages` in reading order, measured in characters of the usual width."""
    width = _character_width(pages)
    pitch = _pitch(pages)
    lines: list[Line] = []
    for inks in pages:
        above: Ink | None = None
        for ink in inks:
            line = Line(
                clean(ink.text).strip(),
                ink.left / width,
                ink.right / width,
                ink.page,
                size=ink.size,
                bold=ink.bold,
            )
            if not line.text:
                continue
            if above is None:
                line.gap, line.turn = True, bool(lines)
            else:
                drop = above.y - ink.y
                line.gap = drop > _GAP * pitch * max(above.size, ink.size) or drop < -ink.size
            lines.append(line)
            above = ink
    return lines


def _character_width(pages: list[list[Ink]]) -> float:
    inks = [ink for page in pages for ink in page]
    return max(sum(ink.right - ink.left for ink in inks) / max(sum(len(ink.text) for ink in inks), 1), 0.1)


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
