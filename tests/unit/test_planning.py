from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from support.makers import (
    AUTUMN,
    BRUSSELS,
    MONDAY,
    MONDAYS,
    RULES,
    TORONTO,
    WINDOWS,
    day_window,
    make_commitment,
    make_person,
)
from support.office import Office
from tracker.commitments import Person, Status
from tracker.dates.window import Window
from tracker.ladders import nearest, parse
from tracker.plan import Changes
from tracker.planning import FOLLOWED, changes, follow, refresh, split
from tracker.reminders import HANDOVER, Fate, Reminder, Skip, Stage
from tracker.workdays import Workdays

TODAY = date(2024, 9, 2)
NADIA = make_person("Nadia", id=1)


def local(zone: ZoneInfo, *moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=zone, fold=fold).astimezone(UTC)  # type: ignore[misc, arg-type]


# The day of a digest


@pytest.mark.parametrize(
    ("person", "moment", "day"),
    [
        (NADIA, local(TORONTO, 2024, 9, 2, 7, 29), date(2024, 9, 1)),
        (NADIA, local(TORONTO, 2024, 9, 2, 7, 30), date(2024, 9, 2)),
        (NADIA, local(TORONTO, 2024, 9, 3, 0, 5), date(2024, 9, 2)),
        (replace(NADIA, send_at=time(18)), local(TORONTO, 2024, 9, 2, 17, 59), date(2024, 9, 1)),
        (replace(NADIA, send_at=time(0)), local(TORONTO, 2024, 9, 2, 0, 0), date(2024, 9, 2)),
        (replace(NADIA, zone="Europe/Brussels"), local(BRUSSELS, 2024, 9, 2, 7, 30), date(2024, 9, 2)),
        (replace(NADIA, zone="Asia/Tokyo"), local(TORONTO, 2024, 9, 1, 18, 30), date(2024, 9, 2)),
    ],
)
def test_a_digest_is_of_the_day_once_its_hour_has_come(person: Person, moment: datetime, day: date) -> None:
    assert RULES.day_for(person, moment) == day


@given(
    zone=st.sampled_from(["America/Toronto", "Europe/Brussels", "Australia/Lord_Howe", "America/St_Johns"]),
    send_at=st.times().map(lambda it: it.replace(second=0, microsecond=0)),
    month=st.integers(1, 12),
    day=st.integers(1, 28),
)
def test_each_day_comes_once_and_none_comes_back(zone: str, send_at: time, month: int, day: int) -> None:
    person = replace(NADIA, zone=zone, send_at=send_at)
    first = datetime(2024, month, day, tzinfo=UTC)
    days = [RULES.day_for(person, first + timedelta(minutes=15 * n)) for n in range(4 * 72)]
    assert {after - before for before, after in pairwise(days)} == {timedelta(0), timedelta(days=1)}


def test_the_hour_that_comes_twice_brings_the_day_once() -> None:
    person = replace(NADIA, send_at=time(1, 30))
    assert RULES.day_for(person, local(TORONTO, 2024, 11, 3, 1, 29)) == date(2024, 11, 2)
    assert RULES.day_for(person, local(TORONTO, 2024, 11, 3, 1, 30)) == date(2024, 11, 3)
    assert RULES.day_for(person, local(TORONTO, 2024, 11, 3, 1, 10, fold=1)) == date(2024, 11, 3)


def test_the_hour_that_never_comes_is_caught_by_the_next_one() -> None:
    person = replace(NADIA, send_at=time(2, 30))
    assert RULES.day_for(person, local(TORONTO, 2024, 3, 10, 1, 59)) == date(2024, 3, 9)
    assert RULES.day_for(person, local(TORONTO, 2024, 3, 10, 3, 30)) == date(2024, 3, 10)


# Rules


def test_rules_are_named_by_what_they_say() -> None:
    same = replace(RULES, ladders=nearest(parse({})), workdays=Workdays("none"))
    assert same.name == RULES.name
    others = [
        replace(RULES, ladders=nearest(parse({"day": ["day"]}))),
        replace(RULES, workdays=Workdays("", closing=frozenset({TODAY}))),
        replace(RULES, workdays=Workdays("", weekend=frozenset({4, 5}))),
        replace(RULES, workdays=Workdays("BE")),
        replace(RULES, zone=BRUSSELS),
    ]
    assert len({rules.name for rules in (RULES, *others)}) == len(others) + 1
    assert replace(RULES, send_at=time(9)).name == RULES.name


def plan_for(office: Office, window: Window, **facts: object) -> int:
    with office.register() as register:
        owner = next(iter(register.books.people.all()), None) or register.add_person(make_person("Nadia"))
        return register.add("Promesse", window=window, owner=owner, **facts).id  # type: ignore[arg-type]


def test_another_ladder_is_climbed_from_the_next_round_on(office: Office) -> None:
    plan_for(office, day_window(date(2024, 10, 15)))
    office.run(MONDAY)
    office.rules = replace(RULES, ladders=nearest(parse({"day": ["ahead-40", "ahead-7"]})))
    office.run(MONDAY + timedelta(days=3))
    assert office.stages(Fate.SENT) == ["ahead-40"]
    planned = [row.stage for row in office.rows() if row.fate is Fate.PLANNED]
    assert [(it.name, it.on) for it in planned] == [("ahead-7", date(2024, 10, 8))]
    assert {row.reason for row in office.rows() if row.fate is Fate.SKIPPED} == {Skip.RULE_CHANGED}


