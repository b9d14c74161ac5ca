"""The same report says the same in every format."""

from __future__ import annotations

from typing import Any

from tracker.documents import BlockKind
from tracker.reading import read_bytes


def test_the_same_report_has_the_same_blocks_in_every_format(report: Any, saved: tuple[str, bytes]) -> None:
    said = [" | ".join(words) if isinstance(words, tuple) else words for _, _, words in report.parts]
    assert read_bytes(*saved).document.text.split("\n") == said


def test_every_format_tells_headings_items_and_rows(report: Any, saved: tuple[str, bytes]) -> None:
    document = read_bytes(*saved).document
    kinds = ["paragraph" if kind == "text" else kind for kind, _, _ in report.parts]
    assert [block.kind for block in document.blocks] == kinds
    levels = [block.level for block in document.blocks if block.kind is BlockKind.ITEM]
    assert levels == [level for kind, level, _ in report.parts if kind == "item"]


def test_a_row_knows_its_cells_its_header_and_its_heading(report: Any, saved: tuple[str, bytes]) -> None:
    document = read_bytes(*saved).document
    row = document.blocks[-1]
    cells = [document.text[start:end] for start, end in row.cells]
    assert cells == ["Réserver la salle", "Luc Abel", "10 mai 2031"]
    assert row.header == ("Action", "Responsable", "Échéance")
    assert row.heading[-1] == "Suites données"
