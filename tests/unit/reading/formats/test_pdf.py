"""PDF: what PDFium gives back, put in order."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]  # fpdf2 brings it
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents import BlockKind, Document
from tracker.reading.errors import Damaged, Encrypted, NoText, NoTextLayer
from tracker.reading.layout import Line
from tracker.reading.pdf.columns import arranged
from tracker.reading.pieces import Content

Load = Callable[..., tuple[Document, Content]]

LEFT = [
    "Le port de Rochebelle accueillera deux",
    "stagiaires de la ville au printemps, et",
    "leur ouvrira ses ateliers et ses quais",
    "pendant trois mois, en alternance avec",
    "les cours de leur école.",
]
RIGHT = [
    "Une délégation viendra en octobre pour",
    "le salon nautique. Elle présentera ses",
    "méthodes aux équipes de la ville, puis",
    "rencontrera les chercheurs qui étudient",
    "les voies d’eau intérieures.",
]


class Pdf:
    """A PDF written line by line, in Helvetica, which has no ’, or in the font of a file."""

    def __init__(self, font: Path | None = None) -> None:
        self.document = FPDF(unit="pt", format="A4")
        self.document.set_auto_page_break(False)
        if font:
            self.document.add_font("Own", "", font)
        self.font = "Own" if font else "Helvetica"
        self.page()

    def page(self) -> None:
        self.document.add_page()
        self.document.set_font(self.font, size=11)

    def at(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 11) -> None:
        self.document.set_font(self.font, style="B" if bold else "", size=size)
        self.document.text(x, y, text if self.font == "Own" else text.replace("’", "'"))

    def across(self, y: float, *cells: tuple[float, str], bold: bool = False) -> None:
        for x, words in cells:
            self.at(x, y, words, bold=bold)

    def bytes(self) -> bytes:
        return bytes(self.document.output())


def font(folder: Path, *texts: str) -> Path:
    """A font that has the signs of `texts`, as bars: no machine must have one with all of them."""
    signs = sorted({sign for text in texts for sign in text})
    names = [".notdef", *(f"u{ord(sign):X}" for sign in signs)]
    pen = TTGlyphPen(None)
    pen.moveTo((50, -200))
    for corner in ((50, 800), (450, 800), (450, -200)):
        pen.lineTo(corner)
    pen.closePath()
    build = FontBuilder(1000)
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord(sign): f"u{ord(sign):X}" for sign in signs})
    bar = pen.glyph()
    build.setupGlyf({name: TTGlyphPen(None).glyph() if name == "u20" else bar for name in names})
    build.setupHorizontalMetrics(dict.fromkeys(names, (550, 50)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    path = folder / "own.ttf"
    build.save(path)
    return path


def without_heights(*lines: tuple[float, float, str]) -> bytes:
    """A PDF of lines at x and y (points, upwards), in a font that does not say how high it is.

    PDFium then takes the heights of the characters 65 and 103, which stand for « x » here: texts must
    not hold A or g.
    """
    drawn = b"".join(
        b"BT /F 12 Tf %d %.1f Td(%s)Tj ET " % (x, y, words.encode("cp1252")) for x, y, words in lines
    )
    return b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/FontDescriptor 6 0 R
/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/x 103/x]>>>>endobj
6 0 obj<</Type/FontDescriptor/FontName/Helvetica/Flags 32/Ascent 0/Descent 0/FontBBox[-166 -225 1000 931]
/ItalicAngle 0/StemV 80/CapHeight 0>>endobj
trailer<</Root 1 0 R>>
""" % (len(drawn), drawn)


def form(label: bytes, filled: bytes) -> bytes:
    """A PDF form of one field, with what it was filled with."""
    stream = b"stream\nBT /F 12 Tf %s Td(%s)Tj ET\nendstream endobj"
    return b"""%%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/DR<</Font<</F 7 0 R>>>>>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 7 0 R>>>>
/Annots[5 0 R]>>endobj
4 0 obj<</Length %d>>%s
5 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(what)/V(%s)/Rect[160 690 500 710]/F 4/AP<</N 6 0 R>>>>endobj
6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 340 20]/Resources<</Font<</F 7 0 R>>>>/Length %d>>%s
7 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
""" % (
        len(label) + 31,
        stream % (b"60 694", label),
        filled,
        len(filled) + 28,
        stream % (b"2 4", filled),
    )


