from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.commitments import Mission, Party, Person
from tracker.naming import (
    NoMissionYet,
    NoSuchMission,
    NoSuchParty,
    NoSuchPerson,
    SeveralNamed,
    find_mission,
    find_party,
    find_person,
    fold,
    person_written,
    renamed,
)

PEOPLE = [
    Person(1, "Hélène Bélanger", "hb@example.org"),
    Person(2, "Hélène Roy", "hr@example.org"),
    Person(3, "Roy Desœuvres", "r2@example.org"),
    Person(12, "Anne", "anne@example.org"),
    Person(13, "Anne-Marie Côté", "am@example.org"),
]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hélène  BÉLANGER", "helene belanger"),
        ("L’Œuvre", "l'oeuvre"),
        ("\u00a0Straße\t", "strasse"),
        ("Ærø Łódź", "aero lodz"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁnances n°2", "finances n°2"),
        ("", ""),
    ],
)
def test_case_accents_and_blanks_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
@example("ŉ")
@example("İstanbul")
@example("\u1e9e")
def test_what_is_folded_is_folded_for_good(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("helene bel", 1),
        ("HÉLÈNE ROY", 2),
        ("desoeuvres", 3),
        ("anne", 12),  # a whole name goes before the beginning of a longer one
        ("marie", 13),
        ("cote", 13),
        ("HR@example.org", 2),
        (" hr@example.org ", 2),
        ("12", 12),
        (" 1 ", 1),
    ],
)
def test_a_person_is_found_by_what_one_types(name: str, found: int) -> None:
    assert find_person(PEOPLE, name).id == found


@pytest.mark.parametrize("name", ["", "  ", "Nobody", "99", "፩", "helene bélanger roy"])
def test_nobody_is_found_by_chance(name: str) -> None:
    with pytest.raises(NoSuchPerson):
        find_person(PEOPLE, name)


def test_a_name_that_several_bear_names_them_all() -> None:
    with pytest.raises(SeveralNamed) as told:
        find_person(PEOPLE, "hélène")
    assert told.value.facts["candidates"] == ["Hélène Bélanger", "Hélène Roy"]


def test_a_name_that_is_a_number_is_found_when_no_number_is() -> None:
    assert find_party([Party(7, "Fonds 1608")], "1608").id == 7


def test_parties_are_found_by_their_other_names_and_missions_by_title() -> None:
    parties = [Party(1, "Organisation internationale", ("OI", "L’Organisation")), Party(2, "Oise")]
    assert find_party(parties, "oi").id == 1
    assert find_party(parties, "l'organisation").id == 1
    with pytest.raises(NoSuchParty):
        find_party(parties, "ailleurs")
    missions = [Mission(1, "Mission Alpha"), Mission(2, "Mission Bêta")]
    assert find_mission(missions, "beta").id == 2
    with pytest.raises(NoSuchMission) as failure:
        find_mission(missions, "gamma")
    assert failure.value.facts["titles"] == ["Mission Alpha", "Mission Bêta"]
    with pytest.raises(NoMissionYet):
        find_mission([], "gamma")


def test_one_thing_by_two_of_its_names_is_still_one() -> None:
    assert find_party([Party(1, "Ville de Lévis", ("Lévis",))], "levis").id == 1


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (["Namur"], ["Ville de Namur"], True),
        (["Ville de Namur", "Actiris"], ["Actiris", "Namur"], True),
        (["Ville de Namur"], ["Ville de Mons"], False),
        (["Namur"], ["Ville de Namur", "Actiris"], False),
        (["Namur"], ["Namur"], False),
    ],
)
def test_another_name_for_the_same_body_is_told_from_another_body(
    before: list[str], after: list[str], same: bool
) -> None:
    numbers = {name: number for number, name in enumerate(sorted({*before, *after}))}
    old, new = ([Party(numbers[name], name) for name in names] for names in (before, after))
    assert (renamed(old, new) is not None) is same


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Hélène Roy", 2),
        ("ROY, Hélène", 2),
        ("H. Bélanger", 1),
        ("Bélanger H.", 1),
        ("Mme Bélanger", 1),
        ("A.-M. Côté", 13),
        ("Desœuvres", 3),
        ("Hélène", None),  # there are two
        ("Roy", None),
        ("H. R.", None),  # no word of a name
        ("Mme", None),
        ("Hélène Roy Tremblay", None),
        ("Service des achats", None),
        ("", None),
    ],
)
def test_a_report_means_somebody_only_when_it_can_be_nobody_else(written: str, found: int | None) -> None:
    person = person_written(PEOPLE, written)
    assert (person.id if person else None) == found


def test_whoever_has_gone_is_not_meant() -> None:
    assert person_written([replace(PEOPLE[0], active=False)], "Hélène Bélanger") is None
