from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.climb import Because, Left, explain, outlook, stages
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.ladders import Form, Group, Ladders, ladder, parse, rule
from tracker.reminders import Recipient, Stage
from tracker.series import Anchor, BadRecurrence
from tracker.workdays import Closed, Workdays

QUEBEC = Workdays()
BARE = Workdays(place="none")
DEFAULTS = Ladders({})
LONG_AGO = date(2020, 1, 1)

JAN, FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP, OCT, NOV, DEC = range(1, 13)


def window(
    precision: Precision,
    earliest: date | None,
    latest: date | None,
    kind: Kind = Kind.WINDOW,
    rrule: str | None = None,
) -> Window:
    return Window("", None, precision, earliest, latest, kind, rrule)


def on_day(day: date) -> Window:
    return window(Precision.DAY, day, day)


def climbed(
    of: Window,
    until: date,
    known_since: date = LONG_AGO,
    ladders: Ladders = DEFAULTS,
    workdays: Workdays = QUEBEC,
    to: Recipient = Recipient.OWNER,
) -> list[tuple[str, date]]:
    """The stages up to `until` as names and days, without the look-ahead."""
    found = stages(of, ladders=ladders, workdays=workdays, known_since=known_since, until=until)
    return [(stage.name, stage.on) for stage in found if stage.on <= until and stage.to is to]


# Golden tables, written from the calendar.


def test_a_day_is_announced_a_month_two_weeks_a_week_and_a_day_ahead() -> None:
    assert climbed(on_day(date(2024, OCT, 24)), date(2024, NOV, 30)) == [
        ("ahead-30", date(2024, SEP, 24)),
        ("ahead-14", date(2024, OCT, 10)),
        ("ahead-7", date(2024, OCT, 17)),
        ("ahead-1", date(2024, OCT, 23)),
        ("day", date(2024, OCT, 24)),
        ("overdue-1", date(2024, OCT, 25)),
        ("overdue-2", date(2024, OCT, 28)),
        ("overdue-3", date(2024, NOV, 4)),
        ("overdue-4", date(2024, NOV, 11)),
        ("overdue-5", date(2024, NOV, 18)),
        ("overdue-6", date(2024, NOV, 25)),
    ]


def test_a_day_of_short_notice_is_not_announced_a_month_ahead() -> None:
    due = date(2024, OCT, 24)
    assert climbed(on_day(due), due, known_since=due - timedelta(days=60))[0][0] == "ahead-30"
    assert climbed(on_day(due), due, known_since=due - timedelta(days=59))[0][0] == "ahead-14"


def test_a_leap_day_is_counted_to_like_any_other() -> None:
    assert climbed(on_day(date(2024, FEB, 29)), date(2024, MAR, 4)) == [
        ("ahead-30", date(2024, JAN, 30)),
        ("ahead-14", date(2024, FEB, 15)),
        ("ahead-7", date(2024, FEB, 22)),
        ("ahead-1", date(2024, FEB, 28)),
        ("day", date(2024, FEB, 29)),
        ("overdue-1", date(2024, MAR, 1)),
        ("overdue-2", date(2024, MAR, 4)),
    ]


def test_quebec_holidays_move_what_is_ahead_before_and_what_is_late_after() -> None:
    """24 June 2024 is a Monday, and so is 1 July."""
    assert climbed(on_day(date(2024, JUN, 24)), date(2024, JUL, 8)) == [
        ("ahead-30", date(2024, MAY, 24)),  # a Saturday, the 25th
        ("ahead-14", date(2024, JUN, 10)),
        ("ahead-7", date(2024, JUN, 17)),
        ("day", date(2024, JUN, 21)),  # with ahead-1, a Sunday
        ("overdue-1", date(2024, JUN, 25)),
        ("overdue-2", date(2024, JUL, 2)),
        ("overdue-3", date(2024, JUL, 8)),
    ]


def test_labour_day_and_the_turn_of_the_year_are_not_working_days() -> None:
    assert climbed(on_day(date(2024, AUG, 30)), date(2024, SEP, 9))[-2:] == [
        ("overdue-1", date(2024, SEP, 3)),  # Labour Day is the 2nd
        ("overdue-2", date(2024, SEP, 9)),
    ]
    assert climbed(on_day(date(2024, DEC, 31)), date(2025, JAN, 6))[-4:] == [
        ("ahead-1", date(2024, DEC, 30)),
        ("day", date(2024, DEC, 31)),
        ("overdue-1", date(2025, JAN, 2)),
        ("overdue-2", date(2025, JAN, 6)),
    ]


