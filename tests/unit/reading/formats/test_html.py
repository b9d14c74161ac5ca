"""HTML as it is found, not as it should be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.reading.pieces import Content

Outline = Callable[..., list[tuple[str, int, str]]]
Load = Callable[..., tuple[Document, Content]]


def words(outline: Outline, source: str) -> list[str]:
    return [text for _, _, text in outline("pv.html", f"<!doctype html>{source}".encode())]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a < b) alert('x')</script>",
        "<style>p { color: red }</style>",
        "<nav><a href=/>Accueil</a></nav>",
        "<p style='display: none'>caché</p>",
        "<p hidden>caché</p>",
        "<!-- un commentaire -->",
        "<![if !supportLists]><![endif]>",
        "<![foo[",
        "<footer>© Ville</footer>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out(outline: Outline, hidden: str) -> None:
    assert words(outline, f"<p>Le port.</p>{hidden}<p>La gare.</p>")[:1] == ["Le port."]
    assert "caché" not in str(words(outline, f"{hidden}<p>Le port.</p>"))


def test_the_number_of_a_note_is_no_digit_of_the_year_before_it(outline: Outline) -> None:
    source = "<p>Le 1<sup>er</sup> mai 2031<sup><a href='#n'>12</a></sup>, sur 3 m<sup>2</sup>.</p>"
    assert words(outline, source) == ["Le 1er mai 2031¹², sur 3 m²."]


def test_the_main_part_stands_for_the_page(outline: Outline) -> None:
    assert words(outline, "<p>Menu</p><main><h1>Port</h1><p>Il ouvre.</p></main><p>Contact</p>") == [
        "Port",
        "Il ouvre.",
    ]


def test_elements_left_open_are_closed_where_the_next_begins(outline: Outline) -> None:
    source = "<ul><li>Quai<ul><li>Nord<li>Sud</ul><li>Gare</ul><p>Fin.<p>Vraie fin."
    assert outline("pv.html", f"<html>{source}".encode()) == [
        ("item", 0, "Quai"),
        ("item", 1, "Nord"),
        ("item", 1, "Sud"),
        ("item", 0, "Gare"),
        ("paragraph", 0, "Fin."),
        ("paragraph", 0, "Vraie fin."),
    ]


def test_what_is_hidden_and_left_open_hides_nothing_else(outline: Outline) -> None:
    assert words(
        outline, "<p hidden>caché<p>Le port.<table><tr><td style='display:none'>x<td>Quai<td>Nord</table>"
    ) == [
        "Le port.",
        "Quai | Nord",
    ]


def test_words_that_stand_between_cells_are_not_lost(outline: Outline) -> None:
    assert sorted(words(outline, "<table><tr>Perdu<td>Quai<td>Nord</table>")) == ["Perdu", "Quai | Nord"]


def test_line_breaks_and_entities(outline: Outline) -> None:
    assert words(outline, "<p>- Quai&nbsp;nord<br>- Gare &amp; port &eacute;t&#233; &#xD800;</p>") == [
        "Quai nord",
        "Gare & port été \ufffd",
    ]


def test_lists_saved_by_word_are_lists(outline: Outline) -> None:
    mark = "<span style='mso-list:Ignore'>o&nbsp;</span>"
    item = f"<html><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>{mark}Quai</p>"
    assert outline("pv.html", item.encode()) == [("item", 1, "Quai")]


def test_a_table_of_data_has_rows_and_a_table_for_the_eye_has_none(load: Load) -> None:
    data = "<table><tr><th>Quoi<th>Qui<tr><td>Quai<td>Nadia</table>"
    document, _ = load("pv.html", f"<html>{data}".encode())
    assert document.text.split("\n") == ["Quoi | Qui", "Quai | Nadia"]
    assert document.blocks[1].header == ("Quoi", "Qui")
    frame = f"<table><tr><td><h1>Port</h1><p>Il ouvre.</p></td><td>{data}</td></tr></table>"
    kinds = [block.kind for block in load("pv.html", f"<html>{frame}".encode())[0].blocks]
    assert kinds == ["heading", "paragraph", "row", "row"]


def test_columns_stay_aligned_under_a_wide_cell(load: Load) -> None:
    source = "<html><table><tr><td colspan=2>Quai<td>mai<tr><td>Gare<td>Luc<td>juin</table>"
    assert load("pv.html", source.encode())[0].text.split("\n") == ["Quai | | mai", "Gare | Luc | juin"]


def test_preformatted_text_keeps_its_lines(outline: Outline) -> None:
    assert words(outline, "<p>Port<pre>- Quai\n- Gare\n</pre><pre>------</pre>") == ["Port", "Quai", "Gare"]


@pytest.mark.parametrize(
    "source",
    [
        "<meta charset=windows-1252><p>Été".encode("cp1252"),
        "<meta http-equiv=x content='text/html; charset=iso-8859-1'><p>Été".encode("latin-1"),
        "<meta charset=utf-8><p>Été à Rochebelle, où naît l’œuvre".encode("cp1252"),
        "<meta charset=nonsense><p>Été".encode(),
    ],
)
def test_the_declared_encoding_is_used_if_it_is_true(outline: Outline, source: bytes) -> None:
    assert outline("pv.html", b"<html>" + source)[0][2].startswith("Été")


def test_the_date_of_publication_is_known(load: Load) -> None:
    source = b"<html><meta property='article:published_time' content='2031-03-20T23:15:00-04:00'><p>Port."
    assert load("pv.html", source)[1].dated == date(2031, 3, 20)
