from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.makers import AUTUMN, MONDAY, MONDAYS, RULES, day_window
from support.office import Office
from tracker.climb import Left
from tracker.commitments import Commitment, Person, Status
from tracker.dates.window import OPEN, Window
from tracker.foresight import Explained, next_days, preview, why
from tracker.ladders import nearest, parse
from tracker.quiet import QuietDays
from tracker.register import Changes
from tracker.reminders import HANDOVER, Fate, Skip
from tracker.workdays import Workdays

TODAY = date(2024, 9, 2)
SOON = day_window(date(2024, 9, 12))


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul")


def promised(office: Office, owner: Person | None, window: Window = SOON) -> Commitment:
    with office.register() as register:
        return register.add("Envoyer le devis", window=window, owner=owner)


def foresee(office: Office, days: int, today: date = TODAY) -> list[tuple[date, str, str]]:
    with office.books() as books:
        commitments = books.commitments.select()
        found = preview(
            commitments,
            books.reminders.of([it.id for it in commitments]),
            books.people.all(),
            office.rules,
            today=today,
            until=today + timedelta(days=days),
        )
    return [(it.stage.on, it.stage.name, it.recipient.name) for it in found]


def explain(office: Office, promise: Commitment, today: date = TODAY) -> list[Explained]:
    with office.books() as books:
        rows = books.reminders.of([promise.id])
        return why(books.commitments.get(promise.id), rows, books.people.all(), office.rules, today=today)


# What will be sent