def test_a_new_closing_day_moves_what_falls_on_it(office: Office) -> None:
    plan_for(office, day_window(date(2024, 10, 15)))
    office.run(MONDAY)
    office.rules = replace(RULES, workdays=Workdays("", closing=frozenset({date(2024, 10, 8)})))
    office.run(MONDAY)
    (row,) = (row for row in office.rows() if row.stage.name == "ahead-7")
    assert (row.stage.on, row.stage.nominal, row.fate) == (date(2024, 10, 7), date(2024, 10, 8), Fate.PLANNED)


@pytest.mark.parametrize("change", ["commitment", "person", "mission"])
def test_what_was_planned_by_rules_for_one_command_is_planned_anew_by_the_next_round(
    office: Office, change: str
) -> None:
    with office.register() as register:
        nadia, paul = register.add_person(make_person()), register.add_person(make_person())
        promise = register.add("Envoyer le devis", window=AUTUMN, owner=nadia, mission="Namur")
        register.edit_person(replace(nadia, active=False))
    office.run()
    usual = office.rules
    office.rules = replace(usual, ladders=nearest(parse({"period": ["ahead-3"]})))
    with office.register() as register:
        if change == "commitment":
            register.assign(promise.id, paul)
        elif change == "person":
            register.edit_person(nadia)
        else:
            register.edit_person(nadia)
            register.give_mission(register.books.missions.named("Namur"), parse({"day": ["day"]}))
    assert office.stages(Fate.PLANNED) != []
    office.rules = usual
    office.run()
    assert "ahead-3" not in office.stages(Fate.PLANNED)
    assert "middle" in office.stages(Fate.PLANNED)


def test_what_was_sent_by_the_old_rules_stays_sent(office: Office) -> None:
    plan_for(office, day_window(date(2024, 9, 9)))
    office.run(MONDAY)
    before = office.rows()[0]
    assert before.fate is Fate.SENT
    office.rules = replace(RULES, ladders=nearest(parse({"day": ["ahead-10", "ahead-7", "ahead-6"]})))
    office.run(MONDAY)
    assert before in office.rows()
    assert office.stages(Fate.PLANNED) == ["ahead-6"]


# The plan


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("later", [0, 1, 40, 400])
def test_a_plan_that_was_written_down_has_nothing_to_add(office: Office, window: Window, later: int) -> None:
    number = plan_for(office, window)
    day = TODAY + timedelta(days=later)
    with office.books(write=True) as books:
        promise = books.commitments.get(number)
        for _ in range(2):
            refresh(books, [promise], RULES, day, at=MONDAY)
        assert changes(promise, books.reminders.of([number]), RULES, day) == Changes()


def test_an_endless_series_reaches_the_day_and_one_stage_beyond(office: Office) -> None:
    number = plan_for(office, MONDAYS)
    with office.books(write=True) as books:
        refresh(books, [books.commitments.get(number)], RULES, date(2024, 12, 4), at=MONDAY)
    days = [row.stage.on for row in office.rows() if row.stage.rule == "day"]
    assert days[-2:] == [date(2024, 12, 2), date(2024, 12, 9)]


def test_a_world_as_it_was_earlier_is_planned_too(office: Office) -> None:
    """`remind run --as-of` may look at a day long before the one on which a commitment came in."""
    with office.register() as register:
        nadia = register.add_person(make_person("Nadia"))
        promise = register.books.commitments.add(
            make_commitment(window=day_window(date(2023, 3, 1)), known_since=date(2023, 1, 9), owner=nadia)
        )
        refresh(register.books, [promise], RULES, TODAY, at=MONDAY)
    office.run(datetime(2023, 3, 3, 13, tzinfo=UTC))
    assert office.stages(Fate.SENT) == ["overdue-1"]


def test_hand_overs_are_told_apart_from_stages() -> None:
    def row(number: int, rule: str) -> Reminder:
        return Reminder(number, 1, 0, Stage(rule, TODAY, TODAY, rule), 1, Fate.PLANNED)

    rows = [row(1, "day"), row(2, HANDOVER), row(3, "overdue")]
    assert split(rows) == ([rows[1]], [rows[0], rows[2]])


def test_nobody_is_planned_for_but_who_is_to_be_reminded(office: Office) -> None:
    assert set(FOLLOWED) == {Status.TODO, Status.IN_PROGRESS, Status.WAITING}


def statements_to_follow(office: Office, number: int) -> int:
    for _ in range(number):
        plan_for(office, AUTUMN)
    with office.register() as register:
        paul = register.add_person(make_person("Paul"))
        for commitment in register.books.commitments.select():
            register.assign(commitment.id, paul)
    rules = replace(RULES, ladders=nearest(parse({"period": ["fix-30", "ahead-5", "overdue"]})))
    seen: list[str] = []

    def note(*facts: object) -> None:
        seen.append(str(facts[2]))

    with office.books(write=True) as books:
        event.listen(office.database.engine, "before_cursor_execute", note)
        follow(books, rules, at=MONDAY)
    event.remove(office.database.engine, "before_cursor_execute", note)
    assert {row.reason for row in office.rows()} >= {Skip.RULE_CHANGED, None}
    return len(seen)


def test_a_plan_is_written_in_as_many_statements_for_many_as_for_one(office: Office) -> None:
    few = statements_to_follow(office, 1)
    with office.books(write=True) as books:
        follow(books, RULES, at=MONDAY)
    assert statements_to_follow(office, 60) == few
