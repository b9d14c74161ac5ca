"""Promises without a verb of promise: notes, lists, and the articles of a deliberation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose

Quotes = Callable[[str], list[str]]


@pytest.fixture
def quotes(document: Callable[[str], Document]) -> Quotes:
    def read(source: str) -> list[str]:
        findings = propose(document(source), reference=date(2024, 3, 15), language="fr")
        return [proposal.quote for proposal in findings.proposals]

    return read


@pytest.mark.parametrize(
    "line",
    [
        "- on leur renvoie la grille signée",
        "- elle nous met en lien avec le théâtre",
        "-> je rappelle le luthier lundi",
        "=> faire suivre la partition à Luc",
    ],
)
def test_a_note_in_the_present_is_a_task(line: str, quotes: Quotes) -> None:
    assert len(quotes(f"# Carnet de route\n{line}")) == 1


@pytest.mark.parametrize("line", ["- on rappelle que l'eau est rare", "-> douze élèves, deux maîtres"])
def test_a_note_of_what_is_so_is_none(line: str, quotes: Quotes) -> None:
    assert quotes(f"# Carnet de route\n{line}") == []


def test_each_verb_in_capitals_of_a_deliberation_is_a_decision(quotes: Quotes) -> None:
    source = (
        "Vu le code des communes, considérant l'intérêt du projet, le conseil, après en avoir délibéré, "
        "APPROUVE l'achat d'un orgue de barbarie ; AUTORISE le maire à signer le bail du moulin ; "
        "CHARGE la secrétaire d'aviser les riverains."
    )
    assert quotes(source) == [
        "APPROUVE l'achat d'un orgue de barbarie",
        "AUTORISE le maire à signer le bail du moulin",
        "CHARGE la secrétaire d'aviser les riverains.",
    ]


def test_a_bare_event_under_what_is_to_come_is_announced(quotes: Quotes) -> None:
    assert quotes("# Amis de Huy\n## Projets\n12 juillet : bal masqué avec la fanfare") != []
    assert quotes("# Amis de Huy\n## Historique\n12 juillet : bal masqué avec la fanfare") == []


@pytest.mark.parametrize("heading", ["Et maintenant ?", "À l'agenda", "Prochaines étapes"])
def test_a_heading_may_ask_what_comes_next(heading: str, quotes: Quotes) -> None:
    assert quotes(f"# Amis de Huy\n## Leçons\n{heading}\n- Inviter le luthier de Mons") != []


@pytest.mark.parametrize(
    "sentence",
    [
        "Le film « Nous reviendrons » a clos la soirée.",
        "« Demain, nous sèmerons autrement », conférence d'ouverture.",
        "Exposition « Ils rebâtiront le beffroi ».",
        "Salon Métiers 2030, hall 4.",
    ],
)
def test_what_a_work_is_called_promises_nothing(sentence: str, quotes: Quotes) -> None:
    assert quotes(sentence) == []


def test_a_work_with_such_a_name_may_still_travel(quotes: Quotes) -> None:
    assert len(quotes("Le film « Nous reviendrons » sera projeté à Huy en mai 2024.")) == 1


def test_a_row_whose_date_says_that_it_is_done_is_past(quotes: Quotes) -> None:
    rows = ("Action | Responsable | Échéance", "Plan | Mme Roy | fait", "Devis | M. Blais | 3 mai 2024")
    source = "\n".join(f"| {row} |" for row in rows)
    assert quotes(source) == ["Devis M. Blais 3 mai 2024"]


def test_a_city_with_a_hyphen_names_no_task(quotes: Quotes) -> None:
    assert quotes("Commune de Grand-Rosière, conseil du jumelage") == []


def test_a_resolution_may_break_off_before_its_list(quotes: Quotes) -> None:
    lead = "2024-18 Il est proposé par Mme Roy, conseillère de la MRC, appuyée par M. Caron, et résolu"
    items = "- DE LOUER un quai à la ville de Huy ;\n- QUE le greffier écrive aux pêcheurs."
    assert len(quotes(f"# Procès-verbal\n{lead}\n{items}")) == 2


@pytest.mark.parametrize("who", ["Odile", "Odile R.", "Jean-Luc T."])
@pytest.mark.parametrize("what", ["reprend contact avec le luthier", "fait circuler la partition aux altos"])
def test_somebody_whose_name_ends_with_an_initial_has_the_task(who: str, what: str, quotes: Quotes) -> None:
    assert quotes(f"# Procès-verbal de la réunion\n\nPrésents : Odile R., Jean-Luc T.\n\n{who} {what}.") == [
        f"{who} {what}."
    ]
