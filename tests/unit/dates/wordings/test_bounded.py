"""What comes again and again within some days: one window, whose rule says until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice

import pytest

from tracker.dates.occurrences import occurrences
from tracker.dates.window import FoundWindow, Kind

Reader = Callable[[str, str], list[FoundWindow]]

AGAIN = {
    "fr": ["chaque lundi", "tous les trois mois", "deux fois par an", "le 15 de chaque mois", "annuellement"],
    "en": ["every Monday", "every three months", "twice a year", "the 15th of every month", "annually"],
}
ENDS = {
    "fr": ["jusqu'au 30 juin", "jusqu'en mai 2027", "jusqu'à la fin de 2026", "jusqu'à l'automne 2025"],
    "en": ["until 30 June", "until May 2027", "until the end of 2026", "through the fall of 2025"],
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_comes_again_ends_where_its_deadline_alone_would(read: Reader, language: str) -> None:
    for again in AGAIN[language]:
        (endless,) = read(f"X [{again}].", language)
        for end in ENDS[language]:
            (deadline,) = read(f"X [{end}].", language)
            (found,) = read(f"X [{again} {end}].", language)
            assert deadline.latest
            assert found.rrule == f"{endless.rrule};UNTIL={deadline.latest:%Y%m%d}"
            assert (found.kind, found.earliest, found.latest) == (Kind.RECURRING, None, deadline.latest)


BETWEEN = [
    ("fr", "Il siège [tous les mois de janvier à juin 2025].", "FREQ=MONTHLY", "2025-01-01", "2025-06-30"),
    (
        "fr",
        "Il siège [chaque jeudi, à 18 h, du 6 mars au 30 avril].",
        "FREQ=WEEKLY;BYDAY=TH",
        "2025-03-06",
        "2025-04-30",
    ),
    ("fr", "Il siège [tous les jours du 3 au 7 juin 2025].", "FREQ=DAILY", "2025-06-03", "2025-06-07"),
    ("fr", "Il siège [chaque année de 2025 à 2028].", "FREQ=YEARLY", "2025-01-01", "2028-12-31"),
    ("fr", "Il siège [tous les mardis de l'été 2025].", "FREQ=WEEKLY;BYDAY=TU", "2025-06-21", "2025-09-21"),
    ("fr", "Il siège [chaque lundi de juin].", "FREQ=WEEKLY;BYDAY=MO", "2025-06-01", "2025-06-30"),
    ("en", "They sit [every Tuesday in March].", "FREQ=WEEKLY;BYDAY=TU", "2025-03-01", "2025-03-31"),
    ("fr", "Il siège [tous les lundis à compter du 3 mars].", "FREQ=WEEKLY;BYDAY=MO", "2025-03-03", None),
    (
        "fr",
        "[Du 3 mars au 28 avril, chaque lundi], il siège.",
        "FREQ=WEEKLY;BYDAY=MO",
        "2025-03-03",
        "2025-04-28",
    ),
    ("fr", "Un suivi [hebdomadaire jusqu'à la fin de 2025] est prévu.", "FREQ=WEEKLY", None, "2025-12-31"),
    ("fr", "Un bulletin [mensuel de mars à mai 2025] paraîtra.", "FREQ=MONTHLY", "2025-03-01", "2025-05-31"),
    (
        "en",
        "They sit [every Monday from March 3 to June 30].",
        "FREQ=WEEKLY;BYDAY=MO",
        "2025-03-03",
        "2025-06-30",
    ),
    ("en", "They sit [every other week in 2025].", "FREQ=WEEKLY;INTERVAL=2", "2025-01-01", "2025-12-31"),
    ("en", "They sit [monthly starting in March 2025].", "FREQ=MONTHLY", "2025-03-01", None),
    (
        "en",
        "They sit [every Monday starting March 3 until May 12].",
        "FREQ=WEEKLY;BYDAY=MO",
        "2025-03-03",
        "2025-05-12",
    ),
]


@pytest.mark.parametrize(("language", "marked", "rule", "first", "last"), BETWEEN)
def test_a_recurrence_keeps_to_the_days_named(
    read: Reader, language: str, marked: str, rule: str, first: str | None, last: str | None
) -> None:
    (found,) = read(marked, language)
    assert found.rrule == (f"{rule};UNTIL={last.replace('-', '')}" if last else rule)
    assert found.kind is Kind.RECURRING
    assert found.earliest == (date.fromisoformat(first) if first else None)
    assert found.latest == (date.fromisoformat(last) if last else None)


def test_the_last_day_is_one_of_them(read: Reader) -> None:
    (found,) = read("Il siège [chaque lundi du 3 mars au 24 mars 2025].", "fr")
    assert found.rrule
    assert found.earliest
    days = occurrences(found.rrule, start=found.earliest, after=found.earliest)
    assert [day.day for day in islice(days, 9)] == [3, 10, 17, 24]


def test_what_used_to_come_again_is_background(read: Reader) -> None:
    for marked in (
        "Il siégeait [chaque lundi jusqu'au 30 juin 2023].",
        "Il s'est réuni [chaque lundi jusqu'au 30 juin].",
    ):
        (found,) = read(marked, "fr")
        assert found.kind is Kind.BACKGROUND


def test_an_end_that_does_not_exist_is_refused(read: Reader) -> None:
    (found,) = read("Il siège [chaque lundi jusqu'au 31 novembre].", "fr")
    assert found.error
    assert (found.kind, found.rrule) == (Kind.RECURRING, None)


@pytest.mark.parametrize(
    "marked",
    [
        "Le rapport mensuel paraîtra en [juin].",  # what is meant, not how often
        "Le rapport annuel reste affiché [d'ici juin].",
        "Le plan [2025-2027], révisé [chaque année], sera affiché.",
        "Il siège [tous les mois de juin].",
        "Il siège [deux fois par an] jusqu'à la fin de l'entente.",
        "Il siège [chaque lundi] et rendra son avis [jusqu'au 30 juin].",
    ],
)
def test_what_only_stands_near_a_recurrence_does_not_bound_it(read: Reader, marked: str) -> None:
    assert "UNTIL" not in "".join(found.rrule or "" for found in read(marked, "fr"))
