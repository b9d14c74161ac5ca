"""Tables drawn with bars, tabs or blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.reading.layout.bullets import is_alone
from tracker.reading.layout.lines import Line

Cells = tuple[str, ...]

_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)*\|?")
_CELL = re.compile(r"\S+(?: \S+)*")
_TITLE_WORDS = 5  # of a cell that names a column
_WIDEST = 40  # cells of a row
_MOST = 12  # lines of a row


@dataclass(slots=True)
class _Table:
    """Rows with the line that each begins on; `end` is where the lines of the table end."""

    end: int
    rows: list[list[str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    header: Cells = ()

    def add(self, line: Line, cells: list[str]) -> None:
        self.lines.append(line)
        self.rows.append(cells)

    def as_lines(self) -> Iterator[Line]:
        rows = [tuple(row) for row in self.rows]
        header = self.header or header_of(rows)
        for line, cells in zip(self.lines, rows, strict=True):
            line.cells, line.header = cells, header
            yield line


def with_rows(lines: list[Line]) -> list[Line]:
    """`lines` with those of tables turned into rows: `cells` set, and `header` when the table has one."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        table = _table(lines, at)
        if table is None:
            out.append(lines[at])
            at += 1
        else:
            out += table.as_lines()
            at = table.end
    return out


def header_of(rows: list[Cells]) -> Cells:
    """The words of the first row if it names the columns, else nothing."""
    first = rows[0]
    if len(rows) < 2 or len(first) < 2 or not all(map(_names_a_column, first)):
        return ()
    if len(first) == 2 and all(row[0].endswith(":") for row in rows):  # « Lieu : | Rochebelle »
        return ()
    return first


def _names_a_column(cell: str) -> bool:
    return (
        bool(cell) and len(cell.split()) <= _TITLE_WORDS and not cell[0].isdigit() and cell[-1] not in ".;:,"
    )


def _table(lines: list[Line], at: int) -> _Table | None:
    """The table that begins at line `at`, if one does."""
    line = lines[at]
    if line.cells or line.mark or line.kind:
        return None
    if "|" in line.text:
        return _barred(lines, at)
    if "\t" in line.text:
        return _tabbed(lines, at, "\t") or _tabbed(lines, at, r"\t+")
    if "  " in line.text:
        return _aligned(lines, at)
    return None


def _barred(lines: list[Line], start: int) -> _Table | None:
    """« Action | Responsable »: two rows of one length, or one above a line of dashes."""
    table = _Table(start)
    for at in range(start, len(lines)):
        line = lines[at]
        if "|" not in line.text or line.cells or line.page != lines[start].page:
            break
        if _SEPARATOR.fullmatch(line.text):
            if not table.rows:
                break
            if len(table.rows) == 1:
                table.header = tuple(table.rows[0])
        else:
            cells = _between_bars(line.text, len(table.rows[0]) if table.rows else 0)
            if not 2 <= len(cells) <= _WIDEST or (table.rows and len(cells) != len(table.rows[0])):
                break
            table.add(line, cells)
        table.end = at + 1
    return table if len(table.rows) > 1 or table.header else None


def _between_bars(text: str, width: int) -> list[str]:
    """The cells of a row. Bars at its ends frame it, unless an empty cell there makes up `width` cells."""
    cells = [cell.strip().replace("\0", "|") for cell in text.replace("\\|", "\0").split("|")]
    extra = len(cells) - width if width else len(cells)
    if extra and cells[-1] == "":
        cells.pop()
        extra -= 1
    if extra and cells and cells[0] == "":
        cells.pop(0)
    return cells


def _tabbed(lines: list[Line], start: int, tabs: str) -> _Table | None:
    """Two rows of one length, or more; a tab behind a list's mark makes no cell."""
    table = _Table(start)
    for at in range(start, len(lines)):
        line = lines[at]
        if "\t" not in line.text or line.cells or line.page != lines[start].page:
            break
        cells = [cell.strip() for cell in re.split(tabs, line.text, maxsplit=_WIDEST)]
        if len(cells) > _WIDEST or is_alone(cells[0]):
            break
        if table.rows and len(cells) != len(table.rows[0]):
            break
        table.add(line, cells)
        table.end = at + 1
    return table if len(table.rows) > 1 else None


def _aligned(lines: list[Line], start: int) -> _Table | None:
    """Rows whose cells begin in the same columns; one that leaves the first empty goes on with the row above.

    Two rows make a table of three columns or more; three, one of two, which justified text could be.
    """
    table = _Table(start)
    columns: list[int] = []
    below = 0
    for at in range(start, len(lines)):
        line = lines[at]
        if line.cells or "\t" in line.text or line.page != lines[start].page:
            break
        cells = [(round(line.left) + found.start(), found[0]) for found in _CELL.finditer(line.text)]
        columns = columns or [column for column, _ in cells]
        if not 2 <= len(columns) <= _WIDEST or is_alone(cells[0][1]):
            break
        places = [_place(columns, column) for column, _ in cells]
        if None in places or places == [0]:
            break
        goes_on = places[0] != 0 and not line.gap
        below = below + 1 if goes_on else 0  # lines of the row so far
        if below > _MOST or (goes_on and not table.rows):
            break
        if not goes_on:
            table.add(line, [""] * len(columns))
        for place, (_, words) in zip(places, cells, strict=True):
            table.rows[-1][place or 0] = f"{table.rows[-1][place or 0]} {words}".strip()
        table.end = at + 1
    return table if len(table.rows) >= (2 if len(columns) > 2 else 3) else None


def _place(columns: list[int], at: int) -> int | None:
    return next((place for place, column in enumerate(columns) if abs(column - at) <= 1), None)
