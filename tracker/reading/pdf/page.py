"""Where the lines of a page stand, at the cost of three calls of PDFium a line."""

from __future__ import annotations

import ctypes
import struct
from ctypes import byref
from itertools import chain, repeat
from math import hypot

from tracker.reading.pdf.library import (
    char_matrix,
    char_origin,
    close_text,
    count_chars,
    font_info,
    font_size,
    get_text,
    load_text,
    loose_char_box,
    page_rotation,
    page_width,
)
from tracker.reading.pdf.packing import BETWEEN
from tracker.reading.raising import raised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Placed = tuple[str, float, float, float, float, bool]
"""Words; left, right and y in points, from the left and from the bottom; type size; whether it is bold."""

Span = tuple[int, int]
Blank = tuple[int, int, float, bool, float]
"""A span, its width in type sizes, whether a new line follows it, and where the next word begins."""
Part = tuple[int, int, float]  # of a line that is cut: a span, and where it begins unless it is the first
Box = tuple[float, ...]  # left, top, right, bottom: FS_RECTF of fpdfview.h
Place = tuple[float, ...]  # two of them

_BROKEN = "\ufffe"  # what PDFium makes of a hyphen at the end of a line, which it then joins to the next
_BOLD = (b"bold", b"black", b"heavy", b"semib", b"demi")
_FORCE_BOLD = 1 << 18  # ISO 32000-1 table 123, bit 19
_NAME = 64  # bytes of a font's name
_NAME_SIZE = ctypes.c_ulong(_NAME)

_LOOSE = 0.54  # of its size: a line whose characters take more room than that holds a wide blank
_FEW = 0.3  # lines of a page hold few blanks, and take the room that is usual
_RATHER, _LOOSER = 1.05, 1.2  # times that room: a line that may hold a wide blank, and one that is looked at
_CAPITALS = 1.3  # times the room of small letters
_WIDE = 0.9  # of the size: a blank that parts columns or cells
_SURE = 2.0  # one that surely does
_NARROW = 0.7  # one that does beside a sure one

_LOW = 0.95  # of its type size: what is lower has no height of its own, but that of some letter
_HEIGHT, _DEPTH = 1.1, 0.2  # from the lowest to the highest letters, and below the line, in type sizes

_SMALL = 0.85  # of the type size of a line: what is smaller, and set higher, is the number of a note

_PLACE = struct.Struct("8f")
_BOX_SIZE = 16  # bytes


def lines_of(page: ctypes.c_void_p) -> list[Placed]:
    """The lines of a page in the order of the file. One with a wide blank in it comes in two."""
    handle = load_text(page)
    if not handle:
        return []
    text_page = ctypes.c_void_p(handle)
    try:
        return _TextLayer(page, text_page).lines()
    finally:
        close_text(text_page)


class _Boxes:
    """Room for the boxes of pairs of characters, with a pointer to each: to make one costs half a call."""

    def __init__(self) -> None:
        self._room = memoryview(b"")
        self._spots: list[object] = []

    def of(self, page: ctypes.c_void_p, pairs: list[tuple[int, int]]) -> memoryview:
        """Their boxes, until the next are asked for."""
        size = _PLACE.size * len(pairs)
        if size > len(self._room):
            room = ctypes.create_string_buffer(2 * size)
            self._room = memoryview(room)
            self._spots = [byref(room, at) for at in range(0, 2 * size, _BOX_SIZE)]
        sum(map(loose_char_box, repeat(page), chain.from_iterable(pairs), self._spots))  # a loop in C
        return self._room[:size]


_boxes = _Boxes()


