"""Tables whose cells hold blocks: rows of data, or the blocks in turn when a table only lays out a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.reading.layout import Line
from tracker.reading.layout.lines import row
from tracker.reading.layout.tables import header_of

_LONGEST = 2000  # characters of a cell of data


@dataclass(slots=True)
class Cell:
    """`lines` are what stands in it; `span` the columns it covers; `head` says that it names a column."""

    lines: list[Line] = field(default_factory=list)
    span: int = 1
    head: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def table_lines(rows: list[list[Cell]], page: int | None = None, *, layout: bool = False) -> Iterator[Line]:
    """The lines of a table. `layout` says that it surely is one for the eye only."""
    rows = [cells for cells in rows if any(cell.lines for cell in cells)]
    if not rows:
        return
    if layout or max(map(len, rows)) < 2 or any(_is_page(cell) for cells in rows for cell in cells):
        for cells in rows:
            for cell in cells:
                yield from cell.lines
        return
    texts = [tuple(text for cell in cells for text in (cell.text, *[""] * (cell.span - 1))) for cells in rows]
    heads = [cell.head for cell in rows[0]]
    header = texts[0] if all(heads) and len(rows) > 1 else () if any(heads) else header_of(texts)
    for words, cells in zip(texts, rows, strict=True):
        first = next(line for cell in cells for line in cell.lines)
        yield from row(words, header, first.page or page)


def _is_page(cell: Cell) -> bool:
    return (
        any(line.mark or line.cells for line in cell.lines)
        or sum(len(line.text) for line in cell.lines) > _LONGEST
    )