def test_a_week_ends_for_the_office_on_its_friday() -> None:
    of = window(Precision.WEEK, date(2024, OCT, 7), date(2024, OCT, 13))
    assert climbed(of, date(2024, OCT, 21)) == [
        ("ahead-30", date(2024, SEP, 13)),
        ("ahead-14", date(2024, SEP, 27)),
        ("ahead-7", date(2024, OCT, 4)),
        ("day", date(2024, OCT, 11)),
        ("overdue-1", date(2024, OCT, 15)),  # Thanksgiving is the 14th
        ("overdue-2", date(2024, OCT, 21)),
    ]


def test_a_month_is_fixed_a_month_before_it_opens() -> None:
    of = window(Precision.MONTH, date(2025, JUN, 1), date(2025, JUN, 30))
    assert climbed(of, date(2025, JUL, 7)) == [
        ("fix-30", date(2025, MAY, 2)),
        ("opens", date(2025, MAY, 30)),  # 1 June is a Sunday
        ("ahead-10w", date(2025, JUN, 13)),  # the 24th does not count
        ("overdue-1", date(2025, JUL, 2)),
        ("overdue-2", date(2025, JUL, 7)),
    ]


def test_a_deadline_within_a_month_opens_with_that_month() -> None:
    by_june = window(Precision.MONTH, None, date(2025, JUN, 30), Kind.DEADLINE)
    june = window(Precision.MONTH, date(2025, JUN, 1), date(2025, JUN, 30))
    assert climbed(by_june, date(2025, AUG, 1)) == climbed(june, date(2025, AUG, 1))


@pytest.mark.parametrize(
    ("precision", "latest", "opens"),
    [
        (Precision.MONTH, date(2024, FEB, 29), date(2024, FEB, 1)),
        (Precision.QUARTER, date(2025, JUN, 30), date(2025, APR, 1)),
        (Precision.HALF_YEAR, date(2024, DEC, 31), date(2024, JUL, 1)),
        (Precision.YEAR, date(2025, DEC, 31), date(2025, JAN, 1)),
        (Precision.YEAR, date(2025, MAR, 31), date(2024, APR, 1)),
        (Precision.WEEK, date(2024, OCT, 13), date(2024, OCT, 7)),
        (Precision.DAY, date(2024, OCT, 13), date(2024, OCT, 13)),
    ],
)
def test_a_deadline_opens_with_the_unit_of_its_wording(
    precision: Precision, latest: date, opens: date
) -> None:
    of = window(precision, None, latest, Kind.DEADLINE)
    anywhere = Ladders({group: ladder(["opens"]) for group in Group})
    always = Workdays(place="none", weekend=frozenset())
    assert climbed(of, latest, ladders=anywhere, workdays=always) == [("opens", opens)]


def test_an_autumn_opens_on_its_first_day_and_is_looked_at_half_way() -> None:
    of = window(Precision.SEASON, date(2024, SEP, 22), date(2024, DEC, 20))
    assert climbed(of, date(2025, JAN, 6)) == [
        ("fix-60", date(2024, JUL, 24)),
        ("opens", date(2024, SEP, 20)),  # the 22nd is a Sunday
        ("middle", date(2024, NOV, 5)),
        ("ahead-15", date(2024, DEC, 5)),
        ("overdue-1", date(2024, DEC, 23)),
        ("overdue-2", date(2024, DEC, 30)),
        ("overdue-3", date(2025, JAN, 6)),
    ]


def test_a_quarter_climbs_like_a_season() -> None:
    of = window(Precision.QUARTER, date(2025, JAN, 1), date(2025, MAR, 31))
    assert climbed(of, date(2025, APR, 7)) == [
        ("fix-60", date(2024, NOV, 1)),  # the 2nd is a Saturday
        ("opens", date(2024, DEC, 31)),
        ("middle", date(2025, FEB, 14)),
        ("ahead-15", date(2025, MAR, 14)),
        ("overdue-1", date(2025, APR, 1)),
        ("overdue-2", date(2025, APR, 7)),
    ]


