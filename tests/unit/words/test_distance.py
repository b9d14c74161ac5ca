"""How far a day is, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.words import Words
from tracker.words.distance import tell_distance

TODAY = date(2024, 9, 2)


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (0, "aujourd’hui", "today"),
        (1, "demain", "tomorrow"),
        (-1, "hier", "yesterday"),
        (2, "dans 2\u00a0jours", "in 2 days"),
        (-59, "il y a 59\u00a0jours", "59 days ago"),
        (60, "dans 2\u00a0mois", "in 2 months"),
        (-365, "il y a 12\u00a0mois", "12 months ago"),
    ],
)
def test_a_distance_is_told_as_people_say_it(days: int, french: str, english: str) -> None:
    day = TODAY + timedelta(days=days)
    assert tell_distance(day, TODAY, Words("fr")) == french
    assert tell_distance(day, TODAY, Words("en")) == english
