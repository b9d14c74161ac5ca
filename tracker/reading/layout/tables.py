"""Tables drawn with bars, tabs or blanks."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.reading.layout.bullets import ALONE
from tracker.reading.layout.lines import Line

Cells = tuple[str, ...]

_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)*\|?")
_CELL = re.compile(r"\S+(?: \S+)*")
_WIDE = re.compile(r"\S\s{2,}\S")
_TITLE_WORDS = 5  # of a header cell


def with_rows(lines: list[Line]) -> list[Line]:
    """`lines` with those of tables turned into rows: `cells` set, and `header` when the table has one."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        text = "" if lines[at].cells else lines[at].text
        for sign, read in (("|", _barred), ("\t", _tabbed), ("  ", _aligned)):
            if sign in text and (end := read(lines, at, out)) > at:
                at = end
                break
        else:
            out.append(lines[at])
            at += 1
    return out


def header_of(rows: list[Cells]) -> Cells:
    """The words of the first row if it names the columns, else nothing."""
    first = rows[0]
    if len(rows) < 2 or len(first) < 2 or not all(map(_names_a_column, first)):
        return ()
    if len(first) == 2 and all(row[0].endswith(":") for row in rows):  # « Lieu : | Namur »
        return ()
    return first


def _names_a_column(cell: str) -> bool:
    return (
        bool(cell) and len(cell.split()) <= _TITLE_WORDS and not cell[0].isdigit() and cell[-1] not in ".;:,"
    )


def _emit(rows: list[Cells], at: list[Line], out: list[Line], header: Cells) -> None:
    for cells, line in zip(rows, at, strict=True):
        line.cells, line.header = cells, header
        out.append(line)


def _barred(lines: list[Line], start: int, out: list[Line]) -> int:
    rows: list[Cells] = []
    places: list[Line] = []
    header: Cells = ()
    at = start
    while at < len(lines) and "|" in lines[at].text:
        text = lines[at].text
        if _SEPARATOR.fullmatch(text):
            if len(rows) == 1:
                header = rows[0]
        else:
            cells = _split_bars(text)
            if rows and (len(cells) != len(rows[0]) or lines[at].page != places[-1].page):
                break
            rows.append(cells)
            places.append(lines[at])
        at += 1
    if not rows or len(rows[0]) < 2 or (len(rows) < 2 and not header and text_is_prose(rows[0])):
        return start
    _emit(rows, places, out, header or header_of(rows))
    return at


def text_is_prose(cells: Cells) -> bool:
    """A lone line with bars is a menu or a sentence, whatever it looks like."""
    return len(cells) < 3


def _split_bars(text: str) -> Cells:
    inner = text.replace("\\|", "\0")
    if inner.startswith("|"):
        inner = inner[1:]
    if inner.endswith("|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\0", "|") for cell in inner.split("|"))


def _tabbed(lines: list[Line], start: int, out: list[Line]) -> int:
    return (
        _same_shape(lines, start, out, lambda text: tuple(map(str.strip, text.split("\t"))))
        or _same_shape(lines, start, out, lambda text: tuple(map(str.strip, re.split(r"\t+", text))))
        or start
    )


def _same_shape(lines: list[Line], start: int, out: list[Line], split: Callable[[str], Cells]) -> int:
    rows: list[Cells] = []
    at = start
    while at < len(lines) and "\t" in lines[at].text:
        cells = split(lines[at].text)
        if (rows and len(cells) != len(rows[0])) or ALONE.fullmatch(cells[0]):
            break
        rows.append(cells)
        at += 1
    if len(rows) < 2:
        return 0
    _emit(rows, lines[start:at], out, header_of(rows))
    return at


def _aligned(lines: list[Line], start: int, out: list[Line]) -> int:
    """Rows whose cells begin in the same columns; a line that leaves the first empty goes on with the row."""
    columns: list[int] = []
    rows: list[list[str]] = []
    places: list[Line] = []
    at = start
    for at in range(start, len(lines)):
        line = lines[at]
        cells = [(round(line.left) + found.start(), found[0]) for found in _CELL.finditer(line.text)]
        if not columns:
            columns = [column for column, _ in cells]
            if len(columns) < 2 or ALONE.fullmatch(cells[0][1]):
                return start
        numbers = [_column(columns, column) for column, _ in cells]
        first_only = len(cells) == 1 and numbers[0] == 0
        if None in numbers or line.page != lines[start].page or (first_only and (line.gap or not _WIDE)):
            break
        if first_only or "\t" in line.text:
            break
        if rows and numbers[0] != 0 and not line.gap:
            for number, (_, words) in zip(numbers, cells, strict=True):
                rows[-1][number or 0] = f"{rows[-1][number or 0]} {words}".strip()
            continue
        row = [""] * len(columns)
        for number, (_, words) in zip(numbers, cells, strict=True):
            row[number or 0] = words
        rows.append(row)
        places.append(line)
    else:
        at = len(lines)
    if len(rows) < (2 if len(columns) > 2 else 3):
        return start
    table = [tuple(row) for row in rows]
    _emit(table, places, out, header_of(table))
    return at


def _column(columns: list[int], at: int) -> int | None:
    return next((number for number, column in enumerate(columns) if abs(column - at) <= 1), None)
