"""What is put off: its owner hears nothing before the day, then comes back to it, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ledger import DEFAULTS, Ledger
from support.makers import MONDAY, day_window, make_commitment, make_person
from support.office import Office
from support.windows import DAYS, MIXED, windows
from tracker.commitments import Absence, Commitment, Person, Status
from tracker.dates.window import Window
from tracker.journal import Action, snooze_reasons
from tracker.ladders import nearest, parse
from tracker.plan import Changes, awakening, is_put_off
from tracker.register import Changes as Edit
from tracker.register import NobodyToSnooze, SnoozedIntoPast, SnoozeReasonMissing
from tracker.reminders import SNOOZED, SNOOZED_AGAIN, Fate, Recipient, Skip
from tracker.workdays import Workdays

TODAY = date(2024, 9, 2)
NADIA, PAUL, RUTH = (make_person(name, id=n) for n, name in enumerate(("Nadia", "Paul", "Ruth"), 1))


def promise(day: date, **facts: Any) -> Commitment:
    return make_commitment(id=1, window=day_window(day), owner=NADIA, reviewer=RUTH, **facts)


# The plan of what is put off


def test_the_owner_hears_nothing_before_the_day_and_the_ladder_goes_on_after_it() -> None:
    ledger, it = Ledger(), promise(date(2024, 9, 30))
    ledger.every_day(it, date(2024, 9, 2), date(2024, 9, 16))
    put_off = replace(it, snoozed_until=date(2024, 9, 25))
    assert (
        ledger.every_day(put_off, date(2024, 9, 16), date(2024, 10, 1))
        == [
            (date(2024, 9, 25), "snoozed@2024-09-25"),
            (date(2024, 9, 27), "day"),  # Monday the 30th is the Day for Truth and Reconciliation
            (date(2024, 10, 1), "overdue-1"),
        ]
        or ledger.sent
    )
    assert ledger.skipped(Skip.SNOOZED) == ["ahead-7"]


def test_a_day_off_moves_it_to_the_working_day_after() -> None:
    it = promise(date(2024, 10, 31), snoozed_until=date(2024, 10, 12))  # a Saturday; Monday is Thanksgiving
    again = awakening(it, Workdays())
    assert again is not None
    assert (again.name, again.on, again.nominal) == (
        "snoozed@2024-10-12",
        date(2024, 10, 15),
        date(2024, 10, 12),
    )


def test_the_reviewer_hears_of_it_all_the_same() -> None:
    ledger, it = Ledger(), promise(date(2024, 8, 30), snoozed_until=date(2024, 11, 1))
    assert ledger.every_day(it, date(2024, 9, 3), date(2024, 10, 31)) == [(date(2024, 9, 13), "reviewer-14")]
    assert ledger.run(it, date(2024, 11, 1)) == ["snoozed@2024-11-01"]


def test_a_series_without_end_is_silent_until_then_and_starts_again() -> None:
    ledger, it = Ledger(), promise(date(2024, 8, 30))
    ledger.every_day(it, date(2024, 8, 31), date(2024, 9, 9))
    put_off = replace(it, snoozed_until=date(2024, 10, 2))
    assert ledger.every_day(put_off, date(2024, 9, 10), date(2024, 10, 7)) == [
        (date(2024, 9, 13), "reviewer-14"),
        (date(2024, 10, 2), "snoozed@2024-10-02"),
        (date(2024, 10, 7), "overdue-6"),
    ]


def test_after_days_of_downtime_the_most_advanced_stage_goes_out() -> None:
    ledger, it = Ledger(), promise(date(2024, 9, 20), snoozed_until=date(2024, 9, 18))
    ledger.run(it, date(2024, 9, 12))
    assert ledger.run(it, date(2024, 9, 24)) == ["overdue-1"]
    assert "snoozed@2024-09-18" in ledger.skipped(Skip.CAUGHT_UP)


@pytest.mark.parametrize("other", [date(2024, 9, 16), date(2024, 10, 3)])
def test_the_same_day_asked_for_again_after_another_one_is_kept(other: date) -> None:
    ledger, it = Ledger(), promise(date(2024, 10, 31), snoozed_until=date(2024, 9, 25))
    for until in (date(2024, 9, 25), other, date(2024, 9, 25)):
        it = replace(it, snoozed_until=until)
        ledger.replan(it, TODAY)
    assert [name for name in ledger.planned() if name.startswith(SNOOZED)] == ["snoozed@2024-09-25"]
    assert ledger.every_day(it, TODAY, date(2024, 9, 30)) == [(date(2024, 9, 25), "snoozed@2024-09-25")]


def test_what_is_woken_before_its_day_says_at_once_what_was_kept_back() -> None:
    ledger, it = Ledger(), promise(date(2024, 9, 20))
    ledger.every_day(it, TODAY, date(2024, 9, 6))
    put_off = replace(it, snoozed_until=date(2024, 9, 30))
    assert ledger.every_day(put_off, date(2024, 9, 7), date(2024, 9, 17)) == []
    assert ledger.run(it, date(2024, 9, 18)) == ["ahead-7"]


@given(
    windows(),
    DAYS,
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from(
                ["nothing", "owner", "window", "hold", "close", "open", "snooze", "wake", "rules", "snooze"]
            ),
            windows(),
            st.integers(1, 90),
        ),
        min_size=1,
        max_size=14,
    ).map(lambda steps: sorted(steps, key=lambda step: step[0])),
)
def test_whatever_is_put_off_and_by_whatever_rules_nothing_comes_twice_or_is_lost(
    window: Window, known_since: date, steps: list[tuple[date, str, Window, int]]
) -> None:
    it = make_commitment(id=1, window=window, known_since=known_since, owner=NADIA, reviewer=RUTH)
    ledger = Ledger()
    for day, change, other, later in steps:
        if change == "owner":
            it = replace(it, owner=PAUL if it.owner == NADIA else NADIA, snoozed_until=None)
        elif change == "window":
            it = replace(it, window=other, window_revision=it.window_revision + 1, snoozed_until=None)
        elif change == "close":
            it = replace(it, status=Status.KEPT, snoozed_until=None)
        elif change in ("hold", "open"):
            it = replace(it, status={"hold": Status.ON_HOLD, "open": Status.TODO}[change])
        elif change == "snooze" and it.status.reminded:
            it = replace(it, snoozed_until=day + timedelta(days=later))
        elif change == "wake":
            it = replace(it, snoozed_until=None)
        elif change == "rules":
            it = replace(it, ladders={} if it.ladders else MIXED.of)
        ledger.ladders = nearest(DEFAULTS.of, it.ladders)
        before = len(ledger.sent)
        ledger.run(it, day)
        assert ledger.run(it, day) == []
        assert ledger.replan(it, day) == Changes()
        again = awakening(it, ledger.workdays)
        if again is not None and it.status.reminded:
            told = [row.stage for _, row in ledger.sent if row.stage.to is Recipient.OWNER]
            if again.on > day:
                assert not any(row.stage.to is Recipient.OWNER for _, row in ledger.sent[before:])
            else:
                assert any(stage.on >= again.on for stage in told), "its owner has come back to it"
            planned = [row.stage for row in ledger.rows.values() if row.fate is Fate.PLANNED]
            assert not any(is_put_off(stage, again) for stage in planned)
    told_once = Counter((row.window_revision, row.stage.name, row.stage.to) for _, row in ledger.sent)
    assert set(told_once.values()) <= {1}
    for part in Recipient:
        order = [row.stage.on for _, row in ledger.sent if row.stage.to is part]
        assert order == sorted(set(order))


# The register


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia")


@pytest.fixture
def ruth(office: Office) -> Person:
    return office.hire("Ruth")


@pytest.fixture
def number(office: Office, nadia: Person, ruth: Person) -> int:
    """A promise of Nadia's, due on 30 October; Ruth reviews it."""
    with office.register() as register:
        added = register.add("Envoyer le devis", window=day_window(date(2024, 10, 30)), owner=nadia)
        return register.edit(added.id, Edit(reviewer=ruth)).id


