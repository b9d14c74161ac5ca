"""PDF: the text layer, with where each line stands, through PDFium."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date

from tracker.reading.errors import Damaged, Encrypted, NoText, NoTextLayer, TooManyPages
from tracker.reading.layout import lay_out
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


def read(name: str, data: bytes, limits: Limits) -> Content:
    import pypdfium2  # type: ignore[import-untyped]

    from tracker.reading.formats.pdf_lines import page_lines
    from tracker.reading.formats.pdf_pages import lines_of

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = str(error)
        if "assword" in why or "ecurity" in why:
            raise Encrypted(name=name) from error
        raise Damaged(name=name, format="PDF", reason=_shortly(why)) from error
    with closing(document):
        pages = len(document)
        if pages > limits.pages:
            raise TooManyPages(name=name, pages=pages, limit=limits.pages)
        sheets = []
        pictures = []
        for number, lines, holds_something in page_lines(document):
            sheets.append(lines)
            if holds_something and not lines:
                pictures.append(number)
        dated = _dated(document.get_metadata_value("CreationDate"))
    lines = lines_of(sheets)
    if not lines:
        raise NoTextLayer(name=name, pages=pages) if pictures else NoText(name=name)
    return Content(lay_out(lines, drawn=True), pages, dated, blank_pages=tuple(pictures))


def _shortly(why: str) -> str:
    """PDFium's own words, out of « Failed to load document (PDFium: Data format error). »."""
    found = re.search(r"PDFium: ([^)]*?)\.?\)", why)
    return found[1] if found else why


def _dated(value: str) -> date | None:
    """The day in a PDF date, such as D:20240503141500+02'00' (ISO 32000-1 §7.9.4)."""
    found = _DATE.match(value or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
