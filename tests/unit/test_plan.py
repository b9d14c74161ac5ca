from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ledger import DEFAULTS, QUEBEC, Ledger
from support.windows import DAYS, MIXED, windows
from tracker.commitments import Commitment, Direction, Firmness, Person, Status
from tracker.dates.window import Kind, Precision, Window
from tracker.ladders import Ladders, parse
from tracker.plan import Changes, dormant, due, holders, is_dormant, plan
from tracker.reminders import Fate, Recipient, Skip
from tracker.workdays import Workdays

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)

NADIA = Person(1, "Nadia", "nadia@example.org", manager_id=3)
PAUL = Person(2, "Paul", "paul@example.org", manager_id=3)
RUTH = Person(4, "Ruth", "ruth@example.org")


def on_day(day: date) -> Window:
    return Window("", None, Precision.DAY, day, day)


def autumn(year: int) -> Window:
    return Window("", None, Precision.SEASON, date(year, 9, 22), date(year, 12, 20))


def promise(window: Window, **facts: Any) -> Commitment:
    usual: dict[str, Any] = {
        "id": 1,
        "uid": "1@suivi",
        "title": "Welcome the delegation",
        "quote": "We shall welcome the delegation.",
        "firmness": Firmness.COMMITMENT,
        "direction": Direction.OURS,
        "status": Status.TODO,
        "known_since": date(2023, 11, 10),
        "created_at": NOON,
        "updated_at": NOON,
        "owner": NADIA,
    }
    return Commitment(window=window, **(usual | facts))


# What a commitment should have.


def names(it: Commitment, as_of: date = date(2024, 6, 3), **options: Any) -> list[str]:
    return [
        planned.stage.name for planned in plan(it, ladders=DEFAULTS, workdays=QUEBEC, as_of=as_of, **options)
    ]


def test_a_plan_holds_past_stages_and_the_first_of_what_has_no_end() -> None:
    assert names(promise(autumn(2024)), date(2024, 11, 5)) == [
        "fix-60",
        "opens",
        "middle",
        "ahead-15",
        "overdue-1",
    ]


def test_each_stage_is_for_the_person_in_its_part() -> None:
    it = promise(on_day(date(2024, 8, 30)), reviewer=RUTH)
    with_manager = Ladders(parse({"day": ["day", "reviewer-14", "manager-30"]}))
    rows = plan(it, ladders=with_manager, workdays=QUEBEC, as_of=date(2024, 6, 3))
    assert [(row.stage.name, row.recipient_id) for row in rows] == [
        ("day", NADIA.id),
        ("reviewer-14", RUTH.id),
        ("manager-30", NADIA.manager_id),
    ]


def test_nobody_reviews_their_own_promises() -> None:
    it = promise(on_day(date(2024, 8, 30)), reviewer=NADIA)
    assert holders(it) == {Recipient.OWNER: NADIA.id, Recipient.MANAGER: NADIA.manager_id}


def test_without_an_owner_somebody_may_hear_in_their_place() -> None:
    nobody = promise(autumn(2024), owner=None)
    gone = promise(autumn(2024), owner=replace(NADIA, active=False))
    for it in (nobody, gone):
        assert names(it) == []
        rows = plan(it, ladders=DEFAULTS, workdays=QUEBEC, as_of=date(2024, 6, 3), unowned=RUTH.id)
        assert {row.recipient_id for row in rows} == {RUTH.id}


@pytest.mark.parametrize("status", [Status.KEPT, Status.PARTLY, Status.DROPPED, Status.ON_HOLD])
def test_what_is_closed_or_on_hold_has_no_plan(status: Status) -> None:
    assert names(promise(autumn(2024), status=status)) == []


def test_what_is_done_is_followed_only_for_as_long_as_it_is_in_force() -> None:
    until_2026 = Window("", None, Precision.RANGE, date(2023, 1, 1), date(2026, 12, 31), Kind.VALIDITY)
    assert names(promise(autumn(2024), firmness=Firmness.DONE)) == []
    assert "renew-12m" in names(promise(until_2026, firmness=Firmness.DONE))


def test_talks_are_dormant_after_two_states_of_play_without_an_answer() -> None:
    assert [is_dormant(unanswered) for unanswered in (0, 1, 2, 3)] == [False, False, True, True]
    assert dormant({11: 1, 12: 2, 13: 3}) == {12, 13}


