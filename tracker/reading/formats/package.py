"""DOCX and ODT are packages: ZIP archives of XML parts. Opened here, with a limit on what they unpack to."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from datetime import date, datetime
from xml.etree import ElementTree as ET
from xml.parsers import expat

from tracker.reading.errors import Damaged, Encrypted, TooMuchInside, UnknownFormat
from tracker.reading.limits import DEFAULT, MB, Limits
from tracker.reading.pieces import day_written
from tracker.reading.sniff import KNOWN, Format

_TELLING: dict[str, Format | str] = {  # parts that tell what the package is
    "word/document.xml": Format.DOCX,
    "xl/workbook.xml": "XLSX",
    "xl/workbook.bin": "XLSB",
    "ppt/presentation.xml": "PPTX",
    "META-INF/container.xml": "EPUB",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, OSError, EOFError, RuntimeError)
_PROLOGUE = 4096  # bytes given to the parser at a time while it looks for the root


def kind_of(name: str, data: bytes) -> Format:
    """What the archive `data` is. Raises UnknownFormat if it is none of ours."""
    package = Package(name, data, DEFAULT, "ZIP")
    if "mimetype" in package:
        kind = package.read("mimetype")[:100].decode("ascii", "replace").strip()
        if kind.startswith(_OPEN_DOCUMENT + "text"):
            return Format.ODT
        if kind.startswith(_OPEN_DOCUMENT):
            raise UnknownFormat(name=name, found=f"OpenDocument {kind.rpartition('.')[2]}", known=KNOWN)
    found = next((found for part, found in _TELLING.items() if part in package), "ZIP")
    if not isinstance(found, Format):
        raise UnknownFormat(name=name, found=found, known=KNOWN)
    return found


class Package:
    """The parts of an archive, by name. Raises Damaged, Encrypted or TooMuchInside."""

    def __init__(self, name: str, data: bytes, limits: Limits, kind: str) -> None:
        self._name, self._limits, self._kind = name, limits, kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged(error) from error
        self._parts = set(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str) -> bytes:
        """The bytes of a part. What it says it unpacks to is not believed: it is counted."""
        if part not in self._parts:
            raise self.damaged(f"{part} is missing")
        left = self._limits.unpacked - self._unpacked
        try:
            if self._zip.getinfo(part).flag_bits & 1:
                raise Encrypted(name=self._name)
            with self._zip.open(part) as file:
                data = file.read(left + 1)
        except _BROKEN as error:
            raise self.damaged(error) from error
        self._unpacked += len(data)
        if len(data) > left:
            raise TooMuchInside(name=self._name, limit=self._limits.unpacked // MB)
        return data

    def xml(self, part: str, *, namespaces: dict[bytes, bytes] | None = None) -> ET.Element:
        """A part as a tree, with some `namespaces` taken for others."""
        data = self.read(part)
        for strange, usual in (namespaces or {}).items():
            data = data.replace(strange, usual)
        try:
            self._refuse_document_type(data)
            return ET.fromstring(data)  # noqa: S314 - without a document type there are no entities
        except (ET.ParseError, expat.ExpatError, LookupError, ValueError) as error:
            raise self.damaged(error) from error

    def _refuse_document_type(self, data: bytes) -> None:
        """Entities, and with them their explosions, need a document type, and no real part has one."""
        seen: list[str] = []
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = lambda *_: seen.append("document type")
        parser.StartElementHandler = lambda *_: seen.append("root")
        for start in range(0, len(data), _PROLOGUE):
            parser.Parse(data[start : start + _PROLOGUE], False)
            if seen:
                break
        if seen[:1] == ["document type"]:
            raise self.damaged("it declares a document type")

    def damaged(self, why: object) -> Damaged:
        return Damaged(name=self._name, format=self._kind, reason=str(why) or type(why).__name__)

    def day(self, part: str, *tags: str) -> date | datetime | None:
        """The day or moment in the first of `tags` that holds one; properties are not worth a failure."""
        if part not in self._parts:
            return None
        try:
            properties = self.xml(part)
        except Damaged:
            return None
        for tag in tags:
            try:
                return day_written(properties.findtext(f".//{tag}") or "")
            except ValueError:
                continue
        return None
