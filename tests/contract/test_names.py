"""People, parties and missions: known by names that people type as they please."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import insert

from db import tables
from db.engine import Database
from support.makers import make_commitment, make_person
from tracker.commitments import Absence, Role
from tracker.ladders import parse
from tracker.naming import AddressTaken, NoSuchParty, NoSuchPerson

OWN = parse({"day": ["ahead-30", "ahead-3", "day"], "open": []})
NAMES = ["Zoé", "Élise Roy", "eva", "Fanny", "Œuvre", "Ève"]
IN_ORDER = ["Élise Roy", "eva", "Ève", "Fanny", "Œuvre", "Zoé"]


def test_a_person_comes_back_whole(database: Database) -> None:
    with database.books(write=True) as books:
        chief = books.people.add(make_person())
        person = books.people.add(
            make_person(
                "Hélène Bélanger",
                language="en",
                zone="Europe/Brussels",
                send_at=time(6, 45),
                manager_id=chief.id,
                role=Role.COORDINATOR,
                active=False,
                channel="json://localhost/hook",
                ladders=OWN,
            )
        )
    with database.books() as books:
        assert books.people.get(person.id) == person
        assert books.people.get(chief.id) == chief


def test_a_replaced_person_is_another_one_under_the_same_number(database: Database) -> None:
    with database.books(write=True) as books:
        person = books.people.add(make_person())
        changed = replace(person, name="Nadia T.", send_at=time(8), role=Role.READER)
        books.people.replace(changed)
        assert books.people.all() == [changed]


def test_names_come_in_the_order_of_the_alphabet_on_every_database(database: Database) -> None:
    with database.books(write=True) as books:
        for name in NAMES:
            books.people.add(make_person(name))
            books.parties.named(name)
            books.missions.named(name)
    with database.books() as books:
        assert [person.name for person in books.people.all()] == IN_ORDER
        assert [party.name for party in books.parties.all()] == IN_ORDER
        assert [mission.title for mission in books.missions.all()] == IN_ORDER


def test_an_address_is_taken_once(database: Database) -> None:
    with database.books(write=True) as books:
        nadia, paul = books.people.add(make_person()), books.people.add(make_person())
        for email in (nadia.email, nadia.email.upper()):
            with pytest.raises(AddressTaken):
                books.people.add(replace(nadia, email=email))
            with pytest.raises(AddressTaken):
                books.people.replace(replace(paul, email=email))
        books.people.replace(replace(nadia, email=nadia.email.upper()))
        assert len(books.people.all()) == 2


def test_who_is_not_there_is_missing(database: Database) -> None:
    with database.books() as books:
        with pytest.raises(NoSuchPerson):
            books.people.get(7)
        with pytest.raises(NoSuchParty):
            books.parties.get(7)


@pytest.mark.parametrize("name", ["ville de lévis", "VILLE DE LEVIS", "  Ville  de\u00a0Lévis "])
def test_a_party_is_known_whatever_the_case_and_the_accents(database: Database, name: str) -> None:
    with database.books(write=True) as books:
        party = books.parties.named("Ville de Lévis")
        assert books.parties.named(name) == party
        mission = books.missions.named("Ville de Lévis")
        assert books.missions.named(name) == mission
        assert (len(books.parties.all()), len(books.missions.all())) == (1, 1)


def test_a_new_name_is_kept_as_it_is_written_but_for_blanks(database: Database) -> None:
    with database.books(write=True) as books:
        assert books.parties.named("  Université  de l’Île ").name == "Université de l’Île"
        assert books.missions.named("Mission\nÎle").title == "Mission Île"


def test_a_party_is_known_by_each_of_its_names(database: Database) -> None:
    with database.books(write=True) as books:
        party = books.parties.named("Organisation internationale")
        for folded, name in (("oi", "OI"), ("l'organisation", "l’Organisation")):
            books._connection.execute(
                insert(tables.party_name).values(folded=folded, name=name, party_id=party.id)
            )
        assert books.parties.named("Oi").id == party.id
        assert books.parties.named("L'ORGANISATION").id == party.id
        (known,) = books.parties.all()
        assert known.aliases == ("l’Organisation", "OI")
        assert books.parties.get(party.id) == known


def test_a_party_stands_in_a_commitment_once_in_each_part(database: Database) -> None:
    with database.books(write=True) as books:
        city, fair = books.parties.named("Ville"), books.parties.named("Foire")
        added = books.commitments.add(make_commitment(actors=(fair, city, fair), counterparts=(city, fair)))
        found = books.commitments.get(added.id)
        assert (found.actors, found.counterparts) == ((fair, city), (city, fair))
        assert found.parties == (fair, city)


def test_a_party_that_nobody_names_any_more_lends_its_names_to_another(database: Database) -> None:
    with database.books(write=True) as books:
        old, new = books.parties.named("Namur"), books.parties.named("Ville de Namur")
        books.commitments.add(make_commitment(actors=(old,)))
        assert not books.parties.join(old, new), "a commitment still names it"
        [commitment] = books.commitments.select()
        books.commitments.replace(replace(commitment, actors=(new,)))
        assert books.parties.join(old, new)
    with database.books() as books:
        assert [(party.name, party.aliases) for party in books.parties.all()] == [
            ("Ville de Namur", ("Namur",))
        ]
        assert books.parties.all()[0].id == new.id


def test_a_mission_keeps_ladders_of_its_own(database: Database) -> None:
    with database.books(write=True) as books:
        mission = replace(books.missions.named("Lyon 2024"), ladders=OWN)
        books.missions.replace(mission)
    with database.books() as books:
        assert books.missions.all() == [mission]
        assert books.missions.all()[0].ladders == OWN


def test_absences_come_in_order_of_person_and_day_until_removed(database: Database) -> None:
    with database.books(write=True) as books:
        nadia, delegate = books.people.add(make_person()), books.people.add(make_person())
        later = books.absences.add(Absence(0, nadia.id, date(2024, 12, 1), None, delegate.id))
        sooner = books.absences.add(Absence(0, nadia.id, date(2024, 7, 1), date(2024, 7, 1)))
    with database.books(write=True) as books:
        assert books.absences.all() == [sooner, later]
        longer = replace(sooner, last=date(2024, 7, 2))
        books.absences.replace(longer)
        assert books.absences.all() == [longer, later]
        books.absences.remove(sooner.id)
        assert books.absences.all() == [later]


def test_absences_are_found_by_the_days_that_they_take_in(database: Database) -> None:
    with database.books(write=True) as books:
        nadia = books.people.add(make_person())
        july = books.absences.add(Absence(0, nadia.id, date(2024, 7, 1), date(2024, 7, 12)))
        leave = books.absences.add(Absence(0, nadia.id, date(2024, 12, 1)))

        def during(first: date, last: date) -> list[Absence]:
            return books.absences.during(first, last)

        assert during(date(2024, 6, 1), date(2024, 6, 30)) == []
        assert during(date(2024, 7, 12), date(2024, 11, 30)) == [july]
        assert during(date(2024, 7, 13), date(2024, 7, 20)) == []
        assert during(date(2024, 6, 1), date(2024, 7, 1)) == [july]
        assert during(date(2030, 1, 1), date(2030, 1, 1)) == [leave]
        assert during(date(2024, 1, 1), date(2024, 12, 1)) == [july, leave]


def test_people_are_found_by_number_and_their_zones_told(database: Database) -> None:
    with database.books(write=True) as books:
        nadia = books.people.add(make_person())
        ann, bob = (books.people.add(make_person(zone="Europe/Brussels")) for _ in range(2))
        assert books.people.by_ids([bob.id, nadia.id, bob.id, 999]) == {nadia.id: nadia, bob.id: bob}
        assert books.people.by_ids([]) == {}
        assert books.people.zones() == {"Europe/Brussels"}
        assert ann.zone == bob.zone
