"""Whole digests, kept to be read: renewed by `UPDATE_GOLDEN=1 pytest tests/unit/digest`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.commitments import Location, Party, Person, Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.digest import Digest, HandedOver, Note, StandingIn, Undelivered, compose
from tracker.reminders import Recipient
from tracker.words import LANGUAGES, Words

GOLDEN = Path(__file__).parents[2] / "golden" / "digests"
MONDAY = date(2024, 9, 2)
NADIA = Person(1, "Nadia Tremblay", "nadia@example.org")
LUC = Person(2, "Luc Gagnon", "luc@example.org")
ROSE = Person(3, "Rose Ouellet", "rose@example.org")
MONS = Party(1, "Ville de Mons")


def a_full_week(entry: Any, language: str) -> Digest:
    """Every section, late by a week-end, for an owner who also reviews and stands in."""
    french = language == "fr"
    entries = [
        entry(
            "overdue",
            id=12,
            title="Remettre le bilan des stages" if french else "Hand over the placement review",
            quote="Le Service remettra à la Ville de Mons, d’ici la fin d’août, le bilan des stages des deux "
            "dernières années, avec les évaluations des stagiaires, les recommandations des maîtres de stage "
            "et une proposition de calendrier pour la suite du programme.",
            window=Window(
                "d’ici la fin d’août",
                "2024-08",
                Precision.MONTH,
                latest=date(2024, 8, 31),
                kind=Kind.DEADLINE,
            ),
            counterparts=(MONS,),
            location=Location(0, 10, 5, ("Jour 2", "Suites à donner")),
        ),
        entry(
            "reviewer-14",
            id=9,
            title="Rendre les panneaux de l’exposition" if french else "Return the exhibition panels",
            window=Window(
                "le 19 août 2024", "2024-08-19", Precision.DAY, date(2024, 8, 19), date(2024, 8, 19)
            ),
            owner=LUC,
            status=Status.IN_PROGRESS,
            to=Recipient.REVIEWER,
        ),
        entry(
            "ahead-7",
            id=14,
            title="Signer l’avenant au protocole" if french else "Sign the rider to the protocol",
            quote="L’avenant sera signé au plus tard le 6 septembre.",
            window=Window(
                "au plus tard le 6 septembre",
                "2024-09-06",
                Precision.DAY,
                None,
                date(2024, 9, 6),
                Kind.DEADLINE,
            ),
            due=date(2024, 8, 30),
            owner=ROSE,
        ),
        entry(
            "fix-60",
            id=15,
            title="Recevoir la délégation de Mons" if french else "Receive the delegation from Mons",
            quote="Une délégation sera reçue à l’automne 2024.",
            window=Window(
                "à l’automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20)
            ),
            counterparts=(MONS, Party(2, "Port de Mons"), Party(3, "Musée du Doudou")),
        ),
        entry(
            "state-of-play-6m",
            id=16,
            title="Pourparlers avec l’Institut Ferrer" if french else "Talks with the Ferrer institute",
            quote="Les échanges se poursuivent.",
            window=OPEN,
            status=Status.WAITING,
            since_news=date(2024, 2, 3),
        ),
        entry(
            "renew-12m",
            id=17,
            title="Protocole de coopération" if french else "Cooperation protocol",
            quote="",
            window=Window(
                "2023-2025",
                "2023/2025",
                Precision.RANGE,
                date(2023, 1, 1),
                date(2025, 12, 31),
                Kind.VALIDITY,
            ),
            mission=None,
        ),
    ]
    notes: list[Note] = [StandingIn(ROSE, date(2024, 9, 13)), HandedOver(entries[3].commitment, LUC)]
    return compose(NADIA, MONDAY, entries, say=Words(language), next_on=date(2024, 9, 9), notes=notes)


def one_with_a_link(entry: Any, language: str) -> Digest:
    """One commitment, answered on its page; the coordinator also hears of a mail that came back."""
    alone = entry(
        "day",
        id=21,
        title="Envoyer le devis à Mons" if language == "fr" else "Send Mons the quotation",
        window=Window("le 2 septembre", "2024-09-02", Precision.DAY, MONDAY, MONDAY),
        owner=None,
    )
    notes = [Undelivered(LUC, date(2024, 8, 30), "550 5.1.1 <luc@example.org>: user unknown")]
    return compose(
        NADIA,
        MONDAY,
        [alone],
        say=Words(language),
        notes=notes,
        links=lambda it: f"https://suivi.example.org/e/{it.id}?j=7Qd0vP",
    )


CASES = {"full-week": a_full_week, "one-with-a-link": one_with_a_link}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_digests_read_as_they_were_approved(entry: Any, case: str, language: str) -> None:
    digest = CASES[case](entry, language)
    for suffix, content in (("txt", f"{digest.subject}\n\n{digest.text}"), ("html", digest.html)):
        path = GOLDEN / f"{case}.{language}.{suffix}"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        assert content == path.read_text(encoding="utf-8")