def snooze(office: Office, number: int, until: date | None, note: str = "Namur est fermé") -> Commitment:
    with office.register() as register:
        return register.snooze(number, until, note=note)


def planned(office: Office) -> list[tuple[date, str]]:
    return [(row.stage.on, row.stage.name) for row in office.rows() if row.fate is Fate.PLANNED]


def test_what_is_put_off_keeps_its_due_date_and_tells_why(office: Office, number: int) -> None:
    before = office.get(number)
    after = snooze(office, number, date(2024, 10, 25))
    assert (after.window, after.window_revision) == (before.window, before.window_revision)
    assert (after.snoozed_until, after.snoozes, after.revision) == (
        date(2024, 10, 25),
        1,
        before.revision + 1,
    )
    with office.books() as books:
        links = books.journal.of("commitment", number)
    assert links[-1].entry.action is Action.SNOOZED
    assert links[-1].entry.details == {"before": None, "after": "2024-10-25", "note": "Namur est fermé"}
    assert snooze_reasons(links) == {number: "Namur est fermé"}


@pytest.mark.parametrize(
    ("until", "note", "failure"),
    [
        (TODAY, "x", SnoozedIntoPast),
        (TODAY - timedelta(days=1), "x", SnoozedIntoPast),
        (date(2024, 10, 1), " ", SnoozeReasonMissing),
    ],
)
def test_it_is_put_off_to_a_later_day_and_for_a_reason(
    office: Office, number: int, until: date, note: str, failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        snooze(office, number, until, note)
    assert office.get(number).snoozed_until is None


@pytest.mark.parametrize("status", [Status.KEPT, Status.DROPPED, Status.ON_HOLD])
def test_what_nobody_is_reminded_of_cannot_be_put_off(office: Office, number: int, status: Status) -> None:
    with office.register() as register:
        register.set_status(number, status, note="dit")
        unowned = register.add("À personne", window=day_window(date(2024, 10, 30))).id
    for each in (number, unowned):
        with pytest.raises(NobodyToSnooze):
            snooze(office, each, date(2024, 10, 1))


def test_a_date_moved_both_ways_ends_a_snooze_and_the_plan_is_right_each_time(
    office: Office, number: int
) -> None:
    """A snooze and a changed date together must lose no reminder."""
    for day in (date(2024, 10, 25), date(2024, 12, 2)):
        snooze(office, number, day)
        for moved in (date(2024, 9, 20), date(2024, 11, 29)):
            with office.register() as register:
                after = register.postpone(number, day_window(moved))
            assert (after.snoozed_until, after.snoozes) == (None, 0)
            with office.register() as register:
                fresh = register.add("Témoin", window=day_window(moved), owner=after.owner)
            mine = [(row.stage.on, row.stage.name) for row in office.rows(number) if row.fate is Fate.PLANNED]
            assert mine == [
                (row.stage.on, row.stage.name)
                for row in office.rows(fresh.id)
                if row.fate is Fate.PLANNED and row.stage.to is Recipient.OWNER
            ] + [
                (row.stage.on, row.stage.name)
                for row in office.rows(number)
                if row.fate is Fate.PLANNED and row.stage.to is not Recipient.OWNER
            ]
    reasons = {row.stage.rule: row.reason for row in office.rows(number) if row.fate is Fate.SKIPPED}
    assert reasons[SNOOZED] == Skip.WINDOW_CHANGED


def test_a_new_owner_ends_it_and_hears_where_things_stand(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 12, 2))
    paul = office.hire("Paul")
    with office.register() as register:
        register.assign(number, paul)
    rows = [row for row in office.rows(number) if row.fate is Fate.PLANNED and row.recipient_id == paul.id]
    assert [row.stage.name for row in rows][:2] == ["handover-3", "ahead-14"]


