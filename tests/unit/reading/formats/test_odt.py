"""ODT as LibreOffice writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.reading.errors import Encrypted
from tracker.reading.pieces import Content

Outline = Callable[..., list[tuple[str, int, str]]]
Make = Callable[..., bytes]
Load = Callable[..., tuple[Document, Content]]


def test_blanks_tabs_breaks_and_spans_make_one_text(outline: Outline, make_odt: Make) -> None:
    body = "<text:p>Le <text:span>po</text:span>rt<text:s text:c='3'/>de<text:tab/>Roche\nbelle</text:p>"
    assert outline("pv.odt", make_odt(body)) == [("paragraph", 0, "Le port de Roche belle")]


@pytest.mark.parametrize("position", ["super 58%", "33% 80%"])
def test_the_number_of_a_note_is_no_digit_of_the_year_before_it(
    outline: Outline, make_odt: Make, position: str
) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    styles = (
        f'<o:styles xmlns:o="{space}:office:1.0" xmlns:style="{space}:style:1.0"><style:style style:name="S">'
        f'<style:text-properties style:text-position="{position}"/></style:style></o:styles>'
    )
    raised = '<text:span text:style-name="S">{}</text:span>'
    body = f"<text:p>Le 1{raised.format('er')} mai 2031{raised.format('12')}.</text:p>"
    found = outline("pv.odt", make_odt(body, **{"styles.xml": styles}))
    assert [words for _, _, words in found] == ["Le 1er mai 2031¹²."]


def test_notes_changes_comments_and_contents_are_left_out(outline: Outline, make_odt: Make) -> None:
    body = (
        "<text:tracked-changes><text:p>fermera</text:p></text:tracked-changes>"
        "<text:table-of-content><text:p>Le port 3</text:p></text:table-of-content>"
        "<text:p>Le port<text:note><text:p>une note</text:p></text:note> ouvrira"
        "<office:annotation><text:p>un commentaire</text:p></office:annotation> en mai.</text:p>"
    )
    assert outline("pv.odt", make_odt(body)) == [("paragraph", 0, "Le port ouvrira en mai.")]


def test_sections_and_frames_are_only_wrappings(outline: Outline, make_odt: Make) -> None:
    body = (
        "<text:section><text:h text:outline-level='2'>Port</text:h><text:p>Il ouvre.</text:p></text:section>"
    )
    assert outline("pv.odt", make_odt(body)) == [("heading", 0, "Port"), ("paragraph", 0, "Il ouvre.")]


def test_a_title_ranks_above_the_first_headings(load: Load, make_odt: Make) -> None:
    body = "<text:p text:style-name='Title'>Mission</text:p>"
    body += "<text:h text:outline-level='1'>Port</text:h><text:p>Oui.</text:p>"
    assert load("pv.odt", make_odt(body))[0].blocks[-1].heading == ("Mission", "Port")


def test_header_rows_and_repeated_cells(load: Load, make_odt: Make) -> None:
    def cells(*words: str, times: int = 1) -> str:
        repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
        return "".join(
            f"<table:table-cell{repeated}><text:p>{word}</text:p></table:table-cell>" for word in words
        )

    head = f"<table:table-row>{cells('Quoi', 'Qui', 'Quand')}</table:table-row>"
    table = (
        f"<table:table-header-rows>{head}</table:table-header-rows>"
        f"<table:table-row>{cells('Quai')}{cells('Nadia', times=2)}</table:table-row>"
        f"<table:table-row>{cells('Gare')}<table:covered-table-cell/>{cells('mai')}</table:table-row>"
    )
    document, _ = load("pv.odt", make_odt(f"<table:table>{table}</table:table>"))
    assert document.text.split("\n") == ["Quoi | Qui | Quand", "Quai | Nadia | Nadia", "Gare | | mai"]
    assert document.blocks[1].header == ("Quoi", "Qui", "Quand")


def test_soft_page_breaks_count_the_pages(load: Load, make_odt: Make) -> None:
    turn = "<text:soft-page-break/>"
    body = f"<text:p>Un.</text:p>{turn}<text:p>Deux,{turn} trois.</text:p><text:p>Trois.</text:p>"
    document, content = load("pv.odt", make_odt(body))
    assert [block.page for block in document.blocks] == [1, 2, 3]
    assert content.pages == 3


def test_the_day_it_was_last_saved_is_known(load: Load, make_odt: Make) -> None:
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>2031-03-20T09:15:00.5</dc:date></m>'
    assert load("pv.odt", make_odt("<text:p>Un.</text:p>", **{"meta.xml": meta}))[1].dated == date(
        2031, 3, 20
    )


def test_a_password_is_told(load: Load, make_odt: Make) -> None:
    manifest = "<manifest><encryption-data/></manifest>"
    with pytest.raises(Encrypted):
        load("pv.odt", make_odt("<text:p>Un.</text:p>", **{"META-INF/manifest.xml": manifest}))
