"""Weeks, weekends and their parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le suivi se fera [dans une semaine].", "2024-11-11/2024-11-17"),
    ("Le suivi se fera la [fin de semaine prochaine].", "2024-11-09/2024-11-10"),
    ("Le suivi se fera [ce week-end].", "2024-11-09/2024-11-10"),
    ("Le suivi se fera [cette semaine].", "2024-11-04/2024-11-10"),
    ("Le suivi se fera au [début de la semaine prochaine].", "2024-11-11~/2024-11-13~"),
    ("Le suivi se fera la [semaine du 10 février].", "2025-02-10/2025-02-16"),
    ("Le suivi se fera durant la [semaine du 10 février 2025].", "2025-02-10/2025-02-16"),
    ("Le suivi se fera en [semaine 12 de 2025].", "2025-03-17/2025-03-23"),
    ("Le suivi se fera en [S48].", "2024-11-25/2024-12-01"),
    ("Le suivi se fera en [2025-W12].", "2025-03-17/2025-03-23"),
    ("Le suivi se fera la [première semaine de mars].", "2025-03-03/2025-03-09"),
    ("Le suivi se fera la [dernière semaine de novembre 2024].", "2024-11-25/2024-12-01"),
    ("Le suivi se fera la [deuxième semaine du mois prochain].", "2024-12-09/2024-12-15"),
    ("Le suivi se fera le [premier week-end de juin 2025].", "2025-06-07/2025-06-08"),
    ("Le suivi se fera la [fin de semaine du 8 février].", "2025-02-08/2025-02-09"),
    ("Le spectacle sera présenté à la [semaine de relâche].", "2025-03-03/2025-03-09"),
    ("Remis la [sem. 42].", "2025-10-13/2025-10-19"),
    ("Remis en [début de semaine].", "2024-11-04~/2024-11-06~"),
    ("Remis en [fin de semaine].", "2024-11-09/2024-11-10"),
    ("Remis en [milieu de semaine prochaine].", "2024-11-14~/2024-11-15~"),
    ("Remis le [week-end du 15 mars].", "2025-03-15/2025-03-16"),
    ("Remis le [dernier week-end de mai 2025].", "2025-05-31/2025-06-01"),
    ("Remis à la [fin de la semaine prochaine].", "2024-11-16~/2024-11-17~"),
    ("Remis au [début du week-end].", "2024-11-09~"),
    ("Remis à la [fin de la fin de semaine prochaine].", "2024-11-10~"),
    ("Remis à la [première semaine de la session d'hiver 2025].", "2024-12-30/2025-01-05"),
    ("Remis à la [fin de la première semaine de mars].", "2025-03-08~/2025-03-09~"),
    ("La pêche est ouverte la [fin de semaine des 14 et 15 juin 2025].", "2025-06-14/2025-06-15"),
    ("Les plans seront affichés la [semaine no 12].", "2025-03-17/2025-03-23"),
]

ENGLISH = [
    ("The file will be sent [in two weeks].", "2024-11-18/2024-11-24"),
    ("The file will be sent [six weeks from now].", "2024-12-16/2024-12-22"),
    ("They meet [next week].", "2024-11-11/2024-11-17"),
    ("They meet [this week].", "2024-11-04/2024-11-10"),
    ("They meet [next weekend].", "2024-11-09/2024-11-10"),
    ("They meet [this weekend].", "2024-11-09/2024-11-10"),
    ("They meet [early next week].", "2024-11-11~/2024-11-13~"),
    ("They meet the [week of October 6].", "2025-10-06/2025-10-12"),
    ("They meet the [week of October 6, 2025].", "2025-10-06/2025-10-12"),
    ("They meet the [week beginning October 6, 2025].", "2025-10-06/2025-10-12"),
    ("They meet in [week 48].", "2024-11-25/2024-12-01"),
    ("They meet in [week 12 of 2025].", "2025-03-17/2025-03-23"),
    ("They meet in the [first week of March].", "2025-03-03/2025-03-09"),
    ("They meet in the [last week of November 2024].", "2024-11-25/2024-12-01"),
    ("They meet the [weekend of February 8].", "2025-02-08/2025-02-09"),
    ("They meet the [last weekend of May].", "2025-05-31/2025-06-01"),
    ("They host us during [March break].", "2025-03-03/2025-03-09"),
    ("Due [two weeks from today].", "2024-11-18/2024-11-24"),
    ("Due in the [second week of January].", "2025-01-06/2025-01-12"),
    ("Due [mid-week].", "2024-11-07~/2024-11-08~"),
    ("Due in the [middle of next week].", "2024-11-14~/2024-11-15~"),
    ("The regatta is on the [weekend of July 5-6, 2025].", "2025-07-05/2025-07-06"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_week_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.WEEK


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_week_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.WEEK
