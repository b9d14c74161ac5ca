"""Page furniture: headers, footers and page numbers that repeat what the page already is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile

from tracker.reading.layout.lines import Line

_FEW = 3  # pages, of which two need to agree
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
        elif not (text[0].isdigit() or text[0] in "pP-–—|[("):  # no number begins so
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
    """Lines at the same edge of several pages, digits apart; the first running head stays, as a title may."""
    pages: dict[int | None, list[int]] = {}
    for at, line in enumerate(lines):
        if not line.cells:
            pages.setdefault(line.page, []).append(at)
    enough = 2 if len(pages) <= _FEW else 3
    heads = _edges(lines, [places[:_EDGE] for places in pages.values()], enough)
    feet = _edges(lines, [_foot(lines, places) for places in pages.values()], enough)
    titles = {places[0] for places in heads.values() if _could_be_title(lines[places[0]].text)}
    for places in (*heads.values(), *feet.values()):
        yield from (at for at in places if at not in titles)


def _could_be_title(text: str) -> bool:
    """Mostly letters: not the date and the file name that a browser prints."""
    return sum(map(str.isalpha, text)) > 0.6 * len(text)


def _foot(lines: list[Line], places: list[int]) -> list[int]:
    """The last lines of a page, from the last one up, as far as a gap parts them from the text."""
    last = places[: -_EDGE - 1 : -1]
    below = [number for number, at in enumerate(last, 1) if lines[at].gap]
    return last[: max(below, default=0)]


def _edges(lines: list[Line], edges: list[list[int]], enough: int) -> dict[str, list[int]]:
    """The shapes that stand at `enough` edges, and where; each counts only up to where they differ."""
    pages = [[(_shape(lines[at]), at) for at in places] for places in edges]
    seen = Counter(shape for page in pages for shape in {shape for shape, _ in page})
    found: dict[str, list[int]] = {}
    for page in pages:
        for shape, at in takewhile(lambda edge: seen[edge[0]] >= enough, page):
            found.setdefault(shape, []).append(at)
    return found


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
