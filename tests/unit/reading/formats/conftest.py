"""Reading bytes in the test's own process, so that a bug shows where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import Document
from tracker.reading.formats import read
from tracker.reading.limits import DEFAULT, Limits
from tracker.reading.pieces import Content, assemble


def document(name: str, data: bytes, limits: Limits = DEFAULT) -> tuple[Document, Content]:
    _, content = read(name, data, limits)
    return assemble(content.pieces, content.pages), content


@pytest.fixture(scope="session")
def load() -> Callable[..., tuple[Document, Content]]:
    """The document in these bytes, and what the file says of itself."""
    return document


@pytest.fixture(scope="session")
def outline() -> Callable[..., list[tuple[str, int, str]]]:
    """Kind, level and words of each block in these bytes."""

    def outline(name: str, data: bytes) -> list[tuple[str, int, str]]:
        found, _ = document(name, data)
        return [(str(block.kind), block.level, found.text[block.start : block.end]) for block in found.blocks]

    return outline
