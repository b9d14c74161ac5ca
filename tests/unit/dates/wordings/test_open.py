"""Some day: a start, no end, never late."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.spans import FROM_AN_EVENT
from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le dossier sera remis [d'ici quelques mois].", "2024-11-04/.."),
    ("Le dossier sera remis [d'ici peu].", "2024-11-04/.."),
    ("Le suivi se fera [au cours des prochains mois].", "2024-11-04/.."),
    ("Le suivi se fera [dans les mois à venir].", "2024-11-04/.."),
    ("Le suivi se fera [dans quelques semaines].", "2024-11-04/.."),
    ("Le suivi se fera [le plus tôt possible].", "2024-11-04/.."),
    ("Le suivi se fera [à long terme].", "2024-11-04/.."),
    ("Le suivi se fera [à une date à déterminer].", "2024-11-04/.."),
    ("Remis [en temps voulu].", "2024-11-04/.."),
    ("Remis [dès que possible].", "2024-11-04/.."),
]

ENGLISH = [
    ("The file will be sent [in the coming months].", "2024-11-04/.."),
    ("The file will be sent [in the coming weeks].", "2024-11-04/.."),
    ("The file will be sent [in the next few years].", "2024-11-04/.."),
    ("The file will be sent [soon].", "2024-11-04/.."),
    ("The file will be sent [ASAP].", "2024-11-04/.."),
    ("The file will be sent [shortly].", "2024-11-04/.."),
    ("The file will be sent [in due course].", "2024-11-04/.."),
    ("The file will be sent [in the near future].", "2024-11-04/.."),
    ("Due [in due time].", "2024-11-04/.."),
    ("Due [TBD].", "2024-11-04/.."),
    ("Due [eventually].", "2024-11-04/.."),
    ("Due [within a few days].", "2024-11-04/.."),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_an_open_window_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.OPEN


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_an_open_window_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.OPEN


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("Le compte rendu sera remis [dans les vingt jours du départ] du groupe.", "fr"),
        ("Le compte rendu sera remis [dans les 20 jours suivant la réception] des plans.", "fr"),
        ("Le solde est dû [dans un délai de 20 jours à compter de la livraison].", "fr"),
        ("Le solde est dû [au plus tard 20 jours après la livraison].", "fr"),
        ("The balance is due [within 20 days of delivery].", "en"),
        ("The balance is due [no later than 20 days after delivery].", "en"),
    ],
)
def test_a_delay_from_an_event_has_no_day_and_says_why(read: Reader, marked: str, language: str) -> None:
    (found,) = read(marked, language)
    assert (found.edtf, found.latest, found.precision) == ("2024-11-04/..", None, Precision.OPEN)
    assert found.kind is Kind.WINDOW
    assert found.warning == FROM_AN_EVENT


def test_a_delay_from_an_event_that_was_kept_is_past(read: Reader) -> None:
    (found,) = read("La Ville a répondu [dans les 20 jours suivant la demande].", "fr")
    assert found.kind is Kind.BACKGROUND
