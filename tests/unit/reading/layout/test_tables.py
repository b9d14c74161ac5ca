"""Tables drawn with bars, tabs and blanks, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import BlockKind, Document

Read = Callable[[str], Document]

ROWS = [
    ("Action", "Responsable", "Échéance"),
    ("Réparer le quai", "Nadia Roy", "3 mai"),
    ("Écrire au port", "Luc Abel", ""),
]


def rows(document: Document) -> list[tuple[str, ...]]:
    return [
        tuple(document.text[start:end] for start, end in block.cells)
        for block in document.blocks
        if block.kind is BlockKind.ROW
    ]


def aligned(cells: tuple[str, ...]) -> str:
    return "".join(cell.ljust(18) for cell in cells)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(" | ".join(row) for row in ROWS),
        "\n".join("| " + " | ".join(row) + " |" for row in ROWS),
        "| Action | Responsable | Échéance |\n|:---|---|---|\n"
        "| Réparer le quai | Nadia Roy | 3 mai |\n| Écrire au port | Luc Abel | |",
        "+-----+-----+-----+\n"
        + "\n+-----+-----+-----+\n".join("| " + " | ".join(row) + " |" for row in ROWS),
        "\n".join("\t".join(row) for row in ROWS[:2]) + "\nÉcrire au port\tLuc Abel\t.",
        "\n".join(map(aligned, ROWS)),
    ],
    ids=["bars", "framed", "markdown", "drawn", "tabs", "blanks"],
)
def test_rows_have_cells_and_a_header(read: Read, text: str) -> None:
    document = read(text)
    assert [row[:2] for row in rows(document)] == [row[:2] for row in ROWS]
    assert {block.header for block in document.blocks} == {ROWS[0]}


def test_a_cell_that_goes_on_below_is_whole(read: Read) -> None:
    text = "\n".join(
        map(
            aligned,
            [*ROWS[:2], ("Écrire au port", "Luc Abel avec", "10 mai"), ("", "la capitaine", "au plus tard")],
        )
    )
    assert rows(read(text))[-1] == ("Écrire au port", "Luc Abel avec la capitaine", "10 mai au plus tard")


def test_an_empty_cell_has_an_empty_span(read: Read) -> None:
    document = read("Action | Qui | Quand\n | Luc Abel | 3 mai\n")
    assert document.text.split("\n")[1] == "| Luc Abel | 3 mai"
    assert rows(document)[1] == ("", "Luc Abel", "3 mai")


def test_a_table_of_facts_has_no_header(read: Read) -> None:
    document = read("Lieu :\tRochebelle\nPrésidence :\tNadia Roy\n")
    assert rows(document) == [("Lieu :", "Rochebelle"), ("Présidence :", "Nadia Roy")]
    assert {block.header for block in document.blocks} == {()}


@pytest.mark.parametrize(
    "text",
    [
        "Accueil | Plan du site",
        "Le port  est  ouvert et\nla gare   aussi  le\nquai  reste   fermé.",
        "•\tRéparer le quai\n•\tÉcrire au port",
        "1.\tRéparer le quai\n2.\tÉcrire au port",
    ],
)
def test_what_only_looks_like_a_table_is_none(read: Read, text: str) -> None:
    assert rows(read(text)) == []
