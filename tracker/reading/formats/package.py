"""DOCX and ODT are packages: ZIP archives of XML parts. Opened here, with a limit on what they unpack to."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET
from xml.parsers import expat

from tracker.reading.errors import Damaged, Encrypted, TooMuchInside, UnknownFormat
from tracker.reading.limits import MB, Limits
from tracker.reading.sniff import KNOWN, Format

_INSIDE: dict[str, Format | str] = {  # the part that tells, and what it tells
    "word/document.xml": Format.DOCX,
    "xl/workbook.xml": "XLSX",
    "ppt/presentation.xml": "PPTX",
    "META-INF/container.xml": "EPUB",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def kind_of(name: str, data: bytes) -> Format:
    """What the archive `data` is. Raises UnknownFormat when it is none of ours, Damaged when it does not open."""
    package = Package(name, data, Limits(), "ZIP")
    kind = package.read("mimetype")[:200].decode("ascii", "replace").strip() if "mimetype" in package else ""
    if kind.startswith(_OPEN_DOCUMENT):
        if kind.startswith(_OPEN_DOCUMENT + "text"):
            return Format.ODT
        raise UnknownFormat(name=name, found=f"OpenDocument {kind.rpartition('.')[2]}", known=KNOWN)
    found = next((found for part, found in _INSIDE.items() if part in package), "ZIP")
    if not isinstance(found, Format):
        raise UnknownFormat(name=name, found=found, known=KNOWN)
    return found


class Package:
    """The parts of an archive, by name."""

    def __init__(self, name: str, data: bytes, limits: Limits, kind: str) -> None:
        self._name, self._limits, self._kind = name, limits, kind
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(error) from error
        self._parts = set(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str) -> bytes:
        """The bytes of a part. What it claims to unpack to is not believed: it is counted."""
        try:
            if self._zip.getinfo(part).flag_bits & 1:
                raise Encrypted(name=self._name)
            with self._zip.open(part) as file:
                left = self._limits.unpacked - self._unpacked
                data = file.read(left + 1)
        except KeyError as error:
            raise self._damaged(f"{part} is missing") from error
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._damaged(error) from error
        except Exception as error:  # zlib, lzma and bz2 each have their own
            if type(error).__name__ not in ("error", "LZMAError"):
                raise
            raise self._damaged(error) from error
        self._unpacked += len(data)
        if len(data) > left:
            raise TooMuchInside(name=self._name, limit=self._limits.unpacked // MB)
        return data

    def xml(self, part: str) -> ET.Element:
        """A part as a tree. A document type is refused, and with it every entity: no real part has one."""
        parser = ET.XMLParser()  # noqa: S314 - entities are refused below
        parser.parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.feed(self.read(part))
            return parser.close()
        except (ET.ParseError, expat.ExpatError, LookupError, ValueError) as error:
            raise self._damaged(error) from error

    def _refuse(self, *_: object) -> None:
        raise self._damaged("it declares a document type")

    def _damaged(self, why: object) -> Damaged:
        return Damaged(name=self._name, format=self._kind, reason=str(why) or type(why).__name__)
