"""A document as it was read: its text, and what stands where in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list; `level` counts from 0
    ROW = "row"  # of a table; `cells` are its cells


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row: `document.text[start:end]`.

    `page` counts from 1, None when the format has no pages. `heading` is the path of headings
    above the block, outermost first; a heading's own path does not hold itself. For a row, `cells`
    are (start, end) spans into the text and `header` the words of the table's header row.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    level: int = 0
    heading: tuple[str, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file.

    `text` holds the blocks in reading order, joined by one line feed, each on one line with every
    run of white space made one blank, hyphenation undone and page furniture left out; all offsets
    count characters (code points) of it. `pages` is the number of pages, None when unknown.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
