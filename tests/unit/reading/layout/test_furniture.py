"""Running heads, page numbers and what else a page repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Blocks = Callable[[str], list[str]]

BODIES = [
    "Le port a ouvert ses quais aux promeneurs de la ville.",
    "La gare attend ses nouveaux trains depuis deux ans.",
    "Les élus ont visité le bassin et ses ateliers.",
    "Le maire a remercié les équipes de la voirie.",
]


def paged(head: str = "", foot: str = "") -> str:
    """Four pages, each with its head and its foot; {n} is the number of the page."""
    pages = [f"{head}\n\n{body}\n\n{foot}\n" for body in BODIES]
    return "\f".join(page.replace("{n}", str(number)) for number, page in enumerate(pages, 1))


@pytest.mark.parametrize(
    "number", ["{n}", "- {n} -", "Page {n}", "page {n} de 4", "Page {n} sur 4", "{n}/4", "p. {n}", "[{n}]"]
)
def test_page_numbers_go(blocks: Blocks, number: str) -> None:
    assert blocks(paged(foot=number)) == BODIES
    assert blocks(paged(head=number)) == BODIES


def test_a_running_foot_goes_with_its_number(blocks: Blocks) -> None:
    assert blocks(paged(foot="Ville de Valmorin – page {n}")) == BODIES


def test_a_running_head_stays_once_for_it_may_be_the_title(blocks: Blocks) -> None:
    assert blocks(paged(head="Rapport de la mission {n}")) == ["Rapport de la mission 1", *BODIES]


def test_a_browsers_date_and_address_go_from_the_first_page_on(blocks: Blocks) -> None:
    assert blocks(paged("3/5/31, 10:15 AM", "https://ville.example/pv?id=7 {n}/4")) == BODIES


def test_page_numbers_go_from_a_text_that_lost_its_form_feeds(blocks: Blocks) -> None:
    assert blocks(paged(foot="{n}").replace("\f", "")) == BODIES
    assert blocks(paged(head="Rapport", foot="Page {n} de 4").replace("\f", "")) == BODIES


def test_pages_are_counted_and_known_to_each_block(read: Callable[..., object]) -> None:
    document = read(paged(foot="{n}"))
    assert document.pages == 4  # type: ignore[attr-defined]
    assert [block.page for block in document.blocks] == [1, 2, 3, 4]  # type: ignore[attr-defined]


def test_a_sentence_goes_on_over_the_furniture_between_two_pages(blocks: Blocks) -> None:
    text = (
        "Le port de Rochebelle a ouvert ses quais aux promeneurs et aux cyclistes de la ville\n"
        "– 1 –\n\fMission 2031\n"
        "qui viennent nombreux le dimanche.\n– 2 –\n\fMission 2031\nLa gare est neuve.\n– 3 –\n"
    )
    assert blocks(text) == [
        "Le port de Rochebelle a ouvert ses quais aux promeneurs et aux cyclistes de la ville qui viennent "
        "nombreux le dimanche.",
        "La gare est neuve.",
    ]


def test_a_lone_year_and_a_lone_number_in_a_text_stay(blocks: Blocks) -> None:
    assert blocks("Missions\n\n2031\n\nLe port a été vu.\n\n12\n\nLa gare aussi.") == [
        "Missions",
        "2031",
        "Le port a été vu.",
        "12",
        "La gare aussi.",
    ]


def test_turn_over_goes(blocks: Blocks) -> None:
    assert blocks("Le port.\n…/…\nLa gare.") == ["Le port.", "La gare."]