def picture() -> io.BytesIO:
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (60, 80), 200).save(file, "PNG")
    file.seek(0)
    return file


def test_two_columns_are_read_one_after_the_other_however_they_were_drawn(load: Load) -> None:
    by_column, by_line = Pdf(), Pdf()
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        by_line.at(60, 100 + 14 * number, left)
        by_line.at(320, 100 + 14 * number, right)
        by_column.at(60, 100 + 14 * number, left)
    for number, right in enumerate(RIGHT):
        by_column.at(320, 104 + 14 * number, right)
    said = [" ".join(LEFT).replace("’", "'"), " ".join(RIGHT).replace("’", "'")]
    assert load("pv.pdf", by_line.bytes())[0].text.split("\n") == said
    assert load("pv.pdf", by_column.bytes())[0].text.split("\n") == said


def test_columns_with_headings_of_their_own_are_read_one_after_the_other(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 40, "Ville de Valmorin")
    pdf.at(320, 40, "Service du port")
    pdf.at(60, 100, "Mission au port", bold=True, size=20)
    for number, words in enumerate(LEFT):
        pdf.at(60, 134 + 14 * number, words)
    pdf.at(60, 220, "Suites", bold=True, size=14)
    for number, words in enumerate(RIGHT):
        pdf.at(60, 244 + 14 * number, words)
    for number, words in enumerate((*RIGHT, *LEFT)):
        pdf.at(320, 96 + 14 * number + 8 * (number > 4), words)
    left, right = (" ".join(side).replace("’", "'") for side in (LEFT, RIGHT))
    said = load("pv.pdf", pdf.bytes())[0].text.split("\n")
    assert said == [
        "Ville de Valmorin Service du port",
        "Mission au port",
        left,
        "Suites",
        right,
        right,
        left,
    ]


def test_rows_of_two_long_cells_are_no_columns(load: Load) -> None:
    pdf = Pdf()
    for row, sides in enumerate(((LEFT, RIGHT), (RIGHT, LEFT))):
        for x, side in zip((60, 320), sides, strict=True):
            for number, words in enumerate(side):
                pdf.at(x, 100 + 90 * row + 13 * number, words)
    left, right = (" ".join(side).replace("’", "'") for side in (LEFT, RIGHT))
    said = load("pv.pdf", pdf.bytes())[0].text
    assert said.index(left) < said.index(right) < said.rindex(right) < said.rindex(left)


def test_a_table_with_cells_of_several_lines_keeps_its_rows(load: Load) -> None:
    pdf = Pdf()
    pdf.across(100, (60, "Action"), (260, "Responsable"), (420, "Échéance"), bold=True)
    pdf.across(122, (60, "Écrire au port de"), (260, "Nadia Roy"), (420, "3 mai 2031"))
    pdf.at(60, 134, "Rochebelle et à la capitaine")
    pdf.across(156, (60, "Réserver la salle"), (260, "Luc Abel"), (420, "10 mai 2031"))
    document, _ = load("pv.pdf", pdf.bytes())
    assert [block.kind for block in document.blocks] == [BlockKind.ROW] * 3
    assert (
        document.text.split("\n")[1]
        == "Écrire au port de Rochebelle et à la capitaine | Nadia Roy | 3 mai 2031"
    )
    assert document.blocks[2].header == ("Action", "Responsable", "Échéance")


@pytest.mark.parametrize("stand", [0.5, 1], ids=["middle", "foot"])
def test_cells_that_stand_lower_than_others_stay_in_their_row(load: Load, stand: float) -> None:
    pdf = Pdf()
    rows = [
        (["Quoi"], ["Qui"], ["Quand"]),
        (["Écrire au port de", "Rochebelle et à", "la capitaine"], ["Nadia Roy"], ["3 mai 2031"]),
        (["Réserver la salle"], ["Service des", "quais et des", "écluses", "du port"], ["juin 2031"]),
        (["Ouvrir le quai"], ["Luc Noël"], ["été 2031"]),
    ]
    y = 100.0
    for row in rows:
        height = max(map(len, row))
        for x, cell in zip((60, 240, 400), row, strict=True):
            for number, words in enumerate(cell):
                pdf.at(x, y + 13 * (number + stand * (height - len(cell))), words)
        y += 13 * height + 0.6
    assert load("pv.pdf", pdf.bytes())[0].text.split("\n") == [
        " | ".join(" ".join(cell) for cell in row) for row in rows
    ]


