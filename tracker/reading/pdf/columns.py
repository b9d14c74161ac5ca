"""Columns and tables: what stands side by side on a page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from tracker.reading.layout import Line
from tracker.reading.layout.bullets import is_alone
from tracker.reading.pdf.cells import TIGHT, Row, Span, column_of, middle, table_of
from tracker.reading.pdf.gutters import parted

_BLANK = re.compile(" +")
_FAR = 4.0  # type sizes from a row to the next of the same table, at most
_TOUCH = 0.1  # type sizes between the parts of a word, at most
_MOST = 12  # lines of a cell


def arranged(lines: list[Line]) -> list[Line]:
    """The lines of a page in the order in which they are read, those of tables made rows."""
    if all(above.y - below.y > 0.3 * below.size for above, below in pairwise(lines)):
        return lines  # one below the other, as in most reports
    if parts := parted(lines):
        return [line for part in parts for line in arranged(part)]
    rows = _rows(lines)
    out: list[Line] = []
    start = at = 0
    while at < len(rows):
        end, columns = _band(rows, at) if len(rows[at]) > 1 else (at, [])
        if end > at:
            first = _reaches_up(rows, start, at, columns)
            out += _flat(rows[start:first])
            out += _prose(rows[first:end], columns) or table_of(rows[first:end], columns)
            start = end
        at = max(end, at + 1)
    return out + _flat(rows[start:])


def _rows(lines: list[Line]) -> list[Row]:
    """What stands at one height, left to right; a mark goes with the words that it marks."""
    rows: list[Row] = []
    for line in sorted(lines, key=attrgetter("y"), reverse=True):
        if rows and _beside(line, rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_with_marks(sorted(row, key=lambda line: line.left)) if len(row) > 1 else row for row in rows]


def _beside(line: Line, row: Row) -> bool:
    """At the height of `row`, or a little lower and clear of it: columns need not share their lines."""
    drop = (row[0].y - line.y) / max(line.size, row[0].size, 0.1)
    if drop < 0.3:
        return True
    return drop < 0.6 and all(line.left > other.right or line.right < other.left for other in row)


def _flat(rows: list[Row]) -> list[Line]:
    return [_one(row) for row in rows]


def _with_marks(row: Row) -> Row:
    out: Row = []
    for line in row:
        room = (line.left - out[-1].right) / max(line.size, 0.1) if out else _FAR
        if abs(room) < _TOUCH:  # behind the number of a note
            out[-1] = _one([out[-1], line], "")
        elif out and is_alone(out[-1].text) and room < _FAR:
            out[-1] = _one([out[-1], line])
        else:
            out.append(line)
    return out


def _one(row: Row, between: str = " ") -> Line:
    """A row as one line."""
    if len(row) == 1:
        return row[0]
    line = max(row, key=lambda line: len(line.text))
    left, right = row[0].left, max(part.right for part in row)
    line.text = between.join(part.text for part in row)
    line.left, line.right = left, right
    return line


def _band(rows: list[Row], start: int) -> tuple[int, list[Span]]:
    """Where the rows end that stand in the columns of `start`, which has several, and these columns.

    It ends at `start` when no other row has several columns.
    """
    columns = _fit([], rows[start])
    if columns is None:
        return start, []
    last, band = start, columns  # the last row with several columns, and the columns up to it
    several = 1
    for at in range(start + 1, len(rows)):
        above, row = rows[at - 1], rows[at]
        if at - last > _MOST or above[0].y - row[0].y > _FAR * row[0].size or _other_size(above[0], row[0]):
            break
        if at == start + 1 and (first := _cut(rows[start], row)):
            rows[start] = first
            return _band(rows, start)
        columns = _fit(columns, row)
        if columns is None:
            break
        several += len(row) > 1
        if len(row) > 1 or (at == last + 1 and several > 1 and _goes_on(above, row)):
            last, band = at, columns
    return (last + 1, band) if several > 1 else (start, [])


def _fit(columns: list[Span], row: Row) -> list[Span] | None:
    """The columns, grown to hold `row`; None if two parts of it share one, or a part stands across two."""
    grown = list(columns)
    taken: set[int] = set()
    for line in row:
        touched = [at for at, (left, right) in enumerate(grown) if line.left < right and left < line.right]
        if len(touched) > 1 or not taken.isdisjoint(touched):
            return None
        if touched:
            left, right = grown[touched[0]]
            grown[touched[0]] = (min(left, line.left), max(right, line.right))
        else:
            grown.append((line.left, line.right))
        taken.update(touched or [len(grown) - 1])
    return sorted(grown)


def _cut(row: Row, below: Row) -> Row | None:
    """`row` with a part cut in two that stands over two parts of `below`: « N° Action » over narrow columns.

    Where its words stand is reckoned from its width. None if nothing is to be cut.
    """
    cut: Row = []
    for line in row:
        under = [part for part in below if part.left < line.right and line.left < part.right]
        wide = (line.right - line.left) / max(len(line.text), 1)  # a character
        for part in under[1:] if len(row) > 1 else []:
            blanks = [found.end() for found in _BLANK.finditer(line.text)]
            at = min(blanks, key=lambda at: abs(line.left + at * wide - part.left), default=0)
            if at and abs(line.left + at * wide - part.left) < line.size:
                cut.append(replace(line, text=line.text[:at].strip(), right=part.left - wide))
                line = replace(line, text=line.text[at:], left=part.left)
        cut.append(line)
    return cut if len(cut) > len(row) else None


def _reaches_up(rows: list[Row], start: int, at: int, columns: list[Span]) -> int:
    """The row, from `start` on, where the columns begin: those on the right may begin above the first."""
    while at > start:
        row = rows[at - 1]
        alone = (
            len(row) == 1 and row[0].left >= columns[0][1] and row[0].right <= columns[-1][1] + row[0].size
        )
        if not alone or not _goes_on(row, rows[at]):
            break
        at -= 1
    return at


def _other_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) > 0.15 * max(one.size, other.size)  # bold differs a little


def _goes_on(above: Row, row: Row) -> bool:
    """Whether a row stands as close to the one above as lines of a cell or a column do."""
    return above[0].y - row[0].y <= TIGHT * row[0].size and row[0].bold == above[0].bold


def _prose(rows: list[Row], columns: list[Span]) -> list[Line]:
    """The lines of newspaper columns, one column after the other; none when the rows are those of a table.

    Prose fills its column, line after line; cells do not, and their first row is often bold.
    """
    sides: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        for line in row:
            sides[column_of(columns, line)].append(line)
    if len(columns) > 3 or all(side[0].bold and not side[-1].bold for side in sides if side):
        return []
    for side in sides:
        widths = [line.right - line.left for line in side]
        if len(side) < max(4, 0.6 * len(rows)) or middle(widths) < 0.7 * max(widths):
            return []
        if sum(len(line.text) for line in side) < 18 * len(side):
            return []
    for number, side in enumerate(sides, 1):
        side[0].turn = number > 1
        for line in side:
            line.column = number
    return [line for side in sides for line in side]
