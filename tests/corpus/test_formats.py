"""The same report proposes the same, whatever format it was saved in."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from support.corpus import FOLDER
from support.reports import Part, Report
from tracker.documents import Block, BlockKind, Document
from tracker.proposals import propose
from tracker.proposals.values import Proposal
from tracker.reading import read_bytes

SAMPLE = Path(str(files("commands").joinpath("samples", "rapport-de-mission.txt")))
REPORTS = [SAMPLE, *sorted(FOLDER.glob("*.txt"))]
FORMATS = ["txt", "pdf", "html", "md", "docx", "odt", "eml"]


def parts(document: Document) -> tuple[Part, ...]:
    """A document as its author may have typed it into a word processor."""
    return tuple(part(document, block) for block in document.blocks)


def part(document: Document, block: Block) -> Part:
    words = document.text[block.start : block.end]
    if block.kind is BlockKind.ROW:
        return "row", 0, tuple(document.text[start:end] for start, end in block.cells)
    kind = "text" if block.kind is BlockKind.PARAGRAPH else str(block.kind)
    return kind, min(block.level, 2), words


def promises(document: Document, reference: date, language: str) -> list[tuple[object, ...]]:
    return [told(p) for p in propose(document, reference=reference, language=language).proposals]


def told(proposal: Proposal) -> tuple[object, ...]:
    window = proposal.window
    return proposal.quote, proposal.title, window.edtf, window.kind, proposal.actors, proposal.firmness


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_same_report_proposes_the_same_in_every_format(path: Path, extension: str) -> None:
    typed = read_bytes(path.name, path.read_bytes())
    reference, language = date(2023, 5, 22), typed.language
    report = Report(parts(typed.document))
    saved = read_bytes(f"rapport.{extension}", getattr(report, extension)())
    assert promises(saved.document, reference, language) == promises(typed.document, reference, language)
