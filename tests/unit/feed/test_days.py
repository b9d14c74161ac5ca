from datetime import date, timedelta

import pytest

from tracker.commitments import Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.feed.days import Entry, Mark, entries, leaves_after, overdue_after

SPAN = {
    Precision.WEEK: (date(2024, 6, 10), date(2024, 6, 16)),
    Precision.MONTH: (date(2024, 6, 1), date(2024, 6, 30)),
    Precision.QUARTER: (date(2024, 7, 1), date(2024, 9, 30)),
    Precision.SEASON: (date(2024, 6, 20), date(2024, 9, 21)),
    Precision.HALF_YEAR: (date(2024, 7, 1), date(2024, 12, 31)),
    Precision.YEAR: (date(2025, 1, 1), date(2025, 12, 31)),
}


def within(precision: Precision, kind: Kind = Kind.WINDOW) -> Window:
    return Window(precision.value, None, precision, *SPAN[precision], kind)


def marks(commitment, **choices):
    return [entry.mark for entry in entries(commitment, **choices)]


@pytest.mark.parametrize("precision", SPAN)
def test_a_window_stands_on_its_last_day(promise, precision):
    last = SPAN[precision][1]
    assert entries(promise(window=within(precision)))[0] == Entry(Mark.LAST_DAY, last, last)


def test_a_known_day_is_that_day(promise):
    day = date(2024, 6, 12)
    window = Window("le 12 juin", "2024-06-12", Precision.DAY, day, day)
    assert entries(promise(window=window)) == (Entry(Mark.DAY, day, day),)


def test_a_deadline_stands_on_its_last_day(promise):
    assert entries(promise()) == (Entry(Mark.LAST_DAY, date(2024, 8, 30), date(2024, 8, 30)),)


@pytest.mark.parametrize("kind", [Kind.START, Kind.WINDOW])
def test_what_only_has_a_beginning_stands_on_its_first_day(promise, kind):
    first = date(2024, 9, 1)
    window = Window("dès septembre", "2024-09/..", Precision.MONTH, first, None, kind)
    assert entries(promise(window=window)) == (Entry(Mark.START, first, first),)


def test_a_start_with_an_end_still_stands_on_its_first_day(promise):
    window = Window("à compter de juin", None, Precision.MONTH, *SPAN[Precision.MONTH], Kind.START)
    assert marks(promise(window=window)) == [Mark.START]


@pytest.mark.parametrize(
    "window",
    [
        OPEN,
        Window("prochainement", None, Precision.OPEN, date(2024, 2, 15)),
        Window("en 2019", "2019", Precision.YEAR, date(2019, 1, 1), date(2019, 12, 31), Kind.BACKGROUND),
    ],
)
def test_what_names_no_day_to_come_takes_none(promise, window):
    assert entries(promise(window=window), banners=True) == ()


