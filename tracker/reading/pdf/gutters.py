"""Newspaper columns: a blank strip down a page, with prose on both sides of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from tracker.reading.layout import Line
from tracker.reading.pdf.cells import APART, LOW, middle

_CANDIDATES = 4  # places where most lines begin
_FULL = 0.7  # of the width of a side: prose fills most of its lines so far
_MOST = 0.4  # of the lines of a side that are full, at least: it may hold a list, or a table
_LINES = 6  # that are full, at least
_SIGNS = 18  # of a full line: shorter ones are cells
_NEAR = 0.4  # type sizes between lines of two columns that begin rows of one table, at most
_FAR = 1.8  # times the distance of lines: what stands so far off at the head or the foot is no column
_EDGE = 2  # lines at the head or the foot that may stand off


def parted(lines: list[Line]) -> list[list[Line]]:
    """The `lines` of a page in parts, in reading order: what is above columns, each of two, what is below.

    Either column may hold more. Nothing when there is no strip, or a table has it.
    """
    lines = sorted(lines, key=lambda line: -line.y)
    begins = Counter(round(line.left) for line in lines)
    for left, count in begins.most_common(_CANDIDATES):
        if count < _LINES:
            continue
        start, end = _stretch(lines, left)
        sides: list[list[Line]] = [[], []]
        for line in lines[start:end]:
            sides[line.left >= left - 1].append(line)
        if all(map(_is_prose, sides)) and not _are_rows(*sides):
            for number, side in enumerate(sides, 1):
                side[0].turn = True
                for line in side:
                    line.column += number
            return [part for part in (lines[:start], *sides, lines[end:]) if part]
    return []


def _stretch(lines: list[Line], left: float) -> tuple[int, int]:
    """Where the longest run of lines begins and ends (exclusive) that all stand left or right of `left`."""
    best = (0, 0)
    start = 0
    for at, line in enumerate([*lines, None]):
        if line and (line.left >= left - 1 or line.right < left - line.size / 2):
            continue
        if at - start > best[1] - best[0]:
            best = (start, at)
        start = at + 1
    start, end = _without_edges(lines, *best)
    top = next((line for line in lines[start:end] if line.left >= left - 1), None)
    while top and lines[start].y > top.y + top.size:  # the end of what stands above the columns
        start += 1
    return start, end


def _without_edges(lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """The same, without a running head and a footer."""
    drops = [above.y - below.y for above, below in pairwise(lines[start:end])]
    heights = [
        drop for drop, line in zip(drops, lines[start + 1 : end], strict=True) if drop > LOW * line.size
    ]
    if not heights:
        return start, end
    far = _FAR * middle(heights)
    head = [number for number, drop in enumerate(drops[:_EDGE], 1) if drop > far]
    foot = [number for number, drop in enumerate(drops[: -_EDGE - 1 : -1], 1) if drop > far]
    return start + max(head, default=0), end - max(foot, default=0)


def _is_prose(side: list[Line]) -> bool:
    """Whether most lines are full, as wrapped lines are."""
    if len(side) < _LINES:
        return False
    widths = sorted(line.right - line.left for line in side)
    wide = widths[int(0.9 * len(widths))]
    full = [line for line in side if line.right - line.left >= _FULL * wide]
    return len(full) >= max(_LINES, _MOST * len(side)) and sum(
        len(line.text) for line in full
    ) >= _SIGNS * len(full)


def _are_rows(left: list[Line], right: list[Line]) -> bool:
    """Whether what begins on one side begins at one height with what begins on the other, as cells do."""
    if all(side[0].bold and not side[-1].bold for side in (left, right)):
        return True
    if left[0].y < right[-1].y or right[0].y < left[-1].y:  # one above the other
        return True
    ours, theirs = _begins(left), _begins(right)
    even = sum(any(abs(one.y - other.y) < _NEAR * one.size for other in theirs) for one in ours)
    return even > 0 and even >= 0.5 * max(len(ours), len(theirs))


def _begins(side: list[Line]) -> list[Line]:
    """The lines above which there is more blank than between lines."""
    drops = [above.y - below.y for above, below in pairwise(side)]
    close = [drop for drop, line in zip(drops, side[1:], strict=True) if drop > LOW * line.size]
    usual = middle(close) if close else 0.0
    return [line for drop, line in zip(drops, side[1:], strict=True) if drop > APART * usual]
