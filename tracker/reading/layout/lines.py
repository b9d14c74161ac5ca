"""A line as it stands on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_RULE = re.compile(r"[-=_*~#.+─━═–—\s]{3,}")


@dataclass(slots=True)
class Line:
    """`text` without the blanks at its ends; `left` and `right` are in characters.

    `right` is where the line ends, `column` numbers the columns of a page from 1, 0 for the full
    width. `gap` says that blank space stands above the line, and `turn` that something was taken
    out there, or a page turned, so that the gap may be an accident. `size` (points) and `bold` are
    known from PDF only. A line of a table has `cells`, and `header` once that is known.
    """

    text: str
    left: float = 0
    right: float = 0
    page: int | None = None
    gap: bool = False
    turn: bool = False
    column: int = 0
    size: float = 0
    bold: bool = False
    mark: int = 0  # rank + 1 of a heading that is marked as one: underlined, or == so ==
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


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
        gap = turn = False
        for raw in _BREAKS.split(sheet):
            stripped = raw.strip()
            if not stripped:
                gap = True
                continue
            if not stripped[0].isalnum() and _RULE.fullmatch(stripped) and len(set(stripped) - {" "}) <= 2:
                if lines and not gap and _underlines(stripped, lines[-1]):
                    lines[-1].mark = 1 if stripped[0] in "=#*" else 2
                gap = True
                continue
            width = len(raw.expandtabs().rstrip())
            left = width - len(stripped.expandtabs()) if raw[0].isspace() else 0
            line = Line(stripped, left, width, number if paged else None, gap or not lines)
            if paged and not turn and number > 1:
                line.turn = turn = True
                line.gap = True
            lines.append(line)
            gap = False
    return lines, len(sheets) if paged else None


def _underlines(rule: str, line: Line) -> bool:
    """A rule that is about as long as the words above it, under a line that could be a title."""
    return len(line.text) <= 100 and rule[0] in "=-~*#" and len(rule) >= 3 and line.text[-1] not in ".;,"
