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

_LOOSE = 0.6  # of its size: a line whose characters take more room than that holds a wide blank
_WIDE = 0.9  # of the size: a blank that parts columns or cells


class Ink(NamedTuple):
    """Words on a page: points, from the lower left corner; `y` is the lower edge of the letters.

    `column` counts from 1, 0 for the whole width; `turn` says that they are the first of a column.
    The row of a table has `cells`, in which a line feed stands where a line ended, and a `header`.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    column: int = 0
    turn: bool = False
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


def page_inks(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, list[Ink], bool]]:
    """For each page its number, its words in the order of the file, and whether it holds anything at all.

    A line may come in several parts where wide blanks are in it.
    """
    for number in range(1, len(document) + 1):
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        if not page:  # the page tree names a page that the file does not hold
            continue
        text_page = raw.FPDFText_LoadPage(page)
        try:
            inks = _Sheet(text_page, number).inks() if text_page else []
            yield number, inks, bool(inks) or raw.FPDFPage_CountObjects(page) > 0
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)


class _Sheet:
    """The text layer of a page."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE, page: int) -> None:
        self._text_page, self._page = text_page, page
        self._box = raw.FS_RECTF()
        self._box_at = ctypes.byref(self._box)
        self._font = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()
        self._flags_at = ctypes.byref(self._flags)

    def inks(self) -> list[Ink]:
        text = self._text()
        spans: list[tuple[int, int]] = []
        inks: list[Ink] = []
        loose = False
        for found in _LINE.finditer(text):
            words = found[0].strip()
            if words:
                start = found.start() + found[0].index(words[0])
                spans.append((start, start + len(words)))
                ink = self._ink(words, start)
                inks.append(ink)
                loose = loose or _is_loose(ink)
        if loose:
            return [part for span in spans for part in self._parts(text, *span)]
        return inks

    def _text(self) -> str:
        count = raw.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self._text_page, 0, count, buffer)
        return bytes(buffer)[:-2].decode("utf-16-le", "replace")

    def _ink(self, words: str, start: int) -> Ink:
        """The words whose first character is the page's `start`th."""
        page, box, loose = self._text_page, self._box, raw.FPDFText_GetLooseCharBox
        end = start + len(words) - 1
        loose(page, start, self._box_at)
        left, y, size = box.left, box.bottom, box.top - box.bottom
        loose(page, end, self._box_at)
        right, height = box.right, box.top - box.bottom
        if abs(height - size) > 0.05 * size:  # a sign or the number of a note, of another size, at one end
            loose(page, (start + end) // 2, self._box_at)
            y, size = box.bottom, box.top - box.bottom
        raw.FPDFText_GetFontInfo(page, end, self._font, 64, self._flags_at)
        bold = bool(self._flags.value & _FORCE_BOLD) or _BOLD.search(self._font.value) is not None
        if words[-1] == _BROKEN:
            words = words[:-1] + "-"
        return Ink(words, left, right, y, size, bold, self._page)

    def _parts(self, text: str, start: int, end: int) -> Iterator[Ink]:
        """The words of a line, in parts where the blank between them is wide."""
        loose = raw.FPDFText_GetLooseCharBox
        begin = start
        for at in range(start, end):
            if text[at] != " " or text[at - 1] == " ":
                continue
            loose(self._text_page, at - 1, self._box_at)
            right, size = self._box.right, self._box.top - self._box.bottom
            after = at + 1
            while text[after] == " ":
                after += 1
            loose(self._text_page, after, self._box_at)
            if self._box.left - right > _WIDE * size:
                yield self._ink(text[begin:at], begin)
                begin = after
        yield self._ink(text[begin:end], begin)


def _is_loose(ink: Ink) -> bool:
    usual = _LOOSE * (1.3 if ink.text.isupper() else 1)
    return " " in ink.text and ink.right - ink.left > usual * ink.size * len(ink.text)
