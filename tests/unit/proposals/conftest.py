"""Documents written in a few marks: `#` for headings, `-` for items, `|` for rows of a table."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tracker.documents import Block, BlockKind, Document


def build(source: str) -> Document:
    """A document from its marks; a table's first row is its header."""
    text, blocks, path, header = "", [], (), ()
    for line in filter(None, (line.strip() for line in source.splitlines())):
        marks = re.match(r"(#+) |(-) |(\|) ", line)
        words = line[marks.end() :] if marks else line
        start = len(text) + bool(text)
        cells: tuple[tuple[int, int], ...] = ()
        kind, level = BlockKind.PARAGRAPH, 0
        if marks and marks[1]:
            kind, level = BlockKind.HEADING, len(marks[1]) - 1
        elif marks and marks[2]:
            kind = BlockKind.ITEM
        elif marks:
            columns = [cell.strip() for cell in words.strip("|").split("|")]
            if not header:
                header = tuple(columns)
                continue
            kind, words = BlockKind.ROW, " ".join(filter(None, columns))
            cells = _spans(words, columns, start)
        if kind is not BlockKind.ROW:
            header = ()
        text += ("\n" if text else "") + words
        heading = path[:level] if kind is BlockKind.HEADING else path
        blocks.append(
            Block(kind, start, start + len(words), None, 0, heading, cells, header if cells else ())
        )
        if kind is BlockKind.HEADING:
            path = (*path[:level], words)
    return Document(text, tuple(blocks))


def _spans(words: str, columns: list[str], start: int) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for column in columns:
        at = words.find(column, at)
        spans.append((start + at, start + at + len(column)))
        at += len(column)
    return tuple(spans)


@pytest.fixture
def document() -> Callable[[str], Document]:
    return build
