from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tracker.documents import Document
from tracker.proposals import propose

REFERENCE = date(2024, 3, 15)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("La Ville de Gaspé enverra le plan d'ici le 3 mai 2024.", "Envoyer le plan"),
        ("La Ville de Gaspé recevra, en mai 2024, douze apprentis.", "Recevoir douze apprentis"),
        ("3.2 | La Ville de Gaspé prêtera une salle.", "Prêter une salle"),
        ("Une gazette bilingue paraîtra en mai 2024.", "Parution : gazette bilingue"),
        ("Un verger partagé, fruit d'un concours, verra le jour en 2025.", "Verger partagé"),
        ("L'entente avec la Ville de Gand expire le 3 mai 2025.", "Entente – Ville de Gand"),
        (
            "Le protocole culturel 2023-2026 a été signé avec la Ville de Gand.",
            "Protocole culturel 2023-2026",
        ),
        ("Les discussions sur le prix du terrain se poursuivent.", "Pourparlers sur le prix du terrain"),
        ("Je me rapproche de M. Diallo la semaine prochaine.", "Se rapprocher de M. Diallo"),
        ("Il appartient au comité de choisir l'artiste.", "Choisir l'artiste"),
        ("Le comité donne son accord au report du tournoi.", "Accord au report du tournoi"),
        ("Mme Roy est chargée du suivi.", "Suivi (Roy)"),
        ("Mme Roy s'y rendra en mai 2024.", "S'y rendre (Roy)"),
        ("Première séance envisagée : mai 2024.", "Première séance"),
        ("La carte sera soumise au conseil au cours du mois de mai 2024.", "Soumettre la carte au conseil"),
        ("Le recteur ira s'y former pendant la semaine du 6 mai 2024.", "Aller s'y former"),
        ("Le dossier est à déposer avant le 3 mai 2024.", "Déposer le dossier"),
        ("La Ville de Gaspé désire y inclure les soins.", "Inclure les soins"),
        ("Le texte est aux mains des juristes.", "Pourparlers : le texte"),
        ("L'école prépare une délégation de douze élèves.", "Préparation : délégation de douze élèves"),
        ("Le candidat Diop s'inscrira à l'automne 2024.", "S'inscrire (Diop)"),
        ("Le transport est à la charge de la Ville de Gand.", "Transport (Ville de Gand)"),
        ("Il est convenu que le musée prêterait deux toiles.", "Prêter deux toiles"),
        ("Il est proposé que l'école prête son car.", "École prête son car"),
        ("L'échevin a assuré qu'il nous ferait parvenir le plan.", "Faire parvenir le plan"),
        ("Devis à signer avant le 3 mai 2024.", "Devis à signer"),
        ("La Ville de Gand verrait d'un bon œil un prêt de vélos.", "Prêt de vélos"),
        ("L'affiche est à refaire avant le 3 mai 2024.", "Refaire l'affiche"),
        ("Deux nouvelles salles seront ouvertes en mai 2024.", "Ouvrir deux nouvelles salles"),
    ],
)
def test_a_title_says_the_act_and_not_its_date(
    sentence: str, title: str, document: Callable[[str], Document]
) -> None:
    findings = propose(document(sentence), reference=REFERENCE, language="fr")
    assert [proposal.title for proposal in findings.proposals] == [title]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Talks with the owner of the mill are ongoing.", "Talks with the owner of the mill"),
        ("Could you send me the list by Friday?", "Send me the list"),
        ("We are hosting the choir in May 2025.", "Hosting the choir"),
        ("A draft is to be supplied by mid-May.", "Draft to be supplied"),
        ("Please return the signed licence, deadline 10 May 2024.", "Return the signed licence"),
        ("The archivist is putting together a box of maps.", "Preparation: a box of maps"),
        ("The agreement is in force until 3 May 2025.", "Agreement is in force until 3 May 2025"),
        ("The 1988 port agreement remains in force until 31 December 2026.", "1988 port agreement"),
    ],
)
def test_an_english_title_says_the_act_and_not_its_date(
    sentence: str, title: str, document: Callable[[str], Document]
) -> None:
    findings = propose(document(sentence), reference=REFERENCE, language="en")
    assert [proposal.title for proposal in findings.proposals] == [title]


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (
            "QU'une bourse de 500 $ soit remise à chaque boursier;",
            "Remettre une bourse de 500 $ à chaque boursier",
        ),
        ("QUE la directrice générale rende compte au conseil.", "Rendre compte au conseil"),
    ],
)
def test_the_item_of_a_resolution_becomes_an_infinitive(
    item: str, title: str, document: Callable[[str], Document]
) -> None:
    findings = propose(document(f"Il est résolu :\n- {item}"), reference=REFERENCE, language="fr")
    assert [proposal.title for proposal in findings.proposals] == [title]


def test_a_long_title_ends_with_a_phrase(document: Callable[[str], Document]) -> None:
    text = (
        "La Ville de Gaspé veut développer un programme de formation des sauveteurs avec"
        " l’École nationale de la mer afin d’équiper ses plages."
    )
    (proposal,) = propose(document(text), reference=REFERENCE, language="fr").proposals
    assert proposal.title == "Développer un programme de formation des sauveteurs"
