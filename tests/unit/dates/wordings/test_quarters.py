"""Quarters, in all their notations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le bilan sera remis au [T2 2025].", "2025-34"),
    ("Le bilan sera remis au [T2-2025].", "2025-34"),
    ("Le bilan sera remis au [2e trimestre].", "2025-34"),
    ("Le bilan sera remis au [prochain trimestre].", "2025-33"),
    ("Le bilan sera remis le [trimestre prochain].", "2025-33"),
    ("Le bilan sera remis [ce trimestre].", "2024-36"),
    ("Le bilan sera remis au [dernier trimestre de 2025].", "2025-36"),
    ("Le bilan sera remis au [quatrième trimestre de l'an prochain].", "2025-36"),
    ("Le bilan sera remis au [IVe trimestre 2025].", "2025-36"),
    ("Le bilan sera remis au [début du 3e trimestre 2025].", "2025-07-01~/2025-07-31~"),
    ("Le bilan sera remis au [trimestre 3 de 2025].", "2025-35"),
    ("Le bilan sera remis au [premier trimestre de l'exercice 2025-2026].", "2025-34"),
    ("Le suivi se fera [dans deux trimestres].", "2025-34"),
    ("Remis au [3e trim. 2025].", "2025-35"),
    ("Remis au [T3/2025].", "2025-35"),
    ("Remis au [T3 de 2025].", "2025-35"),
    ("Remis [au courant du deuxième trimestre 2025].", "2025-34"),
    ("Remis au [dernier trimestre 2025].", "2025-36"),
    ("La réponse viendra [au dernier trimestre].", "2024-36"),
]

ENGLISH = [
    ("The review will take place in [Q2 2025].", "2025-34"),
    ("The review will take place in [Q2].", "2025-34"),
    ("The review will take place in [Q2-2025].", "2025-34"),
    ("The review will take place in [2025 Q2].", "2025-34"),
    ("The review will take place in [2025Q2].", "2025-34"),
    ("The review will take place in the [second quarter of 2025].", "2025-34"),
    ("The review will take place in the [third quarter].", "2025-35"),
    ("The review will take place [this quarter].", "2024-36"),
    ("The review will take place in the [last quarter of 2025].", "2025-36"),
    ("The review will take place in [late Q1 2025].", "2025-03-01~/2025-03-31~"),
    ("Due [Q1'25].", "2025-33"),
    ("Due [Q1 FY2026].", "2025-34"),
    ("Due in the [third quarter of fiscal 2025].", "2024-36"),
    ("Due [third-quarter 2025].", "2025-35"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_quarter_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.QUARTER


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_quarter_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.QUARTER
