"""Packages that are made to harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import Document
from tracker.reading.errors import Damaged, TooMuchInside, UnknownFormat
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content

Make = Callable[..., bytes]
Load = Callable[..., tuple[Document, Content]]

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
CLOSE = "</w:body></w:document>"


@pytest.mark.parametrize(
    "declared", [LAUGHS, OUTSIDE, "<!DOCTYPE x>", "<!-- -->" * 2000 + LAUGHS], ids=str.__len__
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(
    load: Load, make_package: Make, declared: str, encoding: str
) -> None:
    part = f"<?xml version='1.0' encoding='{encoding}'?>{declared}{OPEN}<w:p/>{CLOSE}"
    with pytest.raises(Damaged, match="document type"):
        load("pv.docx", make_package({"word/document.xml": part.encode(encoding)}))


def test_what_unpacks_to_too_much_is_not_unpacked(load: Load, make_docx: Make) -> None:
    bomb = make_docx("<w:p/>" * 500_000)
    assert len(bomb) < 20_000
    with pytest.raises(TooMuchInside):
        load("pv.docx", bomb, Limits(unpacked=1_000_000))


def test_a_part_that_is_missing_or_cut_is_damage(
    load: Load, make_docx: Make, make_odt: Make, make_package: Make
) -> None:
    whole = make_docx("<w:p/>")
    with pytest.raises(Damaged):
        load("pv.docx", whole[: len(whole) // 2])
    with pytest.raises(Damaged, match=r"content\.xml is missing"):
        load("pv.odt", make_package({"mimetype": "application/vnd.oasis.opendocument.text"}))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"xl/workbook.xml": "<x/>"}, "XLSX"),
        ({"ppt/presentation.xml": "<x/>"}, "PPTX"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument spreadsheet"),
        ({"photo.jpg": "x"}, "ZIP"),
    ],
)
def test_other_packages_are_called_by_their_name(
    load: Load, make_package: Make, parts: dict[str, str], found: str
) -> None:
    with pytest.raises(UnknownFormat, match=found):
        load("pv.docx", make_package(parts))