def test_a_year_is_looked_at_each_quarter_and_each_month_of_its_end() -> None:
    of = window(Precision.YEAR, date(2024, JAN, 1), date(2024, DEC, 31))
    assert climbed(of, date(2025, JAN, 6)) == [
        ("quarterly-1", date(2024, JAN, 2)),
        ("opened-14", date(2024, JAN, 15)),
        ("quarterly-2", date(2024, APR, 1)),
        ("quarterly-3", date(2024, JUL, 2)),
        ("monthly-1", date(2024, OCT, 1)),  # with quarterly-4
        ("monthly-2", date(2024, NOV, 1)),
        ("monthly-3", date(2024, DEC, 2)),  # the 1st is a Sunday
        ("overdue-1", date(2025, JAN, 2)),
        ("overdue-2", date(2025, JAN, 6)),
    ]


def test_a_fiscal_year_climbs_the_same_ladder_from_april() -> None:
    of = window(Precision.YEAR, date(2024, APR, 1), date(2025, MAR, 31))
    assert climbed(of, date(2025, APR, 1)) == [
        ("quarterly-1", date(2024, APR, 1)),
        ("opened-14", date(2024, APR, 15)),
        ("quarterly-2", date(2024, JUL, 2)),
        ("quarterly-3", date(2024, OCT, 1)),
        ("monthly-1", date(2025, JAN, 2)),
        ("monthly-2", date(2025, FEB, 3)),
        ("monthly-3", date(2025, MAR, 3)),
        ("overdue-1", date(2025, APR, 1)),
    ]


AGREEMENT = window(Precision.RANGE, date(2023, JAN, 1), date(2026, DEC, 31), Kind.VALIDITY)


def test_an_agreement_is_reviewed_each_year_then_renewed_or_left_to_lapse() -> None:
    assert climbed(AGREEMENT, date(2030, JAN, 1)) == [
        ("yearly-1", date(2024, JAN, 2)),
        ("yearly-2", date(2025, JAN, 2)),
        ("renew-12m", date(2025, DEC, 31)),
        ("renew-6m", date(2026, JUN, 30)),
        ("renew-3m", date(2026, SEP, 30)),
    ]


def test_what_is_in_force_is_never_late_whatever_its_ladder() -> None:
    severe = Ladders(parse({"range": ["overdue", "reviewer-14", "manager-30"]}))
    assert climbed(AGREEMENT, date(2030, JAN, 1), ladders=severe) == []
    assert climbed(AGREEMENT, date(2030, JAN, 1), ladders=severe, to=Recipient.REVIEWER) == []


def test_an_agreement_of_one_year_is_not_renewed_as_it_begins() -> None:
    of = window(Precision.YEAR, date(2025, JAN, 1), date(2025, DEC, 31), Kind.VALIDITY)
    assert climbed(of, date(2026, DEC, 31)) == [
        ("renew-6m", date(2025, JUN, 30)),
        ("renew-3m", date(2025, SEP, 30)),
    ]


def test_an_agreement_without_an_end_is_reviewed_each_year_for_ever() -> None:
    of = window(Precision.DAY, date(2024, FEB, 29), None, Kind.VALIDITY)
    assert climbed(of, date(2028, DEC, 31)) == [
        ("yearly-1", date(2025, FEB, 28)),
        ("yearly-2", date(2026, MAR, 2)),
        ("yearly-3", date(2027, MAR, 1)),
        ("yearly-4", date(2028, FEB, 29)),
    ]


def test_talks_without_a_date_give_a_state_of_play_every_six_months() -> None:
    assert climbed(OPEN, date(2025, DEC, 31), known_since=date(2023, NOV, 10)) == [
        ("state-of-play-1", date(2024, MAY, 10)),
        ("state-of-play-2", date(2024, NOV, 11)),
        ("state-of-play-3", date(2025, MAY, 12)),
        ("state-of-play-4", date(2025, NOV, 10)),
    ]


def test_soon_opens_on_no_day_in_particular() -> None:
    soon = window(Precision.OPEN, date(2024, MAY, 27), None)
    names = [name for name, _ in climbed(soon, date(2025, DEC, 31), known_since=date(2024, MAY, 27))]
    assert names == ["state-of-play-1", "state-of-play-2", "state-of-play-3"]


