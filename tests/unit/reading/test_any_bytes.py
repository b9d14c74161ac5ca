"""Any bytes give a document or a failure that a person can understand, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.documents import BlockKind, Document
from tracker.errors import SuiviError
from tracker.reading.formats import read
from tracker.reading.limits import DEFAULT
from tracker.reading.pieces import assemble

same_report = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def document_of(name: str, data: bytes) -> Document | None:
    """The document in `data`, None when it is refused; read here, so that a bug shows itself."""
    try:
        _, content = read(name, data, DEFAULT)
    except SuiviError:
        return None
    return assemble(content.pieces, content.pages)


def check(document: Document) -> None:
    """What every reader of documents relies on."""
    at = 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert block.start == at
        assert words
        assert " ".join(words.split()) == words
        assert (block.kind is BlockKind.ROW) == bool(block.cells)
        ends = [block.start, *(place for cell in block.cells for place in cell), block.end]
        assert ends == sorted(ends)
        at = block.end + 1
    assert len(document.text) == max(at - 1, 0)
    document.text.encode("utf-8")


@same_report
@given(st.binary(min_size=1, max_size=400))
def test_noise_is_read_or_refused(data: bytes) -> None:
    if document := document_of("bruit", data):
        check(document)


@same_report
@given(st.text(st.sampled_from("aA1é.,:;-–•*|\t\n\f \r«»'’()=#o\u00ad\u00a0"), min_size=1))
def test_text_of_marks_and_blanks_makes_sound_blocks(text: str) -> None:
    if document := document_of("marques.txt", text.encode("utf-8")):
        check(document)


def damaged(draw: Callable[..., Any], data: bytes) -> bytes:
    """`data` with a few bytes changed, taken out or said twice."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 40))
        data = (
            data[:start]
            + draw(st.one_of(st.just(b""), st.just(data[start:end] * 2), st.binary(max_size=4)))
            + data[end:]
        )
    return data


@same_report
@given(draw=st.data())
def test_a_damaged_file_is_read_or_refused(saved: tuple[str, bytes], draw: st.DataObject) -> None:
    name, data = saved
    if document := document_of(name, damaged(draw.draw, data) or b" "):
        check(document)


@same_report
@pytest.mark.parametrize(("kind", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
@given(draw=st.data())
def test_a_damaged_part_of_a_package_is_read_or_refused(
    report: Any, make_package: Callable[..., bytes], kind: str, part: str, draw: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(getattr(report, kind)())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = damaged(draw.draw, parts[part])
    if document := document_of(f"rapport.{kind}", make_package(parts)):
        check(document)
