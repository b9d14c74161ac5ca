"""The rows of a table, put together from the lines of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.reading.layout import Line
from tracker.reading.layout.endings import unfinished
from tracker.reading.layout.tables import header_of

Row = list[Line]
"""What stands at one height, left to right."""
Span = tuple[float, float]
Cells = list[list[Line]]
"""The lines of each cell of a row."""

TIGHT = 1.3  # type sizes from a line to the next of the same cell, at most
LOW = 0.8  # type sizes that lines stand apart, at least
APART = 1.025  # times the distance of lines in cells: rows that stand apart, if only by the line between
_EVEN = 0.3  # type sizes between the first lines of cells that begin at one height, at most


def column_of(columns: list[Span], line: Line) -> int:
    """The column that holds `line`, or else that which it overlaps most."""
    for at, (left, right) in enumerate(columns):
        if left <= line.left and line.right <= right:
            return at
    return max(
        range(len(columns)), key=lambda at: min(line.right, columns[at][1]) - max(line.left, columns[at][0])
    )


def table_of(rows: list[Row], columns: list[Span]) -> list[Line]:
    """The rows of a table. A line feed stands in a cell where a line ended."""
    table = _uneven(rows, columns) or list(_even(rows, columns))
    words = [tuple("\n".join(line.text for line in cell) for cell in cells) for cells in table]
    header = header_of(words)
    firsts = [max((line for cell in cells for line in cell), key=lambda line: line.y) for cells in table]
    for line, filled in zip(firsts, words, strict=True):
        line.cells, line.header = filled, header
        line.text = " | ".join(filled)
        line.begins = True
    return firsts


def _uneven(rows: list[Row], columns: list[Span]) -> list[Cells]:
    """The rows whose cells stand at the middle or the foot of their rows, told by what is blank between them.

    Empty when all begin at one height, or when the blanks do not tell.
    """
    sides: list[list[Line]] = [[] for _ in columns]
    for line in sorted((line for row in rows for line in row), key=lambda line: -line.y):
        sides[column_of(columns, line)].append(line)
    drops = [(above.y - below.y, below.size) for side in sides for above, below in pairwise(side)]
    close = [drop for drop, size in drops if LOW * size < drop <= TIGHT * size]
    if not close:
        return []
    cells = [(at, cell) for at, side in enumerate(sides) for cell in _runs(side, APART * min(close))]
    table: list[Cells] = []
    bottom, even = 0.0, True
    for at, cell in sorted(cells, key=lambda cell: -cell[1][0].y):
        first, last = cell[0], cell[-1]
        if not table or first.y < bottom - first.size / 2:
            table.append([[] for _ in columns])
            top = bottom = first.y
        if table[-1][at]:
            return []
        table[-1][at] = cell
        bottom = min(bottom, last.y)
        even = even and top - first.y <= _EVEN * first.size
    return [] if even else table


def _runs(lines: list[Line], most: float) -> Iterator[list[Line]]:
    """Lines that stand so close to one another, at most."""
    run: list[Line] = []
    for line in lines:
        if run and run[-1].y - line.y > most:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _even(rows: list[Row], columns: list[Span]) -> Iterator[Cells]:
    """The rows whose cells begin at one height, told by which of them go on."""
    placed = [{column_of(columns, line): line for line in row} for row in rows]
    drops = [
        above[0].y - row[0].y
        for (above, row), cells in zip(pairwise(rows), placed[1:], strict=True)
        if 0 in cells
    ]
    usual = middle(drops) if drops else 0.0
    table: Cells = []
    for at, row in enumerate(rows):
        drop = rows[at - 1][0].y - row[0].y
        if (
            at == 0
            or drop > TIGHT * row[0].size
            or not _same_row(placed[at - 1], placed[at], columns, drop < 0.8 * usual)
        ):
            if table:
                yield table
            table = [[] for _ in columns]
        for line in row:
            table[column_of(columns, line)].append(line)
    yield table


def _same_row(above: dict[int, Line], row: dict[int, Line], columns: list[Span], closer: bool) -> bool:
    """Whether `row` goes on with cells of the row above: with fewer of them, and `closer` than rows stand."""
    if 0 not in row:
        return row.keys() <= above.keys() or len(row) == 1
    if len(row) == len(columns) or not row.keys() <= above.keys():
        return False
    filled = (above[0].right - above[0].left) / max(columns[0][1] - columns[0][0], 0.1)
    return closer or filled > 0.7 or row[0].text[0].islower() or unfinished(above[0].text)


def middle(values: list[float]) -> float:
    """The median, the higher of two. The module of statistics takes as long to import as all of these."""
    return sorted(values)[len(values) // 2]
