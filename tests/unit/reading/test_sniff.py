"""A file is what it holds; its name only helps where that does not tell."""

from __future__ import annotations

import pytest

from tracker.reading.errors import Damaged, Encrypted, Picture, UnknownFormat
from tracker.reading.sniff import Format, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("pv.txt", b"Le port.", Format.TEXT),
        ("pv", b"Le port.", Format.TEXT),
        ("pv.docx", b"Le port.", Format.TEXT),
        ("pv.md", b"# Le port", Format.MARKDOWN),
        ("pv.txt", b"\n %PDF-1.4 ...", Format.PDF),
        ("pv.txt", b"PK\x03\x04...", None),
        ("pv.txt", b"\xef\xbb\xbf<!DOCTYPE HTML><p>Port", Format.HTML),
        ("pv.txt", b"<!-- page --><html><p>Port", Format.HTML),
        ("pv.html", b"<p>Port</p>", Format.HTML),
        ("pv.html", b"Le <b>port</b>", Format.HTML),
        ("pv.html", b"Le <a href='x'>port", Format.HTML),
        ("pv.html", b"<?xml version='1.0'?><note><div>Port</div></note>", Format.HTML),
        ("pv.html", b"Le port.", Format.TEXT),
        ("pv.html", b"1 < 3 et 3 > 2", Format.TEXT),
        ("pv.txt", b"Received: x\nFrom: y\n\nPort", Format.EML),
        ("pv.eml", b"From: y\nTo: z\n\nPort", Format.EML),
        ("pv.txt", b"From: Nadia\nTo: Luc\nDate: 3 mai\n\nUn memo.", Format.TEXT),
        ("pv.txt", b"<p> est un signe", Format.TEXT),
    ],
)
def test_the_format_of_a_file(name: str, data: bytes, kind: Format | None) -> None:
    assert format_of(name, data) is kind


@pytest.mark.parametrize(
    ("data", "failure", "says"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), UnknownFormat, "97–2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Encrypted, "password"),
        (OLE + "__substg1.0_1000001F".encode("utf-16-le"), UnknownFormat, "Outlook"),
        (b"\x89PNG\r\n\x1a\n....", Picture, "PNG"),
        (b"\xff\xd8\xff\xe0", Picture, "JPEG"),
        (b"{\\rtf1 Port}", UnknownFormat, "RTF"),
        (b"<?xml version='1.0'?><x/>", UnknownFormat, "XML"),
        (b"\0\1\2\3", Damaged, "DOCX"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(data: bytes, failure: type[Exception], says: str) -> None:
    with pytest.raises(failure, match=says):
        format_of("pv.docx", data)
