"""HTML, as a browser would show its text: what is hidden, or leads elsewhere, is left out."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser

from tracker.reading.formats import text
from tracker.reading.formats.cells import Cell, table_lines
from tracker.reading.layout import Line, lay_out, text_lines
from tracker.reading.layout.lines import heading, item, paragraph
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content, day_written
from tracker.reading.raising import raised

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore", re.I
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)  # how Word saves its lists
_DATES = ("date", "dc.date", "dcterms.date", "dcterms.created", "article:published_time")

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_LEFT_OUT = re.compile(
    "script|style|noscript|template|svg|math|nav|footer|aside|select|button|textarea|iframe|object|title"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|form|h[1-6]|header"
    "|hr|html|legend|li|main|menu|ol|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
_LISTS = frozenset(("ul", "ol", "menu"))
_AROUND_ITEMS = frozenset(("li", "table", *_LISTS))
_HEADING = re.compile(r"h([1-6])")


def read(name: str, data: bytes, limits: Limits) -> Content:
    lines, dated = lines_of(decode(name, data))
    return Content(lay_out(lines, drawn=False), dated=dated)


def lines_of(source: str) -> tuple[list[Line], date | datetime | None]:
    """The lines of a page, and its date if it names one. What is marked as its main part stands for it."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.finish()
    return reader.main or reader.lines, reader.dated


def decode(name: str, data: bytes) -> str:
    """The characters, in the encoding that the page declares, or else in the likeliest."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith(_MARKS):
        with suppress(LookupError, UnicodeDecodeError):  # pages often declare what they are not
            return data.decode(declared[1].decode("ascii"))
    return text.decode(name, data)


@dataclass(slots=True)
class _Open:
    """An element that is open, and what holds inside it."""

    tag: str
    hidden: bool
    bold: bool


_OUTSIDE = _Open("", False, False)


@dataclass(slots=True)
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    layout: bool = False
    head: bool = False
    cell: Cell | None = None


class _Reader(HTMLParser):
    """Collects the lines of a page. Elements may be left open or closed twice, as pages do."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.main: list[Line] = []
        self.dated: date | datetime | None = None
        self._open: list[_Open] = []
        self._count: Counter[str] = Counter()  # of the open elements
        self._tables: list[_Table] = []
        self._parts: list[str] = []
        self._all_bold = True
        self._rank = -1  # of the heading that is open
        self._level = -1  # of the item whose words have not come yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if _BLOCK.fullmatch(tag):
            self._begin_block(tag)
        if tag == "br":
            self._parts.append("\n")
        elif tag == "meta":
            self._date(given)
        if tag in _VOID:
            return
        style = given.get("style", "")
        above = self._open[-1] if self._open else _OUTSIDE
        hidden = (
            above.hidden
            or _LEFT_OUT.fullmatch(tag) is not None
            or "hidden" in given
            or _HIDDEN.search(style) is not None
        )
        bold = above.bold or tag in ("b", "strong") or _BOLD.search(style) is not None
        self._open.append(_Open(tag, hidden, bold))
        self._count[tag] += 1
        if not hidden:
            self._enter(tag, given, style)

    def _enter(self, tag: str, given: dict[str, str], style: str) -> None:
        if found := _HEADING.fullmatch(tag):
            self._rank = int(found[1]) - 1
        elif tag == "li":
            self._level = max(sum(self._count[name] for name in _LISTS) - 1, 0)
        elif tag == "p" and (found := _WORD_LIST.search(style)):
            self._level = int(found[1]) - 1
        elif tag == "table":
            for table in self._tables:
                table.layout = True
            self._tables.append(_Table(layout=given.get("role") == "presentation"))
        elif self._tables:
            self._enter_table(tag, given)

    def _enter_table(self, tag: str, given: dict[str, str]) -> None:
        table = self._tables[-1]
        if tag == "thead":
            table.head = True
        elif tag == "tr":
            table.rows.append([])
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            span = given.get("colspan", "")
            table.cell = Cell(span=min(int(span), 60) if span.isascii() and span.isdigit() else 1)
            table.cell.head = tag == "th" or table.head
            table.rows[-1].append(table.cell)

    def handle_endtag(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self._flush()
            self._rank = -1
        if not self._closes(tag):
            return
        while True:
            closed = self._open.pop()
            self._count[closed.tag] -= 1
            if not closed.hidden:
                self._leave(closed.tag)
            if closed.tag == tag:
                return

    def _closes(self, tag: str) -> bool:
        """Whether `tag` closes something: it must be open, and not around the table that we are in."""
        if not self._count[tag]:
            return False
        return next(opened.tag for opened in reversed(self._open) if opened.tag in (tag, "table")) == tag

    def _leave(self, tag: str) -> None:
        if tag == "li":
            self._level = -1
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].cell = None
        elif tag == "thead" and self._tables:
            self._tables[-1].head = False
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            self._put(list(table_lines(table.rows, layout=table.layout)))

    def _begin_block(self, tag: str) -> None:
        """Close what ends where a block begins: a paragraph, and the item or the cell before another one."""
        self._flush()
        self._rank = -1
        self.handle_endtag("p")
        if tag == "li":
            around = next((opened.tag for opened in reversed(self._open) if opened.tag in _AROUND_ITEMS), "")
            if around == "li":
                self.handle_endtag("li")
        elif tag in ("tr", "td", "th"):
            self.handle_endtag("td")
            self.handle_endtag("th")
            if tag == "tr":
                self.handle_endtag("tr")

    def handle_data(self, data: str) -> None:
        above = self._open[-1] if self._open else _OUTSIDE
        if above.hidden:
            return
        if not self._count["pre"]:
            data = re.sub(r"[\r\n\t\f]+", " ", data)
        self._parts.append(raised(data) if self._count["sup"] else data)
        if not above.bold and not data.isspace():
            self._all_bold = False

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """A declaration that is none, such as <![endif]>, is a comment."""
        return self.parse_bogus_comment(i)

    def finish(self) -> None:
        """Close what the page left open."""
        self._flush()
        while self._open:
            self.handle_endtag(self._open[-1].tag)

    def _flush(self) -> None:
        """What was said since the last block ended becomes one."""
        words = "".join(self._parts)
        bold, self._all_bold = self._all_bold, True
        self._parts.clear()
        if not words.strip():
            return
        if self._count["pre"]:
            lines, _ = text_lines(words)
            for line in lines[:1]:
                line.begins = True
        elif self._rank >= 0:
            lines = heading(words, self._rank)
        elif self._level >= 0:
            lines = item(words, self._level)
            self._level = -1
        else:
            lines = paragraph(words, bold=bold)
        self._put(lines)

    def _put(self, lines: list[Line]) -> None:
        cell = next((table.cell for table in reversed(self._tables) if table.cell), None)
        if cell is not None:
            cell.lines += lines
            return
        self.lines += lines
        if self._count["main"]:
            self.main += lines

    def _date(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        if name in _DATES and self.dated is None:
            with suppress(ValueError):
                self.dated = day_written(given.get("content", ""))