class _TextLayer:
    def __init__(self, page: ctypes.c_void_p, text_page: ctypes.c_void_p) -> None:
        self._handle = text_page
        self._turns: int = page_rotation(page)  # right angles, clockwise
        self._shift: float = page_width(page) if self._turns >= 2 else 0.0
        self._text = self._characters()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}

    def lines(self) -> list[Placed]:
        spans = list(_spans(self._text))
        lines, bent = self._measured(spans)
        loose, wide = _loose(lines)
        loose += bent
        return self._parted(spans, lines, loose, wide) if loose else lines

    def _characters(self) -> str:
        """The characters, each at the place that PDFium gives it."""
        count = count_chars(self._handle)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        get_text(self._handle, 0, count, buffer)
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
        if len(text) != count:  # it counts those beyond the basic plane twice
            text = "".join(sign + "\u200b" if sign > "\uffff" else sign for sign in text)
        return text.replace(BETWEEN, " ")  # white space, as it is to us

    def _measured(self, spans: list[Span]) -> tuple[list[Placed], list[int]]:
        """The lines of `spans`, and which of them are several: PDFium may take short ones for one."""
        text = self._text
        lines: list[Placed] = []
        bent: list[int] = []
        places = self._places([(start, end - 1) for start, end in spans])
        for (start, end), (bold, low), place in zip(spans, self._fonts_of(spans), places, strict=True):
            left, top, _, y, _, last_top, right, last_y = place
            size = top - y
            if abs(last_y - y) > 0.5 * size:
                bent.append(len(lines))
            first_y, at = y, end - 1
            number = noted = 0  # digits of the number of a note that it begins with, or ends with
            if abs(last_top - last_y - size) > 0.05 * size:  # a sign, or a note's number, at one end
                at = (start + end - 1) // 2
                _, top, _, y, *_ = self._places([(at, at)])[0]
                size = top - y
                small = _SMALL * font_size(self._handle, at)
                if last_y > y and font_size(self._handle, end - 1) < small:
                    noted = self._digits(range(end - 1, start, -1))
                if first_y > y and font_size(self._handle, start) < small:
                    number = self._digits(range(start, end - 1))
            if low:
                size, y = self._by_type(at, size) or (size, y)
            words = text[start:end]
            if words[-1] == _BROKEN:
                words = words[:-1] + "-"
            if number or noted:
                last = len(words) - noted
                words = raised(words[:number]) + words[number:last] + raised(words[last:])
            lines.append((words, left, right, y, size, bold))
        return lines, bent

    def _digits(self, signs: range) -> int:
        """How many of these characters are digits of the type size of the first: the number of a note."""
        size = font_size(self._handle, signs[0])
        number = 0
        for at in signs:
            if not self._text[at].isdecimal() or font_size(self._handle, at) != size:
                break
            number += 1
        return number

    def _by_type(self, at: int, height: float) -> tuple[float, float] | None:
        """Height and y of a character whose font does not tell how high it is: LibreOffice writes such ones.

        None for one of the right height: its type is only set smaller than it says.
        """
        matrix, x, y = (ctypes.c_float * 6)(), ctypes.c_double(), ctypes.c_double()
        char_matrix(self._handle, at, matrix)
        char_origin(self._handle, at, byref(x), byref(y))
        size = font_size(self._handle, at) * hypot(matrix[2], matrix[3])
        if height >= _LOW * size:
            return None
        box = x.value, y.value, x.value, y.value
        line = self._turned(box)[1] if self._turns else y.value
        return _HEIGHT * size, line - _DEPTH * size

    def _places(self, pairs: list[tuple[int, int]]) -> list[Place]:
        """Where the two characters of each pair stand, as the page is shown."""
        places: list[Place] = list(_PLACE.iter_unpack(_boxes.of(self._handle, pairs)))
        if self._turns:
            return [self._turned(place[:4]) + self._turned(place[4:]) for place in places]
        return places

    def _fonts_of(self, spans: list[Span]) -> list[tuple[bool, bool]]:
        """Whether the type in which each ends is bold, and whether it is lower than its size says."""
        page, known = self._handle, self._fonts
        name = ctypes.create_string_buffer(_NAME)
        flags = ctypes.c_int()
        flags_at = byref(flags)
        fonts: list[tuple[bool, bool]] = []
        for _, end in spans:
            font_info(page, end - 1, name, _NAME_SIZE, flags_at)
            font = name.value, flags.value
            if font not in known:
                known[font] = _is_bold(*font), self._is_low(end - 1)
            fonts.append(known[font])
        return fonts

    def _is_low(self, at: int) -> bool:
        ((_, top, _, y, *_),) = self._places([(at, at)])
        low: bool = top - y < _LOW * font_size(self._handle, at)
        return low

    def _turned(self, box: Box) -> Box:
        left, top, right, bottom = box
        for _ in range(self._turns):
            left, bottom, right, top = bottom, -right, top, -left
        return left + self._shift, top, right + self._shift, bottom

    def _parted(
        self, spans: list[Span], lines: list[Placed], loose: list[int], wide: list[int]
    ) -> list[Placed]:
        """`lines`, those that are `loose` cut in parts.

        Where one parts, so may its neighbours, and lines that begin where a part does, at the first if
        they are `wide`: a wide blank makes a long row hardly looser than prose.
        """
        parts: dict[int, list[Part]] = {}
        rows = False
        begins: dict[int, list[int]] = {}
        widely: dict[int, list[int]] = {}
        while loose:
            at = loose.pop()
            if at in parts or not 0 <= at < len(lines):
                continue
            parts[at] = list(self._parts(*spans[at], size=max(lines[at][4], 0.1)))
            if len(parts[at]) > 1:
                if not rows:
                    rows = True
                    begins, widely = _by_begin(lines, range(len(lines))), _by_begin(lines, wide)
                for _, _, left in parts[at][1:]:
                    loose += begins.pop(round(left), ())
                loose += widely.pop(round(lines[at][1]), ())
                loose += (at - 1, at + 1)
        cut = {at: [span for *span, _ in parted] for at, parted in parts.items() if len(parted) > 1}
        ends = iter(self._measured([(start, end) for at in sorted(cut) for start, end in cut[at]])[0])
        out: list[Placed] = []
        for at, line in enumerate(lines):
            out += [next(ends) for _ in cut[at]] if at in cut else [line]
        return out

    def _parts(self, start: int, end: int, size: float) -> Iterator[Part]:
        """The words of a line, in parts where the blank between them is wide.

        In justified text all blanks of a line are of one width; where one is far wider than prose
        has them, the line is a row, and its narrow columns may stand closer.
        """
        blanks = self._blanks(start, end, size)
        rooms = [room for _, _, room, _, _ in blanks] or [0.0]
        least = _NARROW if max(rooms) > _SURE else max(_WIDE, 1.8 * min(rooms))
        begins = 0.0
        for at, after, room, drops, left in blanks:
            if room > least or drops:
                yield start, at, begins
                start, begins = after, left
        yield start, end, begins

    def _blanks(self, start: int, end: int, size: float) -> list[Blank]:
        text, around = self._text, []
        at = text.find(" ", start, end)
        while at >= 0:
            after = at + 1
            while text[after] == " ":  # a line ends in a word
                after += 1
            around.append((at - 1, after))
            at = text.find(" ", after, end)
        blanks = []
        for (before, after), place in zip(around, self._places(around), strict=True):
            _, _, right, y, left, _, _, next_y = place
            drops = left < right and abs(next_y - y) > 0.5 * size
            blanks.append((before + 1, after, (left - right) / size, drops, left))
        return blanks


