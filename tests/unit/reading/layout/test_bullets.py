"""Marks that begin an item, and the same signs in prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.reading.layout.bullets import mark_of

Outline = Callable[[str], list[tuple[str, int, str]]]


@pytest.mark.parametrize(
    "mark",
    [
        "•",
        "-",
        "–",
        "‒",
        "—",
        "*",
        "▪",
        "o",
        "◦",
        "➢",
        "\uf0b7",
        "1.",
        "2)",
        "(3)",
        "a)",
        "(b)",
        "c.",
        "(i)",
        "iv)",
    ],
)
def test_every_usual_mark_begins_an_item(mark: str) -> None:
    found = mark_of(f"{mark} Réparer l’écluse")
    assert found is not None
    assert f"{mark} Réparer l’écluse"[found.end :] == "Réparer l’écluse"


@pytest.mark.parametrize(
    "prose",
    [
        "2031 sera une bonne année",
        "M. Abel viendra",
        "L. Roy",
        "-5 degrés",
        "où aller",
        "on verra",
        "a été",
        "3 mai",
    ],
)
def test_words_that_only_look_like_marks_are_words(prose: str) -> None:
    assert mark_of(prose) is None


def test_items_nest_by_their_indent(outline: Outline) -> None:
    text = "- Port\n    - Écluse\n        - Vannes\n    - Quai\n- Ville\n"
    assert [level for _, level, _ in outline(text)] == [0, 1, 2, 1, 0]


def test_another_mark_at_the_same_indent_is_a_level_deeper(outline: Outline) -> None:
    text = "• Port, avec ses quais.\n‒ L’écluse est neuve.\n‒ Le quai est vieux.\n• Ville, avec sa gare.\n"
    assert [level for _, level, _ in outline(text)] == [0, 1, 1, 0]


def test_stars_say_their_depth(outline: Outline) -> None:
    assert [level for _, level, _ in outline("* Port\n** Écluse\n*** Vannes\n* Ville\n")] == [0, 1, 2, 0]


def test_letters_go_on_through_i_and_v(outline: Outline) -> None:
    text = "".join(f"{letter}) Point {letter}\n" for letter in "abcdefghijklmnopqrstuvwx")
    assert {(kind, level) for kind, level, _ in outline(text)} == {("item", 0)}


def test_a_dash_inside_a_wrapped_sentence_is_no_item(outline: Outline) -> None:
    text = (
        "La capitaine du port de Rochebelle a présenté hier aux élus le programme des travaux\n"
        "– qui commencent au printemps – et a répondu aux questions de la commission réunie\n"
        "pour entendre les ingénieurs et les riverains du bassin.\n"
    )
    assert [kind for kind, _, _ in outline(text)] == ["paragraph"]


def test_a_year_at_the_start_of_a_wrapped_line_is_no_item(outline: Outline) -> None:
    text = (
        "Le conseil a adopté la motion qui lui était soumise lors de sa séance ordinaire du mois d’octobre\n"
        "12. Elle a été transmise au port et à la région, qui devront en tenir compte dans leurs budgets\n"
        "et dans les plans qu’ils préparent ensemble pour les prochaines années de navigation.\n"
    )
    assert len(outline(text)) == 1


def test_a_mark_alone_on_its_line_goes_with_the_line_below(outline: Outline) -> None:
    assert outline("•\nRéparer l’écluse.\n\n•\nPeindre le quai.\n") == [
        ("item", 0, "Réparer l’écluse."),
        ("item", 0, "Peindre le quai."),
    ]


def test_blank_lines_between_items_and_inside_one_do_not_cut_it(outline: Outline) -> None:
    text = (
        "• Le plan de navigation du port est une stratégie globale pour les vingt prochaines années\n"
        "\n"
        "visant à relier les bassins entre eux et à ouvrir les quais aux promeneurs de la ville.\n"
        "\n"
        "• La gare est neuve.\n"
    )
    assert [kind for kind, _, _ in outline(text)] == ["item", "item"]


def test_an_indented_dash_below_a_full_line_begins_an_item(outline: Outline) -> None:
    prose = "Voici ce qui reste à faire pour le mois de mai avec la mairie de Rochebelle"
    assert [words for _, _, words in outline(f"{prose}\n - prévenir la gare\n - louer le car\n")][1:] == [
        "prévenir la gare",
        "louer le car",
    ]