def test_a_start_is_told_when_it_opens_then_its_state_of_play() -> None:
    of = window(Precision.MONTH, date(2025, JAN, 1), None, Kind.START)
    assert climbed(of, date(2026, JUN, 30)) == [
        ("opens", date(2024, DEC, 31)),
        ("state-of-play-1", date(2025, JUL, 2)),
        ("state-of-play-2", date(2026, JAN, 2)),
    ]


def test_what_is_late_already_when_it_becomes_known_is_told_at_once_and_then_as_usual() -> None:
    long_late, known = on_day(date(2024, SEP, 5)), date(2024, OCT, 11)  # a Friday
    assert climbed(long_late, date(2024, OCT, 31), known_since=known) == [
        ("overdue-6", known),
        ("overdue-7", date(2024, OCT, 15)),  # Thanksgiving is the 14th
        ("overdue-8", date(2024, OCT, 21)),
        ("overdue-9", date(2024, OCT, 28)),
    ]
    strict = Ladders(parse({"day": ["overdue", "reviewer-7", "reviewer-14", "manager-30", "manager-45"]}))
    told = {"until": date(2025, JAN, 1), "known_since": known, "ladders": strict}
    assert climbed(long_late, to=Recipient.REVIEWER, **told) == [("reviewer-14", known)]
    assert climbed(long_late, to=Recipient.MANAGER, **told) == [
        ("manager-30", known),
        ("manager-45", date(2024, OCT, 21)),
    ]


def test_what_becomes_known_late_on_a_day_off_is_told_on_the_next_working_day() -> None:
    saturday = date(2024, OCT, 12)  # before Thanksgiving
    told = {"until": date(2024, OCT, 21), "known_since": saturday}
    late = on_day(date(2024, OCT, 3))
    assert climbed(late, **told) == [("overdue-3", date(2024, OCT, 15)), ("overdue-4", date(2024, OCT, 21))]
    late = on_day(date(2024, SEP, 3))
    assert climbed(late, to=Recipient.REVIEWER, **told) == [("reviewer-14", date(2024, OCT, 15))]


def test_what_comes_back_is_announced_each_time() -> None:
    of = window(Precision.OPEN, None, None, Kind.RECURRING, "FREQ=MONTHLY;BYDAY=1SU")
    assert climbed(of, date(2024, JAN, 31), known_since=date(2023, NOV, 10)) == [
        ("ahead-7@2023-12-03", date(2023, NOV, 24)),
        ("day@2023-12-03", date(2023, DEC, 1)),
        ("ahead-7@2024-01-07", date(2023, DEC, 29)),
        ("day@2024-01-07", date(2024, JAN, 5)),
        ("ahead-7@2024-02-04", date(2024, JAN, 26)),
    ]


def test_what_comes_back_every_week_is_told_once_a_week() -> None:
    of = window(Precision.OPEN, date(2024, MAY, 6), None, Kind.RECURRING, "FREQ=WEEKLY;BYDAY=WE")
    assert climbed(of, date(2024, MAY, 15), known_since=date(2024, MAY, 6)) == [
        ("day@2024-05-08", date(2024, MAY, 8)),
        ("day@2024-05-15", date(2024, MAY, 15)),
    ]


def test_what_comes_back_until_a_last_day_stops_there() -> None:
    of = window(
        Precision.OPEN, date(2024, MAR, 29), date(2024, JUN, 1), Kind.RECURRING, "FREQ=MONTHLY;INTERVAL=2"
    )
    plain = Ladders(parse({"recurring": ["day"]}))
    assert climbed(of, date(2030, JAN, 1), ladders=plain) == [
        ("day@2024-03-29", date(2024, MAR, 28)),  # Good Friday
        ("day@2024-05-29", date(2024, MAY, 29)),
    ]


def test_occurrences_announced_on_the_same_working_day_are_one_stage() -> None:
    of = window(Precision.OPEN, date(2024, SEP, 14), None, Kind.RECURRING, "FREQ=WEEKLY;BYDAY=SA,MO")
    in_working_days = Ladders(parse({"recurring": ["ahead-1w"]}))
    assert climbed(of, date(2024, SEP, 22), ladders=in_working_days) == [
        ("ahead-1w@2024-09-16", date(2024, SEP, 13)),
        ("ahead-1w@2024-09-23", date(2024, SEP, 20)),
    ]