def _spans(text: str) -> Iterator[Span]:
    """Where each line of `text` begins and ends (exclusive), without the blanks around it."""
    at = 0
    for line in text.replace("\r", "\n").replace(_BROKEN, _BROKEN + "\n").split("\n"):
        if line:
            words = line.strip()
            if words and line != _BROKEN:
                start = at + line.index(words[0])
                yield start, start + len(words)
            at += len(line) - (line[-1] == _BROKEN)
        at += 1


def _is_bold(font: bytes, flags: int) -> bool:
    return flags & _FORCE_BOLD != 0 or any(map(font.lower().__contains__, _BOLD))


def _by_begin(lines: list[Placed], which: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of some lines by where they begin."""
    begins: dict[int, list[int]] = {}
    for at in which:
        begins.setdefault(round(lines[at][1]), []).append(at)
    return begins


def _loose(lines: list[Placed]) -> tuple[list[int], list[int]]:
    """Those that likely hold a wide blank, and those that may: their characters take more room than usual."""
    rooms = [(right - left) / (size * len(words) or 1) for words, left, right, _, size, _ in lines]
    loose: list[int] = []
    wide: list[int] = []
    if rooms:
        usual = sorted(rooms)[int(_FEW * len(rooms))]
        rather, least = _RATHER * usual, min(_LOOSER * usual, _LOOSE)
        for at, room in enumerate(rooms):
            if room > min(rather, least) and " " in (words := lines[at][0]):
                if room > rather:
                    wide.append(at)
                if room > least * (_CAPITALS if words.isupper() else 1):
                    loose.append(at)
    return loose, wide
