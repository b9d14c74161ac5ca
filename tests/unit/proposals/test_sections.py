from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.documents import Document
from tracker.proposals.lexicon import lexicon
from tracker.proposals.sections import Purpose, SectionWalk, newest_year, purpose_of


@pytest.mark.parametrize(
    ("heading", "language", "purpose"),
    [
        ("Objectifs de la mission", "fr", Purpose.OBJECTIVES),
        ("Ce que nous avons appris", "fr", Purpose.LEARNED),
        ("PRINCIPALES RETOMBÉES", "fr", Purpose.RESULTS),
        ("Prochaines étapes", "fr", Purpose.NEXT),
        ("Présents :", "fr", Purpose.ATTENDANCE),
        ("Ordre du jour", "fr", Purpose.AGENDA),
        ("Historique", "fr", Purpose.HISTORY),
        ("Règlement intérieur", "fr", Purpose.ROUTINE),
        ("Réfection du pont", "fr", Purpose.NONE),
        ("Next steps", "en", Purpose.NEXT),
        ("Lessons learned", "en", Purpose.LEARNED),
        ("In attendance", "en", Purpose.ATTENDANCE),
        ("Harbour footbridge", "en", Purpose.NONE),
    ],
)
def test_a_heading_says_what_its_section_is_for(heading: str, language: str, purpose: Purpose) -> None:
    assert purpose_of(heading, lexicon(language)) is purpose


@pytest.fixture
def purposes(document: Callable[[str], Document]) -> Callable[[str], list[Purpose]]:
    def walked(text: str) -> list[Purpose]:
        read = document(text)
        lines = [read.text[b.start : b.end] for b in read.blocks]
        walk = SectionWalk(lexicon("fr"), newest_year(lines), 2024)
        return [walk.at(block, line) for block, line in zip(read.blocks, lines, strict=True)]

    return walked


def test_a_section_lasts_until_the_next_heading(purposes: Callable[[str], list[Purpose]]) -> None:
    text = "# Objectifs\n- Voir le port\n# Le port\n- Le port est grand."
    assert purposes(text) == [Purpose.OBJECTIVES, Purpose.OBJECTIVES, Purpose.NONE, Purpose.NONE]


def test_a_line_that_leads_in_a_list_holds_for_its_items(purposes: Callable[[str], list[Purpose]]) -> None:
    text = "Il est résolu :\n- DE payer la facture;\n- QUE le maire signe.\nLa séance reprend à 20 h."
    assert purposes(text) == [Purpose.RESOLVED, Purpose.RESOLVED, Purpose.RESOLVED, Purpose.NONE]


def test_the_section_of_an_earlier_year_is_history(purposes: Callable[[str], list[Purpose]]) -> None:
    text = "# 2019\nLe comité se réunira.\n# 2017\nLe comité se réunira."
    assert purposes(text)[1] is Purpose.NONE
    assert purposes(text)[3] is Purpose.HISTORY
