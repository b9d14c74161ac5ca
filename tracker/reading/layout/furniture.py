"""Page furniture: headers, footers and page numbers that repeat what the page already is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tracker.reading.layout.lines import Line

_EDGE = 3  # lines at the head and at the foot of a page that may be furniture

_NUMBER = re.compile(
    r"(?:page|p\.)\s*\d{1,4}(?:\s*(?:/|de|sur|of|–|-)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:/|sur|of)\s*\d{1,4}"
    r"|[-–—|\[(]\s*(?:page\s*)?\d{1,4}\s*[-–—|\])]",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,3}")
_TURN_OVER = re.compile(
    r"[.…]{1,3}\s*/\s*[.…]{1,3}|\(?(?:suite au verso|tournez la page|please turn over)\)?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def without_furniture(lines: list[Line]) -> list[Line]:
    """`lines` without running heads and page numbers; the line after one has `turn` set."""
    drop = set(_numbers(lines))
    if lines and lines[-1].page and lines[-1].page > 1:
        drop.update(_repeated(lines))
    else:
        drop.update(_beside_numbers(lines, drop))
    if not drop:
        return lines
    kept: list[Line] = []
    turned = False
    for at, line in enumerate(lines):
        if at in drop:
            turned = True
            continue
        if turned:
            line.turn = line.gap = True
            turned = False
        kept.append(line)
    return kept


def _numbers(lines: list[Line]) -> Iterator[int]:
    """Lines that are nothing but a page number.

    « Page 3 de 12 » is one anywhere; a bare « 3 » only where numbers that grow stand alone.
    """
    bare: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        text = line.text
        if len(text) > 30:
            continue
        if text[0] in ".…(sStTpP" and _TURN_OVER.fullmatch(text):
            yield at
        elif not any(map(str.isdigit, text)):
            continue
        elif _NUMBER.fullmatch(text):
            yield at
        elif _BARE.fullmatch(text) and _alone(lines, at):
            bare.append((at, int(text)))
    for (at, number), (after, following) in pairwise(bare):
        if following == number + 1:
            yield at
            yield after


def _alone(lines: list[Line], at: int) -> bool:
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    edge = below is None or below.page != line.page or at == 0 or lines[at - 1].page != line.page
    return edge or (line.gap and below is not None and below.gap)


def _repeated(lines: list[Line]) -> Iterator[int]:
    """Lines that stand at the edge of most pages, digits apart."""
    pages: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        pages.setdefault(line.page, []).append(at)
    if len(pages) < 2:
        return
    seen: Counter[tuple[str, str]] = Counter()
    edges: list[tuple[int, tuple[str, str]]] = []
    for places in pages.values():
        on_page = {("head", _shape(lines[at])): at for at in places[:_EDGE]}
        on_page |= {("foot", _shape(lines[at])): at for at in places[-_EDGE:]}
        edges.extend((at, key) for key, at in on_page.items())
        seen.update(on_page.keys())
    enough = max(2, (len(pages) + 1) // 2)
    for at, key in edges:
        if seen[key] >= enough and (len(pages) > 2 or len(key[1]) > 3):
            yield at


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _beside_numbers(lines: list[Line], numbers: set[int]) -> Iterator[int]:
    """Running heads of a text that lost its form feeds: lines next to page numbers, again and again."""
    if len(numbers) < 2:
        return
    beside: dict[str, list[int]] = {}
    for at in numbers:
        for near in (at - 2, at - 1, at + 1, at + 2):
            if 0 <= near < len(lines) and near not in numbers:
                beside.setdefault(_shape(lines[near]), []).append(near)
    for places in beside.values():
        if len(set(places)) >= max(2, (len(numbers) + 1) // 2):
            yield from places
