"""The lines of pages, out of the bytes that `packing` made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.reading.layout import Line
from tracker.reading.pdf.packing import BETWEEN, COUNT, FILE, PAGE, PAGES, PLACE
from tracker.reading.pdf.sheets import Sheet, sheet_of


@dataclass(slots=True)
class Pages:
    """What a PDF holds: its pages by number, from 1, in the order in which they came.

    `pictures` are those that hold something and no text. `count` counts all pages, those too that the
    file names and does not hold. `created` is its date of creation as it writes it, empty when it names
    none.
    """

    count: int = 0
    created: str = ""
    sheets: dict[int, Sheet] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)

    def add(self, piece: bytes) -> None:
        """Raises ValueError or struct.error for what `packing` did not make."""
        if piece.startswith(FILE):
            (self.count,) = COUNT.unpack_from(piece, len(FILE))
            self.created = piece[len(FILE) + COUNT.size :].decode()
        elif piece.startswith(PAGES):
            self._add_pages(piece)
        else:
            raise ValueError("neither a file nor pages")

    def _add_pages(self, piece: bytes) -> None:
        at = len(PAGES)
        while at < len(piece):
            number, holds_something, lines, letters = PAGE.unpack_from(piece, at)
            at += PAGE.size
            places = PLACE.iter_unpack(piece[at : at + lines * PLACE.size])
            at += lines * PLACE.size
            words = piece[at : at + letters].decode().split(BETWEEN) if lines else ()
            at += letters
            self.sheets[number] = sheet_of(
                [
                    Line(text, left, right, number, y, size, bold)
                    for text, (left, right, y, size, bold) in zip(words, places, strict=True)
                ]
            )
            if holds_something and not lines:
                self.pictures.append(number)
        if at > len(piece):
            raise ValueError("a page breaks off")