# What goes out.


def test_a_run_every_day_sends_each_stage_on_its_day() -> None:
    assert Ledger().every_day(promise(autumn(2024)), date(2024, 7, 1), date(2025, 1, 6)) == [
        (date(2024, 7, 24), "fix-60"),
        (date(2024, 9, 20), "opens"),
        (date(2024, 11, 5), "middle"),
        (date(2024, 12, 5), "ahead-15"),
        (date(2024, 12, 23), "overdue-1"),
        (date(2024, 12, 30), "overdue-2"),
        (date(2025, 1, 6), "overdue-3"),
    ]


def test_a_missed_stage_is_overtaken_and_sent_once() -> None:
    """The service stops over the due day and starts again two weeks later."""
    ledger, it = Ledger(), promise(on_day(date(2024, 8, 30)))
    assert ledger.run(it, date(2024, 8, 23)) == ["ahead-7"]
    assert ledger.run(it, date(2024, 9, 17)) == ["overdue-3"]  # of Monday the 16th
    assert ledger.skipped(Skip.CAUGHT_UP) == ["ahead-30", "ahead-14", "ahead-1", "day", "overdue-1"]
    assert ledger.run(it, date(2024, 9, 17)) == []
    assert ledger.planned() == ["overdue-4"]


def test_years_of_downtime_leave_a_handful_of_rows() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 8, 30)))
    ledger.run(it, date(2024, 8, 29))
    assert ledger.run(it, date(2044, 8, 30)) == ["overdue-1044"]
    assert len(ledger.rows) < 12


def test_due_takes_one_for_each_person_and_leaves_other_fates_alone() -> None:
    it = promise(on_day(date(2024, 8, 30)), reviewer=RUTH)
    ledger = Ledger()
    ledger.replan(it, date(2024, 9, 17))
    claimed = next(row for row in ledger.rows.values() if row.stage.name == "overdue-3")
    ledger.rows[claimed.id] = replace(claimed, fate=Fate.CLAIMED)
    send, skip = due(ledger.rows.values(), date(2024, 9, 17))
    assert [(row.stage.name, row.recipient_id) for row in send] == [
        ("day", NADIA.id),
        ("reviewer-14", RUTH.id),
    ]
    assert [row.stage.name for row in skip] == ["ahead-30", "ahead-14", "ahead-7", "ahead-1"]


def test_nothing_is_due_before_its_day() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.replan(it, date(2024, 7, 1))
    assert due(ledger.rows.values(), date(2024, 7, 23)) == ([], [])


# What a change changes.


def test_planning_twice_changes_nothing_the_second_time() -> None:
    ledger, it = Ledger(), promise(autumn(2024), reviewer=RUTH)
    assert len(ledger.replan(it, date(2024, 7, 1)).insert) == 6
    assert ledger.replan(it, date(2024, 7, 1)) == Changes()


def test_a_new_date_replans_what_is_unsent_and_keeps_what_was_sent() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 6, 28)))
    ledger.every_day(it, date(2024, 6, 1), date(2024, 6, 20))
    assert [row.stage.name for _, row in ledger.sent] == ["ahead-30", "ahead-14"]
    later = replace(it, window=on_day(date(2024, 8, 30)), window_revision=1)
    ledger.replan(later, date(2024, 6, 20))
    assert ledger.skipped(Skip.WINDOW_CHANGED) == ["ahead-7", "ahead-1", "day", "overdue-1"]
    assert ledger.every_day(later, date(2024, 6, 20), date(2024, 9, 3)) == [
        (date(2024, 7, 31), "ahead-30"),
        (date(2024, 8, 16), "ahead-14"),
        (date(2024, 8, 23), "ahead-7"),
        (date(2024, 8, 29), "ahead-1"),
        (date(2024, 8, 30), "day"),
        (date(2024, 9, 3), "overdue-1"),
    ]


def test_a_date_moved_there_and_back_repeats_nothing() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 6, 28)))
    ledger.every_day(it, date(2024, 6, 1), date(2024, 6, 14))
    away = replace(it, window=on_day(date(2024, 8, 30)), window_revision=1)
    ledger.every_day(away, date(2024, 6, 17), date(2024, 6, 18))
    back = replace(it, window_revision=2)
    assert ledger.every_day(back, date(2024, 6, 19), date(2024, 7, 2)) == [
        (date(2024, 6, 21), "ahead-7"),
        (date(2024, 6, 27), "ahead-1"),
        (date(2024, 6, 28), "day"),
        (date(2024, 7, 2), "overdue-1"),
    ]


