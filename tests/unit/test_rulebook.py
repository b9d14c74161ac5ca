"""Ladders of one's own: whose are in force, and what is planned anew when they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.makers import AUTUMN, MONDAY, RULES, day_window, make_commitment, make_person
from support.office import Office
from tracker.commitments import Commitment, Mission, Person
from tracker.ladders import Part, Source, nearest, parse
from tracker.planning import changes
from tracker.register import Changes
from tracker.reminders import Fate, Skip

TODAY = date(2024, 9, 2)
LATER = day_window(date(2024, 10, 15))
EIGHT = parse({"day": ["ahead-8"]})
NINE = parse({"day": ["ahead-9"]})


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul")


def promised(office: Office, owner: Person, mission: str | None = None) -> Commitment:
    with office.register() as register:
        return register.add("Envoyer le devis", window=LATER, owner=owner, mission=mission)


def planned(office: Office, promise: Commitment) -> list[str]:
    return office.stages(Fate.PLANNED, promise.id)


# Whose are in force


@pytest.mark.parametrize(
    ("mission", "owner", "own", "source", "stage"),
    [
        ({}, {}, {}, Source.OFFICE, "ahead-7"),
        (EIGHT, {}, {}, Source.MISSION, "ahead-8"),
        (EIGHT, NINE, {}, Source.PERSON, "ahead-9"),
        (EIGHT, EIGHT, NINE, Source.COMMITMENT, "ahead-9"),
        ({}, NINE, parse({"month": ["opens"]}), Source.PERSON, "ahead-9"),  # of another kind: no say
    ],
)
def test_the_nearest_that_has_a_ladder_decides_alone(
    mission: Part, owner: Part, own: Part, source: Source, stage: str
) -> None:
    promise = make_commitment(
        window=LATER,
        mission=Mission(1, "Europe", mission),
        owner=make_person(ladders=owner),
        ladders=own,
    )
    rules = replace(RULES, ladders=nearest(parse({"day": ["ahead-7"]})))
    assert rules.source_of(promise) is source
    assert [it.stage.name for it in changes(promise, [], rules, TODAY).insert] == [stage]


def test_who_has_none_of_their_own_climbs_the_very_ladders_of_the_office() -> None:
    promise = make_commitment(mission=Mission(1, "Europe"), owner=make_person())
    assert RULES.ladders_of(promise) is RULES.ladders


def test_the_rules_keep_their_name_whatever_others_have(office: Office, nadia: Person) -> None:
    """Or the whole plan would be followed up at the next round."""
    promise = promised(office, nadia)
    office.run(MONDAY)
    with office.register() as register:
        register.give_commitment(promise, EIGHT)
    with office.books() as books:
        assert books.rules == office.rules.name


# What is planned anew


@pytest.mark.parametrize("whose", ["mission", "person", "commitment"])
def test_only_what_it_concerns_is_planned_anew(
    office: Office, nadia: Person, paul: Person, whose: str
) -> None:
    mine, other = promised(office, nadia, "Europe"), promised(office, paul, "Asie")
    before = planned(office, other)
    with office.register() as register:
        if whose == "mission":
            assert mine.mission is not None
            register.give_mission(mine.mission, EIGHT)
        elif whose == "person":
            register.give_person(nadia, EIGHT)
        else:
            register.give_commitment(mine, EIGHT)
    assert planned(office, mine) == ["ahead-8"]
    assert planned(office, other) == before
    assert {row.reason for row in office.rows(mine.id)} == {None, Skip.RULE_CHANGED}


def test_what_a_person_only_reviews_does_not_follow_their_rules(
    office: Office, nadia: Person, paul: Person
) -> None:
    with office.register() as register:
        promise = register.books.commitments.add(make_commitment(window=LATER, owner=paul, reviewer=nadia))
        register.give_person(nadia, EIGHT)
    with office.books() as books:
        assert office.rules.source_of(books.commitments.get(promise.id)) is Source.OFFICE


def test_a_new_owner_and_another_mission_bring_their_rules(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        paul = register.give_person(paul, EIGHT)
        register.give_mission(register.books.missions.named("Europe"), parse({"day": ["ahead-10"]}))
        register.edit(promise.id, Changes(mission="Europe"))
    assert planned(office, promise) == ["ahead-10"]
    with office.register() as register:
        register.assign(promise.id, paul)
    assert planned(office, promise) == ["handover-2", "ahead-8"]


def test_an_empty_ladder_reminds_nobody_and_none_follows_the_wider_one_again(
    office: Office, nadia: Person
) -> None:
    promise = promised(office, nadia)
    usual = planned(office, promise)
    with office.register() as register:
        silent = register.give_commitment(promise, parse({"day": []}))
    assert planned(office, promise) == []
    with office.register() as register:
        register.give_commitment(silent, {})
    assert planned(office, promise) == usual


def test_what_was_sent_stays_and_is_not_sent_again_by_another_ladder(office: Office, nadia: Person) -> None:
    promise = promised(office, nadia)
    office.run(MONDAY + timedelta(days=36))  # the 8th of October: ahead-7
    assert office.stages(Fate.SENT) == ["ahead-7"]
    with office.register() as register:
        register.give_commitment(promise, parse({"day": ["ahead-9", "ahead-7", "ahead-5"]}))
    assert planned(office, promise) == ["ahead-5"]


def test_a_change_is_journalled_with_its_words_and_the_same_again_is_none(
    office: Office, nadia: Person
) -> None:
    promise = promised(office, nadia, "Europe")
    assert promise.mission is not None
    gives: list[Callable[..., object]] = []
    with office.register() as register:
        gives = [
            lambda: register.give_mission(promise.mission, EIGHT),  # type: ignore[arg-type]
            lambda: register.give_person(nadia, NINE),
            lambda: register.give_commitment(promise, parse({"day": [], "open": ["opens"]})),
        ]
        told = []
        for give in gives:
            give()
            told.append(list(register.books.journal.all())[-1].entry)
        head = register.books.journal.head()
        register.give_mission(Mission(promise.mission.id, "Europe", EIGHT), EIGHT)
        register.give_person(replace(nadia, ladders=NINE), NINE)
        assert register.books.journal.head() == head
    assert [(it.noun, it.details["ladders"]) for it in told] == [
        ("mission", ["", "day: ahead-8"]),
        ("person", ["", "day: ahead-9"]),
        ("commitment", ["", "day: none; open: opens"]),
    ]


def test_a_season_keeps_its_ladder_when_days_get_another(office: Office, nadia: Person) -> None:
    with office.register() as register:
        promise = register.add("Visite", window=AUTUMN, owner=nadia)
    before = planned(office, promise)
    with office.register() as register:
        register.give_person(nadia, EIGHT)
    assert planned(office, promise) == before
