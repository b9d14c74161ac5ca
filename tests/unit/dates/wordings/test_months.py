"""Months, their thirds and halves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("La signature est prévue à la [mi-juin 2025].", "2025-06-11~/2025-06-20~"),
    ("La signature est prévue à la [mi juin].", "2025-06-11~/2025-06-20~"),
    ("La signature est prévue [début février].", "2025-02-01~/2025-02-10~"),
    ("La signature est prévue au [début de février 2025].", "2025-02-01~/2025-02-10~"),
    ("La signature est prévue au [début du mois de février].", "2025-02-01~/2025-02-10~"),
    ("La signature est prévue à la [fin mars 2025].", "2025-03-21~/2025-03-31~"),
    ("La signature est prévue au [milieu de mai].", "2025-05-11~/2025-05-20~"),
    ("Le bilan sera remis dans la [seconde quinzaine de juin].", "2025-06-16/2025-06-30"),
    ("Le bilan sera remis dans la [2e quinzaine d'avril 2025].", "2025-04-16/2025-04-30"),
    ("Le bilan sera remis dans la [dernière quinzaine de novembre].", "2024-11-16/2024-11-30"),
    ("Le bilan sera remis [courant mars 2025].", "2025-03"),
    ("Le bilan sera remis [dans le courant du mois de juin 2025].", "2025-06"),
    ("Le bilan sera remis au [mois de juillet].", "2025-07"),
    ("Le bilan couvrira, dans les 31 jours du [mois de mars], tous les trajets.", "2025-03"),
    ("Il tiendra dans les 30 jours de [juin 2025].", "2025-06"),
    ("Le bilan sera remis le [mois prochain].", "2024-12"),
    ("Le bilan sera remis [ce mois-ci].", "2024-11"),
    ("Le bilan sera remis à la [fin du mois].", "2024-11-21~/2024-11-30~"),
    ("Le bilan sera remis au [début du mois prochain].", "2024-12-01~/2024-12-10~"),
    ("Le bilan sera remis [vers la mi-décembre].", "2024-12-11~/2024-12-20~"),
    ("Le bilan sera remis [vers juin 2025].", "2025-06~"),
    ("Le bilan sera remis en [janv.]", "2025-01"),
    ("Le bilan sera remis en [sept.]", "2025-09"),
    ("Le bilan sera remis en [Avril].", "2025-04"),
    ("Le bilan sera remis en [05/2025].", "2025-05"),
    ("Le bilan sera remis en [2025-05].", "2025-05"),
    ("Le bilan sera remis dans la [seconde moitié de mai].", "2025-05-16/2025-05-31"),
    ("Le suivi se fera [dans un mois].", "2024-12"),
    ("Le suivi se fera [dans sept mois].", "2025-06"),
    ("Le suivi se fera [dans un an et demi].", "2026-05"),
    ("La Ville a annoncé une mission en [mars].", "2025-03"),
    ("La Ville a prévu une mission en [mars].", "2025-03"),
    ("Les partenaires ont convenu de se revoir en [mai].", "2025-05"),
    ("Remis en [avr. 2025].", "2025-04"),
    ("Remis [fin févr.]", "2025-02-21~/2025-02-28~"),
    ("Remis [mi-nov. 2025].", "2025-11-11~/2025-11-20~"),
    ("Remis [dans moins de six mois].", "2025-05"),
    ("Remis [dans environ deux mois].", "2025-01"),
    ("Remis en [fin de mois].", "2024-11-21~/2024-11-30~"),
    ("La mairesse a dit que la Ville accueillerait le groupe en [mai].", "2025-05"),
    ("Le groupe était attendu en [mai].", "2025-05"),
    ("L'entente devait être signée en [mars].", "2025-03"),
    ("Le conseil a reporté sa décision à [mars].", "2025-03"),
    ("La mission de [mars] sera annulée.", "2025-03"),
    ("Remis au [mois d'août prochain].", "2025-08"),
    ("Remis en [août de l'année prochaine].", "2025-08"),
    ("Remis en [janvier 2025] (au plus tard).", "2025-01"),
    ("Le bail commence en [mai deux mille vingt-six].", "2026-05"),
    ("Livraison prévue : [03/2025].", "2025-03"),
]

ENGLISH = [
    ("It will all fit within the 30 days of [June 2025].", "2025-06"),
    ("The review will take place in [May].", "2025-05"),
    ("The review will take place in [may 2025].", "2025-05"),
    ("The review will take place in [early June 2025].", "2025-06-01~/2025-06-10~"),
    ("The review will take place in [late January].", "2025-01-21~/2025-01-31~"),
    ("The review will take place in [mid-March 2025].", "2025-03-11~/2025-03-20~"),
    ("The review will take place at the [end of May].", "2025-05-21~/2025-05-31~"),
    ("The review will take place at the [beginning of June 2025].", "2025-06-01~/2025-06-10~"),
    ("The review will take place in the [middle of June].", "2025-06-11~/2025-06-20~"),
    ("The review will take place in the [first half of June].", "2025-06-01/2025-06-15"),
    ("The review will take place [next month].", "2024-12"),
    ("The review will take place [this month].", "2024-11"),
    ("The review will take place [next June].", "2025-06"),
    ("The review will take place [this June].", "2025-06"),
    ("The review will take place in [June next year].", "2025-06"),
    ("The review will take place in [June of next year].", "2025-06"),
    ("The review will take place [around June 2025].", "2025-06~"),
    ("The review will take place in [Feb.]", "2025-02"),
    ("The review will take place in the [month of June].", "2025-06"),
    ("The review will take place in [06/2025].", "2025-06"),
    ("The file will be sent [in three months].", "2025-02"),
    ("The mayor announced a visit in [March].", "2025-03"),
    ("They agreed to meet in [May].", "2025-05"),
    ("The meeting scheduled in [March] is confirmed.", "2025-03"),
    ("Due [Apr-2025].", "2025-04"),
    ("Due [Oct 2025].", "2025-10"),
    ("Due [April '25].", "2025-04"),
    ("Due [in two months' time].", "2025-01"),
    ("Due [later this month].", "2024-11"),
    ("She said the City would host the group in [May].", "2025-05"),
    ("The group is to visit in [May].", "2025-05"),
    ("The agreement was to be signed in [March].", "2025-03"),
    ("Due [3 months from today].", "2025-02"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_month_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.MONTH


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_month_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.MONTH
