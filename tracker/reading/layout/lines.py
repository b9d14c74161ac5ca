"""A line as it stands on its page, or a block that its format already knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.documents import BlockKind
from tracker.reading.characters import clean, one_line

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_RULE = re.compile(r"[-=_*~#.+─━═–—\s]{3,}")
_BROKEN = 1  # the column of lines that their author broke inside a paragraph


@dataclass(slots=True)
class Line:
    """`text`, never empty, without the blanks at its ends; `left` and `right` are in characters.

    `y` is where the line stands on its page, upwards, and `size` (points) and `bold` are those of its
    type, where the format tells.

    `gap` says that blank space stands above the line, and `turn` that a page turned there, or
    something was taken out, so that the gap may be an accident. `begins` says that a block surely
    begins here. `column` numbers what has a right margin of its own: the columns of a page, 0 for
    the whole width.

    `mark` is the rank + 1 of a line that is surely a heading. A line of a list that is surely an item has
    `kind` ITEM and its `level`. A line of a table has `cells`, and its table's `header`.
    """

    text: str
    left: float = 0
    right: float = 0
    page: int | None = None
    y: float = 0
    size: float = 0
    bold: bool = False
    gap: bool = False
    turn: bool = False
    begins: bool = False
    column: int = 0
    mark: int = 0
    kind: BlockKind | None = None
    level: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


def heading(text: str, rank: int, page: int | None = None) -> list[Line]:
    """A heading that its format knows as one; rank 0 is the highest."""
    return _whole(Line(one_line(text), page=page, mark=rank + 1))


def item(text: str, level: int, page: int | None = None) -> list[Line]:
    """A list item that its format knows as one."""
    return _whole(Line(one_line(text), page=page, kind=BlockKind.ITEM, level=level))


def row(cells: tuple[str, ...], header: tuple[str, ...], page: int | None = None) -> list[Line]:
    """A table row that its format knows as one."""
    return _whole(Line(one_line(" | ".join(cells)), page=page, cells=cells, header=header))


def paragraph(text: str, page: int | None = None, *, bold: bool = False) -> list[Line]:
    """A paragraph: it may still turn out to be a heading, or hold a list between its line breaks."""
    parts = [part for part in map(str.strip, clean(text).split("\n")) if part]
    column = _BROKEN if len(parts) > 1 else 0
    lines = [Line(part, 0, len(part), page, column=column, bold=bold) for part in parts]
    for line in lines[:1]:
        line.begins = line.gap = True
    return lines


def _whole(line: Line) -> list[Line]:
    line.begins = line.gap = True
    return [line] if line.text else []


def text_lines(text: str) -> tuple[list[Line], int | None]:
    """The lines of a plain text, and its number of pages when form feeds part them.

    Rules drawn with punctuation are dropped; one that underlines a short line marks it as a heading.
    """
    sheets = text.split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    paged = len(sheets) > 1
    lines: list[Line] = []
    for number, sheet in enumerate(sheets, 1):
        gap = turn = number > 1
        for raw in _BREAKS.split(sheet):
            stripped = raw.strip()
            if not stripped:
                gap = True
            elif _is_rule(stripped):
                if lines and not gap and _underlines(stripped, lines[-1]):
                    lines[-1].mark = 1 if stripped[0] in "=#*" else 2
                gap = True
            else:
                right = len(raw.expandtabs().rstrip())
                left = right - len(stripped.expandtabs()) if raw[0].isspace() else 0
                lines.append(
                    Line(stripped, left, right, number if paged else None, gap=gap or not lines, turn=turn)
                )
                gap = turn = False
    return lines, len(sheets) if paged else None


def _is_rule(text: str) -> bool:
    return not text[0].isalnum() and _RULE.fullmatch(text) is not None and len(set(text) - {" "}) <= 2


def _underlines(rule: str, line: Line) -> bool:
    """Whether `rule` stands under words that could be a title."""
    return len(line.text) <= 100 and rule[0] in "=-~*#" and len(rule) >= 3 and line.text[-1] not in ".;,"