def test_what_comes_back_rarely_is_found_years_ahead() -> None:
    of = window(Precision.OPEN, date(2024, MAY, 6), None, Kind.RECURRING, "FREQ=YEARLY;INTERVAL=30")
    found = stages(
        of, ladders=DEFAULTS, workdays=QUEBEC, known_since=date(2024, MAY, 7), until=date(2024, DEC, 31)
    )
    assert [stage.name for stage in found] == ["ahead-7@2054-05-06", "day@2054-05-06"]


@pytest.mark.parametrize(
    "rrule", ["every now and then", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;COUNT=x"]
)
def test_a_recurrence_that_cannot_be_followed_is_reported(rrule: str) -> None:
    of = window(Precision.OPEN, None, None, Kind.RECURRING, rrule)
    with pytest.raises(BadRecurrence, match=rrule):
        climbed(of, date(2025, JAN, 1))


def test_the_reviewer_hears_after_two_weeks_and_the_manager_only_if_asked_for() -> None:
    due = on_day(date(2024, AUG, 30))
    later = date(2024, DEC, 31)
    asked = Ladders(parse({"day": ["overdue", "reviewer-14", "manager-30"]}))
    assert climbed(due, later, to=Recipient.REVIEWER) == [("reviewer-14", date(2024, SEP, 13))]
    assert climbed(due, later, to=Recipient.MANAGER) == []
    assert climbed(due, later, ladders=asked, to=Recipient.MANAGER) == [("manager-30", date(2024, SEP, 30))]


def test_a_background_date_reminds_nobody() -> None:
    of = window(Precision.DAY, date(2024, AUG, 30), date(2024, AUG, 30), Kind.BACKGROUND)
    assert climbed(of, date(2025, AUG, 30)) == []


def test_a_closing_of_two_weeks_leaves_one_late_stage_when_the_office_opens() -> None:
    closed = frozenset(date(2024, DEC, 23) + timedelta(days=n) for n in range(14))
    office = Workdays(closing=closed)
    assert climbed(on_day(date(2024, DEC, 12)), date(2025, JAN, 13), workdays=office)[-4:] == [
        ("overdue-1", date(2024, DEC, 13)),
        ("overdue-2", date(2024, DEC, 16)),
        ("overdue-5", date(2025, JAN, 6)),  # with 3 and 4, of 23 and 30 December
        ("overdue-6", date(2025, JAN, 13)),
    ]


def test_only_the_next_stage_of_an_endless_series_is_looked_up_ahead() -> None:
    found = stages(
        on_day(date(2024, AUG, 30)),
        ladders=DEFAULTS,
        workdays=QUEBEC,
        known_since=LONG_AGO,
        until=date(2024, SEP, 10),
    )
    assert [stage.name for stage in found][-3:] == ["overdue-1", "overdue-2", "overdue-3"]


def test_the_outlook_keeps_what_was_reached_last_and_what_comes_next() -> None:
    found = outlook(
        on_day(date(2024, AUG, 30)),
        ladders=Ladders(parse({"day": ["ahead-7", "overdue"]})),
        workdays=QUEBEC,
        known_since=LONG_AGO,
        as_of=date(2044, AUG, 30),
    )
    mondays = (date(2044, AUG, 29) - date(2024, SEP, 9)).days // 7
    assert [(stage.name, stage.on) for stage in found] == [
        ("ahead-7", date(2024, AUG, 23)),
        (f"overdue-{mondays + 2}", date(2044, AUG, 29)),
        (f"overdue-{mondays + 3}", date(2044, SEP, 6)),  # Labour Day is the 5th
    ]


def test_the_last_days_of_the_calendar_are_planned_without_a_failure() -> None:
    for last in (date.max, date.max - timedelta(days=1), date.max - timedelta(days=40)):
        names = [name for name, _ in climbed(on_day(last), date.max, known_since=date(9999, JAN, 1))]
        assert names[:2] == ["ahead-30", "ahead-14"]
        assert ("overdue-1" in names) is (last < date.max)
    assert [name for name, _ in climbed(on_day(date.min), date(1, JAN, 2), known_since=date.min)] == [
        "day",
        "overdue-1",
    ]


# Why.


def reasons(
    of: Window, until: date, known_since: date = LONG_AGO, ladders: Ladders = DEFAULTS
) -> dict[str, Because]:
    found = explain(of, ladders=ladders, workdays=QUEBEC, known_since=known_since, until=until)
    assert len({because.stage.name for because in found}) == len(found)
    return {because.stage.name: because for because in found}


def test_each_stage_says_what_it_is_counted_from_and_why_it_has_moved() -> None:
    autumn = window(Precision.SEASON, date(2024, SEP, 22), date(2024, DEC, 20))
    why = reasons(autumn, date(2024, DEC, 31), known_since=date(2024, AUG, 10))
    assert why["opens"] == Because(
        Stage("opens", date(2024, SEP, 20), date(2024, SEP, 22), "opens"),
        Anchor.OPENS,
        date(2024, SEP, 22),
        closed=Closed.WEEKEND,
    )
    assert why["ahead-15"].anchor is Anchor.LAST_DAY
    assert why["ahead-15"].day == date(2024, DEC, 20)
    assert why["ahead-15"].closed is None
    assert why["fix-60"].left is Left.BEFORE_KNOWN


def test_a_stage_that_gave_way_names_the_one_that_goes_out() -> None:
    why = reasons(on_day(date(2024, JUN, 24)), date(2024, JUL, 31), known_since=date(2024, JUN, 1))
    assert (why["ahead-1"].left, why["ahead-1"].gave_way_to) == (Left.SAME_DAY, "day")
    assert why["day"].closed is Closed.HOLIDAY
    assert why["ahead-30"].left is Left.BEFORE_KNOWN
    assert why["ahead-14"].left is None


def test_a_stage_that_lies_behind_says_since_when_it_is_known() -> None:
    known = date(2024, OCT, 16)
    why = reasons(on_day(date(2024, SEP, 20)), date(2024, OCT, 31), known_since=known)
    assert (why["reviewer-14"].known, why["reviewer-14"].stage.on) == (known, known)
    assert (why["overdue-4"].known, why["overdue-5"].known) == (known, None)
    assert why["day"].left is Left.BEFORE_KNOWN


def test_a_stage_that_asks_for_more_notice_says_so() -> None:
    why = reasons(on_day(date(2024, OCT, 24)), date(2024, OCT, 24), known_since=date(2024, SEP, 1))
    assert why["ahead-30"].left is Left.KNOWN_TOO_LATE


def test_a_look_at_the_quarter_is_left_out_once_the_window_is_over() -> None:
    to_the_first = window(Precision.YEAR, date(2023, OCT, 2), date(2024, SEP, 1))  # a Sunday, then Labour Day
    why = reasons(to_the_first, date(2024, DEC, 31))
    assert why["monthly-3"].left is Left.PAST_LAST_DAY


# Properties, for any window, ladder and calendar.

DAYS = st.dates(date(2019, JAN, 1), date(2031, DEC, 31))
RRULES = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=SA,MO",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;COUNT=3",
]


