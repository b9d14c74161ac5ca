"""What somebody types for a date: all of it is understood, or nothing."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.conventions import Conventions
from tracker.dates.typed import AmbiguousWording, UnknownWording, parse_typed
from tracker.dates.window import OPEN, FoundWindow, ImpossibleWindow, Kind
from tracker.errors import SuiviError

TODAY = date(2024, 11, 4)  # a Monday


def typed(wording: str, language: str = "fr", **settings: Conventions) -> FoundWindow:
    return parse_typed(wording, reference=TODAY, language=language, **settings)


UNDERSTOOD = [
    ("fr", "mi-octobre", "2025-10-11~/2025-10-20~"),
    ("fr", "à l’automne 2025", "2025-23"),
    ("fr", "d'ici juin 2025", "../2025-06-30"),
    ("fr", "D’ICI JUIN 2025.", "../2025-06-30"),
    ("fr", "  le 15 mars  ", "2025-03-15"),
    ("fr", "le 15", "2024-11-15"),
    ("fr", "27.08.", "2025-08-27"),
    ("fr", "mai", "2025-05"),
    ("fr", "Mai", "2025-05"),
    ("fr", "lundi", "2024-11-04"),
    ("fr", "Noël", "2024-12-25"),
    ("fr", "fêtes", "2024-12-24~/2025-01-02~"),
    ("fr", "fin de semaine", "2024-11-09/2024-11-10"),
    ("fr", "dans 3 semaines", "2024-11-25/2024-12-01"),
    ("fr", "sous peu", "2024-11-04/.."),
    ("fr", "T3 2025", "2025-35"),
    ("fr", "2025", "2025"),
    ("fr", "by June 2025", "../2025-06-30"),
    ("fr", "2025-06-15", "2025-06-15"),
    ("fr", "20250615", "2025-06-15"),
    ("fr", "2024-23", "2024-23"),
    ("fr", "2023/2026", "2023/2026"),
    ("fr", "2025-26", "2025/2026"),
    ("fr", "../2025-06-30", "../2025-06-30"),
    ("fr", "2025-04/..", "2025-04/.."),
    ("fr", "9999-12-31", "9999-12-31"),
    ("fr", "la fin du week-end", "2024-11-10~"),
    ("en", "may", "2025-05"),
    ("en", "spring", "2025-21"),
    ("en", "the 15th", "2024-11-15"),
    ("en", "Q3", "2025-35"),
    ("en", "christmas", "2024-12-25"),
    ("en", "next Friday", "2024-11-08"),
    ("en", "mi-octobre", "2025-10-11~/2025-10-20~"),
]


@pytest.mark.parametrize(("language", "wording", "edtf"), UNDERSTOOD)
def test_a_wording_is_understood_whole(language: str, wording: str, edtf: str) -> None:
    found = typed(wording, language)
    assert found.edtf == edtf
    assert found.wording == wording.strip()
    assert found.window().edtf == edtf


@pytest.mark.parametrize("wording", ["sans échéance", "Aucune", "none", "No date", "SANS DATE"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_date_can_be_said_in_both_languages(wording: str, language: str) -> None:
    assert typed(wording, language).window() == OPEN


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "   ",
        "bientôt ou jamais",
        "rapport de mars",
        "15",
        "3/4",
        "mai ou bien juillet",
        "le 3 mai puis le 4 août",
    ],
)
def test_what_is_not_only_a_date_is_not_guessed_at(wording: str) -> None:
    with pytest.raises(UnknownWording):
        typed(wording)


@pytest.mark.parametrize("wording", ["31 novembre", "2025-02-30", "5e trimestre 2025", "de 2026 à 2023"])
def test_a_day_that_does_not_exist_is_refused(wording: str) -> None:
    with pytest.raises(ImpossibleWindow):
        typed(wording)


def test_a_past_date_can_be_typed() -> None:
    assert typed("12 mars 2023").kind is Kind.WINDOW
    assert typed("hier").edtf == "2024-11-03"


def test_both_readings_of_english_numbers_are_named() -> None:
    with pytest.raises(AmbiguousWording) as failure:
        typed("03/04/2025", "en")
    assert failure.value.facts == {"wording": "03/04/2025", "first": "2025-03-04", "second": "2025-04-03"}
    assert "2025-03-04" in str(failure.value)


def test_french_numbers_are_read_day_first_and_say_so() -> None:
    found = typed("03/04/2025")
    assert found.edtf == "2025-04-03"
    assert found.warning


def test_the_order_of_numbers_can_be_set() -> None:
    assert typed("03/04/2025", "en", conventions=Conventions(day_first=True)).edtf == "2025-04-03"


def test_a_recurring_window_can_be_typed() -> None:
    found = typed("chaque premier lundi du mois")
    assert (found.kind, found.rrule) == (Kind.RECURRING, "FREQ=MONTHLY;BYDAY=1MO")


@given(st.text())
def test_whatever_is_typed_is_understood_or_refused(wording: str) -> None:
    with suppress(SuiviError):
        typed(wording).window()


@pytest.mark.parametrize(
    "wording", ["S１２ 2025", "１７ mars ２０２５", "２０２５-03-17", "T１ 2025", "١٧ mars 2025"]
)
def test_figures_of_other_scripts_are_figures(wording: str) -> None:
    ascii_only = "".join(str(unicodedata.decimal(c, c)) for c in wording)
    assert typed(wording).edtf == typed(ascii_only).edtf


_EDTF = st.from_regex(r"\A(\d{4}|0001|9999)(-\d\d){0,2}[~?%]?(/(\.\.|\d{4}(-\d\d){0,2}))?\Z")


@given(_EDTF, st.sampled_from([TODAY, date.min, date.max]))
def test_whatever_is_typed_in_figures_is_understood_or_refused(wording: str, today: date) -> None:
    with suppress(SuiviError):
        parse_typed(wording, reference=today, language="fr").window()
