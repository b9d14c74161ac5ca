from __future__ import annotations

from datetime import date

import pytest

from support.makers import AUTUMN, day_window
from tracker.dates.window import Kind, Precision, Window
from tracker.words import Words
from tracker.words.windows import tell_short, tell_window

FR = Words("fr")
MONTH = (date(2024, 12, 1), date(2024, 12, 31))
RELATIVE = Window("trois mois", "2024-12", Precision.MONTH, *MONTH)
DATED = Window("décembre 2024", "2024-12", Precision.MONTH, *MONTH)
MONDAY = Window("lundi", "2024-09-09", Precision.DAY, date(2024, 9, 9), date(2024, 9, 9))
FROM_THEN = Window("", "2024-09-04/..", Precision.DAY, date(2024, 9, 4), None, Kind.START)


@pytest.mark.parametrize(
    ("window", "told", "short"),
    [
        (DATED, "décembre 2024", "décembre 2024"),
        (RELATIVE, "trois mois (du 1er au 31 décembre 2024)", "trois mois (31 décembre 2024)"),
        (MONDAY, "lundi (le 9 septembre 2024)", "lundi (9 septembre 2024)"),
        (FROM_THEN, "à compter du 4 septembre 2024", "à compter du 4 septembre 2024"),
        (
            AUTUMN,
            "à l'automne 2024 (du 22 septembre au 20 décembre 2024)",
            "à l'automne 2024 (20 décembre)",
        ),
    ],
)
def test_a_wording_that_does_not_say_when_it_is_has_its_days_beside_it(
    window: Window, told: str, short: str
) -> None:
    assert tell_window(window, FR).replace("\u00a0", " ") == told
    assert tell_short(window, FR).replace("\u00a0", " ") == short


def test_beside_a_day_that_is_told_anyway_the_wording_is_enough() -> None:
    assert tell_window(RELATIVE, FR, with_day=True) == "trois mois"
    assert tell_window(day_window(date(2024, 9, 9)), FR) == "2024-09-09"
