"""From lines on a page to headings, paragraphs, items and rows.

Text files and PDF know only where ink stands; the other formats know what is a heading and what
is a list, and come here only with paragraphs that hold line breaks.
"""

from __future__ import annotations

from tracker.reading.layout.contents import without_contents
from tracker.reading.layout.furniture import without_furniture
from tracker.reading.layout.headings import classify
from tracker.reading.layout.hyphens import Joiner
from tracker.reading.layout.lines import Line, text_lines
from tracker.reading.layout.paragraphs import join
from tracker.reading.layout.tables import with_rows
from tracker.reading.pieces import Piece

__all__ = ["Line", "lay_out", "text_lines"]


def lay_out(lines: list[Line]) -> list[Piece]:
    """The pieces that `lines`, in reading order, form. Linear in the number of characters."""
    lines = with_rows(without_contents(without_furniture(lines)))
    return classify(join(lines, Joiner(lines)))
