"""People, parties and missions: the nouns that are known by a name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from db import tables as t
from db.books.rows import insert_row
from tracker.commitments import Mission, Party, Person, Role
from tracker.naming import AddressTaken, NoSuchParty, NoSuchPerson, fold


class SqlPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Person]:
        rows = self._connection.execute(select(t.person).order_by(t.person.c.name, t.person.c.id))
        return [person_value(row) for row in rows]

    def get(self, person_id: int) -> Person:
        row = self._connection.execute(select(t.person).where(t.person.c.id == person_id)).first()
        if row is None:
            raise NoSuchPerson(name=person_id)
        return person_value(row)

    def add(self, person: Person) -> Person:
        try:
            with self._connection.begin_nested():
                return replace(person, id=insert_row(self._connection, t.person, _person_columns(person)))
        except IntegrityError:
            raise AddressTaken(email=person.email) from None

    def replace(self, person: Person) -> None:
        self._connection.execute(
            update(t.person).where(t.person.c.id == person.id).values(_person_columns(person))
        )


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
    }


class SqlParties:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Party]:
        aliases: dict[int, list[str]] = defaultdict(list)
        for row in self._connection.execute(select(t.party_name).order_by(t.party_name.c.name)):
            aliases[row.party_id].append(row.name)
        rows = self._connection.execute(select(t.party).order_by(t.party.c.name, t.party.c.id))
        return [Party(r.id, r.name, tuple(a for a in aliases[r.id] if a != r.name)) for r in rows]

    def get(self, party_id: int) -> Party:
        row = self._connection.execute(select(t.party).where(t.party.c.id == party_id)).first()
        if row is None:
            raise NoSuchParty(name=party_id)
        return Party(row.id, row.name)

    def named(self, name: str) -> Party:
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


class SqlMissions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Mission]:
        rows = self._connection.execute(select(t.mission).order_by(t.mission.c.title))
        return [Mission(row.id, row.title) for row in rows]

    def named(self, title: str) -> Mission:
        row = self._connection.execute(select(t.mission).where(t.mission.c.title == title)).first()
        if row is not None:
            return Mission(row.id, row.title)
        return Mission(insert_row(self._connection, t.mission, {"title": title}), title)