def test_a_nearer_date_is_told_even_if_its_first_stages_have_passed() -> None:
    ledger, it = Ledger(), promise(on_day(date(2025, 6, 30)))
    ledger.run(it, date(2024, 12, 16))
    nearer = replace(it, window=on_day(date(2024, 12, 20)), window_revision=1)
    assert ledger.run(nearer, date(2024, 12, 16)) == ["ahead-7"]


def test_a_new_owner_gets_the_stages_still_to_come() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 11, 6))
    handed_over = replace(it, owner=PAUL)
    ledger.replan(handed_over, date(2024, 11, 6))
    assert ledger.skipped(Skip.OWNER_CHANGED) == ["ahead-15", "overdue-1"]
    ledger.every_day(handed_over, date(2024, 11, 6), date(2025, 1, 1))
    assert [(row.stage.name, row.recipient_id) for _, row in ledger.sent] == [
        ("fix-60", NADIA.id),
        ("opens", NADIA.id),
        ("middle", NADIA.id),
        ("ahead-15", PAUL.id),
        ("overdue-1", PAUL.id),
        ("overdue-2", PAUL.id),
    ]


def test_a_stage_that_nobody_has_heard_goes_to_the_new_owner() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 11, 4))
    assert ledger.run(replace(it, owner=PAUL), date(2024, 11, 8)) == ["middle"]


def test_an_owner_who_comes_back_finds_what_is_still_to_come() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 10, 1))
    ledger.every_day(replace(it, owner=PAUL), date(2024, 10, 2), date(2024, 11, 6))
    ledger.every_day(it, date(2024, 11, 7), date(2024, 12, 31))
    assert [(row.stage.name, row.recipient_id) for _, row in ledger.sent] == [
        ("fix-60", NADIA.id),
        ("opens", NADIA.id),
        ("middle", PAUL.id),
        ("ahead-15", NADIA.id),
        ("overdue-1", NADIA.id),
        ("overdue-2", NADIA.id),
    ]


def test_a_first_owner_hears_where_things_stand() -> None:
    ledger, it = Ledger(), promise(autumn(2024), owner=None)
    assert ledger.every_day(it, date(2024, 7, 1), date(2024, 11, 6)) == []
    assert ledger.run(replace(it, owner=NADIA), date(2024, 11, 6)) == ["middle"]


def test_a_reviewer_who_is_named_late_hears_of_what_is_long_overdue() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 8, 30)))
    ledger.run(it, date(2024, 10, 1))
    assert ledger.run(replace(it, reviewer=RUTH), date(2024, 10, 2)) == ["reviewer-14"]
    assert ledger.run(replace(it, reviewer=RUTH), date(2024, 10, 3)) == []


def test_a_closed_commitment_is_silent_and_speaks_again_when_reopened() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 9, 23))
    kept = replace(it, status=Status.KEPT)
    assert ledger.every_day(kept, date(2024, 9, 24), date(2024, 11, 11)) == []
    assert ledger.skipped(Skip.CLOSED) == ["middle", "ahead-15", "overdue-1"]
    assert ledger.every_day(it, date(2024, 11, 12), date(2024, 12, 5)) == [
        (date(2024, 11, 12), "middle"),
        (date(2024, 12, 5), "ahead-15"),
    ]


def test_a_commitment_on_hold_says_nothing_until_it_is_resumed() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 8, 30)))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 9, 9))
    waiting = replace(it, status=Status.ON_HOLD)
    assert ledger.every_day(waiting, date(2024, 9, 10), date(2024, 10, 15)) == []
    assert ledger.skipped(Skip.ON_HOLD) == ["overdue-3"]
    assert ledger.every_day(it, date(2024, 10, 16), date(2024, 10, 21)) == [
        (date(2024, 10, 16), "overdue-7"),  # Monday the 14th was Thanksgiving: of the 15th
        (date(2024, 10, 21), "overdue-8"),
    ]


