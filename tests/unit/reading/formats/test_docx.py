"""DOCX as Word writes it: lists by number, tables, changes, boxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tracker.documents import Document
from tracker.reading.pieces import Content

Outline = Callable[..., list[tuple[str, int, str]]]
Make = Callable[..., bytes]
Load = Callable[..., tuple[Document, Content]]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, properties: str = "") -> str:
    words = "".join(each if "<" in each else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def test_runs_tabs_and_breaks_make_one_text(outline: Outline, make_docx: Make) -> None:
    body = par(
        run("Le po"), run("rt"), "<w:r><w:tab/><w:t>de Roche</w:t><w:softHyphen/><w:t>belle</w:t></w:r>"
    )
    body += par("<w:r><w:t>Une demi</w:t><w:noBreakHyphen/><w:t>heure</w:t></w:r>")
    assert [words for _, _, words in outline("pv.docx", make_docx(body))] == [
        "Le port de Rochebelle",
        "Une demi-heure",
    ]


@pytest.mark.parametrize("how", ['vertAlign w:val="superscript"', 'position w:val="8"'])
def test_the_number_of_a_note_is_no_digit_of_the_year_before_it(
    outline: Outline, make_docx: Make, how: str
) -> None:
    raised = f"<w:r><w:rPr><w:{how}/></w:rPr><w:t>{{}}</w:t></w:r>"
    body = par(run("Le 1"), raised.format("er"), run(" mai 2031"), raised.format("12"), run("."))
    assert [words for _, _, words in outline("pv.docx", make_docx(body))] == ["Le 1er mai 2031¹²."]


def test_marks_typed_by_hand_make_items(outline: Outline, make_docx: Make) -> None:
    body = (
        par("Voici ce que nous ferons ensemble dès l’automne :")
        + par("- réparer le quai ;")
        + par("- peindre la gare.")
    )
    assert [kind for kind, _, _ in outline("pv.docx", make_docx(body))] == ["paragraph", "item", "item"]


def test_line_breaks_inside_a_paragraph_may_hold_a_list(outline: Outline, make_docx: Make) -> None:
    body = par(
        "<w:r><w:t>À faire :</w:t><w:br/><w:t>- réparer le quai ;</w:t></w:r>",
        "<w:r><w:br/><w:t>- peindre la gare.</w:t></w:r>",
    )
    assert [words for _, _, words in outline("pv.docx", make_docx(body))] == [
        "À faire :",
        "réparer le quai ;",
        "peindre la gare.",
    ]


def test_without_heading_styles_bold_lines_are_headings(outline: Outline, make_docx: Make) -> None:
    body = (
        par(run("Le port", "<w:b/>"))
        + par("Il a ouvert ses quais.")
        + par(run("Non", '<w:b w:val="0"/>'), " plus.")
    )
    assert [kind for kind, _, _ in outline("pv.docx", make_docx(body))] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_with_heading_styles_nothing_is_guessed(outline: Outline, make_docx: Make) -> None:
    port, quay = (par(words, properties='<w:pStyle w:val="Titre1"/>') for words in ("Le port", "Le quai"))
    body = port + quay + par(run("Nadia Roy", "<w:b/>")) + par("A parlé.")
    assert [kind for kind, _, _ in outline("pv.docx", make_docx(body))][2:] == ["paragraph", "paragraph"]


def test_below_a_title_alone_bold_lines_are_headings_still(load: Load, make_docx: Make) -> None:
    title = par("Mission", properties='<w:pStyle w:val="Titre1"/>')
    body = title + par(run("Le port", "<w:b/>")) + par("Il ouvre.")
    assert load("pv.docx", make_docx(body))[0].blocks[-1].heading == ("Mission", "Le port")


def test_an_outline_level_makes_a_heading_too(outline: Outline, make_docx: Make) -> None:
    body = par("Le port", properties='<w:outlineLvl w:val="1"/>') + par("Il est ouvert.")
    assert outline("pv.docx", make_docx(body))[0] == ("heading", 0, "Le port")


def test_numbering_zero_takes_a_paragraph_out_of_its_list(outline: Outline, make_docx: Make) -> None:
    numbering = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    body = par("Quai", properties=numbering.format(1, 3)) + par("Fin.", properties=numbering.format(0, 0))
    assert outline("pv.docx", make_docx(body)) == [("item", 1, "Quai"), ("paragraph", 0, "Fin.")]


def test_deleted_moved_and_hidden_words_are_left_out(outline: Outline, make_docx: Make) -> None:
    body = par(
        "Le port ",
        f"<w:del>{run('fermera')}</w:del><w:ins>{run('ouvrira')}</w:ins>",
        f"<w:moveFrom>{run(' jamais')}</w:moveFrom>",
        run(" secrètement", "<w:vanish/>"),
        " en mai.",
    )
    assert outline("pv.docx", make_docx(body)) == [("paragraph", 0, "Le port ouvrira en mai.")]


def test_links_and_fields_are_read_by_what_they_show(outline: Outline, make_docx: Make) -> None:
    body = par(
        "Voir ",
        f"<w:hyperlink>{run('le plan')}</w:hyperlink>",
        "<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>",
        f'<w:fldSimple w:instr="DATE">{run(" du 3 mai")}</w:fldSimple>',
    )
    assert outline("pv.docx", make_docx(body)) == [("paragraph", 0, "Voir le plan du 3 mai")]


def test_the_table_of_contents_is_left_out(outline: Outline, make_docx: Make) -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{par('Le port 3')}</w:sdtContent></w:sdt>" + par(
        "Le port est ouvert."
    )
    body += f"<w:sdt><w:sdtContent>{par('La gare aussi.')}</w:sdtContent></w:sdt>"
    assert [words for _, _, words in outline("pv.docx", make_docx(body))] == [
        "Le port est ouvert.",
        "La gare aussi.",
    ]


def test_a_text_box_is_read_once_after_its_paragraph(outline: Outline, make_docx: Make) -> None:
    box = f"<w:txbxContent>{par('Encadré.')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent {mc}>{either}</mc:AlternateContent></w:r>"
    assert [words for _, _, words in outline("pv.docx", make_docx(par("Le port.", drawn)))] == [
        "Le port.",
        "Encadré.",
    ]


WIDE = '<w:gridSpan w:val="2"/>'
TALL = '<w:vMerge w:val="restart"/>'


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(words)}</w:tc>"


def test_merged_cells_keep_the_columns(load: Load, make_docx: Make) -> None:
    table = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('Quoi')}{cell('Qui')}{cell('Quand')}</w:tr>"
    table += f"<w:tr>{cell('Quai', WIDE)}{cell('mai')}</w:tr>"
    table += f"<w:tr>{cell('Gare', TALL)}{cell('Nadia')}{cell('juin')}</w:tr>"
    table += f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Luc')}{cell('')}</w:tr>"
    document, _ = load("pv.docx", make_docx(f"<w:tbl>{table}</w:tbl>"))
    assert document.text.split("\n") == [
        "Quoi | Qui | Quand",
        "Quai | | mai",
        "Gare | Nadia | juin",
        "| Luc |",
    ]
    assert document.blocks[3].header == ("Quoi", "Qui", "Quand")


def test_a_table_that_only_frames_a_text_is_a_text(outline: Outline, make_docx: Make) -> None:
    body = f"<w:tbl><w:tr><w:tc>{par('Le port est ouvert.')}{par('La gare aussi.')}</w:tc></w:tr></w:tbl>"
    assert [kind for kind, _, _ in outline("pv.docx", make_docx(body))] == ["paragraph", "paragraph"]


def test_pages_are_those_that_word_rendered(load: Load, make_docx: Make) -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document, content = load(
        "pv.docx", make_docx(par("Un.") + par(turn, "Deux, ", turn, "trois.") + par("Trois."))
    )
    assert [block.page for block in document.blocks] == [1, 2, 3]
    assert content.pages == 3
    assert load("pv.docx", make_docx(par("Un.")))[1].pages is None


@pytest.mark.parametrize(
    ("properties", "day"),
    [
        (
            "<d:created>2030-01-02T08:00:00Z</d:created><d:modified>2031-03-20T09:15:00Z</d:modified>",
            datetime(2031, 3, 20, 9, 15, tzinfo=UTC),
        ),
        ("<d:created>2030-01-02T08:00:00Z</d:created>", datetime(2030, 1, 2, 8, tzinfo=UTC)),
        ("<d:created>2030-01-02T23:00:00-05:00</d:created>", date(2030, 1, 2)),
        ("<d:created>hier</d:created>", None),
    ],
)
def test_the_day_it_was_last_saved_is_known(
    load: Load, make_docx: Make, properties: str, day: date | datetime | None
) -> None:
    core = f'<c xmlns:d="http://purl.org/dc/terms/">{properties}</c>'
    assert load("pv.docx", make_docx(par("Un."), **{"docProps/core.xml": core}))[1].dated == day


def test_the_strict_dialect_is_read_too(outline: Outline, make_package: Make) -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{par("Le port.")}</w:body></w:document>'
    assert outline("pv.docx", make_package({"word/document.xml": body})) == [("paragraph", 0, "Le port.")]
