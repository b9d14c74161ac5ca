"""ODT: content.xml in the order of the body (OASIS OpenDocument 1.3 part 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tracker.reading.errors import Encrypted
from tracker.reading.formats.cells import Cell, table_lines
from tracker.reading.formats.package import Package
from tracker.reading.layout import Line, lay_out
from tracker.reading.layout.lines import heading, item, paragraph
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content
from tracker.reading.raising import raised

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "table"))
_STYLE, _DRAW, _META = (f"{{{_OASIS}{name}:1.0}}" for name in ("style", "drawing", "meta"))
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_LEFT_OUT = {_TEXT + tag for tag in ("table-of-content", "alphabetical-index", "user-index", "bibliography")}
_LEFT_OUT |= {_TEXT + tag for tag in ("illustration-index", "table-index", "object-index", "tracked-changes")}
_LEFT_OUT |= {
    _TEXT + "note",
    _TEXT + "ruby-text",
    _OFFICE + "annotation",
    _OFFICE + "forms",
    _DRAW + "object",
}
_SIGNS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_BOX, _PAGE_BREAK = _DRAW + "text-box", _TEXT + "soft-page-break"
_BOLD = ("bold", "600", "700", "800", "900")
_RAISED = re.compile(r"super|[1-9][\d.]*%")  # or so much of the type size
_MANY = 1000  # blanks, columns or rows that one element may stand for


def read(name: str, data: bytes, limits: Limits) -> Content:
    package = Package(name, data, limits, "ODT")
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(name=name)
    root = package.xml("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise package.damaged("it has no text")
    styles = _Styles(root, *([package.xml("styles.xml")] if "styles.xml" in package else []))
    walk = _Walk(styles, 1 if next(body.iter(_PAGE_BREAK), None) is not None else None)
    pieces = lay_out(list(walk.blocks(body)), drawn=False)
    return Content(pieces, walk.page, package.day("meta.xml", _DC + "date", _META + "creation-date"))


class _Styles:
    """Which styles, of paragraphs and of runs, are bold, or above the line, and which are of a title."""

    def __init__(self, *roots: Element) -> None:
        styles = [style for root in roots for style in root.iter(_STYLE + "style")]
        parents = {
            style.get(_STYLE + "name", ""): style.get(_STYLE + "parent-style-name", "") for style in styles
        }
        weights = {
            style.get(_STYLE + "name", ""): properties.get(_FO + "font-weight") in _BOLD
            for style in styles
            for properties in style.iter(_STYLE + "text-properties")
            if properties.get(_FO + "font-weight")
        }
        self.titles = {"Title"} | {name for name, parent in parents.items() if parent == "Title"}
        self.raised = {
            style.get(_STYLE + "name", "")
            for style in styles
            for properties in style.iter(_STYLE + "text-properties")
            if _RAISED.match(properties.get(_STYLE + "text-position", ""))
        }
        self.bold = {
            name for name, parent in parents.items() if weights.get(name, weights.get(parent, False))
        }


class _Walk:
    """Goes through the body. `page` is the page it has come to, None when the file does not say."""

    def __init__(self, styles: _Styles, page: int | None) -> None:
        self.page = page
        self._styles = styles

    def blocks(self, parent: Element, level: int = -1) -> Iterator[Line]:
        """The lines of what `parent` holds; `level` is the depth of the list it is in."""
        for child in parent:
            tag = child.tag
            if tag in _LEFT_OUT:
                continue
            if tag == _TEXT + "h":
                yield from self._paragraph(child, -1, _number(child.get(_TEXT + "outline-level"), 1))
            elif tag == _TEXT + "p":
                title = child.get(_TEXT + "style-name") in self._styles.titles
                yield from self._paragraph(child, level, 0 if title else -1)
            elif tag == _TEXT + "list":
                yield from self._list(child, level + 1)
            elif tag == _TABLE + "table":
                yield from table_lines(list(self._rows(child)), self.page)
            elif tag == _PAGE_BREAK:
                self._turn(1)
            else:  # sections, frames, and what a later version may wrap things in
                yield from self.blocks(child, level)

    def _list(self, element: Element, level: int) -> Iterator[Line]:
        for entry in element:
            if entry.tag == _PAGE_BREAK:
                self._turn(1)
            elif entry.tag in (_TEXT + "list-item", _TEXT + "list-header"):
                yield from self.blocks(entry, level)

    def _paragraph(self, element: Element, level: int, rank: int) -> Iterator[Line]:
        runs = _Runs(self._styles)
        runs.read(element, element.get(_TEXT + "style-name") in self._styles.bold)
        self._turn(runs.pages_before)
        text = "".join(runs.parts)
        if rank >= 0:
            yield from heading(text, rank, self.page)
        elif level >= 0:
            yield from item(text, level, self.page)
        else:
            yield from paragraph(text, self.page, bold=runs.all_bold)
        self._turn(runs.pages - runs.pages_before)
        for box in runs.boxes:
            yield from self.blocks(box)

    def _rows(self, table: Element, head: bool = False) -> Iterator[list[Cell]]:
        for child in table:
            if child.tag == _TABLE + "table-row":
                yield list(self._cells(child, head))
            elif child.tag == _TABLE + "table-header-rows":
                yield from self._rows(child, True)
            elif child.tag in (_TABLE + "table-rows", _TABLE + "table-row-group"):
                yield from self._rows(child, head)
            elif child.tag == _PAGE_BREAK:
                self._turn(1)

    def _cells(self, row: Element, head: bool) -> Iterator[Cell]:
        for cell in row:
            if cell.tag == _TABLE + "table-cell":
                lines = list(self.blocks(cell))
                times = _number(cell.get(_TABLE + "number-columns-repeated"), 1)
                yield from (Cell(lines, 1, head) for _ in range(times))
            elif cell.tag == _TABLE + "covered-table-cell":  # covered by the span of another
                times = _number(cell.get(_TABLE + "number-columns-repeated"), 1)
                yield from (Cell([], 1, head) for _ in range(times))

    def _turn(self, pages: int) -> None:
        if self.page is not None:
            self.page += pages


class _Runs:
    """What a paragraph holds."""

    def __init__(self, styles: _Styles) -> None:
        self.parts: list[str] = []
        self.boxes: list[Element] = []  # text boxes anchored in it, which stand beside it
        self.all_bold = True
        self.pages = self.pages_before = 0  # page breaks in it, and those before its first word
        self._styles = styles

    def read(self, element: Element, bold: bool) -> None:
        self._add(element.text, bold)
        for child in element:
            if child.tag == _TEXT + "s":
                self.parts.append(" " * _number(child.get(_TEXT + "c"), 1))
            elif child.tag in _SIGNS:
                self.parts.append(_SIGNS[child.tag])
            elif child.tag == _PAGE_BREAK:
                self.pages += 1
                self.pages_before += not any(map(str.strip, self.parts))
            elif child.tag == _BOX:
                self.boxes.append(child)
            elif child.tag not in _LEFT_OUT:
                self._read_run(child, bold)
            self._add(child.tail, bold)

    def _read_run(self, run: Element, bold: bool) -> None:
        style, before = run.get(_TEXT + "style-name"), len(self.parts)
        self.read(run, bold or style in self._styles.bold)
        if style in self._styles.raised:
            self.parts[before:] = map(raised, self.parts[before:])

    def _add(self, text: str | None, bold: bool) -> None:
        if text:
            self.parts.append(text.replace("\n", " "))
            self.all_bold = self.all_bold and (bold or not text.strip())


def _number(value: str | None, default: int) -> int:
    """A positive number of an attribute, within reason."""
    return min(int(value), _MANY) if value and value.isascii() and value.isdigit() else default