def test_what_stands_behind_the_number_of_a_note_is_no_cell(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "Le comité se réunira le 12 mai")
    x = 60 + pdf.document.get_string_width("Le comité se réunira le 12 mai")
    pdf.at(x, 76, "1", size=6)
    pdf.at(x + pdf.document.get_string_width("1"), 80, ", puis en juin.")
    assert load("pv.pdf", pdf.bytes())[0].text == "Le comité se réunira le 12 mai¹, puis en juin."


def test_lines_are_no_farther_apart_in_a_font_that_does_not_tell_its_height(load: Load) -> None:
    data = without_heights(
        (60, 700, "Le conseil du port a promis hier de recevoir les ouvriers de la ville avant le"),
        (60, 684, "3 mai 2031, et de leur ouvrir ses ateliers."),
        *((x, 650, words) for x, words in ((60, "Quoi"), (260, "Qui"), (420, "Quand"))),
        *((x, 628, words) for x, words in ((60, "Écrire au port de"), (260, "Nadia Roy"), (420, "3 mai"))),
        (60, 614, "Rochebelle et à la capitaine"),
        *((x, 592, words) for x, words in ((60, "Réserver la salle"), (260, "Luc Noël"), (420, "10 mai"))),
    )
    assert load("pv.pdf", data)[0].text.split("\n") == [
        "Le conseil du port a promis hier de recevoir les ouvriers de la ville avant le 3 mai 2031, "
        "et de leur ouvrir ses ateliers.",
        "Quoi | Qui | Quand",
        "Écrire au port de Rochebelle et à la capitaine | Nadia Roy | 3 mai",
        "Réserver la salle | Luc Noël | 10 mai",
    ]


def test_a_long_row_is_parted_where_the_rows_around_it_are(load: Load) -> None:
    """Its one wide blank makes it no looser than prose, and wrapped cells stand between it and others."""
    pdf = Pdf()
    pdf.across(100, (60, "Quoi"), (180, "Qui"), (360, "Quand"), bold=True)
    rows = (
        (("Réserver la", "salle du port"), "Nadia Roy", "3 mai 2031"),
        (("Écrire à la", "capitaine"), "Luc Noël et la capitaine du port", "au mois de juin 2031"),
    )
    for number, (what, who, when) in enumerate(rows):
        for line, words in enumerate(what):
            pdf.at(60, 122 + 34 * number + 13 * line, words)
        pdf.at(180, 122 + 34 * number, who)
        pdf.at(360, 122 + 34 * number, when)
    assert load("pv.pdf", pdf.bytes())[0].text.split("\n") == [
        "Quoi | Qui | Quand",
        "Réserver la salle du port | Nadia Roy | 3 mai 2031",
        "Écrire à la capitaine | Luc Noël et la capitaine du port | au mois de juin 2031",
    ]


def test_rows_that_end_in_prose_are_parted_like_those_that_do_not(load: Load) -> None:
    pdf = Pdf()
    pdf.across(100, (60, "Date"), (150, "État"), (200, "Quoi"), bold=True)
    rows = (("Mai 2031", "Fait", RIGHT), ("Juin 2031", "Ouvert", LEFT), ("Mars 2032", "Ouvert", RIGHT))
    for number, (day, state, side) in enumerate(rows):
        words = f"{side[0]} {side[1]}"
        pdf.across(122 + 34 * number, (60, day), (150, state), (200, words))
        pdf.at(200, 135 + 34 * number, f"{side[2]} {side[3]}")
    said = [" | ".join((day, state, " ".join(side[:4]).replace("’", "'"))) for day, state, side in rows]
    assert load("pv.pdf", pdf.bytes())[0].text.split("\n") == ["Date | État | Quoi", *said]


