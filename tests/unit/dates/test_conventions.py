"""Each convention has a default, and each of its alternatives changes what a wording means."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from tracker.dates import find_windows
from tracker.dates.conventions import (
    DEFAULT,
    By,
    Conventions,
    Grain,
    Next,
    Place,
    Seasons,
    Thirds,
    WinterYear,
)

SHIFTED = [
    (Conventions(seasons=Seasons.METEOROLOGICAL), "Visite à l'automne 2025.", ("2025-09-01", "2025-11-30")),
    (
        Conventions(seasons=Seasons.METEOROLOGICAL),
        "Visite à la fin de l'été 2025.",
        ("2025-08-01", "2025-08-31"),
    ),
    (Conventions(winter_year=WinterYear.START), "Visite à l'hiver 2025.", ("2025-12-21", "2026-03-19")),
    (Conventions(winter_year=WinterYear.START), "Visite à l'hiver 2025-2026.", ("2025-12-21", "2026-03-19")),
    (Conventions(thirds=Thirds.QUARTERS), "Visite au début de 2025.", ("2025-01-01", "2025-03-31")),
    (Conventions(thirds=Thirds.QUARTERS), "Visite à la fin de 2025.", ("2025-10-01", "2025-12-31")),
    (Conventions(by=By.DAY_BEFORE), "Réponse d'ici juin 2025.", (None, "2025-05-31")),
    (Conventions(by=By.FIRST_DAY), "Réponse d'ici juin 2025.", (None, "2025-06-01")),
    (Conventions(by=By.DAY_BEFORE), "Réponse d'ici le 3 juin 2025.", (None, "2025-06-03")),
    (Conventions(before_includes_day=True), "Réponse avant le 15 mars 2025.", (None, "2025-03-15")),
    (Conventions(grain=Grain.DAY), "Relance dans deux semaines.", ("2024-11-18", "2024-11-18")),
    (Conventions(next=Next.SECOND), "Réunion vendredi prochain.", ("2024-11-15", "2024-11-15")),
    (Conventions(week_start=6), "Réunion la semaine prochaine.", ("2024-11-10", "2024-11-16")),
    (Conventions(week_start=6), "Réunion en semaine 48.", ("2024-11-25", "2024-12-01")),
    (Conventions(week_ends=4), "Réponse d'ici la fin de la semaine.", (None, "2024-11-08")),
    (Conventions(fiscal_year=(1, 1)), "Somme prévue à l'exercice en cours.", ("2024-01-01", "2024-12-31")),
    (
        Conventions(city_fiscal_year=(4, 1)),
        "La Ville prévoit une somme à l'exercice 2025-2026.",
        ("2025-04-01", "2026-03-31"),
    ),
    (
        Conventions(university_fiscal_year=(6, 1)),
        "L'université paiera à l'exercice 2025-2026.",
        ("2025-06-01", "2026-05-31"),
    ),
    (Conventions(school_year=(9, 1)), "Cours à l'année scolaire 2025-2026.", ("2025-09-01", "2026-08-31")),
    (Conventions(winter_session=(1, 5)), "Cours à la session d'hiver 2025.", ("2025-01-01", "2025-05-31")),
    (
        Conventions(back_to_school=((9, 1), (9, 30))),
        "Départ à la rentrée 2025.",
        ("2025-09-01", "2025-09-30"),
    ),
    (
        Conventions(year_end_holidays=((12, 15), (1, 6))),
        "Fermé durant le temps des fêtes.",
        ("2024-12-15", "2025-01-06"),
    ),
    (
        Conventions(holidays=Place.FRANCE),
        "Congé à la fête du Travail 2025.",
        ("2025-05-01", "2025-05-01"),
    ),
    (Conventions(day_first=False), "Dépôt le 03/04/2025.", ("2025-03-04", "2025-03-04")),
    (Conventions(two_digit_years_ahead=0), "Dépôt en juillet 98.", ("1998-07-01", "1998-07-31")),
]


@pytest.mark.parametrize(("conventions", "text", "days"), SHIFTED)
def test_a_convention_moves_the_days(
    conventions: Conventions, text: str, days: tuple[str | None, str]
) -> None:
    (found,) = find_windows(text, reference=date(2024, 11, 4), language="fr", conventions=conventions)
    earliest, latest = found.earliest, found.latest
    assert (earliest and earliest.isoformat(), latest and latest.isoformat()) == days


def test_english_numbers_are_read_in_the_order_that_is_set() -> None:
    (found,) = find_windows(
        "Due on 03/04/2025.",
        reference=date(2024, 11, 4),
        language="en",
        conventions=Conventions(day_first=True),
    )
    assert found.edtf == "2025-04-03"
    assert found.warning


def test_a_two_digit_year_is_never_far_ahead() -> None:
    for text, year in (("juillet 98", 1998), ("juillet 44", 2044), ("juillet 45", 1945)):
        (found,) = find_windows(text, reference=date(2024, 11, 4), language="fr")
        assert found.earliest is not None
        assert found.earliest.year == year


def test_conventions_travel_to_the_reading_process() -> None:
    assert pickle.loads(pickle.dumps(DEFAULT)) == DEFAULT  # noqa: S301 - our own bytes
