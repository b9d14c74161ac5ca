"""Headings known by their shape, and the path that they make."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import BlockKind, Document

Read = Callable[[str], Document]

BODY = (
    "Le port de Rochebelle a ouvert ses quais aux promeneurs, et la gare attend toujours ses trains neufs.\n"
)


def headings(document: Document) -> list[tuple[tuple[str, ...], str]]:
    """The path and the words of each heading."""
    return [
        (block.heading, document.text[block.start : block.end])
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "SUITES DE LA VISITE",
        "Suites de la visite",
        "2. Suites de la visite",
        "2.1 Suites de la visite",
        "IV. Suites de la visite",
        "II – Suites de la visite",
        "Annexe B Suites",
        "Et maintenant ?",
        "Les suites :",
        "2031",
    ],
)
def test_a_short_line_above_a_text_is_a_heading(read: Read, heading: str) -> None:
    assert [words for _, words in headings(read(f"{BODY}\n{heading}\n\n{BODY}"))] == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "La gare sera ouverte en mars.",
        "La gare sera ouverte en mars",
        "Responsable : Nadia Roy",
        "la suite au prochain numéro",
        "Valmorin, le 3 mai 2031",
        "nadia@exemple.org",
        "quai-nord.jpg",
        "Luc, Nadia, Zoé, Abel",
    ],
)
def test_other_short_lines_are_not(read: Read, line: str) -> None:
    assert headings(read(f"{BODY}\n{line}\n\n{BODY}")) == []


def test_underlines_and_wiki_signs_rank(read: Read) -> None:
    text = f"Mission\n=======\n\nVue\n---\n\n{BODY}\n== Port ==\n\n{BODY}\n=== Écluse ===\n\n{BODY}"
    assert headings(read(text)) == [
        ((), "Mission"),
        (("Mission",), "Vue"),
        (("Mission",), "Port"),
        (("Mission", "Port"), "Écluse"),
    ]


def test_numbers_rank(read: Read) -> None:
    text = f"1. Port\n\n{BODY}\n1.1 Écluse\n\n{BODY}\n1.2 Quai\n\n{BODY}\n2. Gare\n\n{BODY}"
    assert headings(read(text)) == [
        ((), "1. Port"),
        (("1. Port",), "1.1 Écluse"),
        (("1. Port",), "1.2 Quai"),
        ((), "2. Gare"),
    ]


def test_a_heading_right_under_another_is_below_it(read: Read) -> None:
    text = f"RAPPORT DE MISSION\n\nLe port\n\n{BODY}\nLa gare\n\n{BODY}"
    assert headings(read(text)) == [
        ((), "RAPPORT DE MISSION"),
        (("RAPPORT DE MISSION",), "Le port"),
        (("RAPPORT DE MISSION",), "La gare"),
    ]


def test_in_doubt_headings_are_siblings(read: Read) -> None:
    """A wrong parent would put what was promised under the objectives."""
    text = f"OBJECTIFS DE LA MISSION\n\n{BODY}\nRetombées de la mission\n\n{BODY}"
    assert headings(read(text)) == [((), "OBJECTIFS DE LA MISSION"), ((), "Retombées de la mission")]


def test_a_heading_without_a_blank_line_is_found_below_a_finished_text(read: Read) -> None:
    text = f"{BODY}Entretien du quai\n{BODY}{BODY}"
    assert [words for _, words in headings(read(text))] == ["Entretien du quai"]


def test_a_list_of_names_has_no_heading(read: Read) -> None:
    assert headings(read(f"Nadia Roy\nLuc Abel\nZoé Marchand\n\n{BODY}")) == []


def test_three_numbered_items_are_no_headings(read: Read) -> None:
    document = read(f"1. Réparer le quai\n2. Écrire au port\n3. Peindre la gare\n\n{BODY}")
    assert [block.kind for block in document.blocks] == ["item", "item", "item", "paragraph"]


def test_a_label_heads_what_follows(read: Read) -> None:
    document = read("Société civile :\n- Le port ;\n- La gare.\nAdministrations :\n- La voirie.\n")
    assert [block.heading for block in document.blocks if block.kind is BlockKind.ITEM] == [
        ("Société civile",),
        ("Société civile",),
        ("Administrations",),
    ]


def test_a_numbered_heading_after_a_list_is_no_item_of_it(read: Read) -> None:
    document = read(f"1. Buts\n\nIl fallait :\n• voir le port ;\n• voir la gare.\n\n2. Constats\n\n{BODY}")
    assert ((), "2. Constats") in headings(document)
