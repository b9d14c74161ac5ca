"""How pieces become a document."""

from __future__ import annotations

from tracker.reading.pieces import HEADING, ITEM, PARAGRAPH, ROW, Piece, assemble


def test_blocks_are_joined_by_line_feeds_with_blanks_made_one() -> None:
    document = assemble(
        [Piece(PARAGRAPH, "  Le\u00a0port \n ouvre. "), Piece(ITEM, "Le\tquai", level=2, page=3)], pages=4
    )
    assert document.text == "Le port ouvre.\nLe quai"
    assert [(block.start, block.end, block.level, block.page) for block in document.blocks] == [
        (0, 14, 0, None),
        (15, 22, 2, 3),
    ]
    assert document.pages == 4


def test_pieces_without_words_are_left_out() -> None:
    empty = [Piece(PARAGRAPH, " \u200b\ufeff"), Piece(HEADING, ""), Piece(ROW, cells=("", " "))]
    assert assemble(empty).blocks == ()


def test_a_heading_stands_over_what_follows_until_one_of_its_rank() -> None:
    pieces = [
        Piece(HEADING, "A", 0),
        Piece(HEADING, "B :", 2),
        Piece(PARAGRAPH, "x"),
        Piece(HEADING, "C", 1),
        Piece(PARAGRAPH, "y"),
    ]
    assert [(block.heading, block.level) for block in assemble(pieces).blocks] == [
        ((), 0),
        (("A",), 1),
        (("A", "B"), 0),
        (("A",), 1),
        (("A", "C"), 0),
    ]


def test_characters_for_the_printer_are_gone_and_accents_composed() -> None:
    printed = "e\u0301te\u0301 ef\ufb01cace, re\u00adnou\u200bveau n° 2 m²"
    assert assemble([Piece(PARAGRAPH, printed)]).text == "été efficace, renouveau n° 2 m²"