def test_a_stage_added_to_the_ladder_is_not_sent_after_a_more_advanced_one() -> None:
    it = promise(on_day(date(2024, 8, 30)))
    ledger = Ledger(Ladders(parse({"day": ["ahead-7", "day"]})))
    ledger.every_day(it, date(2024, 7, 1), date(2024, 8, 23))
    ledger.ladders = Ladders(parse({"day": ["ahead-10", "ahead-7", "ahead-2", "day"]}))
    assert ledger.every_day(it, date(2024, 8, 24), date(2024, 9, 30)) == [
        (date(2024, 8, 28), "ahead-2"),
        (date(2024, 8, 30), "day"),
    ]


def test_a_stage_taken_from_the_ladder_is_skipped_and_comes_back_with_it() -> None:
    it = promise(on_day(date(2024, 8, 30)))
    full, bare = (Ladders(parse({"day": words})) for words in (["ahead-7", "day"], ["day"]))
    ledger = Ledger(full)
    ledger.replan(it, date(2024, 7, 1))
    ledger.ladders = bare
    ledger.replan(it, date(2024, 7, 2))
    assert ledger.skipped(Skip.RULE_CHANGED) == ["ahead-7"]
    ledger.ladders = full
    ledger.replan(it, date(2024, 7, 3))
    assert ledger.planned() == ["ahead-7", "day"]


def test_a_new_closing_day_moves_the_rows_that_are_planned() -> None:
    ledger, it = Ledger(), promise(on_day(date(2024, 8, 30)))
    ledger.replan(it, date(2024, 8, 1))
    ledger.workdays = Workdays(closing=frozenset({date(2024, 8, 23), date(2024, 9, 3)}))
    assert [row.stage.name for row in ledger.replan(it, date(2024, 8, 1)).renew] == ["ahead-7", "overdue-1"]
    assert ledger.every_day(it, date(2024, 8, 17), date(2024, 9, 9))[1:] == [
        (date(2024, 8, 22), "ahead-7"),
        (date(2024, 8, 29), "ahead-1"),
        (date(2024, 8, 30), "day"),
        (date(2024, 9, 4), "overdue-1"),
        (date(2024, 9, 9), "overdue-2"),
    ]


CHRISTMAS = Workdays(closing=frozenset(date(2024, 12, 23) + timedelta(days=n) for n in range(12)))
SIX_DAYS = Workdays(weekend=frozenset({6}))
NO_DAYS_OFF = Workdays("", weekend=frozenset())


@pytest.mark.parametrize("before", [QUEBEC, CHRISTMAS, SIX_DAYS, NO_DAYS_OFF])
@pytest.mark.parametrize("after", [QUEBEC, CHRISTMAS, SIX_DAYS, NO_DAYS_OFF])
@pytest.mark.parametrize("last", [date(2024, 12, day) for day in (18, 19, 20, 21, 22)])
def test_days_off_that_are_told_late_repeat_no_monday_and_lose_none(
    before: Workdays, after: Workdays, last: date
) -> None:
    ledger, it = Ledger(workdays=before), promise(on_day(last))
    ledger.every_day(it, date(2024, 12, 1), date(2025, 1, 15))
    ledger.workdays = after
    assert [day for day, _ in ledger.every_day(it, date(2025, 1, 16), date(2025, 2, 9))] == [
        date(2025, 1, 20),
        date(2025, 1, 27),
        date(2025, 2, 3),
    ]


def test_a_stage_that_moves_to_a_day_that_was_told_already_is_not_told() -> None:
    it = promise(on_day(date(2024, 8, 30)))
    ledger = Ledger(Ladders(parse({"day": ["ahead-2", "ahead-1", "day"]})))
    assert ledger.every_day(it, date(2024, 8, 1), date(2024, 8, 28)) == [(date(2024, 8, 28), "ahead-2")]
    ledger.workdays = Workdays(closing=frozenset({date(2024, 8, 29)}))
    assert ledger.every_day(it, date(2024, 8, 28), date(2024, 8, 30)) == [(date(2024, 8, 30), "day")]
    assert ledger.skipped(Skip.CAUGHT_UP) == ["ahead-1"]