@st.composite
def windows(draw: st.DrawFn) -> Window:
    earliest, latest = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if earliest and latest and latest < earliest:
        earliest, latest = latest, earliest
    kind = draw(st.sampled_from(list(Kind)))
    rrule = draw(st.sampled_from(RRULES)) if kind is Kind.RECURRING else None
    return window(draw(st.sampled_from(list(Precision))), earliest, latest, kind, rrule)


@st.composite
def rule_words(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(list(Form)))
    return "".join(str(draw(st.integers(1, 90))) if c in "NM" else c for c in form.value)


@st.composite
def any_ladders(draw: st.DrawFn) -> Ladders:
    if draw(st.booleans()):
        return DEFAULTS
    words = draw(st.lists(rule_words(), max_size=7, unique_by=lambda word: rule(word).name))
    return Ladders({group: ladder(words) for group in Group})


OFFICES = st.builds(
    Workdays,
    place=st.sampled_from(["CA-QC", "none"]),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6, 0}), frozenset[int]()]),
    closing=st.frozensets(st.dates(date(2023, DEC, 1), date(2025, JAN, 31)), max_size=40),
)

anything = given(
    of=windows(), ladders=any_ladders(), workdays=OFFICES, known_since=DAYS, days=st.tuples(DAYS, DAYS)
)


