"""The HTML of a digest, held to what mail programs can do.

Outlook on Windows sets mail by the engine of Word: "Word 2007 HTML and CSS Rendering Capabilities in
Outlook 2007" (Microsoft) lists what that knows, and it has learned little since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden" / "digests"
PAGES = sorted(GOLDEN.glob("*.html"))

ELEMENTS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "table",
    "tr",
    "td",
    "h2",
    "strong",
    "span",
    "a",
    "br",
}
PROPERTIES = {
    *("background-color", "border-bottom", "color", "font-family", "font-size", "font-weight", "line-height"),
    *("margin", "padding", "text-align", "text-decoration", "white-space"),
}
# Word does not know these, and loses nothing: the first has a table of that width in its place, and Word
# breaks long words by itself.
HARMLESS = {"max-width", "word-break"}
VOID = {"meta", "br"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    style: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        pairs = (part.split(":", 1) for part in self.attributes.get("style", "").split(";") if part.strip())
        self.style = {name.strip(): value.strip() for name, value in pairs}


class Page(HTMLParser):
    """Elements, comments and the style sheet; `word` reads it as Word does, conditional comments and all."""

    def __init__(self, text: str, *, word: bool = False) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self.sheet = ""
        self.open: list[str] = []
        self.misplaced: list[str] = []
        if word:
            text = re.sub(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", r"\1", text, flags=re.DOTALL)
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.sheet += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


every_page = pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])


def read(path: Path, *, word: bool = False) -> Page:
    return Page(path.read_text(encoding="utf-8"), word=word)


@every_page
def test_it_uses_only_what_word_knows(path: Path) -> None:
    page = read(path)
    assert {it.tag for it in page.elements} <= ELEMENTS
    assert {name for it in page.elements for name in it.style} <= PROPERTIES | HARMLESS


@every_page
def test_it_is_well_formed_with_and_without_what_only_word_reads(path: Path) -> None:
    for word in (False, True):
        page = read(path, word=word)
        assert (page.misplaced, page.open) == ([], [])


@every_page
def test_its_layout_is_in_tables_that_say_they_are_layout(path: Path) -> None:
    tables = [it.attributes for it in read(path, word=True).elements if it.tag == "table"]
    assert tables
    for table in tables:
        assert table["role"] == "presentation"
        assert [table[name] for name in ("cellpadding", "cellspacing", "border")] == ["0", "0", "0"]
        assert "width" in table


@every_page
def test_space_stands_where_word_keeps_it(path: Path) -> None:
    """Word drops the padding of anything but a cell, and knows margins of blocks only."""
    for it in read(path).elements:
        assert "padding" not in it.style or it.tag in ("td", "body"), it
        assert "margin" not in it.style or it.tag in ("h2", "body"), it


@every_page
def test_lengths_are_in_pixels(path: Path) -> None:
    values = " ".join(value for it in read(path).elements for value in it.style.values())
    assert not re.search(r"\d(?:em|rem|vw|vh|ch|pt|%)|calc|var\(|url\(|!important", values)


@every_page
def test_word_gets_a_table_of_the_width_that_others_get_by_style(path: Path) -> None:
    (width,) = {it.style["max-width"] for it in read(path).elements if "max-width" in it.style}
    fixed = [it.attributes["width"] for it in read(path, word=True).elements if it.tag == "table"]
    assert width.removesuffix("px") in fixed
    assert [comment[:8] for comment in read(path).comments] == ["[if mso]"] * len(read(path).comments)


@every_page
def test_its_style_sheet_is_for_dark_screens_alone(path: Path) -> None:
    """Many programs drop it: whatever a light screen needs stands on the elements."""
    sheet = re.sub(r"\s+", " ", read(path).sheet).strip()
    root, dark = re.fullmatch(
        r":root \{(.*?)\} @media \(prefers-color-scheme: dark\) \{(.*)\}", sheet
    ).groups()
    assert set(re.findall(r"([\w-]+):", root)) == {"color-scheme", "supported-color-schemes"}
    assert set(re.findall(r"([\w-]+):", dark)) == {"background-color", "color", "border-color"}


# Colours


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@every_page
def test_its_words_can_be_read_on_light_and_on_dark(path: Path) -> None:
    page = read(path)
    light = {it.style["color"] for it in page.elements if "color" in it.style}
    (paper,) = {it.style["background-color"] for it in page.elements if "background-color" in it.style}
    night = dict(re.findall(r"\.([\w-]+) \{ (?:background-)?color: (#\w{6}) !important", page.sheet))
    dim = night.pop("page")
    pairs = [*product(light, [paper]), *product(night.values(), [dim])]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@every_page
def test_each_colour_of_a_light_screen_has_one_for_a_dark_one(path: Path) -> None:
    page = read(path)
    known = set(re.findall(r"\.([\w-]+) \{", page.sheet))
    for it in page.elements:
        names = set(it.attributes.get("class", "").split())
        assert names <= known, it
        if {"color", "background-color", "border-bottom"} & set(it.style):
            assert names, it
