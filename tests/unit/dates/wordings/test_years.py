"""Years, their thirds, fiscal and school years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le bilan sera remis en [2025].", "2025"),
    ("Le bilan sera remis l'[année prochaine].", "2025"),
    ("Le bilan sera remis [cette année].", "2024"),
    ("Le bilan sera remis au cours de l'[année 2025].", "2025"),
    ("Le bilan sera remis [mi-2025].", "2025-05~/2025-08~"),
    ("Le bilan sera remis [fin 2025].", "2025-09~/2025-12~"),
    ("Le bilan sera remis en [début d'année].", "2025-01~/2025-04~"),
    ("Le bilan sera remis en [fin d'année 2025].", "2025-09~/2025-12~"),
    ("Le bilan sera remis au [début de l'année prochaine].", "2025-01~/2025-04~"),
    ("Le bilan sera remis à la [fin de l'an prochain].", "2025-09~/2025-12~"),
    ("Le bilan sera remis [vers 2030].", "2030~"),
    ("Le bilan sera remis à l'horizon [2030].", "2030"),
    ("Le bilan sera remis [courant 2025].", "2025"),
    ("La somme est prévue à l'[exercice financier 2025-2026].", "2025-04/2026-03"),
    ("La somme est prévue à l'[exercice 2024-25].", "2024-04/2025-03"),
    ("La somme est prévue à l'[année financière 2025-2026] du gouvernement.", "2025-04/2026-03"),
    ("La Ville prévoit une somme à l'[exercice 2025-2026].", "2025/2026"),
    ("La somme est prévue à l'[exercice 2026].", "2026"),
    ("La somme est prévue au [prochain exercice financier].", "2025-04/2026-03"),
    ("La somme est prévue à l'[exercice en cours].", "2024-04/2025-03"),
    ("La somme est prévue à la [fin de l'exercice 2024-2025].", "2024-12~/2025-03~"),
    ("Cours à l'[année scolaire 2025-2026].", "2025-07/2026-06"),
    ("Cours durant l'[année universitaire 2024-25].", "2024-07/2025-06"),
    ("Cours à la [prochaine année scolaire].", "2025-07/2026-06"),
    ("Le budget [2025] sera adopté.", "2025"),
    ("Remis pour [2025].", "2025"),
    ("Remis lors du sommet [2025].", "2025"),
    ("Le conseil a adopté le budget [2025].", "2025"),
    ("[Cette année], trois visites auront lieu.", "2024"),
    ("En [2024], la Ville recevra Namur.", "2024"),
    ("La Ville reçoit Namur en [2024].", "2024"),
    ("Remis [au courant de l'année 2025].", "2025"),
    ("Remis [vers la fin de 2025].", "2025-09~/2025-12~"),
    ("Remis à la [toute fin de 2025].", "2025-09~/2025-12~"),
    ("Le bail prendra fin en [deux mille vingt-neuf].", "2029"),
    ("Le chantier est décalé de 2025 à [2026].", "2026"),
]

ENGLISH = [
    ("The review will take place [sometime in 2025].", "2025"),
    ("The review will take place in [2025].", "2025"),
    ("The review will take place [next year].", "2025"),
    ("The review will take place [this year].", "2024"),
    ("The review will take place [later this year].", "2024"),
    ("The review will take place [early next year].", "2025-01~/2025-04~"),
    ("The review will take place [late in 2025].", "2025-09~/2025-12~"),
    ("The review will take place in [mid-2025].", "2025-05~/2025-08~"),
    ("The review will take place at [year-end].", "2024-09~/2024-12~"),
    ("The review will take place in [the new year].", "2025"),
    ("The review will take place at the [end of the year].", "2024-09~/2024-12~"),
    ("The file will be sent [in a year].", "2025"),
    ("The file will be sent [in two years' time].", "2026"),
    ("The grant is for [fiscal year 2024-2025].", "2024-04/2025-03"),
    ("The grant is for [fiscal 2025-26].", "2025-04/2026-03"),
    ("The grant is for the [2025-2026 fiscal year].", "2025-04/2026-03"),
    ("The grant is for [FY2026].", "2025-04/2026-03"),
    ("The grant is for [FY 2025-26].", "2025-04/2026-03"),
    ("The grant is for [FY25].", "2024-04/2025-03"),
    ("The City will pay it in [fiscal year 2025].", "2025"),
    ("The grant is for the [next fiscal year].", "2025-04/2026-03"),
    ("The grant is for the [current fiscal year].", "2024-04/2025-03"),
    ("The University will pay it in [fiscal year 2025-2026].", "2025-05/2026-04"),
    ("The grant is for the [2025-2026 school year].", "2025-07/2026-06"),
    ("The grant is for the [school year 2025-26].", "2025-07/2026-06"),
    ("The grant is for the [academic year 2025–2026].", "2025-07/2026-06"),
    ("The [2026] budget will be adopted.", "2026"),
    ("In [2025] the city will host.", "2025"),
    ("Due [end-2025].", "2025-09~/2025-12~"),
    ("Due at the [end of the fiscal year 2024-2025].", "2024-12~/2025-03~"),
    ("Due in [fiscal 2026].", "2025-04/2026-03"),
    ("Traffic should double [around 2035].", "2035~"),
    ("The dock will be handed over [the year after next].", "2026"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_year_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.YEAR


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_year_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.YEAR
