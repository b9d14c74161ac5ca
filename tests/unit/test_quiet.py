"""Days on which nothing leaves."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.config.kinds import quiet_days
from tracker.quiet import QuietDays


def quiet(*words: str) -> QuietDays:
    return quiet_days(words)


@pytest.mark.parametrize(
    ("words", "day", "after"),
    [
        ((), date(2024, 9, 7), date(2024, 9, 7)),
        (("saturday", "sunday"), date(2024, 9, 7), date(2024, 9, 9)),
        (("saturday",), date(2024, 9, 6), date(2024, 9, 6)),
        (("2024-12-27",), date(2024, 12, 27), date(2024, 12, 28)),
        (("2024-12-27",), date(2025, 12, 27), date(2025, 12, 27)),
        (("2024-12-23/2025-01-03",), date(2024, 12, 23), date(2025, 1, 4)),
        (("2024-12-23/2025-01-03", "saturday", "sunday"), date(2025, 1, 3), date(2025, 1, 6)),
        (("06-24",), date(2031, 6, 24), date(2031, 6, 25)),
        (("07-20/08-02",), date(2031, 8, 2), date(2031, 8, 3)),
        (("12-24/01-02",), date(2031, 12, 31), date(2032, 1, 3)),
        (("12-24/01-02",), date(2031, 1, 2), date(2031, 1, 3)),
        (("12-24/01-02",), date(2031, 1, 3), date(2031, 1, 3)),
    ],
)
def test_what_falls_on_a_quiet_day_leaves_after_it(words: tuple[str, ...], day: date, after: date) -> None:
    assert quiet(*words).after(day) == after
    assert (day in quiet(*words)) is (day != after)


def test_the_end_of_the_calendar_is_an_end() -> None:
    assert quiet("2024-01-01/9999-12-31").after(date(9999, 12, 1)) == date.max
