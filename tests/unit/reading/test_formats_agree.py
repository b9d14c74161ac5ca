"""The same report says the same in every format."""

from __future__ import annotations

from typing import Any

from tracker.documents import BlockKind, Document
from tracker.reading import read_bytes


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_the_same_report_has_the_same_blocks_in_every_format(report: Any, saved: tuple[str, bytes]) -> None:
    said = [" | ".join(words) if isinstance(words, tuple) else words for _, _, words in report.parts]
    assert texts(read_bytes(*saved).document) == said


def test_headings_items_and_rows_are_told_apart_in_every_format(
    report: Any, saved: tuple[str, bytes]
) -> None:
    document = read_bytes(*saved).document
    kinds = {
        "heading": BlockKind.HEADING,
        "text": BlockKind.PARAGRAPH,
        "item": BlockKind.ITEM,
        "row": BlockKind.ROW,
    }
    assert [block.kind for block in document.blocks] == [kinds[kind] for kind, _, _ in report.parts]
    items = [block.level for block in document.blocks if block.kind is BlockKind.ITEM]
    assert items == [level for kind, level, _ in report.parts if kind == "item"]
    row = document.blocks[-1]
    assert row.header == ("Action", "Responsable", "Échéance")
    assert [document.text[start:end] for start, end in row.cells] == [
        "Réserver la salle",
        "Luc Abel",
        "10 mai 2031",
    ]
    assert row.heading[-1] == "Suites données"
