"""What kind of file this is: by what it holds first, by its name only when that does not tell."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from tracker.reading.errors import Damaged, Encrypted, Picture, UnknownFormat


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    EML = "eml"


KNOWN = "TXT, Markdown, HTML, PDF, DOCX, ODT, EML"

_BY_NAME = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".eml": Format.EML,
}
_PACKAGES = (Format.DOCX, Format.ODT)
_OTHERS = (  # what is not read, and what people call it
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"Rar!", "RAR"),
    (b"%!PS", "PostScript"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"SQLite format 3\x00", "SQLite"),
)
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADERS = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.ASCII)
_TECHNICAL = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to|x-mailer):", re.I | re.M
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)
_START = 4096  # bytes that tell


def format_of(name: str, data: bytes) -> Format | None:
    """The format of `data`, which is not empty; None for a package, which must be opened to tell.

    Raises what says why it is none that can be read.
    """
    start = data[:_START].removeprefix(b"\xef\xbb\xbf")
    named = _BY_NAME.get(PurePath(name).suffix.lower())
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return None
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(name=name)
        found = "Outlook MSG" if "__substg1.0_".encode("utf-16-le") in data else "Microsoft Office 97–2003"
        raise UnknownFormat(name=name, found=found, known=KNOWN)
    for magic, found in _PICTURES:
        if data.startswith(magic):
            raise Picture(name=name, found=found)
    for magic, found in _OTHERS:
        if start.startswith(magic):
            raise UnknownFormat(name=name, found=found, known=KNOWN)
    if _HTML.match(start):
        return Format.HTML
    if start.lstrip().startswith(b"<?xml") and named is not Format.HTML:
        raise UnknownFormat(name=name, found="XML", known=KNOWN)
    return _textual(name, data, start, named)


def _textual(name: str, data: bytes, start: bytes, named: Format | None) -> Format:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in start and not wide and named in (Format.PDF, *_PACKAGES):
        raise Damaged(name=name, format=str(named).upper(), reason="its beginning is missing")
    headers = _HEADERS.match(start)
    if headers and (named is Format.EML or _TECHNICAL.search(headers[0])):
        return Format.EML
    if named is Format.HTML and (wide or _TAG.search(data)):
        return Format.HTML
    return Format.MARKDOWN if named is Format.MARKDOWN else Format.TEXT