@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.WAITING, Status.ON_HOLD, Status.KEPT])
def test_news_begins_the_count_anew_and_the_end_ends_it(office: Office, number: int, status: Status) -> None:
    snooze(office, number, date(2024, 10, 1))
    snooze(office, number, date(2024, 10, 2))
    with office.register() as register:
        after = register.set_status(number, status, note="dit")
    assert after.snoozes == 0
    assert after.snoozed_until == (None if status.final else date(2024, 10, 2))


def test_a_note_is_news_and_other_words_are_not(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 10, 1))
    with office.register() as register:
        assert register.edit(number, Edit(title="Envoyer les devis")).snoozes == 1
        assert register.note(number, "Namur a répondu").snoozes == 0
    assert office.get(number).snoozed_until == date(2024, 10, 1)


def test_the_same_day_again_is_no_further_snooze(office: Office, number: int) -> None:
    once = snooze(office, number, date(2024, 10, 1))
    assert snooze(office, number, date(2024, 10, 1)) == once


def test_a_snooze_is_ended_without_a_reason(office: Office, number: int) -> None:
    before = planned(office)
    snooze(office, number, date(2024, 10, 28))
    assert planned(office) != before
    assert snooze(office, number, None, "").snoozed_until is None
    assert planned(office) == before
    assert {row.reason for row in office.rows() if row.stage.rule == SNOOZED} == {Skip.SETTLED}
    assert snooze(office, number, None, "").revision == office.get(number).revision