def test_the_days_to_come_are_foreseen_up_to_the_last_one(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    assert foresee(office, 2) == []
    assert foresee(office, 3) == [(date(2024, 9, 5), "ahead-7", "Nadia")]
    assert foresee(office, 30) == [
        (date(2024, 9, 5), "ahead-7", "Nadia"),
        (date(2024, 9, 11), "ahead-1", "Nadia"),
        (date(2024, 9, 12), "day", "Nadia"),
        (date(2024, 9, 13), "overdue-1", "Nadia"),
        (date(2024, 9, 16), "overdue-2", "Nadia"),
        (date(2024, 9, 23), "overdue-3", "Nadia"),
        (date(2024, 9, 30), "overdue-4", "Nadia"),
    ]


def test_what_is_late_goes_out_today_by_its_most_advanced_stage(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    assert foresee(office, 1, today=date(2024, 9, 14)) == [(date(2024, 9, 13), "overdue-1", "Nadia")]
    assert foresee(office, 0, today=date(2024, 9, 16)) == [(date(2024, 9, 16), "overdue-2", "Nadia")]


def test_what_was_sent_is_not_foreseen_again(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run(MONDAY + timedelta(days=3))
    assert foresee(office, 8, today=date(2024, 9, 5)) == [
        (date(2024, 9, 11), "ahead-1", "Nadia"),
        (date(2024, 9, 12), "day", "Nadia"),
        (date(2024, 9, 13), "overdue-1", "Nadia"),
    ]


def test_a_hand_over_is_foreseen(office: Office, nadia: Person, paul: Person) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.assign(promise.id, paul)
    assert foresee(office, 3) == [(TODAY, "handover-1", "Paul"), (date(2024, 9, 5), "ahead-7", "Paul")]


def test_a_reviewer_and_a_manager_are_foreseen_in_their_turn(office: Office, paul: Person) -> None:
    ruth = office.hire("Ruth")
    nadia = office.hire("Nadia", manager_id=ruth.id)
    promise = promised(office, nadia)
    office.rules = replace(RULES, ladders=nearest(parse({"day": ["day", "reviewer-14", "manager-30"]})))
    with office.register() as register:
        register.edit(promise.id, Changes(reviewer=paul))
    assert foresee(office, 60) == [
        (date(2024, 9, 12), "day", "Nadia"),
        (date(2024, 9, 26), "reviewer-14", "Paul"),
        (date(2024, 10, 14), "manager-30", "Ruth"),
    ]


def test_a_manager_who_has_gone_has_no_part_any_more(office: Office) -> None:
    ruth = office.hire("Ruth")
    nadia = office.hire("Nadia", manager_id=ruth.id)
    office.rules = replace(RULES, ladders=nearest(parse({"day": ["day", "manager-30"]})))
    promise = promised(office, nadia)
    with office.register() as register:
        register.edit_person(replace(ruth, active=False))
    assert [name for *_, name in foresee(office, 60)] == ["Nadia"]
    (told,) = (it for it in explain(office, promise) if it.stage.name == "manager-30")
    assert told.row is not None
    assert told.row.reason == Skip.OWNER_CHANGED
    later = promised(office, nadia)
    (told,) = (it for it in explain(office, later) if it.stage.name == "manager-30")
    assert (told.row, told.recipient) == (None, None)


def test_a_ladder_that_no_round_has_seen_yet_is_foreseen(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.rules = replace(RULES, ladders=nearest(parse({"day": ["ahead-3"]})))
    assert foresee(office, 60) == [(date(2024, 9, 9), "ahead-3", "Nadia")]


@pytest.mark.parametrize("status", [Status.ON_HOLD, Status.KEPT, Status.DROPPED])
def test_nothing_is_foreseen_of_what_is_closed_or_on_hold(
    office: Office, nadia: Person, status: Status
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.set_status(promise.id, status, note="dit")
    assert foresee(office, 90) == []


def test_nothing_is_foreseen_for_nobody(office: Office, nadia: Person) -> None:
    promised(office, None)
    assert foresee(office, 90) == []
    promised(office, nadia)
    with office.register() as register:
        register.edit_person(replace(nadia, active=False))
    assert foresee(office, 90) == []


def test_a_moved_date_is_foreseen_on_its_new_days(office: Office, nadia: Person) -> None:
    promise = promised(office, nadia)
    office.run(MONDAY + timedelta(days=3))
    with office.register() as register:
        register.postpone(promise.id, day_window(date(2024, 9, 20)))
    assert foresee(office, 16) == [
        (date(2024, 9, 6), "ahead-14", "Nadia"),
        (date(2024, 9, 13), "ahead-7", "Nadia"),
    ]


def test_several_commitments_come_in_order_of_day(office: Office, nadia: Person) -> None:
    promised(office, nadia, AUTUMN)
    promised(office, nadia)
    days = [day for day, _, _ in foresee(office, 120)]
    assert days == sorted(days)


# The next one


def test_the_next_reminder_is_told_from_any_day_on(office: Office, nadia: Person) -> None:
    once, weekly, ended = (promised(office, nadia, window) for window in (SOON, MONDAYS, SOON))
    with office.register() as register:
        register.set_status(ended.id, Status.KEPT, note="Fait.")

    def following(*day: int) -> dict[int, date]:
        today = date(*day)
        with office.books() as books:
            commitments, people = books.commitments.select(), books.people.all()
            rows = books.reminders.of([it.id for it in commitments])
            return next_days(commitments, rows, people, office.rules, today=today)

    assert following(2024, 9, 2) == {once.id: date(2024, 9, 5), weekly.id: date(2024, 9, 2)}
    assert following(2024, 9, 12) == {once.id: date(2024, 9, 12), weekly.id: date(2024, 9, 16)}
    assert following(2024, 9, 14) == {once.id: date(2024, 9, 16), weekly.id: date(2024, 9, 16)}
    assert following(2031, 9, 9) == {once.id: date(2031, 9, 15), weekly.id: date(2031, 9, 15)}
    with office.register() as register:
        register.edit_person(replace(nadia, active=False))
    assert following(2024, 9, 12) == {}


# Why


def test_every_step_of_the_ladder_says_where_its_day_comes_from(office: Office, nadia: Person) -> None:
    promise = promised(office, nadia, day_window(date(2024, 9, 16)))
    told = {it.stage.name: it for it in explain(office, promise)}
    assert list(told) == ["ahead-30", "ahead-14", "ahead-7", "ahead-1", "day", "overdue-1", "reviewer-14"]
    assert told["ahead-30"].because is not None
    assert told["ahead-30"].because.left is Left.BEFORE_KNOWN
    ahead = told["ahead-1"]
    assert (ahead.stage.on, ahead.stage.nominal) == (date(2024, 9, 13), date(2024, 9, 15))
    assert ahead.recipient == nadia
    assert ahead.row is not None
    assert told["reviewer-14"].recipient is None
    assert told["reviewer-14"].row is None


def test_what_is_planned_has_a_day_though_days_off_have_put_another_stage_there(
    office: Office, nadia: Person
) -> None:
    office.rules = replace(RULES, workdays=Workdays("", weekend=frozenset()))
    sunday = date(2024, 9, 8)
    with office.register(MONDAY + timedelta(days=6)) as register:
        promise = register.add("Envoyer le devis", window=day_window(date(2024, 8, 29)), owner=nadia)
    office.rules = RULES
    told = explain(office, promise, today=sunday)
    late, *others = [it for it in told if it.row is not None and it.row.fate is Fate.PLANNED]
    assert (late.stage.name, late.stage.on, late.day, late.reader) == ("overdue-2", sunday, sunday, nadia)
    assert [it.day for it in others] == [it.stage.on for it in others]


def test_each_row_is_told_with_its_fate(office: Office, nadia: Person, paul: Person) -> None:
    promise = promised(office, nadia)
    office.run(MONDAY + timedelta(days=3))
    office.run(MONDAY + timedelta(days=10))
    with office.register() as register:
        register.assign(promise.id, paul)
        register.postpone(promise.id, day_window(date(2024, 9, 30)))
    told = explain(office, promise, today=office.now.date())
    rows = {it.row.id: it for it in told if it.row is not None}
    assert set(rows) == {row.id for row in office.rows()}
    fates = {(it.row.fate, it.row.reason) for it in told if it.row}
    assert {
        (Fate.SENT, None),
        (Fate.SKIPPED, Skip.CAUGHT_UP.value),
        (Fate.SKIPPED, Skip.OWNER_CHANGED.value),
        (Fate.SKIPPED, Skip.WINDOW_CHANGED.value),
        (Fate.PLANNED, None),
    } <= fates
    for it in rows.values():
        assert it.row is not None
        of_now = it.row.window_revision == 1 and it.stage.rule != HANDOVER
        assert (it.because is not None) is of_now


@pytest.mark.parametrize(("status", "left"), [(Status.DROPPED, Left.CLOSED), (Status.ON_HOLD, Left.ON_HOLD)])
@pytest.mark.parametrize("window", [AUTUMN, MONDAYS, OPEN])
def test_nothing_is_to_come_of_what_is_closed_or_on_hold(
    office: Office, nadia: Person, window: Window, status: Status, left: Left
) -> None:
    promise = promised(office, nadia, window)
    with office.register() as register:
        register.set_status(promise.id, status, note="plus tard")
    told = explain(office, promise)
    assert told
    for it in told:
        unplanned = it.because is not None and it.because.left is not None
        assert unplanned or (it.row is not None and it.row.fate is Fate.SKIPPED)
    rest = {it.because.left for it in told if it.because and it.row is None}
    assert rest <= {left, Left.BEFORE_KNOWN, Left.SAME_DAY}


def test_an_endless_series_is_not_told_to_its_end(office: Office, nadia: Person) -> None:
    for window in (MONDAYS, OPEN):
        promise = promised(office, nadia, window)
        assert len(explain(office, promise)) < 16


def test_what_is_told_comes_in_order_of_day(office: Office, nadia: Person) -> None:
    days = [it.stage.on for it in explain(office, promised(office, nadia, AUTUMN))]
    assert days == sorted(days)


# Absences and quiet days


def foresee_readers(
    office: Office, days: int, today: date = TODAY
) -> list[tuple[date | None, str, str | None]]:
    with office.books() as books:
        commitments = books.commitments.select()
        found = preview(
            commitments,
            books.reminders.of([it.id for it in commitments]),
            books.people.all(),
            office.rules,
            today=today,
            until=today + timedelta(days=days),
            absences=books.absences.all(),
        )
    return [(it.day, it.stage.name, it.reader.name if it.reader else None) for it in found]


def test_the_delegate_is_foreseen_while_somebody_is_away(office: Office, nadia: Person, paul: Person) -> None:
    promised(office, nadia)
    office.away(nadia, paul, last=date(2024, 9, 11))
    assert foresee_readers(office, 10) == [
        (date(2024, 9, 5), "ahead-7", "Paul"),
        (date(2024, 9, 11), "ahead-1", "Paul"),
        (date(2024, 9, 12), "day", "Nadia"),
    ]


def test_what_is_held_is_foreseen_on_the_day_somebody_is_back_by_its_last_stage(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, last=date(2024, 9, 11))
    assert foresee_readers(office, 10) == [(date(2024, 9, 12), "day", "Nadia")]
    assert foresee_readers(office, 9) == [(None, "ahead-1", None)]


def test_quiet_days_are_foreseen(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.rules = replace(RULES, quiet=QuietDays(spans=((date(2024, 9, 5), date(2024, 9, 9)),)))
    assert foresee_readers(office, 9) == [
        (date(2024, 9, 10), "ahead-7", "Nadia"),
        (date(2024, 9, 11), "ahead-1", "Nadia"),
    ]


def test_a_hand_over_to_somebody_away_is_foreseen_for_the_delegate(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    office.away(paul, nadia)
    with office.register() as register:
        register.assign(promise.id, paul)
    assert foresee_readers(office, 1) == [(TODAY, "handover-1", "Nadia")]


def test_why_tells_who_had_it_and_who_is_to_have_it(office: Office, nadia: Person, paul: Person) -> None:
    promise = promised(office, nadia)
    office.away(nadia, paul, last=date(2024, 9, 11))
    office.run(MONDAY + timedelta(days=3))
    with office.books() as books:
        rows = books.reminders.of([promise.id])
        deliveries = books.deliveries.by_ids(row.delivery_id for row in rows if row.delivery_id)
        told = why(
            promise,
            rows,
            books.people.all(),
            office.rules,
            today=date(2024, 9, 5),
            absences=books.absences.all(),
            read_by={it.id: it.person_id for it in deliveries.values()},
        )
    found = {it.stage.name: (it.recipient, it.reader, it.day) for it in told if it.recipient}
    assert found["ahead-7"] == (nadia, paul, None)
    assert found["ahead-1"] == (nadia, paul, date(2024, 9, 11))
    assert found["day"] == (nadia, nadia, date(2024, 9, 12))
