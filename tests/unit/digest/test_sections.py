"""Which section an entry stands in, and in which order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.digest.sections import Section, arrange, next_occurrence, section_of
from tracker.reminders import Recipient, Stage

TODAY = date(2024, 9, 2)
AUTUMN = Window("à l’automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))
YEAR = Window("2024", "2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31))
MONTH = Window("septembre 2024", "2024-09", Precision.MONTH, date(2024, 9, 1), date(2024, 9, 30))
PROTOCOL = Window(
    "2023-2025", "2023/2025", Precision.RANGE, date(2023, 1, 1), date(2025, 12, 31), Kind.VALIDITY
)
YEARLY = Window("chaque automne", kind=Kind.RECURRING, rrule="FREQ=YEARLY")


def day(offset: int) -> Window:
    it = TODAY + timedelta(days=offset)
    return Window(it.isoformat(), it.isoformat(), Precision.DAY, it, it)


@pytest.mark.parametrize(
    ("rule", "window", "section"),
    [
        ("overdue", day(-1), Section.OVERDUE),
        ("fix-60", day(-1), Section.OVERDUE),
        ("day", day(0), Section.THIS_WEEK),
        ("ahead-14", day(6), Section.THIS_WEEK),
        ("ahead-7", day(7), Section.COMING_UP),
        ("fix-60", AUTUMN, Section.DATE_TO_FIX),
        ("opens", AUTUMN, Section.DATE_TO_FIX),
        ("middle", AUTUMN, Section.DATE_TO_FIX),
        ("ahead-15", AUTUMN, Section.COMING_UP),
        ("opens", MONTH, Section.DATE_TO_FIX),
        ("opens", YEAR, Section.COMING_UP),
        ("quarterly", YEAR, Section.COMING_UP),
        ("renew-12m", PROTOCOL, Section.COMING_UP),
        ("state-of-play-6m", OPEN, Section.NO_NEWS),
        ("a-rule-of-another-version", OPEN, Section.COMING_UP),
    ],
)
def test_the_days_left_decide_and_then_the_stage(
    entry: Any, rule: str, window: Window, section: Section
) -> None:
    assert section_of(entry(rule, window=window), TODAY) is section


def test_an_agreement_that_has_lapsed_makes_nobody_late(entry: Any) -> None:
    lapsed = Window(
        "2021-2023", "2021/2023", Precision.RANGE, date(2021, 1, 1), date(2023, 12, 31), Kind.VALIDITY
    )
    assert section_of(entry("renew-3m", window=lapsed), TODAY) is not Section.OVERDUE


def test_a_recurrence_is_weighed_by_its_next_occurrence(entry: Any) -> None:
    near = entry("ahead-3", window=YEARLY, due=date(2024, 8, 30), nominal=date(2024, 9, 1))
    far = entry("ahead-30", window=YEARLY)
    assert section_of(near, TODAY) is Section.THIS_WEEK
    assert section_of(far, TODAY) is Section.COMING_UP


def test_the_announced_occurrence_counts_from_the_nominal_day() -> None:
    moved = Stage("ahead-7", on=date(2024, 8, 30), nominal=date(2024, 9, 1), rule="ahead-7")
    assert next_occurrence(moved) == date(2024, 9, 8)
    assert next_occurrence(Stage("overdue-1", TODAY, TODAY, "overdue")) is None


def test_a_given_section_is_obeyed(entry: Any) -> None:
    assert section_of(entry("overdue", window=day(-5), section=Section.NO_NEWS), TODAY) is Section.NO_NEWS


def test_a_commitment_stands_once_in_its_most_urgent_section(promise: Any, entry: Any) -> None:
    as_owner = entry("overdue", id=7, window=day(-20))
    as_reviewer = entry("reviewer-14", id=7, window=day(-20), to=Recipient.REVIEWER)
    other = entry("fix-30", id=7, window=day(-20), section=Section.DATE_TO_FIX)
    assert arrange([other, as_reviewer, as_owner], TODAY) == {Section.OVERDUE: [as_owner]}


def test_what_is_late_longest_and_ends_soonest_comes_first(entry: Any) -> None:
    entries = [entry(window=day(n)) for n in (3, -1, 1, -9)]
    arranged = arrange(entries, TODAY)
    assert [e.commitment.window.latest for e in arranged[Section.OVERDUE]] == [
        TODAY - timedelta(days=9),
        TODAY - timedelta(days=1),
    ]
    assert [e.commitment.window.latest for e in arranged[Section.THIS_WEEK]] == [
        TODAY + timedelta(days=1),
        TODAY + timedelta(days=3),
    ]


def test_the_longest_silence_comes_first(entry: Any) -> None:
    recent = entry("state-of-play-6m", window=OPEN, since_news=date(2024, 2, 1))
    old = entry("state-of-play-6m", window=OPEN, since_news=date(2023, 2, 1))
    assert arrange([recent, old], TODAY)[Section.NO_NEWS] == [old, recent]
