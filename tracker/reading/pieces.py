"""What a format yields, and how it becomes a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.documents import Block, BlockKind, Document
from tracker.reading.characters import one_line

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


@dataclass(slots=True)
class Piece:
    """A block before it has a place in the text.

    `level` counts from 0: the depth of a list item, or the rank of a heading, 0 the highest. A row
    has `cells` and no `text`; `header` holds the words of its table's header row, which is itself
    a row whose cells are its header. White space is as the file has it.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    page: int | None = None
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a format's reader yields: its pieces in reading order, and what the file says of itself.

    `dated` is the day in its properties or headers, or a moment where they tell it in UTC: its day is
    another in another place. `attachments` are the names of files it
    carries, which are not read; `blank_pages` the pages that hold a picture and no text.
    """

    pieces: list[Piece]
    pages: int | None = None
    dated: date | datetime | None = None
    attachments: tuple[str, ...] = ()
    blank_pages: tuple[int, ...] = ()


def day_written(text: str) -> date | datetime:
    """What an ISO 8601 day or moment says: the day as its writer saw it, or the moment when it is in UTC.

    Raises ValueError.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return date.fromisoformat(text.strip()[:10])
    return moment if moment.utcoffset() == timedelta(0) else moment.date()


def assemble(pieces: Iterable[Piece], pages: int | None = None) -> Document:
    """The document that `pieces`, in reading order, make up; those without words are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []  # the headings in force: (rank, words)
    names: tuple[str, ...] = ()
    at = 0
    for piece in pieces:
        spans: tuple[tuple[int, int], ...] = ()
        if piece.kind is ROW:
            text, spans = _row(piece.cells, at)
        else:
            text = one_line(piece.text)
        if not text:
            continue
        level = piece.level
        if piece.kind is HEADING:
            while path and path[-1][0] >= piece.level:
                path.pop()
            names = tuple(name for _, name in path)
            level = len(path)
        end = at + len(text)
        header = tuple(map(one_line, piece.header)) if piece.header else ()
        blocks.append(Block(piece.kind, at, end, piece.page, level, names, spans, header))
        texts.append(text)
        at = end + 1
        if piece.kind is HEADING:
            path.append((piece.level, text.rstrip(" :") or text))
            names = tuple(name for _, name in path)
    return Document("\n".join(texts), tuple(blocks), pages)


def _row(cells: Iterable[str], at: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The cells between bars, and where each stands when the row starts at `at`.

    An empty cell keeps its bar and has an empty span; a row of empty cells is empty.
    """
    text = ""
    spans: list[tuple[int, int]] = []
    for number, cell in enumerate(map(one_line, cells)):
        if number:
            text += " |" if text else "|"
        if cell and text:
            text += " "
        spans.append((at + len(text), at + len(text) + len(cell)))
        text += cell
    if not text.strip("| "):
        return "", ()
    return text, tuple(spans)
