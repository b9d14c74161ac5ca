"""The report's own date, from its words."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents import Document
from tracker.reading.dated import guess_date

TODAY = date(2026, 11, 25)


def guess(text: str, language: str = "fr") -> date | None:
    return guess_date(Document(text, ()), language=language, today=TODAY)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Procès-verbal de la séance du 12 mars 2021\nLe conseil se réunira le 3 mai.",
            "fr",
            date(2021, 3, 12),
        ),
        ("Trois-Pistoles, le 1er juin 2022\nMonsieur le maire,", "fr", date(2022, 6, 1)),
        ("Minutes of the meeting held on 4 February 2019\nThe board met at noon.", "en", date(2019, 2, 4)),
        ("Bilan de mission – mai 2023\nLa délégation a visité le port.", "fr", date(2023, 5, 31)),
    ],
)
def test_the_first_lines_tell_it(text: str, language: str, expected: date) -> None:
    assert guess(text, language) == expected


def test_else_it_is_no_earlier_than_what_it_tells_as_past() -> None:
    text = "Le port est ouvert depuis 2016 et le musée depuis 2019.\nUne délégation viendra à l'automne 2021."
    assert guess(text) == date(2019, 12, 31)


def test_a_date_still_to_come_is_not_its_own() -> None:
    assert guess("Rencontre du 3 mars 2031\nLe conseil se réunira.") is None


def test_without_any_date_there_is_no_guess() -> None:
    assert guess("La Ville enverra le bilan au port.") is None
    assert guess("") is None
