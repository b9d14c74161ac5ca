"""What the reading process says to its caller, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.documents import Block, BlockKind, Document
from tracker.errors import SuiviError
from tracker.reading import errors
from tracker.reading.pieces import Content, day_written
from tracker.reading.sniff import Format


@dataclass(frozen=True, slots=True)
class Answer:
    """A document, and what its file says of itself; see Content."""

    kind: Format
    document: Document
    dated: date | datetime | None
    attachments: tuple[str, ...]
    blank_pages: tuple[int, ...]

    @classmethod
    def of(cls, kind: Format, content: Content, document: Document) -> Answer:
        return cls(kind, document, content.dated, content.attachments, content.blank_pages)


def to_wire(kind: Format, content: Content, document: Document) -> dict[str, Any]:
    """Paths of headings and table headers are said once: most blocks share theirs with the one before."""
    shared: dict[tuple[str, ...], int] = {}
    blocks = [
        (
            block.kind,
            block.start,
            block.end,
            block.page,
            block.level,
            shared.setdefault(block.heading, len(shared)),
            block.cells,
            shared.setdefault(block.header, len(shared)),
        )
        for block in document.blocks
    ]
    return {
        "format": kind,
        "text": document.text,
        "blocks": blocks,
        "shared": list(shared),
        "pages": document.pages,
        "dated": content.dated.isoformat() if content.dated else None,
        "attachments": content.attachments,
        "blank_pages": content.blank_pages,
    }


def failure_to_wire(failure: SuiviError) -> dict[str, Any]:
    return {"failure": type(failure).__name__, "facts": failure.facts}


def from_wire(said: dict[str, Any]) -> Answer:
    """The answer, or the failure raised. KeyError, TypeError or ValueError if it is not in the language."""
    if "failure" in said:
        kind = getattr(errors, said["failure"])
        if not issubclass(kind, SuiviError):
            raise TypeError(kind)
        raise kind(**said["facts"])
    shared = [tuple(words) for words in said["shared"]]
    blocks = tuple(
        Block(
            BlockKind(kind),
            start,
            end,
            page,
            level,
            shared[heading],
            tuple((cell[0], cell[1]) for cell in cells),
            shared[header],
        )
        for kind, start, end, page, level, heading, cells, header in said["blocks"]
    )
    return Answer(
        Format(said["format"]),
        Document(said["text"], blocks, said["pages"]),
        day_written(said["dated"]) if said["dated"] else None,
        tuple(said["attachments"]),
        tuple(said["blank_pages"]),
    )
