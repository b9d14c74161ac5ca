"""From, as of, after: the first day of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le programme est offert [à partir de janvier 2025].", "2025-01/.."),
    ("Le programme est offert [à partir du 15 janvier].", "2025-01-15/.."),
    ("Le programme est offert [dès l'automne].", "2024-09-22/.."),
    ("Le programme est offert [dès la rentrée].", "2025-08-15~/.."),
    ("Le programme est offert [dès le 1er mars 2025].", "2025-03-01/.."),
    ("Le programme est offert [dès 2025].", "2025/.."),
    ("Le programme est offert [dès lundi].", "2024-11-04/.."),
    ("Le programme est offert [à compter de l'été 2025].", "2025-06-21/.."),
    ("Le programme est offert [à compter de la mi-janvier].", "2025-01-11~/.."),
    ("Le programme est offert [pas avant juin 2025].", "2025-06/.."),
    ("Le programme est offert [au plus tôt le 3 mars 2025].", "2025-03-03/.."),
    ("Le programme est offert [après le 15 mars 2025].", "2025-03-16/.."),
    ("Le programme est offert [après les Fêtes].", "2025-01-03/.."),
    ("Le programme est offert [à partir du deuxième trimestre 2025].", "2025-04-01/.."),
    ("[DÈS JANVIER 2025], LE SERVICE SERA OFFERT.", "2025-01/.."),
    ("[DES JANVIER 2025], LE SERVICE SERA OFFERT.", "2025-01/.."),
    ("Le spectacle sera présenté [après Noël].", "2024-12-26/.."),
    ("Remis [à compter d'aujourd'hui].", "2024-11-04/.."),
    ("Remis [dès demain].", "2024-11-05/.."),
    ("Remis [dès la semaine prochaine].", "2024-11-11/.."),
]

ENGLISH = [
    ("The desk opens [starting April 2025].", "2025-04/.."),
    ("The desk opens [starting in April 2025].", "2025-04/.."),
    ("The desk opens [beginning March 1, 2025].", "2025-03-01/.."),
    ("The desk opens [effective January 1, 2025].", "2025-01-01/.."),
    ("The desk opens [as of the fall of 2025].", "2025-09-22/.."),
    ("The desk opens [from April 2025 onward].", "2025-04/.."),
    ("The desk opens [from April 2025].", "2025-04/.."),
    ("The desk opens [no earlier than June 2025].", "2025-06/.."),
    ("The desk opens [after June 2025].", "2025-07-01/.."),
    ("Due [starting next week].", "2024-11-11/.."),
    ("Due [beginning in the fall].", "2024-09-22/.."),
    ("Due [as of today].", "2024-11-04/.."),
    ("Due [after Easter].", "2025-04-21/.."),
    ("The lot is free [from 2027 on].", "2027/.."),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_start_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.START


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_start_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.START
