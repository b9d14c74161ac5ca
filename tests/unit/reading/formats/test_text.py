"""Text in every encoding that offices still have on their disks."""

from __future__ import annotations

import codecs

import pytest

from tracker.reading.errors import NotText
from tracker.reading.formats.text import decode

WORDS = "Séance du 3 décembre à Rochebelle : « l’œuvre » commune sera présentée dès l’été, où qu’elle naîtra."
PLAIN = "Séance du 3 décembre : le comité a noté la présence des élus où ça lui plaît, à Nîmes et à Liège."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
        (b"", "mac_roman"),
    ],
)
def test_every_usual_encoding_is_recognised(mark: bytes, encoding: str) -> None:
    assert decode("pv.txt", mark + WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp850"])
def test_older_encodings_without_typographic_signs_are_recognised(encoding: str) -> None:
    assert decode("pv.txt", PLAIN.encode(encoding)) == PLAIN


def test_one_byte_cut_off_at_the_end_does_not_make_utf8_something_else() -> None:
    assert decode("pv.txt", (WORDS + "é").encode()[:-1]).startswith(WORDS)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"PV\0\0\0\x01\x02\x03", b"\xff\xfe\x00\xd8", b"\x01\x02\x03\x04 abc"],
    ids=str,
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode("pv.txt", data)
