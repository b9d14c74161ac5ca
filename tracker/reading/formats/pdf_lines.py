"""Where the lines of a PDF's pages stand, at the cost of a few calls a line."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_BROKEN = "\ufffe"  # what PDFium makes of a hyphen at the end of a line, which it then joins to the next
_BOLD = re.compile(rb"bold|black|heavy|semib|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1 table 123, bit 19


class Ink(NamedTuple):
    """A line of a page: points, from the lower left corner; `y` is the lower edge of its letters."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int


def page_inks(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, list[Ink], bool]]:
    """For each page its number, its lines in the order of the file, and whether it holds anything at all."""
    for number in range(1, len(document) + 1):
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        if not page:  # the page tree names a page that the file does not hold
            continue
        text_page = raw.FPDFText_LoadPage(page)
        try:
            inks = list(_inks(text_page, number)) if text_page else []
            yield number, inks, bool(inks) or raw.FPDFPage_CountObjects(page) > 0
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)


def _inks(text_page: raw.FPDF_TEXTPAGE, page: int) -> Iterator[Ink]:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace")
    box = raw.FS_RECTF()
    box_at = ctypes.byref(box)
    name = ctypes.create_string_buffer(64)
    flags = ctypes.c_int()
    flags_at = ctypes.byref(flags)
    loose, font = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontInfo
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if not words:
            continue
        start = text.index(words[0], found.start())
        end = found.end() - 1
        while text[end].isspace():
            end -= 1
        loose(text_page, start, box_at)
        left, y, size = box.left, box.bottom, box.top - box.bottom
        loose(text_page, end, box_at)
        right, height = box.right, box.top - box.bottom
        if abs(height - size) > 0.05 * size:  # a sign or a note number of another font at one end
            loose(text_page, (start + end) // 2, box_at)
            y, size = box.bottom, box.top - box.bottom
        font(text_page, end, name, 64, flags_at)
        bold = bool(flags.value & _FORCE_BOLD) or _BOLD.search(name.value) is not None
        if words[-1] == _BROKEN:
            words = words[:-1] + "-"
        yield Ink(words, left, right, y, size, bold, page)
