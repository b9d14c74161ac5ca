"""How headings nest, told by what they look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Style(NamedTuple):
    """What a heading looks like; headings of one style are of one rank."""

    marked: int = 0  # rank + 1 that its format, an underline or a wiki's signs give it
    depth: int = 0  # of its number: 2 for « 3.1 »
    size: float = 0
    bold: bool = False
    capitals: int = 0  # 2 all, 1 some words, 0 none
    label: bool = False


def ranks(styles: Sequence[Style | None]) -> Iterator[int]:
    """How many headings stand above each heading; `styles` has None for each block that is none.

    Numbers, marks and type sizes say who outranks whom. Otherwise a style outranks another only if
    it is found right above it, with no text between, and never the other way round: a wrong parent
    would put promises under « Objectifs », so that in doubt headings are siblings.
    """
    touching = {(one, other) for one, other in pairwise(styles) if one and other and one != other}
    above: list[Style] = []
    for style in styles:
        if style is None:
            continue
        while above and not _outranks(above[-1], style, touching):
            above.pop()
        yield len(above)
        above.append(style)


def _outranks(one: Style, other: Style, touching: set[tuple[Style, Style]]) -> bool:
    if one == other:
        return False
    if one.marked != other.marked:
        return one.marked > 0 and (other.marked == 0 or one.marked < other.marked)
    if one.depth and other.depth and one.depth != other.depth:
        return one.depth < other.depth
    if one.label != other.label:
        return other.label
    if abs(one.size - other.size) > 0.06 * max(one.size, other.size):
        return one.size > other.size
    return (one, other) in touching and (other, one) not in touching
