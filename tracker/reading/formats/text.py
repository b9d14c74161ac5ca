"""Plain text in whatever encoding it came."""

from __future__ import annotations

import codecs
from typing import NoReturn

from tracker.reading.characters import clean
from tracker.reading.errors import NotText
from tracker.reading.layout import lay_out, text_lines
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content

# longest first: UTF-32's mark begins with UTF-16's
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ["cp1252", "latin_1", "iso8859_15", "mac_roman", "cp850"]
_SAMPLE = 64_000  # bytes that an encoding is guessed from
_CONTROL = dict.fromkeys([*range(1, 9), *range(14, 27), *range(28, 32), 127])


def read(name: str, data: bytes, limits: Limits) -> Content:
    lines, pages = text_lines(clean_pages(decode(name, data)))
    return Content(lay_out(lines, drawn=True), pages)


def clean_pages(text: str) -> str:
    """`text` cleaned, its soft hyphens at line ends kept for the layout to undo."""
    return "\u00ad\n".join(map(clean, text.replace("\u00ad\r\n", "\u00ad\n").split("\u00ad\n")))


def decode(name: str, data: bytes) -> str:
    """The characters of a text file. Raises NotText when the bytes are no text in any encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], encoding)
    if b"\0" in data:
        return _strictly(name, data, _wide(name, data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _repaired(data) or data.decode(_guess(data), "replace")
    if _looks_binary(text):
        raise_not_text(name)
    return text


def raise_not_text(name: str) -> NoReturn:
    from tracker.reading.sniff import KNOWN

    raise NotText(name=name, known=KNOWN)


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = ""
    if "\0" in text or _looks_binary(text) or (not text and data):
        raise_not_text(name)
    return text


def _wide(name: str, data: bytes) -> str:
    """UTF-16 without its mark: in Western text every other byte is zero."""
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if max(even, odd) < 0.2 * min(len(data), _SAMPLE) / 2:
        raise_not_text(name)
    return "utf-16-be" if even > odd else "utf-16-le"


def _repaired(data: bytes) -> str:
    """UTF-8 with a few bad bytes, such as a last character cut in half; empty if it is not that."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return text if bad * 10 < sum(not char.isascii() for char in text[:_SAMPLE]) - bad else ""


def _guess(data: bytes) -> str:
    """The single-byte encoding that gives the likeliest words."""
    from charset_normalizer import from_bytes  # 40 ms, and most files are UTF-8

    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_WESTERN).best()
    return best.encoding if best else "cp1252"


def _looks_binary(text: str) -> bool:
    """More control characters than stray ones in a text that went through old software."""
    sample = text[:_SAMPLE]
    return len(sample) - len(sample.translate(_CONTROL)) > len(sample) // 50