def test_narrow_columns_under_a_header_without_a_wide_blank_are_told_apart(load: Load) -> None:
    pdf = Pdf()
    pdf.across(100, (60, "No"), (78, "Action"), (320, "Qui"), (420, "Quand"), bold=True)
    for y, row in (
        (114, ("1", "Réparer le quai nord", "Nadia", "mai")),
        (128, ("2", "Écrire au port", "Luc", "juin")),
    ):
        for x, words in zip((60, 78, 320, 420), row, strict=True):
            pdf.at(x, y, words)
    assert load("pv.pdf", pdf.bytes())[0].text.split("\n") == [
        "No | Action | Qui | Quand",
        "1 | Réparer le quai nord | Nadia | mai",
        "2 | Écrire au port | Luc | juin",
    ]


def test_larger_and_bold_lines_are_headings_and_rank(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "Mission à Rochebelle au mois de mars, et ce", bold=True, size=20)
    pdf.at(60, 104, "qui en est resté", bold=True, size=20)
    pdf.at(60, 140, "Le port", bold=True)
    pdf.at(60, 154, "Il a ouvert ses quais aux promeneurs et aux cyclistes de la ville.")
    pdf.at(60, 182, "La gare", bold=True)
    pdf.at(60, 196, "Elle attend toujours ses trains neufs, qui viendront en automne.")
    document, _ = load("pv.pdf", pdf.bytes())
    title = "Mission à Rochebelle au mois de mars, et ce qui en est resté"
    assert [(block.heading, block.kind) for block in document.blocks] == [
        ((), BlockKind.HEADING),
        ((title,), BlockKind.HEADING),
        ((title, "Le port"), BlockKind.PARAGRAPH),
        ((title,), BlockKind.HEADING),
        ((title, "La gare"), BlockKind.PARAGRAPH),
    ]


def test_a_numbered_heading_below_a_numbered_list_goes_on_with_the_headings(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "1. Le port", bold=True, size=13)
    for number, words in enumerate(("Ouvrir le quai nord en mai.", "Nommer une capitaine en juin.")):
        pdf.at(80, 104 + 14 * number, f"{number + 1}. {words}")
    pdf.at(60, 146, "2. La gare", bold=True, size=13)
    pdf.at(60, 168, "Elle attend toujours ses trains neufs, qui viendront en automne.")
    document, _ = load("pv.pdf", pdf.bytes())
    assert [(block.heading, block.kind) for block in document.blocks] == [
        ((), BlockKind.HEADING),
        *[(("1. Le port",), BlockKind.ITEM)] * 2,
        ((), BlockKind.HEADING),
        (("2. La gare",), BlockKind.PARAGRAPH),
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(load: Load, angle: int) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    pdf = Pdf()
    with pdf.document.rotation(angle, 300, 300):
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            pdf.at(60, 200 + 14 * number, left)
            pdf.at(320, 200 + 14 * number, right)
    turned = pypdfium2.PdfDocument(pdf.bytes())
    turned[0].set_rotation(angle)
    file = io.BytesIO()
    turned.save(file)
    said = [" ".join(LEFT).replace("’", "'"), " ".join(RIGHT).replace("’", "'")]
    assert load("pv.pdf", file.getvalue())[0].text.split("\n") == said


def test_a_word_cut_over_two_pages_is_whole(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 780, "Le conseil du port de Rochebelle a voté hier à l'unanimité le renouvelle-")
    pdf.page()
    pdf.at(60, 80, "ment de son accord avec la ville, pour cinq ans de plus qu'auparavant.")
    document, _ = load("pv.pdf", pdf.bytes())
    assert "le renouvellement de son accord" in document.text
    assert (len(document.blocks), document.blocks[0].page, document.pages) == (1, 1, 2)


def test_what_a_form_was_filled_with_is_read_where_it_stands(load: Load) -> None:
    document, _ = load("fiche.pdf", form(b"Engagement :", b"Ouvrir le quai nord en mai"))
    assert document.text == "Engagement : Ouvrir le quai nord en mai"


@pytest.mark.parametrize("size", [9, 11])
def test_a_sentence_goes_on_over_the_notes_at_the_foot_of_its_page(load: Load, size: int) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "Le conseil du port de Rochebelle a lu son bilan de 2031")
    x = 60 + pdf.document.get_string_width("Le conseil du port de Rochebelle a lu son bilan de 2031")
    pdf.at(x, 76, "1", size=6)
    pdf.at(60, 94, "et il a voté hier à l'unanimité le renouvelle-")
    pdf.at(60, 740, "1", size=6)
    pdf.at(65, 744, "Ce bilan est dans les archives de la ville.", size=size)
    pdf.page()
    pdf.at(60, 80, "ment de son accord avec la ville, pour cinq ans de plus qu'auparavant.")
    assert load("pv.pdf", pdf.bytes())[0].text.split("\n") == [
        "Le conseil du port de Rochebelle a lu son bilan de 2031¹ et il a voté hier à l'unanimité le "
        "renouvellement de son accord avec la ville, pour cinq ans de plus qu'auparavant.",
        "¹ Ce bilan est dans les archives de la ville.",
    ]