@pytest.mark.parametrize(
    "window",
    [
        Window("en vigueur jusqu’en juin", None, Precision.MONTH, *SPAN[Precision.MONTH], Kind.VALIDITY),
        Window("2023-2026", "2023/2026", Precision.RANGE, date(2023, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_end_of_an_agreement_or_of_several_years_asks_to_renew(promise, window):
    assert marks(promise(window=window), banners=True)[0] is Mark.RENEWAL


@pytest.mark.parametrize("kind", [Kind.WINDOW, Kind.DEADLINE])
def test_a_range_of_some_days_is_not_renewed(promise, kind):
    window = Window("du 3 au 20 juin", None, Precision.RANGE, date(2024, 6, 3), date(2024, 6, 20), kind)
    assert marks(promise(window=window)) == [Mark.LAST_DAY]


@pytest.mark.parametrize("precision", [Precision.WEEK, Precision.MONTH, Precision.QUARTER, Precision.SEASON])
def test_a_window_up_to_a_season_can_have_a_banner(promise, precision):
    window = within(precision)
    assert entries(promise(window=window), banners=True)[1:] == (Entry(Mark.WINDOW, *SPAN[precision]),)
    assert marks(promise(window=window)) == [Mark.LAST_DAY]


@pytest.mark.parametrize("kind", [Kind.DEADLINE, Kind.VALIDITY, Kind.START])
def test_only_a_window_has_a_banner(promise, kind):
    assert Mark.WINDOW not in marks(promise(window=within(Precision.MONTH, kind)), banners=True)


def test_a_day_has_no_banner(promise):
    day = date(2024, 6, 12)
    window = Window("le 12 juin", "2024-06-12", Precision.DAY, day, day)
    assert marks(promise(window=window), banners=True) == [Mark.DAY]


@pytest.mark.parametrize(
    ("precision", "day"),
    [(Precision.HALF_YEAR, date(2024, 5, 2)), (Precision.YEAR, date(2025, 1, 15))],
)
def test_a_window_longer_than_a_season_asks_for_a_date(promise, precision, day):
    found = entries(promise(window=within(precision)), banners=True)
    assert found[1:] == (Entry(Mark.FIX_A_DATE, day, day),)


def test_a_day_to_fix_a_date_that_had_passed_is_left_out(promise):
    late = promise(window=within(Precision.YEAR), known_since=date(2025, 1, 16))
    assert marks(late) == [Mark.LAST_DAY]
    on_the_day = promise(window=within(Precision.YEAR), known_since=date(2025, 1, 15))
    assert marks(on_the_day) == [Mark.LAST_DAY, Mark.FIX_A_DATE]


@pytest.mark.parametrize("status", [status for status in Status if status.final])
def test_a_closed_commitment_keeps_its_own_day_only(promise, status):
    for precision in (Precision.SEASON, Precision.YEAR):
        closed = promise(window=within(precision), status=status)
        assert marks(closed, banners=True) == [Mark.LAST_DAY]


def recurring(rrule, earliest=None, latest=None):
    return Window("régulièrement", None, Precision.OPEN, earliest, latest, Kind.RECURRING, rrule)


def test_a_recurrence_begins_with_its_first_occurrence(promise):
    (entry,) = entries(promise(window=recurring("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 14))))
    assert entry == Entry(Mark.RECURRENCE, date(2024, 2, 19), date(2024, 2, 19), "FREQ=WEEKLY;BYDAY=MO")


def test_a_recurrence_without_a_start_begins_after_it_was_known(promise):
    (entry,) = entries(promise(window=recurring("FREQ=MONTHLY;BYMONTHDAY=-1"), known_since=date(2024, 2, 15)))
    assert entry.first == date(2024, 2, 29)


def test_a_recurrence_ends_with_its_window_on_a_date(promise):
    (entry,) = entries(promise(window=recurring("FREQ=DAILY", date(2024, 6, 1), date(2024, 6, 5))))
    assert entry.rule == "FREQ=DAILY;UNTIL=20240605"
    (entry,) = entries(promise(window=recurring("FREQ=DAILY;UNTIL=20240603T235959Z", date(2024, 6, 1))))
    assert entry.rule == "FREQ=DAILY;UNTIL=20240603"
    (entry,) = entries(promise(window=recurring("FREQ=DAILY;COUNT=3", date(2024, 6, 1), date(2024, 6, 5))))
    assert entry.rule == "FREQ=DAILY;COUNT=3"


@pytest.mark.parametrize(
    "rrule", [None, "", "every Monday", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;UNTIL=20200101"]
)
def test_a_rule_that_cannot_be_followed_takes_no_day(promise, rrule):
    assert entries(promise(window=recurring(rrule, date(2024, 6, 1)))) == ()


@pytest.mark.parametrize(
    ("rrule", "closed_on", "rule"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 3, 6), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20240304"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=9", date(2024, 2, 26), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20240226"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20240226", date(2024, 6, 1), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20240226"),
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 19), None),
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 16), None),  # ahead of its first time
    ],
)
@pytest.mark.parametrize("status", [Status.KEPT, Status.PARTLY])
def test_a_kept_recurrence_has_no_time_to_come(promise, rrule, closed_on, rule, status):
    window = recurring(rrule, date(2024, 2, 14))
    (entry,) = entries(promise(window=window, status=status, closed_on=closed_on))
    assert entry == Entry(Mark.RECURRENCE, date(2024, 2, 19), date(2024, 2, 19), rule)


def test_a_dropped_recurrence_is_struck_whole(promise):
    window = recurring("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 14))
    dropped = promise(window=window, status=Status.DROPPED, closed_on=date(2024, 3, 6))
    assert entries(dropped) == entries(promise(window=window))


def test_it_is_late_on_the_day_after_its_last_day(promise):
    assert overdue_after(promise()) == date(2024, 8, 30)
    assert overdue_after(promise(window=OPEN)) is None
    assert overdue_after(promise(window=within(Precision.MONTH, Kind.VALIDITY))) is None
    assert overdue_after(promise(status=Status.KEPT)) is None


def test_it_stays_thirty_days_after_it_was_closed(promise):
    closed_on = date(2024, 6, 1)
    kept = promise(status=Status.KEPT, closed_on=closed_on)
    assert leaves_after(kept) == closed_on + timedelta(days=30)
    assert leaves_after(promise()) is None
