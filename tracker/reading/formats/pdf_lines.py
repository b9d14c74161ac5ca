"""Where the lines of a PDF's pages stand, at the cost of a few calls a line."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import cache

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from tracker.reading.layout import Line

_LINE = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_BLANK = re.compile(" +")
_BROKEN = "\ufffe"  # what PDFium makes of a hyphen at the end of a line, which it then joins to the next
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BOLD = re.compile(rb"bold|black|heavy|semib|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1 table 123, bit 19

_LOOSE = 0.54  # of its size: a line whose characters take more room than that holds a wide blank
_WIDE = 0.9  # of the size: a blank that parts columns or cells
_SURE = 2.0  # one that surely does
_NARROW = 0.7  # one that does beside a sure one


def page_lines(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, list[Line], bool]]:
    """For each page its number, its lines in the order of the file, and whether it holds anything at all.

    Lines are measured in points, from the left and from the bottom. One with a wide blank in it
    comes in two.
    """
    for number in range(1, len(document) + 1):
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        if not page:  # the page tree names a page that the file does not hold
            continue
        text_page = raw.FPDFText_LoadPage(page)
        try:
            lines = _Sheet(page, text_page, number).lines() if text_page else []
            yield number, lines, bool(lines) or raw.FPDFPage_CountObjects(page) > 0
        finally:
            raw.FPDFText_ClosePage(text_page)
            raw.FPDF_ClosePage(page)


class _Sheet:
    """The text layer of a page."""

    def __init__(self, page: raw.FPDF_PAGE, text_page: raw.FPDF_TEXTPAGE, number: int) -> None:
        self._text_page, self._page = text_page, number
        self._turns = raw.FPDFPage_GetRotation(page)  # right angles, clockwise
        self._shift = raw.FPDF_GetPageWidthF(page) if self._turns >= 2 else 0.0
        self._box = raw.FS_RECTF()
        self._box_at = ctypes.byref(self._box)
        self._font = ctypes.create_string_buffer(64)
        self._flags = ctypes.c_int()
        self._flags_at = ctypes.byref(self._flags)
        self._bent = False  # whether the last line that was measured ends at another height

    def lines(self) -> list[Line]:
        text = self._text()
        lines: list[Line] = []
        starts: list[int] = []
        loose: list[int] = []
        for found in _LINE.finditer(text):
            words = found[0]
            start = found.start()
            if words[0].isspace() or words[-1].isspace():
                words = words.strip()
                if not words:
                    continue
                start = text.index(words[0], start)
            line = self._line(words, start)
            if self._bent or (line.right - line.left > _LOOSE * line.size * len(words) and _is_loose(line)):
                loose.append(len(lines))
            lines.append(line)
            starts.append(start)
        return self._parted(text, lines, starts, loose) if loose else lines

    def _text(self) -> str:
        """The characters, each at the place that PDFium gives it."""
        count = raw.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self._text_page, 0, count, buffer)
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        return text if len(text) == count else _ASTRAL.sub("\\g<0>\u200b", text)  # it counts these twice

    def _line(self, words: str, start: int) -> Line:
        """The words whose first character is the page's `start`th."""
        box = self._box
        end = start + len(words) - 1
        self._look_at(start)
        left, y = box.left, box.bottom
        size = box.top - y
        self._look_at(end)
        right = box.right
        self._bent = abs(box.bottom - y) > 0.5 * size  # PDFium may take short lines for one
        if abs(box.top - box.bottom - size) > 0.05 * size:  # a sign, or a note's number, at one end
            self._look_at((start + end) // 2)
            y, size = box.bottom, box.top - box.bottom
        raw.FPDFText_GetFontInfo(self._text_page, end, self._font, 64, self._flags_at)
        bold = self._flags.value & _FORCE_BOLD != 0 or _is_bold(self._font.value)
        if words[-1] == _BROKEN:
            words = words[:-1] + "-"
        return Line(words, left, right, self._page, y, size=size, bold=bold)

    def _look_at(self, index: int) -> None:
        """Have the box hold the place of a character, as the page is shown."""
        raw.FPDFText_GetLooseCharBox(self._text_page, index, self._box_at)
        if self._turns:
            box = self._box
            for _ in range(self._turns):
                box.left, box.bottom, box.right, box.top = box.bottom, -box.right, box.top, -box.left
            box.left += self._shift
            box.right += self._shift

    def _parted(self, text: str, lines: list[Line], starts: list[int], loose: list[int]) -> list[Line]:
        """`lines`, those that are `loose` cut in parts, and their neighbours as long as those part too."""
        parts: dict[int, list[Line]] = {}
        while loose:
            at = loose.pop()
            if at in parts or not 0 <= at < len(lines):
                continue
            parts[at] = list(self._parts(text, starts[at], starts[at] + len(lines[at].text)))
            if len(parts[at]) > 1:
                loose += (at - 1, at + 1)
        return [part for at, line in enumerate(lines) for part in parts.get(at, (line,))]

    def _parts(self, text: str, start: int, end: int) -> Iterator[Line]:
        """The words of a line, in parts where the blank between them is wide.

        In justified text all blanks of a line are of one width; where one is far wider than prose
        has them, the line is a row, and its narrow columns may stand closer.
        """
        blanks = list(self._blanks(text, start, end))
        rooms = [room for _, _, room, _ in blanks] or [0.0]
        least = _NARROW if max(rooms) > _SURE else max(_WIDE, 1.8 * min(rooms))
        begin = start
        for at, after, room, drops in blanks:
            if room > least or drops:
                yield self._line(text[begin:at], begin)
                begin = after
        yield self._line(text[begin:end], begin)

    def _blanks(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, float, bool]]:
        """Where each blank begins and ends, its width in type sizes, and whether a new line follows."""
        box = self._box
        for found in _BLANK.finditer(text, start, end):
            self._look_at(found.start() - 1)
            right, y, size = box.right, box.bottom, max(box.top - box.bottom, 0.1)
            self._look_at(found.end())
            drops = abs(box.bottom - y) > 0.5 * size and box.left < right
            yield found.start(), found.end(), (box.left - right) / size, drops


@cache
def _is_bold(font: bytes) -> bool:
    return _BOLD.search(font) is not None


def _is_loose(line: Line) -> bool:
    usual = _LOOSE * (1.3 if line.text.isupper() else 1)
    return " " in line.text and line.right - line.left > usual * line.size * len(line.text)