@anything
def test_stages_are_working_days_in_order_each_with_its_own_name(
    of: Window, ladders: Ladders, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    found = stages(of, ladders=ladders, workdays=workdays, known_since=known_since, until=days[0])
    assert [stage.on for stage in found] == sorted(stage.on for stage in found)
    assert len({stage.name for stage in found}) == len(found)
    assert len({(stage.on, stage.to) for stage in found}) == len(found)
    for stage in found:
        assert stage.on >= known_since
        assert workdays.is_working(stage.on)
        if rule(stage.rule).afterwards:
            assert stage.on >= stage.nominal
        else:
            assert stage.on <= stage.nominal
        nominal = max(stage.nominal, known_since) if rule(stage.rule).late else stage.nominal
        between = range(1, abs((stage.on - nominal).days))
        passed = [min(stage.on, nominal) + timedelta(days=n) for n in between]
        assert not any(map(workdays.is_working, passed))


@anything
def test_only_late_stages_come_after_the_last_day_and_only_then(
    of: Window, ladders: Ladders, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    assume(of.latest)
    for stage in stages(of, ladders=ladders, workdays=workdays, known_since=known_since, until=days[0]):
        assert (stage.on > of.latest) is rule(stage.rule).late
        if rule(stage.rule).late:
            assert of.is_overdue(stage.on)


@anything
def test_looking_further_ahead_changes_nothing_nearer(
    of: Window, ladders: Ladders, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    near, far = sorted(days)
    seen = {"ladders": ladders, "workdays": workdays, "known_since": known_since}
    nearer = stages(of, until=near, **seen)
    further = stages(of, until=far, **seen)
    assert [s for s in nearer if s.on <= near] == [s for s in further if s.on <= near]
    assert [s for s in nearer if s.on <= far and s not in further] == []


@anything
def test_the_outlook_is_among_the_stages_and_holds_those_around_its_day(
    of: Window, ladders: Ladders, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    as_of = days[0]
    seen = {"ladders": ladders, "workdays": workdays, "known_since": known_since}
    found = outlook(of, as_of=as_of, **seen)
    until = max([as_of, *(stage.on for stage in found)])
    climb = stages(of, until=until, **seen)
    assert [stage for stage in found if stage not in climb] == []
    for to in Recipient:
        reached = [stage for stage in climb if stage.to is to and stage.on <= as_of]
        ahead = [stage for stage in climb if stage.to is to and stage.on > as_of]
        assert set(reached[-1:] + ahead[:1]) <= set(found)


@anything
def test_the_reasons_tell_of_every_stage_and_of_none_that_is_not_there(
    of: Window, ladders: Ladders, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    seen = {"ladders": ladders, "workdays": workdays, "known_since": known_since, "until": days[0]}
    told = explain(of, **seen)
    climb = stages(of, **seen)
    assert {b.stage for b in told if b.left is None} >= set(climb)
    assert {b.stage for b in told if b.left is None and b.stage.on <= days[0]} == {
        s for s in climb if s.on <= days[0]
    }
    names = {stage.name for stage in climb}
    assert all(b.gave_way_to in names for b in told if b.gave_way_to and b.stage.on <= days[0])


@given(of=windows(), workdays=OFFICES, known_since=DAYS, days=st.tuples(DAYS, DAYS))
def test_overdue_stages_are_numbered_by_the_weeks_whatever_days_are_off(
    of: Window, workdays: Workdays, known_since: date, days: tuple[date, date]
) -> None:
    weekly = Ladders({group: ladder(["overdue"]) for group in Group})
    found = stages(of, ladders=weekly, workdays=workdays, known_since=known_since, until=days[0])
    for stage in found:
        assert of.latest
        first = of.latest + timedelta(days=1)
        number = int(stage.name.removeprefix("overdue-"))
        week = first if first.weekday() < 5 else first + timedelta(days=2)
        monday = week + timedelta(days=7 * (number - 1) - week.weekday())
        assert stage.nominal == (monday if number > 1 else first)
