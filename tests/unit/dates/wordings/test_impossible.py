"""Dates that do not exist: the wording is kept, no value is invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    "[Du 20 au 3 octobre 2025].",
    "[de 2026 à 2023]",
    "Le bilan sera remis au [5e trimestre 2025].",
    "Le suivi se fera la [semaine 60].",
    "Le suivi se fera le [5e lundi de février 2025].",
    "Remis le [31 juin 2025].",
    "Remis le [32 janvier 2025].",
    "Remis le [31/04/2025].",
    "Remis le [29/02/2025].",
    "Remis le [2025-02-30].",
    "Remis le [00/05/2025].",
    "Remis [du 10 au 5 mars 2025].",
]

ENGLISH = [
    "The office is closed [from October 20 to October 3, 2025].",
    "It ends on [31 June 2025].",
    "It ends on [February 30, 2025].",
    "It ends on [February 29, 2025].",
    "It ends on [2025-13-01].",
    "It ends on [13/13/2025].",
    "It ends in [Q5 2025].",
    "It ends in the [fifth quarter of 2025].",
    "It ends [by 31 November 2025].",
    "It ends on the [fifth Monday of February 2025].",
    "Due [12/32/2024].",
    "Due [00/05/2025].",
    "Due [Feb 29, 2025].",
]


@pytest.mark.parametrize("marked", FRENCH)
def test_an_impossible_date_in_french(read: Reader, marked: str) -> None:
    (found,) = read(marked, "fr")
    assert found.error
    assert (found.edtf, found.earliest, found.latest, found.precision) == (None, None, None, None)


@pytest.mark.parametrize("marked", ENGLISH)
def test_an_impossible_date_in_english(read: Reader, marked: str) -> None:
    (found,) = read(marked, "en")
    assert found.error
    assert (found.edtf, found.earliest, found.latest, found.precision) == (None, None, None, None)
