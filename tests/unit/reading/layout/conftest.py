"""Laying out a text in a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import Document
from tracker.reading.layout import lay_out, text_lines
from tracker.reading.pieces import assemble

LayOut = Callable[[str], Document]


@pytest.fixture(scope="session")
def read() -> LayOut:
    """The document that a plain text becomes."""

    def read(text: str) -> Document:
        lines, pages = text_lines(text)
        return assemble(lay_out(lines, drawn=True), pages)

    return read


@pytest.fixture(scope="session")
def blocks(read: LayOut) -> Callable[[str], list[str]]:
    """The words of each block of a plain text."""
    return lambda text: read(text).text.split("\n")


@pytest.fixture(scope="session")
def outline(read: LayOut) -> Callable[[str], list[tuple[str, int, str]]]:
    """Kind, level and words of each block of a plain text."""

    def outline(text: str) -> list[tuple[str, int, str]]:
        document = read(text)
        return [
            (str(block.kind), block.level, document.text[block.start : block.end])
            for block in document.blocks
        ]

    return outline
