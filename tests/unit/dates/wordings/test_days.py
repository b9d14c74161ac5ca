"""Single days, by name or in figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("La remise se fera le [15 mars 2025].", "2025-03-15"),
    ("Le rendez-vous est le [vendredi 14 février 2025].", "2025-02-14"),
    ("La remise se fera le [premier mai].", "2025-05-01"),
    ("La remise se fera le [quinze mars 2025].", "2025-03-15"),
    ("Dépôt le [3 oct. 2025].", "2025-10-03"),
    ("Dépôt le [3 déc. 2024] à midi.", "2024-12-03"),
    ("Dépôt [mer. 12 févr. 2025]", "2025-02-12"),
    ("Dépôt le [12 janv. 25].", "2025-01-12"),
    ("La fête aura lieu le [2 avril prochain].", "2025-04-02"),
    ("Le [1 er juin 2025], la ville accueillera.", "2025-06-01"),
    ("Réunion le [2025-06-15] à 14 h 30.", "2025-06-15"),
    ("Réunion le [15-06-2025].", "2025-06-15"),
    ("Réunion le [15 / 06 / 2025].", "2025-06-15"),
    ("Le bilan sera remis [vers le 15 juin 2025].", "2025-06-15~"),
    ("Le bilan sera remis [aux alentours du 10 mai].", "2025-05-10~"),
    ("Le bilan sera remis [autour de Pâques].", "2025-04-20~"),
    ("Une visite est prévue pour le [15 mars].", "2025-03-15"),
    ("Le dossier sera remis [autour de Pâques].", "2025-04-20~"),
    ("Le suivi se fera [dans quinze jours].", "2024-11-19"),
    ("Le suivi se fera [dans une quinzaine de jours].", "2024-11-19"),
    ("Le suivi se fera [dans une dizaine de jours].", "2024-11-14"),
    ("Le suivi se fera [après-demain].", "2024-11-06"),
    ("Le suivi se fera [aujourd'hui].", "2024-11-04"),
    ("Le suivi se fera [lundi prochain].", "2024-11-11"),
    ("Le suivi se fera [lundi].", "2024-11-04"),
    ("Le suivi se fera [ce jeudi].", "2024-11-07"),
    ("Le suivi se fera [mardi de la semaine prochaine].", "2024-11-12"),
    ("Le suivi se fera le [15 du mois prochain].", "2024-12-15"),
    ("Le suivi se fera le [15 courant].", "2024-11-15"),
    ("Le suivi se fera [le 15].", "2024-11-15"),
    ("Le suivi se fera le [20 décembre prochain].", "2024-12-20"),
    ("Le suivi se fera le [dernier vendredi de novembre].", "2024-11-29"),
    ("Le suivi se fera le [3e jeudi d'avril 2025].", "2025-04-17"),
    ("Le suivi se fera l'[avant-dernier mardi de mai 2025].", "2025-05-20"),
    ("Le suivi se fera le [dernier jour de l'année].", "2024-12-31"),
    ("Le suivi se fera le [premier jour ouvrable de janvier].", "2025-01-01"),
    ("Le suivi se fera le [dernier jour ouvrable du mois].", "2024-11-29"),
    ("Le suivi se fera le [premier jour du printemps].", "2025-03-20"),
    ("Le suivi se fera le [premier lundi du mois].", "2024-11-04"),
    ("Le spectacle sera présenté à [Noël].", "2024-12-25"),
    ("Le spectacle sera présenté à la [Saint-Jean-Baptiste 2025].", "2025-06-24"),
    ("Le spectacle sera présenté à la [fête nationale].", "2025-06-24"),
    ("Le spectacle sera présenté à la [fête du Travail].", "2025-09-01"),
    ("Le spectacle sera présenté au [jour de l'An].", "2025-01-01"),
    ("Le spectacle sera présenté à l'[Halloween].", "2025-10-31"),
    ("Le spectacle sera présenté à la [Toussaint].", "2025-11-01"),
    ("Le spectacle sera présenté le [Vendredi saint 2025].", "2025-04-18"),
    ("Le spectacle sera présenté le [lundi de Pâques].", "2025-04-21"),
    ("Le spectacle sera présenté à la [fête du Canada].", "2025-07-01"),
    ("Le spectacle sera présenté à la [fête des Mères].", "2025-05-11"),
    ("Le spectacle sera présenté à l'[Ascension 2025].", "2025-05-29"),
    ("Le spectacle sera présenté à la [Saint-Valentin].", "2025-02-14"),
    ("Remis [lundi en huit].", "2024-11-11"),
    ("Remis [d'aujourd'hui en huit].", "2024-11-11"),
    ("Remis le [05/06].", "2025-06-05"),
    ("Remis le [1/2/2025].", "2025-02-01"),
    ("Remis le [10.11.25].", "2025-11-10"),
    ("Remis le [03-04-2025].", "2025-04-03"),
    ("Remis le [8 mars 2025] à 9 h.", "2025-03-08"),
    ("Remis le [08 mars 2025].", "2025-03-08"),
    ("Remis [vendredi 1er mars 2025] 9h.", "2025-03-01?"),
    ("Remis le [12 Juil 2025].", "2025-07-12"),
    ("Remis le [3 juill. 2025].", "2025-07-03"),
    ("Remis pour [Noël].", "2024-12-25"),
    ("Le rendez-vous était fixé au [12 décembre].", "2024-12-12"),
]

ENGLISH = [
    ("The review will take place on [March 15, 2025].", "2025-03-15"),
    ("The review will take place on [Friday, February 14, 2025].", "2025-02-14"),
    ("The review will take place on [15 March 2025].", "2025-03-15"),
    ("The review will take place on [the 15th of March].", "2025-03-15"),
    ("The review will take place on [March 3rd].", "2025-03-03"),
    ("The review will take place on [May first].", "2025-05-01"),
    ("The review will take place on [the twenty-first of June 2025].", "2025-06-21"),
    ("The review will take place on [Wed. June 4, 2025].", "2025-06-04"),
    ("The review will take place on [Sept. 5, 2025].", "2025-09-05"),
    ("The review will take place on [2025-06-15] at 3 p.m.", "2025-06-15"),
    ("The review will take place on [2025/06/15].", "2025-06-15"),
    ("The review will take place on [15-Jun-2025].", "2025-06-15"),
    ("The review will take place on [June 15 '25].", "2025-06-15"),
    ("The review will take place on [06/15/2025].", "2025-06-15"),
    ("The review will take place on [15/06/2025].", "2025-06-15"),
    ("The review will take place on [03/04/2025].", "[2025-03-04,2025-04-03]"),
    ("The review will take place on [04/04/2025].", "2025-04-04"),
    ("The review will take place on [June 5 next year].", "2025-06-05"),
    ("The file will be sent [in 30 days].", "2024-12-04"),
    ("They meet on [Friday].", "2024-11-08"),
    ("They meet [next Friday].", "2024-11-08"),
    ("They meet [this Friday].", "2024-11-08"),
    ("They meet [Friday].", "2024-11-08"),
    ("They meet [next Monday].", "2024-11-11"),
    ("They meet on [Tuesday of next week].", "2024-11-12"),
    ("They meet [next week on Tuesday].", "2024-11-12"),
    ("They meet [Tuesday next week].", "2024-11-12"),
    ("They meet [tomorrow].", "2024-11-05"),
    ("They meet [the day after tomorrow].", "2024-11-06"),
    ("They meet [today].", "2024-11-04"),
    ("They meet on the [first Monday of March].", "2025-03-03"),
    ("They meet on the [third Thursday in April 2025].", "2025-04-17"),
    ("They meet on the [last Friday of the month].", "2024-11-29"),
    ("They meet on the [last working day of the month].", "2024-11-29"),
    ("They meet on the [first day of spring].", "2025-03-20"),
    ("They meet on the [last day of the year].", "2024-12-31"),
    ("They meet on the [15th of next month].", "2024-12-15"),
    ("They meet [on the 15th].", "2024-11-15"),
    ("They meet on the [second Tuesday of next month].", "2024-12-10"),
    ("They host us at [Christmas].", "2024-12-25"),
    ("They host us on [Canada Day].", "2025-07-01"),
    ("They host us on [Labour Day 2025].", "2025-09-01"),
    ("They host us at [Thanksgiving].", "2025-10-13"),
    ("They host us on [Easter Monday 2025].", "2025-04-21"),
    ("They host us on [St. Patrick's Day].", "2025-03-17"),
    ("They host us on [Victoria Day].", "2025-05-19"),
    ("They host us on [Remembrance Day].", "2024-11-11"),
    ("They host us on [Mother's Day].", "2025-05-11"),
    ("They host us on [Halloween].", "2025-10-31"),
    ("Item [12 June]", "2025-06-12"),
    ("[Tuesday]'s meeting is cancelled.", "2024-11-05"),
    ("It ends on [February 29].", "2028-02-29"),
    ("It ends on [Monday, November 11, 2025].", "2025-11-11?"),
    ("Due [4th of July 2025].", "2025-07-04"),
    ("Due [in a fortnight].", "2024-11-18"),
    ("Due [1/2/2025].", "[2025-01-02,2025-02-01]"),
    ("Due [10.11.25].", "[2025-10-11,2025-11-10]"),
    ("Due on [the 2nd of Jan.]", "2025-01-02"),
    ("Due on [Thursday 5th].", "2024-12-05"),
    ("Due [2025-7-9].", "2025-07-09"),
    ("Due [2025.07.19].", "2025-07-19"),
    ("Due [Sunday, June 1st].", "2025-06-01"),
    ("Due this [coming Friday].", "2024-11-08"),
    ("Due [a week from Monday].", "2024-11-11"),
    ("Due on the [last Thursday in November].", "2024-11-28"),
    ("Due [last Thursday of next month].", "2024-12-26"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_day_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.DAY


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_day_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.DAY
