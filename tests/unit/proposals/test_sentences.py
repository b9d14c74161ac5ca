from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import Document
from tracker.proposals.lexicon import lexicon
from tracker.proposals.sentences import LONGEST, sentences


@pytest.fixture
def cut(document: Callable[[str], Document]) -> Callable[..., list[str]]:
    def sentences_of(text: str, language: str = "fr") -> list[str]:
        read = document(text)
        found = sentences(read, read.blocks[0], lexicon(language))
        return [sentence.text for sentence in found]

    return sentences_of


def test_a_sentence_ends_before_a_capital(cut: Callable[..., list[str]]) -> None:
    assert cut("Le pont est fini. La fête aura lieu samedi !") == [
        "Le pont est fini.",
        "La fête aura lieu samedi !",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "M. Roy et Mme. Lavoie ont signé avec le Dr. Blanc.",
        "Voir l'art. 12 du règlement no. 4 pour les tarifs.",
        "J.-P. Morel a lu le rapport de A. Nadeau.",
        "Le budget est de 3.5 millions pour l'an prochain.",
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_nothing(text: str, cut: Callable[..., list[str]]) -> None:
    assert cut(text) == [text]


def test_quotation_marks_stay_with_their_sentence(cut: Callable[..., list[str]]) -> None:
    assert cut("Elle a dit : « Nous viendrons. » Puis elle est partie.") == [
        "Elle a dit : « Nous viendrons. »",
        "Puis elle est partie.",
    ]


@pytest.mark.parametrize("bullet", ["• ", "– ", "2. ", "3.1. ", "b) ", "→ ", "[ ] "])
def test_bullets_and_numbers_are_left_out(bullet: str, cut: Callable[..., list[str]]) -> None:
    assert cut(f"{bullet}Envoyer la lettre") == ["Envoyer la lettre"]


def test_a_text_without_any_stop_is_cut_at_a_blank(cut: Callable[..., list[str]]) -> None:
    parts = cut("mot " * 2000)
    assert all(len(part) <= LONGEST for part in parts)
    assert sum(len(part.split()) for part in parts) == 2000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le local est au fond de la tour C. Odile cherche des bancs.", "fr"),
        ("The stall stands by building C. Odile looks for benches.", "en"),
    ],
)
def test_a_letter_that_names_a_place_is_no_initial(
    text: str, language: str, cut: Callable[..., list[str]]
) -> None:
    assert len(cut(text, language)) == 2
