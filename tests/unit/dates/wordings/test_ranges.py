"""From one day, month or year to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("[Le 5 et le 6 juin 2025], atelier.", "2025-06-05/2025-06-06"),
    ("[Les 5 et 6 juin 2025], atelier.", "2025-06-05/2025-06-06"),
    ("[Les 5, 6 et 7 juin 2025], atelier.", "2025-06-05/2025-06-07"),
    ("[Du lundi 2 au vendredi 6 juin 2025].", "2025-06-02/2025-06-06"),
    ("[Du 28 novembre au 3 décembre].", "2024-11-28/2024-12-03"),
    ("[Du 20 décembre 2024 au 5 janvier 2025].", "2024-12-20/2025-01-05"),
    ("[Du 20 décembre au 5 janvier 2025].", "2024-12-20/2025-01-05"),
    ("[Du 20 décembre au 5 janvier].", "2024-12-20/2025-01-05"),
    ("[3-7 juin 2025] : mission.", "2025-06-03/2025-06-07"),
    ("[3 – 7 juin 2025] : mission.", "2025-06-03/2025-06-07"),
    ("[1er-15 mars 2025].", "2025-03-01/2025-03-15"),
    ("[du 15/03/2025 au 20/04/2025]", "2025-03-15/2025-04-20"),
    ("[de mai à septembre 2025]", "2025-05/2025-09"),
    ("[de novembre 2024 à mars 2025]", "2024-11/2025-03"),
    ("[de novembre à mars]", "2024-11/2025-03"),
    ("[octobre-novembre 2025]", "2025-10/2025-11"),
    ("[mai/juin 2025]", "2025-05/2025-06"),
    ("en [mai ou en juin 2025]", "2025-05/2025-06"),
    ("[entre la mi-mai et la fin juin 2025]", "2025-05-11~/2025-06-30~"),
    ("[fin mai début juin]", "2025-05-21~/2025-06-10~"),
    ("[de 2025 à 2027]", "2025/2027"),
    ("en [2025 et 2026]", "2025/2026"),
    ("en [2025 ou 2026]", "2025/2026"),
    ("en [2025-2026]", "2025/2026"),
    ("le plan d'action [2024-2028] sera adopté", "2024/2028"),
    ("le programme [2024-27]", "2024/2027"),
    ("la saison [2025/2026]", "2025/2026"),
    ("[de l'été 2025 au printemps 2026]", "2025-06-21/2026-06-20"),
    ("[printemps-été 2025]", "2025-03-20/2025-09-21"),
    ("au [printemps ou à l'été 2025]", "2025-03-20/2025-09-21"),
    ("[du 2e au 4e trimestre 2025]", "2025-04-01/2025-12-31"),
    ("aux [1er et 2e trimestres 2025]", "2025-01-01/2025-06-30"),
    ("[entre le 3 et le 20 octobre 2025]", "2025-10-03/2025-10-20"),
    ("[entre 2025 et 2030]", "2025/2030"),
    ("Le bilan sera remis dans les [années 2030].", "2030/2039"),
    ("[Du 3 juin jusqu'au 8 août 2025].", "2025-06-03/2025-08-08"),
    ("Le suivi se fera [dans six à huit semaines].", "2024-12-16/2025-01-05"),
    ("Le suivi se fera [au cours des 30 prochains jours].", "2024-11-04/2024-12-04"),
    ("Le suivi se fera [dans les deux prochaines années].", "2024-11-04/2026-11-04"),
    ("Le suivi se fera [durant les trois prochaines semaines].", "2024-11-04/2024-11-25"),
    ("Le suivi se fera [au cours des cinq années à venir].", "2024-11-04/2029-11-04"),
    ("Le suivi se fera [dans les six premiers mois de 2025].", "2025-01/2025-06"),
    ("Le suivi se fera [dans les trois dernières semaines de mai].", "2025-05-11/2025-05-31"),
    ("Le spectacle sera présenté pendant les [Fêtes].", "2024-12-24~/2025-01-02~"),
    ("Le spectacle sera présenté durant la [période des Fêtes 2025].", "2025-12-24~/2026-01-02~"),
    ("Le spectacle sera présenté durant les [vacances de la construction 2025].", "2025-07-20/2025-08-02"),
    ("Le spectacle sera présenté à la [rentrée 2026].", "2026-08-15~/2026-09-15~"),
    ("Le spectacle sera présenté à la [rentrée scolaire].", "2025-08-15~/2025-09-15~"),
    ("Remis la [semaine du 3 au 7 mars 2025].", "2025-03-03/2025-03-07"),
    ("Remis [les 12 et 13 mars].", "2025-03-12/2025-03-13"),
    ("Remis [1er au 5 avril].", "2025-04-01/2025-04-05"),
    ("Remis [les 3 et 17 juin].", "2025-06-03/2025-06-17"),
    ("Remis [dans les dix premiers jours de mai].", "2025-05-01/2025-05-10"),
    ("Remis [fin 2025 ou début 2026].", "2025-09~/2026-04~"),
    ("Remis [entre fin 2025 et début 2026].", "2025-09~/2026-04~"),
    ("Remis [dans deux à trois ans].", "2026/2027"),
    ("Remis à [l'été ou à l'automne 2025].", "2025-06-21/2025-12-20"),
    ("Remis [le mardi 4 et le mercredi 5 mars 2025].", "2025-03-04/2025-03-05"),
    ("Remis [les lundi 3 et mardi 4 mars 2025].", "2025-03-03/2025-03-04"),
    ("Remis [le 1er ou le 2 mai].", "2025-05-01/2025-05-02"),
    ("Remis [du 1er janvier au 31 décembre 2025].", "2025-01-01/2025-12-31"),
    ("Remis [de janvier à décembre 2025].", "2025-01/2025-12"),
    ("Remis [du printemps à l'automne].", "2024-03-20/2024-12-20"),
    ("Remis [entre Noël et le jour de l'An].", "2024-12-25/2025-01-01"),
    ("Remis [de Pâques à la Saint-Jean].", "2025-04-20/2025-06-24"),
    ("Remis [d'octobre 2025 à mars 2026].", "2025-10/2026-03"),
    ("Remis [de la mi-mai à la mi-juin 2025].", "2025-05-11~/2025-06-20~"),
    ("Remis [mi-mai à mi-juin].", "2025-05-11~/2025-06-20~"),
    ("Remis [fin mars-début avril].", "2025-03-21~/2025-04-10~"),
    ("Remis au [printemps/été 2025].", "2025-03-20/2025-09-21"),
    ("Remis [entre la fin de l'été et le début de l'automne 2025].", "2025-08-22~/2025-10-21~"),
    ("Remis [de 2025 à la fin de 2027].", "2025/2027-12~"),
    ("Remis [du T1 au T3 2025].", "2025-01-01/2025-09-30"),
    ("Remis [du 1er trimestre 2025 au 2e trimestre 2026].", "2025-01-01/2026-06-30"),
    ("Les tentes seront dressées [du 10 au 14 du mois prochain].", "2024-12-10/2024-12-14"),
    ("Les tentes seront dressées [du mardi au jeudi de la semaine prochaine].", "2024-11-12/2024-11-14"),
    ("Les tentes seront dressées [de mardi à jeudi prochain].", "2024-11-05/2024-11-07"),
    ("La somme couvre les [exercices 2025-2026 à 2027-2028].", "2025-04/2028-03"),
    ("La somme couvre les [exercices 2025 à 2027].", "2025/2027"),
]

ENGLISH = [
    ("The review will take place in [Q2 to Q3 2025].", "2025-04-01/2025-09-30"),
    ("The office is closed [from December 23 to January 3].", "2024-12-23/2025-01-03"),
    ("The office is closed [December 23 through January 3].", "2024-12-23/2025-01-03"),
    ("The office is closed [between March 3 and March 14, 2025].", "2025-03-03/2025-03-14"),
    ("The office is closed [March 3-14, 2025].", "2025-03-03/2025-03-14"),
    ("The office is closed [March 3 to 14].", "2025-03-03/2025-03-14"),
    ("The office is closed [3-14 March 2025].", "2025-03-03/2025-03-14"),
    ("The office is closed [from 3 to 14 March 2025].", "2025-03-03/2025-03-14"),
    ("The office is closed [from May to September 2025].", "2025-05/2025-09"),
    ("The office is closed [May through September].", "2025-05/2025-09"),
    ("The office is closed in [May and June 2025].", "2025-05/2025-06"),
    ("The office is closed [Oct. 28 - Nov. 3, 2025].", "2025-10-28/2025-11-03"),
    ("The office is closed [from March 2025 to June 2026].", "2025-03/2026-06"),
    ("The office is closed [from 2025 to 2027].", "2025/2027"),
    ("The office is closed [2025-2027].", "2025/2027"),
    ("The plan [2025–2028] will be adopted.", "2025/2028"),
    ("The office is closed [from spring to fall 2025].", "2025-03-20/2025-12-20"),
    ("The office is closed on [March 3, 4 and 5, 2025].", "2025-03-03/2025-03-05"),
    ("The file will be sent [in six to eight weeks].", "2024-12-16/2025-01-05"),
    ("The file will be sent [over the next six months].", "2024-11-04/2025-05-04"),
    ("The file will be sent [in the next two years].", "2024-11-04/2026-11-04"),
    ("They meet [in the first six months of 2025].", "2025-01/2025-06"),
    ("They meet [in the last two weeks of June].", "2025-06-17/2025-06-30"),
    ("They host us over [the holidays].", "2024-12-24~/2025-01-02~"),
    ("They host us during the [holiday season].", "2024-12-24~/2025-01-02~"),
    ("They host us during the [construction holiday 2025].", "2025-07-20/2025-08-02"),
    ("Due [Jan 5th - 9th].", "2025-01-05/2025-01-09"),
    ("Due [5–9 January 2025].", "2025-01-05/2025-01-09"),
    ("Due [Jan-Mar 2025].", "2025-01/2025-03"),
    ("Due in [mid to late March 2025].", "2025-03-11~/2025-03-31~"),
    ("Due the [week of March 3-7, 2025].", "2025-03-03/2025-03-07"),
    ("Due [the first two weeks of June 2025].", "2025-06-01/2025-06-14"),
    ("Due [the first ten days of May].", "2025-05-01/2025-05-10"),
    ("Due in [June or July 2025].", "2025-06/2025-07"),
    ("Due [June/July 2025].", "2025-06/2025-07"),
    ("Due [from 10 to 15 March 2025].", "2025-03-10/2025-03-15"),
    ("Due [between 10 and 15 March].", "2025-03-10/2025-03-15"),
    ("Due on [1 or 2 June 2025].", "2025-06-01/2025-06-02"),
    ("Due [Monday 3 to Friday 7 March 2025].", "2025-03-03/2025-03-07"),
    ("Due [March 3rd through March 7th].", "2025-03-03/2025-03-07"),
    ("Due in [late 2025 or early 2026].", "2025-09~/2026-04~"),
    ("Due [from mid-May to mid-June 2025].", "2025-05-11~/2025-06-20~"),
    ("Due [Spring/Summer 2025].", "2025-03-20/2025-09-21"),
    ("Due [from fall 2024 to spring 2025].", "2024-09-22/2025-06-20"),
    ("Due [between Monday and Wednesday].", "2024-11-04/2024-11-06"),
    ("The tents will stand [from Tuesday to Thursday next week].", "2024-11-12/2024-11-14"),
    ("The tents will stand [from the 10th to the 14th of next month].", "2024-12-10/2024-12-14"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_range_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.RANGE


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_range_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.RANGE
