"""Columns and tables: what stands side by side on a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from tracker.reading.formats.pdf_lines import Ink
from tracker.reading.layout.bullets import ALONE
from tracker.reading.layout.tables import header_of

_Row = list[Ink]

_TIGHT = 1.3  # type sizes from a line to the next of the same cell, at most
_FAR = 4.0  # type sizes from a row to the next of the same table, at most
_MOST = 12  # lines of a cell


def arranged(inks: list[Ink]) -> list[Ink]:
    """The words of a page, whole lines of them, in the order in which they are read."""
    if all(above.y - below.y > 0.3 * below.size for above, below in pairwise(inks)):
        return inks  # one line below the other, as in most reports
    rows = _rows(inks)
    out: list[Ink] = []
    at = 0
    while at < len(rows):
        end = _end_of_band(rows, at) if len(rows[at]) > 1 else at
        if end > at:
            out.extend(_band(rows[at:end]))
            at = end
        else:
            out.append(_line(rows[at]))
            at += 1
    return out


def _rows(inks: list[Ink]) -> list[_Row]:
    """What stands on one height, left to right; a mark goes with the words that it marks."""
    rows: list[_Row] = []
    for ink in sorted(inks, key=lambda ink: -ink.y):
        if rows and rows[-1][0].y - ink.y < 0.5 * max(ink.size, rows[-1][0].size):
            rows[-1].append(ink)
        else:
            rows.append([ink])
    return [_with_marks(sorted(row, key=lambda ink: ink.left)) for row in rows]


def _with_marks(row: _Row) -> _Row:
    out: _Row = []
    for ink in row:
        if out and ALONE.fullmatch(out[-1].text) and ink.left - out[-1].right < 4 * ink.size:
            out[-1] = _line([out[-1], ink])
        else:
            out.append(ink)
    return out


def _line(row: _Row) -> Ink:
    """A row as one line."""
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda ink: len(ink.text))
    text = " ".join(ink.text for ink in row)
    return longest._replace(text=text, left=row[0].left, right=max(ink.right for ink in row))


def _end_of_band(rows: list[_Row], start: int) -> int:
    """Where the rows that stand in the same columns as those of `start` end; `start` if it stands alone."""
    columns = [(ink.left, ink.right) for ink in rows[start]]
    last = start  # the last with several columns
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if at - last > _MOST or rows[at - 1][0].y - row[0].y > _FAR * row[0].size or not _fit(columns, row):
            break
        if len(row) > 1:
            last = at
    if last == start:
        return start
    end = last + 1
    while (
        end < len(rows)
        and end - last <= _MOST
        and _goes_on(rows[end - 1], rows[end])
        and _fit(columns, rows[end])
    ):
        end += 1
    return end


def _fit(columns: list[tuple[float, float]], row: _Row) -> bool:
    """Whether each part of `row` stands in one column, which then grows to hold it."""
    grown = list(columns)
    for ink in row:
        touched = [at for at, (left, right) in enumerate(grown) if ink.left < right and left < ink.right]
        if len(touched) > 1:
            return False
        if touched:
            left, right = grown[touched[0]]
            grown[touched[0]] = (min(left, ink.left), max(right, ink.right))
        else:
            grown.append((ink.left, ink.right))
    columns[:] = sorted(grown)
    return True


def _goes_on(above: _Row, row: _Row) -> bool:
    """Whether a row with one part only goes on with a cell of the row above."""
    return len(row) == 1 and above[0].y - row[0].y <= _TIGHT * row[0].size and row[0].bold == above[0].bold


def _band(rows: list[_Row]) -> Iterator[Ink]:
    columns = [(ink.left, ink.right) for ink in rows[0]]
    for row in rows:
        _fit(columns, row)
    placed = [[(_column(columns, ink), ink) for ink in row] for row in rows]
    by_column = [[ink for row in placed for number, ink in row if number == at] for at in range(len(columns))]
    if _is_prose(by_column, len(rows)):
        for number, inks in enumerate(by_column, 1):
            for at, ink in enumerate(inks):
                yield ink._replace(column=number, turn=at == 0 and number > 1)
        return
    yield from _table(placed, len(columns), [right - left for left, right in columns])


def _column(columns: list[tuple[float, float]], ink: Ink) -> int:
    return next(at for at, (left, right) in enumerate(columns) if ink.left < right and left < ink.right)


def _is_prose(columns: list[list[Ink]], height: int) -> bool:
    """Columns of prose fill their width, line after line; cells do not, and their first row is often bold."""
    if len(columns) > 3 or all(inks[0].bold and not inks[-1].bold for inks in columns):
        return False
    for inks in columns:
        widths = [ink.right - ink.left for ink in inks]
        if len(inks) < max(4, 0.6 * height) or median(widths) < 0.7 * max(widths):
            return False
        if sum(len(ink.text) for ink in inks) < 18 * len(inks):
            return False
    return True


def _table(placed: list[list[tuple[int, Ink]]], count: int, widths: list[float]) -> Iterator[Ink]:
    rows: list[list[str]] = []
    firsts: list[Ink] = []
    before: list[tuple[int, Ink]] = []
    for row in placed:
        if before and _same_row(before, row, widths):
            for number, ink in row:
                rows[-1][number] = f"{rows[-1][number]}\n{ink.text}".strip()
        else:
            cells = dict(row)
            rows.append([cells[number].text if number in cells else "" for number in range(count)])
            firsts.append(row[0][1])
        before = row
    table = [tuple(row) for row in rows]
    header = header_of(table)
    for words, first in zip(table, firsts, strict=True):
        yield first._replace(cells=words, header=header)


def _same_row(above: list[tuple[int, Ink]], row: list[tuple[int, Ink]], widths: list[float]) -> bool:
    """Whether `row` goes on with cells of the row above: with fewer of them, close below it."""
    if above[0][1].y - row[0][1].y > _TIGHT * row[0][1].size:
        return False
    cells = dict(above)
    if any(number not in cells for number, _ in row):
        return len(row) == 1 and 0 not in dict(row)
    if 0 not in dict(row):
        return True
    words, over = dict(row)[0].text, cells[0]
    return len(row) < len(widths) and (words[0].islower() or over.right - over.left > 0.7 * widths[0])
