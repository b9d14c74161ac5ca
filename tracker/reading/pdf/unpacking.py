"""The lines of pages, out of the bytes that `packing` made of them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.reading.layout import Line
from tracker.reading.pdf.packing import BETWEEN, FILE, PAGE, PLACE


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF holds: the lines of each page, and which pages (from 1) hold something and no text.

    `count` counts all pages, those too that the file names and does not hold. `created` is its date
    of creation as it writes it, empty when it names none.
    """

    count: int
    created: str
    lines: list[list[Line]]
    pictures: tuple[int, ...]


def unpacked(packed: bytes) -> Pages:
    """Raises ValueError or struct.error for what `packing` did not make."""
    _, count, size = FILE.unpack_from(packed)
    at = FILE.size + size
    created = packed[FILE.size : at].decode()
    pages: list[list[Line]] = []
    pictures: list[int] = []
    while at < len(packed):
        number, holds_something, lines, size = PAGE.unpack_from(packed, at)
        at += PAGE.size
        places = PLACE.iter_unpack(packed[at : at + lines * PLACE.size])
        at += lines * PLACE.size
        words = packed[at : at + size].decode().split(BETWEEN) if lines else ()
        at += size
        pages.append(
            [
                Line(text, left, right, number, y, size=points, bold=bold)
                for text, (left, right, y, points, bold) in zip(words, places, strict=True)
            ]
        )
        if holds_something and not lines:
            pictures.append(number)
    if at > len(packed):
        raise ValueError("a page breaks off")
    return Pages(count, created, pages, tuple(pictures))
