"""Single sentences of every kind of wording: `firmness | sentence`, or `- | sentence` for no promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tracker.documents import Document
from tracker.proposals import propose

FOLDER = Path(__file__).parent
AROUND = {
    "fr": """
        # Ville de Québec
        # Compte rendu de la réunion du 15 mars 2024
        La Ville de Québec et la Ville de Namur sont jumelées.
        """,
    "en": """
        # City of Larkfield
        # Minutes of the meeting of 15 March 2024
        The City of Larkfield is twinned with the City of Odenwald.
        """,
}


def sentences(language: str) -> list[tuple[str, str, str]]:
    lines = (FOLDER / f"grammar.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [(language, *line.split(" | ", 1)) for line in lines]


@pytest.mark.parametrize(("language", "firmness", "sentence"), sentences("fr") + sentences("en"))
def test_a_sentence_is_proposed_once_as_firm_as_it_is_or_not_at_all(
    language: str, firmness: str, sentence: str, document: Callable[[str], Document]
) -> None:
    read = document(AROUND[language] + sentence)
    findings = propose(read, reference=date(2024, 3, 15), language=language)
    found = [p.firmness.value for p in findings.proposals if p.quote.strip(" .") in sentence]
    assert found == ([] if firmness == "-" else [firmness])
