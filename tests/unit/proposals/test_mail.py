"""Messages: short presents, and questions that ask for an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose

HEADERS = {
    "fr": "De : Claire Abel <cabel@example.org>\nÀ : Équipe\nObjet : Huy\n",
    "en": "From: Claire Abel <cabel@example.org>\nTo: Team\nSubject: Huy\n",
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Luc les récupère à la gare."),
        ("fr", "J'ai le plan, je vous le fais suivre."),
        ("fr", "Nadia, tu t'occupes des badges ?"),
        ("fr", "La directrice a dit banco."),
        ("en", "Luke is picking them up at the station."),
        ("en", "For the badges, Nadia's on it."),
        ("en", "Nadia, will you see to the badges?"),
        ("en", "I'll keep you posted on Thursday."),
        ("en", "Let's speak on 28 June."),
        ("en", "He's agreed to lend us the 1911 plan."),
    ],
)
def test_what_a_message_says_in_passing_is_read(
    language: str, line: str, document: Callable[[str], Document]
) -> None:
    found = propose(document(HEADERS[language] + line), reference=date(2024, 6, 15), language=language)
    assert [proposal.quote for proposal in found.proposals] == [line]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Ils vont refaire leur toit."),
        ("fr", "Objet : retour de Huy"),
        ("en", "They're redoing their roof."),
        ("en", "I doubt they'll come in May."),
    ],
)
def test_chat_is_no_promise(language: str, line: str, document: Callable[[str], Document]) -> None:
    read = document(HEADERS[language] + line)
    assert propose(read, reference=date(2024, 6, 15), language=language).proposals == ()
