"""Markdown, by what a reader sees of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tracker.documents import Document
from tracker.reading.pieces import Content

Outline = Callable[..., list[tuple[str, int, str]]]
Load = Callable[..., tuple[Document, Content]]


def test_marks_links_and_breaks_are_gone(outline: Outline) -> None:
    source = "Le **port** de\n*Rochebelle*, voir [le plan](https://exemple.org), `quai`  \n![vue](a.png)\n"
    assert outline("pv.md", source.encode()) == [
        ("paragraph", 0, "Le port de Rochebelle, voir le plan, quai vue")
    ]


def test_lists_quotes_and_code(outline: Outline) -> None:
    source = "1. Quai\n   - nord\n\n     encore\n2. Gare\n\n> Cité.\n\n```\nUn code.\n```\n"
    assert outline("pv.md", source.encode()) == [
        ("item", 0, "Quai"),
        ("item", 1, "nord"),
        ("paragraph", 0, "encore"),
        ("item", 0, "Gare"),
        ("paragraph", 0, "Cité."),
        ("paragraph", 0, "Un code."),
    ]


def test_front_matter_gives_the_date_and_is_no_text(load: Load) -> None:
    document, content = load("pv.md", b"---\ntitle: PV\ndate: 2031-03-20\n---\n\n# Port\n\nIl ouvre.\n")
    assert document.text == "Port\nIl ouvre."
    assert content.dated == date(2031, 3, 20)


def test_html_inside_is_read_as_html(outline: Outline) -> None:
    source = "<details><summary>Port</summary>\nIl ouvre.\n</details>\n"
    assert [words for _, _, words in outline("pv.md", source.encode())] == ["Port", "Il ouvre."]
