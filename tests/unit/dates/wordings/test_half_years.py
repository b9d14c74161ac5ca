"""Halves of a year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le bilan sera remis au [2e semestre 2025].", "2025-41"),
    ("Le bilan sera remis au [second semestre].", "2024-41"),
    ("Le bilan sera remis au [S2 2025].", "2025-41"),
    ("Le bilan sera remis au [2d semestre 2025].", "2025-41"),
    ("Le bilan sera remis dans la [première moitié de l'année 2026].", "2026-40"),
    ("Le bilan sera remis à la [fin du premier semestre 2025].", "2025-05~/2025-06~"),
    ("Les bornes seront posées au [2d semestre 2025].", "2025-41"),
    ("Les bornes seront posées au [2ᵈ semestre 2026].", "2026-41"),
]

ENGLISH = [
    ("The review will take place in the [second half of 2025].", "2025-41"),
    ("The review will take place in the [first half of next year].", "2025-40"),
    ("The review will take place in [H1 2025].", "2025-40"),
    ("The review will take place in the [latter half of 2025].", "2025-41"),
    ("The piers will be built in the [latter half of 2025].", "2025-41"),
    ("The piers will be built in [1H 2026].", "2026-40"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_half_a_year_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.HALF_YEAR


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_half_a_year_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.HALF_YEAR
