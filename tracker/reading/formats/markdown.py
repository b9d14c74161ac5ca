"""Markdown (CommonMark, with tables), through markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from tracker.reading.formats import html, text
from tracker.reading.formats.cells import Cell, table_lines
from tracker.reading.layout import Line, lay_out, text_lines
from tracker.reading.layout.lines import heading, item, paragraph
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_DATE = re.compile(r"^date\s*:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE | re.IGNORECASE)


def read(name: str, data: bytes, limits: Limits) -> Content:
    from markdown_it import MarkdownIt

    source = text.decode(name, data)
    dated = None
    if front := _FRONT_MATTER.match(source):
        source = source[front.end() :]
        if found := _DATE.search(front[1]):
            with suppress(ValueError):
                dated = date.fromisoformat(found[1])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    return Content(lay_out(list(_lines(tokens)), drawn=False), dated=dated)


def _lines(tokens: list[Token]) -> Iterator[Line]:
    depth = -1  # of lists
    fresh = False  # an item whose words have not come yet
    rank = -1
    rows: list[list[Cell]] = []
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif kind == "list_item_open":
            fresh = True
        elif kind == "heading_open":
            rank = int(token.tag[1]) - 1
        elif kind == "heading_close":
            rank = -1
        elif kind == "tr_open":
            rows.append([])
        elif kind in ("th_open", "td_open"):
            rows[-1].append(Cell(head=kind == "th_open"))
        elif kind == "table_close":
            yield from table_lines(rows)
            rows = []
        elif kind == "inline":
            words = _words(token)
            if rows:
                rows[-1][-1].lines += paragraph(words)
            elif rank >= 0:
                yield from heading(words, rank)
            elif fresh:
                yield from item(words, depth)
                fresh = False
            else:
                yield from paragraph(words, bold=_all_bold(token))
        elif kind in ("fence", "code_block"):
            lines, _ = text_lines(token.content)
            for line in lines[:1]:
                line.begins = True
            yield from lines
        elif kind == "html_block":
            yield from html.lines_of(token.content)[0]


def _words(inline: Token) -> str:
    """What a reader sees of it: no marks, no addresses of links."""
    parts: list[str] = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and token.content.startswith("<br")):
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
    return "".join(parts)


def _all_bold(inline: Token) -> bool:
    bold = 0
    for token in inline.children or []:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if not bold and token.type in ("text", "code_inline") and token.content.strip():
            return False
    return True