def test_rounds_say_nothing_of_it_until_its_day(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 10, 25))
    for days in (28, 44, 51):
        office.run(MONDAY + timedelta(days=days))
    assert office.mailbox.recipients == []
    office.run(MONDAY + timedelta(days=53))
    assert office.stages(Fate.SENT) == ["snoozed@2024-10-25"]
    office.run(MONDAY + timedelta(days=57))
    assert office.stages(Fate.SENT) == ["snoozed@2024-10-25", "ahead-1"]


def test_own_rules_and_a_snooze_go_together(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 10, 15))
    with office.register() as register:
        promise = register.books.commitments.get(number)
        register.give_commitment(promise, parse({"day": ["ahead-20", "ahead-10", "day"]}))
    assert planned(office) == [
        (date(2024, 10, 15), "snoozed@2024-10-15"),
        (date(2024, 10, 18), "ahead-10"),
        (date(2024, 10, 30), "day"),
    ]


# What others and the owner are told


def notes(office: Office, fate: Fate) -> list[tuple[str, int]]:
    rows = (row for row in office.rows() if row.stage.rule == SNOOZED_AGAIN)
    return [(row.stage.name, row.recipient_id) for row in rows if row.fate is fate]


def again_and_again(office: Office, number: int, times: int) -> None:
    for day in range(times):
        snooze(office, number, date(2024, 10, 1 + day))


def test_the_third_in_a_row_is_told_to_the_reviewer_once(office: Office, number: int, ruth: Person) -> None:
    again_and_again(office, number, 2)
    assert notes(office, Fate.PLANNED) == []
    again_and_again(office, number, 5)
    assert len(notes(office, Fate.PLANNED)) == 1
    office.run(MONDAY)
    office.run(MONDAY + timedelta(days=1))
    assert [to for _, to in notes(office, Fate.SENT)] == [ruth.id]
    [(to, mail)] = office.mailbox.mails
    assert to == ruth.email
    assert "remis de nouveau à plus tard" in str(mail["Subject"])


def test_news_before_it_is_told_leaves_the_reviewer_in_peace(office: Office, number: int) -> None:
    again_and_again(office, number, 3)
    with office.register() as register:
        register.note(number, "Namur a répondu")
    assert notes(office, Fate.PLANNED) == []
    assert len(notes(office, Fate.SKIPPED)) == 1
    again_and_again(office, number, 2)
    assert notes(office, Fate.PLANNED) == []


def test_without_a_reviewer_nobody_else_is_told(office: Office, nadia: Person) -> None:
    with office.register() as register:
        alone = register.add("Envoyer le devis", window=day_window(date(2024, 10, 30)), owner=nadia).id
    again_and_again(office, alone, 3)
    assert notes(office, Fate.PLANNED) == []


def text_of(office: Office) -> str:
    """The last mail, on one line."""
    body = office.mailbox.mails[-1][1].get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().replace("\u202f", " ").split())


def test_its_owner_reads_that_they_asked_and_why(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 9, 20), "Namur ferme en septembre")
    snooze(office, number, date(2024, 10, 25))
    office.run(MONDAY + timedelta(days=53))
    assert "Vous avez demandé d’y revenir aujourd’hui. La raison : « Namur est fermé »." in text_of(office)


def test_it_says_the_day_that_was_asked_for_when_that_was_a_day_off(office: Office, number: int) -> None:
    snooze(office, number, date(2024, 10, 26))
    office.run(MONDAY + timedelta(days=56))
    assert "Vous avez demandé d’y revenir le samedi 26 octobre." in text_of(office)


def test_who_stands_in_reads_who_asked(office: Office, number: int, nadia: Person, ruth: Person) -> None:
    snooze(office, number, date(2024, 10, 25))
    with office.books(write=True) as books:
        books.absences.add(Absence(0, nadia.id, date(2024, 10, 20), date(2024, 10, 31), ruth.id))
    office.run(MONDAY + timedelta(days=53))
    assert "Le responsable a demandé d’y revenir ce jour-là. La raison : «" in text_of(office)