def test_a_stage_that_moves_back_after_a_day_that_was_told_is_told_after_all() -> None:
    it = promise(on_day(date(2024, 8, 30)))
    ledger = Ledger(Ladders(parse({"day": ["ahead-2", "ahead-1", "day"]})))
    ledger.every_day(it, date(2024, 8, 1), date(2024, 8, 28))
    ledger.workdays = Workdays(closing=frozenset({date(2024, 8, 29)}))
    ledger.replan(it, date(2024, 8, 28))
    ledger.workdays = QUEBEC
    assert ledger.every_day(it, date(2024, 8, 29), date(2024, 8, 29)) == [(date(2024, 8, 29), "ahead-1")]


def test_a_refused_reminder_is_kept_and_not_planned_again() -> None:
    ledger, it = Ledger(), promise(autumn(2024))
    ledger.replan(it, date(2024, 9, 20))
    opens = next(row for row in ledger.rows.values() if row.stage.name == "opens")
    ledger.rows[opens.id] = replace(opens, fate=Fate.FAILED, reason="550 no such user")
    assert ledger.every_day(it, date(2024, 9, 20), date(2024, 11, 4)) == [(date(2024, 9, 20), "fix-60")]
    assert ledger.rows[opens.id].fate is Fate.FAILED


# Properties: any promise, any days on which a round runs.

CLOSED_CHRISTMAS = Workdays(closing=frozenset(date(2024, 12, 20) + timedelta(days=n) for n in range(18)))
RUN_DAYS = st.lists(DAYS, min_size=1, max_size=12).map(sorted)


@given(
    windows(), DAYS, RUN_DAYS, st.sampled_from([DEFAULTS, MIXED]), st.sampled_from([QUEBEC, CLOSED_CHRISTMAS])
)
def test_a_round_sends_the_most_advanced_stage_once_and_a_second_run_nothing(
    window: Window, known_since: date, days: list[date], ladders: Ladders, workdays: Workdays
) -> None:
    it = promise(window, known_since=known_since, reviewer=RUTH)
    ledger = Ledger(ladders, workdays)
    for day in days:
        ledger.run(it, day)
        assert due(ledger.rows.values(), day) == ([], [])
        assert ledger.run(it, day) == []
    assert set(Counter((row.stage.name, row.recipient_id) for _, row in ledger.sent).values()) <= {1}
    assert set(Counter((day, row.recipient_id) for day, row in ledger.sent).values()) <= {1}
    for person in (NADIA, RUTH):
        order = [row.stage.on for _, row in ledger.sent if row.recipient_id == person.id]
        assert order == sorted(set(order))


@given(windows(), DAYS, RUN_DAYS)
def test_whenever_it_runs_the_last_stage_heard_is_that_of_a_run_every_day(
    window: Window, known_since: date, days: list[date]
) -> None:
    it = promise(window, known_since=known_since)
    now_and_then = Ledger()
    for day in days:
        now_and_then.run(it, day)
    daily = Ledger()
    daily.every_day(it, max(days[0], days[-1] - timedelta(days=400)), days[-1])
    assert [row.stage for _, row in now_and_then.sent][-1:] == [row.stage for _, row in daily.sent][-1:]


changes_of = st.lists(
    st.tuples(
        DAYS,
        st.sampled_from(["nothing", "owner", "window", "hold", "close", "open"]),
        windows(),
    ),
    min_size=1,
    max_size=12,
).map(lambda steps: sorted(steps, key=lambda step: step[0]))


@given(windows(), DAYS, changes_of)
def test_no_change_of_owner_date_or_status_sends_a_stage_twice_or_goes_back(
    window: Window, known_since: date, steps: list[tuple[date, str, Window]]
) -> None:
    it, ledger = promise(window, known_since=known_since, reviewer=RUTH), Ledger()
    for day, change, other in steps:
        if change == "owner":
            it = replace(it, owner=PAUL if it.owner == NADIA else NADIA)
        elif change == "window":
            it = replace(it, window=other, window_revision=it.window_revision + 1)
        elif change != "nothing":
            status = {"hold": Status.ON_HOLD, "close": Status.KEPT, "open": Status.TODO}[change]
            it = replace(it, status=status)
        ledger.run(it, day)
        assert ledger.run(it, day) == []
        assert it.status.reminded or ledger.planned() == []
        assert ledger.replan(it, day) == Changes()
    told = Counter((row.window_revision, row.stage.name, row.stage.to) for _, row in ledger.sent)
    assert set(told.values()) <= {1}
    for part in Recipient:
        order = [row.stage.on for _, row in ledger.sent if row.stage.to is part]
        assert order == sorted(set(order))
