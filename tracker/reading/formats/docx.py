"""DOCX: word/document.xml in the order of the body (ECMA-376 part 1, §17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.reading.formats.cells import Cell, table_lines
from tracker.reading.formats.package import Package
from tracker.reading.layout import Line, lay_out
from tracker.reading.layout.lines import heading, item, paragraph
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content
from tracker.reading.raising import raised

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {b"http://purl.oclc.org/ooxml/wordprocessingml/main": _MAIN.encode()}  # Strict, ISO 29500-1
_W = f"{{{_MAIN}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DC = "{http://purl.org/dc/terms/}"

_VAL, _BOX, _PAGE_BREAK = _W + "val", _W + "txbxContent", _W + "lastRenderedPageBreak"
_TRANSPARENT = {_W + tag for tag in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml")}
_TRANSPARENT |= {_W + tag for tag in ("dir", "bdo", "sdt", "sdtContent")}
_TRANSPARENT |= {_MC + "AlternateContent", _MC + "Choice", _MATH + "oMathPara"}
"""What only wraps its content. Deleted and moved text (w:del, w:moveFrom) is left out."""

_SIGNS = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
    _W + "softHyphen": "",
}
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (?:bullet|number)(?: (\d))?")


@dataclass(slots=True)
class _Style:
    """`rank` is that of a heading, `level` that of a list item; -1 when the style makes none."""

    rank: int = -1
    level: int = -1
    bold: bool = False
    contents: bool = False


_PLAIN = _Style()


def read(name: str, data: bytes, limits: Limits) -> Content:
    package = Package(name, data, limits, "DOCX")
    body = package.xml("word/document.xml", namespaces=_NAMESPACES).find(_W + "body")
    if body is None:
        raise package.damaged("it has no body")
    styles = {}
    if "word/styles.xml" in package:
        styles = _styles(package.xml("word/styles.xml", namespaces=_NAMESPACES))
    walk = _Walk(styles, 1 if next(body.iter(_PAGE_BREAK), None) is not None else None)
    pieces = lay_out(list(walk.blocks(body)), drawn=False)
    return Content(pieces, walk.page, package.day("docProps/core.xml", _DC + "modified", _DC + "created"))


def _styles(root: Element) -> dict[str, _Style]:
    """Paragraph styles by their id, each with what it inherits."""
    elements = {element.get(_W + "styleId", ""): element for element in root.iter(_W + "style")}
    styles: dict[str, _Style] = {}

    def resolve(key: str, seen: frozenset[str]) -> _Style:
        if key in styles or key not in elements or key in seen or len(seen) > 20:
            return styles.get(key, _PLAIN)
        element = elements[key]
        parent = resolve(_value(element, "basedOn"), seen | {key})
        name = _value(element, "name").lower()
        style = _Style(parent.rank, parent.level, parent.bold, name.startswith(("toc ", "table of figures")))
        properties = element.find(_W + "pPr")
        if properties is not None:
            style.rank = _rank(properties, style.rank)
            style.level = _level(properties, style.level)
        if name == "title":
            style.rank = 0
        elif named := _HEADING.fullmatch(name):
            style.rank = int(named[1])
        elif (named := _LIST.fullmatch(name)) and style.level < 0:
            style.level = int(named[1] or 1) - 1
        style.bold = _bold(element.find(_W + "rPr"), style.bold)
        styles[key] = style
        return style

    for key in elements:
        resolve(key, frozenset())
    return styles


def _value(element: Element, tag: str) -> str:
    child = element.find(_W + tag)
    return child.get(_VAL, "") if child is not None else ""


def _number(value: str, default: int) -> int:
    return int(value) if value.isascii() and value.isdigit() else default


def _rank(properties: Element, inherited: int) -> int:
    """From w:outlineLvl: 0 to 8 are headings below a title, 9 is the text."""
    level = _number(_value(properties, "outlineLvl"), -1)
    return inherited if level < 0 else level + 1 if level < 9 else -1


def _level(properties: Element, inherited: int) -> int:
    """From w:numPr; numbering 0 takes a paragraph out of its list."""
    numbering = properties.find(_W + "numPr")
    if numbering is None:
        return inherited
    if _value(numbering, "numId") == "0":
        return -1
    return _number(_value(numbering, "ilvl"), max(inherited, 0))


def _bold(properties: Element | None, inherited: bool) -> bool:
    bold = properties.find(_W + "b") if properties is not None else None
    return inherited if bold is None else bold.get(_VAL, "1") not in _OFF


def _is_raised(properties: Element | None) -> bool:
    if properties is None:
        return False
    return _value(properties, "vertAlign") == "superscript" or _number(_value(properties, "position"), 0) > 0


class _Walk:
    """Goes through the body. `page` is the page it has come to, None when Word has not said."""

    def __init__(self, styles: dict[str, _Style], page: int | None) -> None:
        self.page = page
        self._styles = styles

    def blocks(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from table_lines(list(self._rows(child)), self.page)
            elif child.tag in _TRANSPARENT and not _is_contents(child):
                yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Line]:
        properties = element.find(_W + "pPr")
        style = _PLAIN
        rank = level = -1
        if properties is not None:
            style = self._styles.get(_value(properties, "pStyle"), _PLAIN)
            rank, level = _rank(properties, style.rank), _level(properties, style.level)
        if style.contents:
            return
        runs = _Runs(style.bold)
        runs.read(element)
        if self.page is not None:
            self.page += runs.pages_before
        text = "".join(runs.parts)
        if rank >= 0:
            yield from heading(text, rank, self.page)
        elif level >= 0:
            yield from item(text, level, self.page)
        else:
            yield from paragraph(text, self.page, bold=runs.all_bold)
        if self.page is not None:
            self.page += runs.pages - runs.pages_before
        for box in runs.boxes:
            yield from self.blocks(box)

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _within(table, _W + "tr"):
            properties = row.find(_W + "trPr")
            if properties is not None and properties.find(_W + "del") is not None:
                continue
            head = properties is not None and properties.find(_W + "tblHeader") is not None
            yield [self._cell(cell, head) for cell in _within(row, _W + "tc")]

    def _cell(self, cell: Element, head: bool) -> Cell:
        properties = cell.find(_W + "tcPr")
        span = 1
        if properties is not None:
            span = min(max(_number(_value(properties, "gridSpan"), 1), 1), 63)
            merged = properties.find(_W + "vMerge")
            if merged is not None and merged.get(_VAL, "continue") == "continue":
                return Cell([], span, head)
        return Cell(list(self.blocks(cell)), span, head)


class _Runs:
    """What the runs of a paragraph hold."""

    def __init__(self, bold: bool) -> None:
        self.parts: list[str] = []
        self.boxes: list[Element] = []  # text boxes anchored in it, which stand beside it
        self.all_bold = True
        self.pages = self.pages_before = 0  # page breaks in it, and those before its first word
        self._bold = bold

    def read(self, parent: Element) -> None:
        for child in parent:
            if child.tag == _W + "r":
                self._run(child)
            elif child.tag in _TRANSPARENT:
                self.read(child)
            elif child.tag == _MATH + "oMath":
                self.parts.extend(text.text or "" for text in child.iter(_MATH + "t"))

    def _run(self, run: Element) -> None:
        properties = run.find(_W + "rPr")
        if properties is not None and properties.find(_W + "vanish") is not None:
            return
        for child in run:
            if child.tag == _W + "t":
                text = child.text or ""
                self.parts.append(raised(text) if _is_raised(properties) else text)
                if text.strip() and not _bold(properties, self._bold):
                    self.all_bold = False
            elif child.tag in _SIGNS:
                self.parts.append(_SIGNS[child.tag])
            elif child.tag == _PAGE_BREAK:
                self.pages += 1
                self.pages_before += not any(map(str.strip, self.parts))
            elif child.tag != _W + "rPr":
                self.boxes.extend(_within(child, _BOX, through=None))


def _is_contents(element: Element) -> bool:
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def _within(parent: Element, tag: str, through: set[str] | None = _TRANSPARENT) -> Iterator[Element]:
    """The elements `tag` in `parent`, outermost only, looked for in what is transparent (or in anything)."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == _MC + "Fallback":
            continue
        elif through is None or child.tag in through:
            yield from _within(child, tag, through)