def test_a_scan_is_told_and_so_is_a_scanned_page_in_a_report(load: Load) -> None:
    scan = Pdf()
    scan.document.image(picture(), 60, 60, 200)
    with pytest.raises(NoTextLayer, match="1 page"):
        load("scan.pdf", scan.bytes())
    mixed = Pdf()
    mixed.document.image(picture(), 60, 60, 200)
    mixed.page()
    mixed.at(60, 80, "Le port a ouvert ses quais.")
    assert load("mixte.pdf", mixed.bytes())[1].blank_pages == (1,)


def test_an_empty_page_is_no_scan(load: Load) -> None:
    with pytest.raises(NoText):
        load("vide.pdf", Pdf().bytes())


def test_a_password_and_a_broken_file_are_told_apart(load: Load) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "Le port a ouvert ses quais.")
    pdf.document.set_encryption(owner_password="quai", user_password="port")
    with pytest.raises(Encrypted):
        load("secret.pdf", pdf.bytes())
    with pytest.raises(Damaged):
        load("casse.pdf", b"%PDF-1.7\nnothing more")


@pytest.mark.parametrize(
    ("made", "dated"),
    [
        (datetime(2031, 3, 20, 23, 15, tzinfo=timezone(timedelta(hours=-4))), date(2031, 3, 20)),
        (datetime(2031, 3, 20, 23, 15, tzinfo=timezone(timedelta(minutes=30))), date(2031, 3, 20)),
        (datetime(2031, 3, 21, 3, 15, tzinfo=UTC), datetime(2031, 3, 21, 3, 15, tzinfo=UTC)),
    ],
)
def test_the_day_of_its_making_is_known(load: Load, made: datetime, dated: date) -> None:
    pdf = Pdf()
    pdf.at(60, 80, "Le port a ouvert ses quais.")
    pdf.document.set_creation_date(made)
    assert load("pv.pdf", pdf.bytes())[1].dated == dated


def test_ligatures_and_typographic_signs_come_out_whole(load: Load, tmp_path: Path) -> None:
    words = "L’œuvre « eﬃcace » d’une ﬁn d’été – n° 5…"
    pdf = Pdf(font(tmp_path, words))
    pdf.at(60, 80, words)
    assert load("pv.pdf", pdf.bytes())[0].text == "L’œuvre « efficace » d’une fin d’été – n° 5…"


def test_signs_beyond_the_basic_plane_do_not_shift_what_follows(load: Load, tmp_path: Path) -> None:
    words = "\U0001f600 Port \U0001f600 quai \U0001f600"
    pdf = Pdf(font(tmp_path, words, *LEFT, *RIGHT))
    pdf.at(60, 80, words)
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        pdf.at(60, 120 + 14 * number, left)
        pdf.at(340, 120 + 14 * number, right)
    said = load("pv.pdf", pdf.bytes())[0].text.split("\n")
    assert said == [words, " ".join(LEFT), " ".join(RIGHT)]


places = st.floats(0, 800, allow_nan=False)
inks = st.builds(
    lambda word, x, y, width, size: Line(word, x, x + width, 1, y, size=size),
    st.sampled_from(["port", "quai neuf", "•", "-", "3 mai 2031"]),
    places,
    places,
    st.floats(0, 300),
    st.sampled_from([8.0, 11.0, 20.0]),
)


@given(st.lists(inks, max_size=40))
def test_no_sign_is_lost_or_said_twice_wherever_it_stands(lines: list[Line]) -> None:
    before = sorted("".join(line.text for line in lines).replace(" ", ""))
    after = "".join(cell for line in arranged(lines) for cell in line.cells or (line.text,))
    assert sorted("".join(after.split())) == before
