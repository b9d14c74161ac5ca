from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Le recteur Diop a reçu Mme Leroy. Elle enverra le plan en mai 2024.", "fr", "Leroy"),
        ("Le recteur Diop a reçu Mme Leroy. Il enverra le plan en mai 2024.", "fr", "Diop"),
        ("Mme Leroy a reçu M. Diop. La salle était froide. Elle écrira au maire.", "fr", "Leroy"),
        ("Les deux classes ont commencé une fresque. Elles la finiront en mai 2024.", "fr", "deux classes"),
        ("Mrs Hale met the band. It rained. She will write to the singer.", "en", "Hale"),
        ("The pupils began a mural. They will finish it in May 2024.", "en", "pupils"),
    ],
)
def test_a_pronoun_stands_for_the_nearest_it_fits(
    text: str, language: str, actor: str, document: Callable[[str], Document]
) -> None:
    findings = propose(document(text), reference=date(2024, 3, 15), language=language)
    assert [name.casefold() for p in findings.proposals for name in p.actors] == [actor.casefold()]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("M. Diop est parti. Elle enverra le plan en mai 2024.", "fr"),
        ("Mr Hale left. She will send the plan in May 2024.", "en"),
        ("Il enverra le plan en mai 2024.", "fr"),
    ],
)
def test_a_pronoun_stands_for_nobody_that_it_does_not_fit(
    text: str, language: str, document: Callable[[str], Document]
) -> None:
    findings = propose(document(text), reference=date(2024, 3, 15), language=language)
    assert [p.actors for p in findings.proposals] == [()]
