"""From lines on a page to headings, paragraphs, items and rows.

Text files and PDF know only where ink stands. The other formats know what is a list or a table, but
their authors often type the marks of a list, and make headings with bold letters: all come here.
"""

from __future__ import annotations

from tracker.reading.layout.contents import without_contents
from tracker.reading.layout.furniture import without_furniture
from tracker.reading.layout.headings import classify
from tracker.reading.layout.hyphens import Joiner
from tracker.reading.layout.lines import Line, text_lines
from tracker.reading.layout.notes import notes_last
from tracker.reading.layout.paragraphs import join
from tracker.reading.layout.tables import with_rows
from tracker.reading.pieces import Piece

__all__ = ["Line", "lay_out", "text_lines"]


def lay_out(lines: list[Line], *, drawn: bool) -> list[Piece]:
    """The pieces that `lines`, in reading order, form. Linear in the number of characters.

    `drawn` lines come from pages, may be page furniture or notes, and headings must be guessed. Where a
    format knows its blocks, headings are guessed only if it knows of none but a title.
    """
    if drawn:
        lines = notes_last(without_furniture(lines))
    lines = with_rows(without_contents(lines))
    guess = drawn or sum(line.mark > 0 for line in lines) <= 1
    return classify(join(lines, Joiner(lines)), guess=guess)
