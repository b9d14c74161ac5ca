"""Past and reference dates: never a due date."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Aucune réunion [depuis six mois].", "2024-05-04/2024-11-04"),
    ("Nous avons signé [il y a deux ans].", "2022-11-04/2024-11-04"),
    ("En [mars 2023], la Ville a adopté un plan.", "2023-03"),
    ("La Ville a adopté un plan en [mars].", "2024-03"),
    ("En [octobre], la Ville a reçu une délégation.", "2024-10"),
    ("La délégation a été reçue [cet été].", "2024-22"),
    ("La délégation a visité Namur au [printemps].", "2024-21"),
    ("La délégation a visité Namur en [2024].", "2024"),
    ("L'[été dernier], une mission a eu lieu.", "2024-22"),
    ("[Lundi dernier], la réunion a eu lieu.", "2024-10-28"),
    ("Le [mois dernier], nous avons signé.", "2024-10"),
    ("La [semaine passée], nous avons signé.", "2024-10-28/2024-11-03"),
    ("Le [15 juin dernier], nous avons signé.", "2024-06-15"),
    ("[Hier], nous avons signé.", "2024-11-03"),
    ("La mission s'est tenue en [septembre].", "2024-09"),
    ("Le projet était prêt en [juin].", "2024-06"),
    ("[Au cours des six derniers mois], trois visites ont eu lieu.", "2024-05-04/2024-11-04"),
    ("Rapport du [4 novembre 2024]", "2024-11-04"),
    ("L'entente de [2019] sera révisée.", "2019"),
    ("Le rapport annuel [2023] est en ligne.", "2023"),
    ("Le [lundi 14 octobre 2024] et le mardi suivant.", "2024-10-14"),
    ("Remis [il y a dix ans].", "2014-11-04/2024-11-04"),
    ("Remis [depuis janvier].", "2024-01"),
    ("Remis à l'[automne dernier].", "2023-23"),
    ("Remis dans les [années 1990].", "1990/1999"),
    ("Le rapport déposé en [septembre] a été adopté.", "2024-09"),
    ("Le groupe est revenu en [mai].", "2024-05"),
    ("Ils se rencontrent [depuis mars].", "2024-03"),
    ("Le maire a signé [hier].", "2024-11-03"),
    ("Il fut élu en [novembre].", "2024-11"),
    ("La mission de [mars] a été annulée.", "2024-03"),
    ("Après la mission de [novembre 2023], le suivi a été confié au bureau.", "2023-11"),
    ("Elles se sont rencontrées l'[été passé].", "2024-22"),
    ("[Cette année], trois visites ont eu lieu.", "2024"),
]

ENGLISH = [
    ("We got to Ghent on [3 May].", "2024-05-03"),
    ("They signed the agreement in [March].", "2024-03"),
    ("In [October], the City hosted a delegation.", "2024-10"),
    ("The delegation visited Namur in [2024].", "2024"),
    ("The delegation was received [this summer].", "2024-22"),
    ("The twinning has been in force [since 2012].", "2012"),
    ("They have met twice [since last spring].", "2024-21"),
    ("[Last year], they signed.", "2023"),
    ("[Last month], they met in Ghent.", "2024-10"),
    ("[Last Monday], they met.", "2024-10-28"),
    ("[Two years ago], they met.", "2022-11-04/2024-11-04"),
    ("[Over the past six months], they met.", "2024-05-04/2024-11-04"),
    ("[Yesterday] they called.", "2024-11-03"),
    ("The report [dated March 3, 2024] is filed.", "2024-03-03"),
    ("It ends on [Tuesday, October 14, 2024].", "2024-10-14?"),
    ("The report submitted in [September] was approved.", "2024-09"),
    ("The group returned in [May].", "2024-05"),
    ("They have been meeting [since March].", "2024-03"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_past_date_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.BACKGROUND


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_past_date_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.BACKGROUND


@pytest.mark.parametrize(
    ("language", "marked", "edtf"),
    [
        ("fr", "Les baux signés à Gand [avant la fin de novembre] seront publiés.", "../2024-11-30"),
        ("en", "Leases signed with schools [before the end of November] will be filed.", "../2024-11-30"),
    ],
)
def test_a_limit_is_that_of_the_verb_and_not_of_a_participle(
    read: Reader, language: str, marked: str, edtf: str
) -> None:
    (found,) = read(marked, language)
    assert (found.edtf, found.kind) == (edtf, Kind.DEADLINE)


def test_a_plain_date_beside_a_participle_stays_past(read: Reader) -> None:
    first = read("Les baux signés le [3 mai] seront publiés.", "fr")[0]
    assert first.kind is Kind.BACKGROUND
