"""What others do at home, in the report of a journey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose

AROUND = """
    # Ville de Gaspé
    # Rapport de mission à Huy, mars 2024
    La Ville de Huy et la Ville de Dinant nous ont reçus.
    ## Visites
    """


@pytest.fixture
def quotes(document: Callable[[str], Document]) -> Callable[[str], list[str]]:
    def read(sentence: str) -> list[str]:
        findings = propose(document(AROUND + sentence), reference=date(2024, 3, 15), language="fr")
        return [proposal.quote for proposal in findings.proposals]

    return read


@pytest.mark.parametrize(
    "sentence",
    [
        "Huy et Dinant partageront un garage municipal en 2025.",
        "Huy négocie avec la Région le rachat du moulin.",
        "La province élargira la route du plateau en 2026.",
        "Les quais seront repavés par la province en 2025.",
        "L'exploitant du funiculaire remplacera les cabines l'an prochain.",
        "Le pont est en cours de réfection.",
        "La conseillère est chargée des relations avec les lycées.",
        "L'échevine est responsable des travaux publics.",
        "Mme Lahaut a pour tâche de coordonner les gardiens de nuit.",
        "Visite de la brasserie le 6 mars.",
        "Les éleveurs devront se conformer au décret.",
    ],
)
def test_what_hosts_do_among_themselves_is_left_alone(
    sentence: str, quotes: Callable[[str], list[str]]
) -> None:
    assert quotes(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Huy et Dinant nous enverront leurs plans en avril 2024.",
        "Huy négocie avec notre musée le prêt de deux canons.",
        "La province enverra ses jardiniers à Gaspé en mai 2024.",
        "Les plans nous seront transmis par la province.",
        "Un protocole de prêt est en cours de rédaction.",
        "Mme Lahaut a été chargée de nous trouver un correspondant.",
        "Visite de retour à Gaspé le 6 mai.",
    ],
)
def test_what_they_do_towards_us_is_proposed(sentence: str, quotes: Callable[[str], list[str]]) -> None:
    assert quotes(sentence) == [sentence]


@pytest.mark.parametrize("trade", ["l'apprentissage", "les apprentis"])
def test_a_section_on_apprentices_is_not_one_on_what_was_learned(
    trade: str, document: Callable[[str], Document]
) -> None:
    source = (
        f"# Ville de Gaspé\n# Mission à Huy\n## Rencontre sur {trade}\nUn accord est en cours de rédaction."
    )
    assert propose(document(source), reference=date(2024, 3, 15), language="fr").proposals


@pytest.mark.parametrize(
    ("language", "source"),
    [
        (
            "fr",
            "# Portrait : la Ville de Huy\nHuy ouvrira un musée en 2025. Le maire promet cent arbres.",
        ),
        ("en", "# Partner profile: Huy\nThe City of Huy will open a salt museum in 2025."),
    ],
)
def test_a_portrait_tells_of_others(language: str, source: str, document: Callable[[str], Document]) -> None:
    assert propose(document(source), reference=date(2024, 3, 15), language=language).proposals == ()
