"""People, parties and missions: the nouns that are known by a name; and who is away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select, update

from db import tables as t
from db.books.rows import among, chunks, insert_row, ladders_column, ladders_value
from tracker.commitments import Absence, Mission, Party, Person, Role
from tracker.naming import AddressTaken, NoSuchParty, NoSuchPerson, fold

_PEOPLE = select(t.person).where(among(t.person.c.id))
_ABSENCES = select(t.absence).order_by(t.absence.c.person_id, t.absence.c.first, t.absence.c.id)
_ABSENT = _ABSENCES.where(
    t.absence.c.first <= bindparam("last"),
    or_(t.absence.c.last.is_(None), t.absence.c.last >= bindparam("first")),
)


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Person]:
        people = map(person_value, self._connection.execute(select(t.person)))
        return sorted(people, key=lambda person: (fold(person.name), person.id))

    def get(self, person_id: int) -> Person:
        row = self._connection.execute(_PEOPLE, {"ids": [person_id]}).first()
        if row is None:
            raise NoSuchPerson(name=person_id)
        return person_value(row)

    def by_ids(self, ids: Iterable[int]) -> dict[int, Person]:
        found: dict[int, Person] = {}
        for chunk in chunks(sorted(set(ids))):
            rows = self._connection.execute(_PEOPLE, {"ids": chunk})
            found |= {row.id: person_value(row) for row in rows}
        return found

    def zones(self) -> set[str]:
        query = select(t.person.c.zone).where(t.person.c.zone.is_not(None)).distinct()
        return set(self._connection.scalars(query))

    def add(self, person: Person) -> Person:
        self._refuse_taken_address(person.email)
        return replace(person, id=insert_row(self._connection, t.person, _person_columns(person)))

    def replace(self, person: Person) -> None:
        self._refuse_taken_address(person.email, but_of=person.id)
        self._connection.execute(
            update(t.person).where(t.person.c.id == person.id).values(_person_columns(person))
        )

    def _refuse_taken_address(self, email: str, *, but_of: int | None = None) -> None:
        """One mailbox, one person: no mail server tells addresses apart by their capitals."""
        others = (person.email.casefold() for person in self.all() if person.id != but_of)
        if email.casefold() in others:
            raise AddressTaken(email=email)


def person_value(row: Any) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        language=row.language,
        zone=row.zone,
        send_at=row.send_at,
        manager_id=row.manager_id,
        role=Role(row.role),
        active=row.active,
        channel=row.channel,
        ladders=ladders_value(row.ladders),
    )


def _person_columns(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "zone": person.zone,
        "send_at": person.send_at,
        "manager_id": person.manager_id,
        "role": person.role.value,
        "active": person.active,
        "channel": person.channel,
        "ladders": ladders_column(person.ladders),
    }


class SqlAbsences:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Absence]:
        return self._values(_ABSENCES)

    def during(self, first: date, last: date) -> list[Absence]:
        return self._values(_ABSENT, first=first, last=last)

    def _values(self, query: Select[Any], **asked: Any) -> list[Absence]:
        rows = self._connection.execute(query, asked)
        return [Absence(row.id, row.person_id, row.first, row.last, row.delegate_id) for row in rows]

    def add(self, absence: Absence) -> Absence:
        return replace(absence, id=insert_row(self._connection, t.absence, _absence_columns(absence)))

    def replace(self, absence: Absence) -> None:
        values = _absence_columns(absence)
        self._connection.execute(update(t.absence).where(t.absence.c.id == absence.id).values(values))

    def remove(self, absence_id: int) -> None:
        self._connection.execute(delete(t.absence).where(t.absence.c.id == absence_id))


def _absence_columns(absence: Absence) -> dict[str, Any]:
    return {
        "person_id": absence.person_id,
        "first": absence.first,
        "last": absence.last,
        "delegate_id": absence.delegate_id,
    }


class SqlParties:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Party]:
        aliases: dict[int, list[str]] = defaultdict(list)
        for row in self._connection.execute(select(t.party_name)):
            aliases[row.party_id].append(row.name)
        parties = [
            Party(row.id, row.name, tuple(sorted((a for a in aliases[row.id] if a != row.name), key=fold)))
            for row in self._connection.execute(select(t.party))
        ]
        return sorted(parties, key=lambda party: (fold(party.name), party.id))

    def get(self, party_id: int) -> Party:
        for party in self.all():
            if party.id == party_id:
                return party
        raise NoSuchParty(name=party_id)

    def named(self, name: str) -> Party:
        name = " ".join(name.split())
        folded = fold(name)
        found = self._connection.execute(
            select(t.party)
            .join(t.party_name, t.party_name.c.party_id == t.party.c.id)
            .where(t.party_name.c.folded == folded)
        ).first()
        if found is not None:
            return Party(found.id, found.name)
        party_id = insert_row(self._connection, t.party, {"name": name})
        self._connection.execute(insert(t.party_name).values(folded=folded, name=name, party_id=party_id))
        return Party(party_id, name)

    def join(self, old: Party, new: Party) -> bool:
        held = select(t.commitment_party.c.party_id).where(t.commitment_party.c.party_id == old.id).limit(1)
        if self._connection.execute(held).first() is not None:
            return False
        feeds = update(t.feed).where(t.feed.c.scope == "party", t.feed.c.scope_id == old.id)
        self._connection.execute(feeds.values(scope_id=new.id))
        names = update(t.party_name).where(t.party_name.c.party_id == old.id)
        self._connection.execute(names.values(party_id=new.id))
        self._connection.execute(delete(t.party).where(t.party.c.id == old.id))
        return True


MISSION = (t.mission.c.title.label("mission_title"), t.mission.c.ladders.label("mission_ladders"))
"""What `mission_value` reads, beside a `mission_id`, in a row that may have a mission."""


def mission_value(row: Any) -> Mission | None:
    if row.mission_id is None:
        return None
    return Mission(row.mission_id, row.mission_title, ladders_value(row.mission_ladders))


class SqlMissions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Mission]:
        missions = [
            Mission(row.id, row.title, ladders_value(row.ladders))
            for row in self._connection.execute(select(t.mission))
        ]
        return sorted(missions, key=lambda mission: (fold(mission.title), mission.id))

    def named(self, title: str) -> Mission:
        title = " ".join(title.split())
        for mission in self.all():
            if fold(mission.title) == fold(title):
                return mission
        return Mission(insert_row(self._connection, t.mission, {"title": title}), title)

    def replace(self, mission: Mission) -> None:
        values = {"title": mission.title, "ladders": ladders_column(mission.ladders)}
        self._connection.execute(update(t.mission).where(t.mission.c.id == mission.id).values(values))
