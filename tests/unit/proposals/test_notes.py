"""Notes jotted down on the way, without subjects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose

TITLES = {"fr": "# Notes de visite à Huy\n", "en": "# Visit notes, Huy\n"}


@pytest.mark.parametrize(
    ("language", "note", "firmness"),
    [
        ("fr", "Leur renvoyer la liste des caisses.", "commitment"),
        ("fr", "Promis de leur envoyer nos cartes.", "commitment"),
        ("fr", "Attend notre devis.", "commitment"),
        ("fr", "Me relance en août.", "commitment"),
        ("fr", "Partante pour une exposition croisée.", "intention"),
        ("fr", "Caisses : 300 euros promis par le consulat.", "commitment"),
        ("fr", "Guichet fermé, réessayer jeudi.", "commitment"),
        ("en", "Send them the list of crates.", "commitment"),
        ("en", "Promised to send them our maps.", "commitment"),
        ("en", "Waiting for our quote.", "commitment"),
        ("en", "Keen on a shared show.", "intention"),
        ("en", "£300 promised by the consulate.", "commitment"),
    ],
)
def test_a_note_without_a_subject_is_read(
    language: str, note: str, firmness: str, document: Callable[[str], Document]
) -> None:
    read = document(TITLES[language] + note)
    found = propose(read, reference=date(2024, 6, 15), language=language).proposals
    assert [proposal.firmness.value for proposal in found] == [firmness]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("fr", "Salle superbe, 400 places."),
        ("fr", "Rien à attendre de l'office."),
        ("en", "Superb hall, seats 400."),
        ("en", "Too dear, forget it."),
    ],
)
def test_an_impression_is_no_promise(language: str, note: str, document: Callable[[str], Document]) -> None:
    read = document(TITLES[language] + note)
    assert propose(read, reference=date(2024, 6, 15), language=language).proposals == ()
