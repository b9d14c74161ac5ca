"""Delays counted from another commitment, loops refused, and the next time of what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.makers import day_window, make_commitment
from support.windows import DAYS
from tracker.chains import ChainLoop, NoNextTime, anchor, counted, next_time, refuse_loop, window_after
from tracker.commitments import After, Commitment, Status
from tracker.dates.typed import UnknownWording
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.workdays import Workdays

LAST = date(2024, 9, 4)
OTHER = make_commitment(id=1, window=day_window(LAST))
STANDING = day_window(date(2024, 12, 2))
NO_DAYS_OFF = Workdays("", weekend=frozenset())


def after(wording: str, language: str = "fr") -> After:
    return After(1, wording, language)


# From which day


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, LAST),
        ({"window": OPEN}, None),
        ({"status": Status.ON_HOLD}, LAST),
        ({"status": Status.KEPT, "closed_on": date(2024, 8, 30)}, date(2024, 8, 30)),
        ({"status": Status.PARTLY, "closed_on": date(2024, 10, 1), "window": OPEN}, date(2024, 10, 1)),
    ],
)
def test_others_are_counted_from_the_last_day_until_it_is_closed(
    facts: dict[str, object], day: date | None
) -> None:
    assert anchor(replace(OTHER, **facts)) == day  # type: ignore[arg-type]


# How long after


@pytest.mark.parametrize(
    ("wording", "language", "earliest", "latest"),
    [
        ("dans les 30 jours", "fr", None, date(2024, 10, 4)),
        ("within 30 days", "en", None, date(2024, 10, 4)),
        ("30 jours", "fr", date(2024, 10, 4), date(2024, 10, 4)),
        ("30 jours plus tard", "fr", date(2024, 10, 4), date(2024, 10, 4)),
        ("30 jours après", "fr", date(2024, 10, 4), date(2024, 10, 4)),
        ("30 days later", "en", date(2024, 10, 4), date(2024, 10, 4)),
        ("trois mois", "fr", date(2024, 12, 1), date(2024, 12, 31)),
        ("dans trois mois", "en", date(2024, 12, 1), date(2024, 12, 31)),  # either language is understood
        ("three months", "en", date(2024, 12, 1), date(2024, 12, 31)),
        ("deux ans", "fr", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_delay_is_read_as_it_is_said(
    wording: str, language: str, earliest: date | None, latest: date
) -> None:
    window = counted(wording, LAST, language=language)
    assert (window.earliest, window.latest, window.wording) == (earliest, latest, wording)


def test_without_a_delay_it_may_begin_then() -> None:
    assert counted("", LAST, language="fr") == Window(
        "", "2024-09-04/..", Precision.DAY, LAST, None, Kind.START
    )


@pytest.mark.parametrize("wording", ["un de ces jours ou l’autre", "plus tard", "xyz 12"])
def test_what_is_no_delay_is_refused_as_it_was_typed(wording: str) -> None:
    with pytest.raises(UnknownWording) as failure:
        counted(wording, LAST, language="fr")
    assert failure.value.facts["wording"] in wording


@given(st.integers(1, 400), DAYS)
def test_a_delay_in_days_moves_with_the_day_it_is_counted_from(days: int, day: date) -> None:
    window = counted(f"dans les {days} jours", day, language="fr")
    assert window.latest == day + timedelta(days)


def test_it_is_open_while_the_other_has_no_last_day() -> None:
    window = window_after(replace(OTHER, window=OPEN), after("trois mois"))
    assert (window.wording, window.earliest, window.latest) == ("trois mois", None, None)


def test_what_was_dropped_leaves_the_window_as_it_stands() -> None:
    dropped = replace(OTHER, status=Status.DROPPED, closed_on=LAST)
    assert window_after(dropped, after("trois mois"), standing=STANDING) is STANDING


def test_a_delay_that_names_no_day_from_there_leaves_the_window_as_it_stands() -> None:
    """Whoever closes the other commitment can do nothing about it."""
    from_february = replace(OTHER, window=day_window(date(2025, 2, 3)))
    with pytest.raises(Exception, match="30"):
        window_after(from_february, after("le 30 février 2025"))
    assert window_after(from_february, after("le 30 février 2025"), standing=STANDING) is STANDING


# Loops


def chain(*links: tuple[int, int | None]) -> dict[int, Commitment]:
    return {
        number: make_commitment(id=number, title=f"No {number}", after=After(to, "", "fr") if to else None)
        for number, to in links
    }


@pytest.mark.parametrize(("number", "other", "path"), [(1, 1, "1"), (1, 2, "2 → 1"), (1, 4, "4 → 3 → 2 → 1")])
def test_a_loop_is_refused_by_name(number: int, other: int, path: str) -> None:
    known = chain((1, None), (2, 1), (3, 2), (4, 3))
    with pytest.raises(ChainLoop) as failure:
        refuse_loop(known[number], known[other], known.__getitem__)
    assert failure.value.facts == {"id": number, "after": other, "title": f"No {other}", "path": path}


@pytest.mark.parametrize(("number", "other"), [(4, 1), (5, 4), (2, 5)])
def test_a_chain_without_a_loop_is_not_refused(number: int, other: int) -> None:
    known = chain((1, None), (2, 1), (3, 2), (4, 3), (5, None))
    refuse_loop(known[number], known[other], known.__getitem__)


def test_a_loop_elsewhere_does_not_keep_one_searching_for_ever() -> None:
    known = chain((1, None), (2, 3), (3, 2))
    refuse_loop(known[1], known[2], known.__getitem__)


# The next time


def recurring(rrule: str, earliest: date | None = None, latest: date | None = None) -> Commitment:
    window = Window("périodique", None, Precision.OPEN, earliest, latest, Kind.RECURRING, rrule)
    return make_commitment(id=1, window=window, known_since=date(2024, 9, 2))


@pytest.mark.parametrize(
    ("rrule", "closed_on", "following"),
    [
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", date(2025, 1, 20), date(2026, 1, 15)),  # late
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", date(2025, 1, 15), date(2026, 1, 15)),  # on the day
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", date(2024, 12, 20), date(2026, 1, 15)),  # ahead
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 9, 18), date(2024, 9, 23)),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", date(2024, 12, 2), date(2025, 1, 1)),
        ("FREQ=YEARLY;INTERVAL=30;BYMONTH=1;BYMONTHDAY=1", date(2054, 3, 1), date(2084, 1, 1)),
    ],
)
def test_the_next_time_comes_after_the_one_that_was_kept(
    rrule: str, closed_on: date, following: date
) -> None:
    promise = recurring(rrule)
    assert next_time(promise, closed_on, NO_DAYS_OFF) == replace(promise.window, earliest=following)


@given(st.integers(0, 30))
def test_one_that_is_kept_each_time_skips_none(times: int) -> None:
    promise = recurring("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", earliest=date(2024, 9, 3))
    for _ in range(times):
        window = next_time(promise, promise.window.earliest or date.max, NO_DAYS_OFF)
        promise = replace(promise, window=window)
    assert promise.window.earliest == date(2024, 9, 3) + timedelta(weeks=3 * times)


@pytest.mark.parametrize(
    "promise",
    [
        OTHER,
        recurring("FREQ=WEEKLY;BYDAY=MO", latest=date(2024, 9, 20)),
        recurring("FREQ=WEEKLY;BYDAY=MO;UNTIL=20240920"),
    ],
)
def test_what_comes_back_no_more_has_no_next_time(promise: Commitment) -> None:
    with pytest.raises(NoNextTime):
        next_time(promise, date(2024, 9, 18), NO_DAYS_OFF)
