"""A verb that is said once may carry several acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose
from tracker.proposals.values import Proposal

AROUND = {
    "fr": "# Comité de jumelage de Valmont\n# Compte rendu du 12 mars 2024\nPrésents : Lise Otis, Paul Roy\n",
    "en": "# Valmont Twinning Association\n# Minutes of 12 March 2024\nPresent: Liz Otis, Paul Dixon\n",
}


@pytest.fixture
def read(document: Callable[[str], Document]) -> Callable[[str, str], list[Proposal]]:
    def reader(language: str, sentence: str) -> list[Proposal]:
        read = document(AROUND[language] + sentence)
        return list(propose(read, reference=date(2024, 3, 12), language=language).proposals)

    return reader


@pytest.mark.parametrize(
    ("language", "sentence", "windows"),
    [
        ("fr", "Le club fermera le quai en mai et la rampe en juin.", ["2024-05", "2024-06"]),
        ("fr", "Un stage aura lieu en mai, puis, en juin, un concert.", ["2024-05", "2024-06"]),
        ("fr", "Une classe viendra le 3 mai et une autre à l'automne.", ["2024-05-03", "2024-23"]),
        ("fr", "Ils nous prêteront la scène en mai, puis, en juin, pour le bal.", ["2024-05", "2024-06"]),
        ("en", "The club will close the quay in May and the ramp in June.", ["2024-05", "2024-06"]),
        ("en", "A course will be held in May, then, in June, a concert.", ["2024-05", "2024-06"]),
    ],
)
def test_each_date_has_its_act(
    language: str, sentence: str, windows: list[str], read: Callable[[str, str], list[Proposal]]
) -> None:
    assert [proposal.window.edtf for proposal in read(language, sentence)] == windows


@pytest.mark.parametrize(
    ("language", "sentence", "actors"),
    [
        ("fr", "Lise s'occupe des lampions, Paul de la sono.", [("Lise",), ("Paul",)]),
        ("fr", "Lise préparera les badges et Paul les menus.", [("Lise",), ("Paul",)]),
        ("fr", "Le comité enverra deux juges en mai, Reute trois en juin.", [None, ("Reute",)]),
        ("en", "Liz will make the flags, Paul the lanterns.", [("Liz",), ("Paul",)]),
    ],
)
def test_who_does_the_like_is_named(
    language: str,
    sentence: str,
    actors: list[tuple[str, ...] | None],
    read: Callable[[str, str], list[Proposal]],
) -> None:
    found = [proposal.actors for proposal in read(language, sentence)]
    assert len(found) == len(actors)
    assert all(want in (None, got) for want, got in zip(actors, found, strict=True))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le bal aura lieu le 3 mai et le 4 juin."),
        ("fr", "La classe ira à Gand en mai, avant le concert de juin."),
        ("fr", "Le comité recevra le maire, Paul Roy, en mai."),
        ("en", "The concert will be held on 3 May and 4 June."),
    ],
)
def test_one_act_stays_one(language: str, sentence: str, read: Callable[[str, str], list[Proposal]]) -> None:
    assert len(read(language, sentence)) == 1


def test_the_title_of_a_further_act_bears_the_verb(read: Callable[[str, str], list[Proposal]]) -> None:
    titles = [p.title for p in read("fr", "Le comité enverra deux juges en mai, Reute trois en juin.")]
    assert titles == ["Envoyer deux juges", "Envoyer trois"]


def test_a_month_within_a_word_stays_in_the_title(read: Callable[[str, str], list[Proposal]]) -> None:
    (proposal,) = read("fr", "Le comité recevra le maire en mai.")
    assert proposal.title == "Recevoir le maire"
