"""Months cut short, with and without a dot, in small letters and capitals."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from tracker.dates import find_windows

FRENCH = ["janv", "févr", "mars", "avr", "mai", "juin", "juill", "août", "sept", "oct", "nov", "déc"]
ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec"]
WHOLE = {"mars", "mai", "juin", "août", "may"}  # no dot after what is not cut
CASES = (str.lower, str.title, str.upper)


def written(names: list[str]) -> list[tuple[str, int]]:
    found = [
        (case(name) + dot, month)
        for (month, name), case, dot in product(enumerate(names, 1), CASES, ("", "."))
        if not (dot and name in WHOLE)
    ]
    return [*found, *((f"{case('sep')}{dot}", 9) for case in CASES for dot in ("", ".") if "jan" in names)]


def found(text: str, language: str) -> list[tuple[str, date | None, date | None]]:
    windows = find_windows(text, reference=date(2025, 11, 4), language=language)
    return [(it.wording, it.earliest, it.latest) for it in windows]


@pytest.mark.parametrize(("name", "month"), written(FRENCH))
def test_a_day_in_french(name: str, month: int) -> None:
    day = date(2026, month, 12)
    assert found(f"Le bilan sera remis le 12 {name} 2026 au conseil.", "fr") == [
        (f"12 {name} 2026", day, day)
    ]
    day = date(2026 if month < 11 else 2025, month, 7)
    [(wording, earliest, _)] = found(f"Le bilan sera remis le 7 {name} au conseil de la Ville.", "fr")
    assert (wording.rstrip("."), earliest) == (f"7 {name}".rstrip("."), day)


@pytest.mark.parametrize(("name", "month"), written(ENGLISH))
def test_a_day_in_english(name: str, month: int) -> None:
    day = date(2026, month, 12)
    for wording in (f"{name} 12, 2026", f"12 {name} 2026"):
        assert found(f"The report will be sent on {wording} to the council.", "en") == [(wording, day, day)]


@pytest.mark.parametrize(
    "text",
    [
        "Le groupe compte sept. Il enverra un bilan.",
        "Les quais sont au nombre de sept.",
        "Ils seront sept à signer l'entente.",
        "Le dossier sept. est clos.",
    ],
)
def test_the_number_seven_is_no_month(text: str) -> None:
    assert found(text, "fr") == []
