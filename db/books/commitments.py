"""Commitments, with the people, parties and mission that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, update

from db import tables as t
from db.books.names import MISSION, SqlPeople, mission_value
from db.books.rows import (
    CHUNK,
    among,
    chunks,
    insert_row,
    ladders_column,
    ladders_value,
    location_columns,
    window_columns,
)
from tracker.books import Filter
from tracker.commitments import (
    After,
    Commitment,
    Direction,
    Firmness,
    Location,
    Mission,
    Party,
    Person,
    Status,
)
from tracker.dates.window import Kind, Precision, Window
from tracker.errors import Missing
from tracker.marks import N_
from tracker.naming import fold


class NoSuchCommitment(Missing):
    sentence = N_("There is no commitment {id}. `suivi list` shows them all; `suivi search` finds one.")


_ALL = (
    select(t.commitment, *MISSION)
    .outerjoin(t.mission, t.mission.c.id == t.commitment.c.mission_id)
    .order_by(t.commitment.c.id)
)
_BY_ID = _ALL.where(among(t.commitment.c.id))
_PARTIES = (
    select(t.commitment_party, t.party.c.name)
    .join(t.party, t.party.c.id == t.commitment_party.c.party_id)
    .order_by(t.commitment_party.c.position)
)
_PARTIES_OF = _PARTIES.where(among(t.commitment_party.c.commitment_id))


class SqlCommitments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, commitment_id: int) -> Commitment:
        found = self._values(_BY_ID, ids=[commitment_id])
        if not found:
            raise NoSuchCommitment(id=commitment_id)
        return found[0]

    def by_ids(self, ids: Iterable[int]) -> dict[int, Commitment]:
        wanted, found = sorted(set(ids)), {}
        for chunk in chunks(wanted):
            for commitment in self._values(_BY_ID, ids=chunk):
                found[commitment.id] = commitment
        return found

    def select(self, wanted: Filter = Filter()) -> list[Commitment]:  # noqa: B008 - frozen
        found = self._values(_ALL.where(*_conditions(wanted)))
        if wanted.text:
            words = fold(wanted.text).split()
            found = [c for c in found if all(word in _searched(c) for word in words)]
        return found

    def by_uids(self, uids: Iterable[str]) -> dict[str, Commitment]:
        found = {}
        for chunk in chunks(sorted(set(uids))):
            for commitment in self._values(_ALL.where(among(t.commitment.c.uid)), ids=chunk):
                found[commitment.uid] = commitment
        return found

    def hanging_on(self, commitment_id: int) -> list[Commitment]:
        return self._values(_ALL.where(t.commitment.c.after_id == commitment_id))

    def add(self, commitment: Commitment) -> Commitment:
        added = replace(commitment, id=insert_row(self._connection, t.commitment, _columns(commitment)))
        self._write_parties(added)
        return added

    def replace(self, commitment: Commitment) -> None:
        self._connection.execute(
            update(t.commitment).where(t.commitment.c.id == commitment.id).values(_columns(commitment))
        )
        held = t.commitment_party.c.commitment_id == commitment.id
        self._connection.execute(delete(t.commitment_party).where(held))
        self._write_parties(commitment)

    def _write_parties(self, commitment: Commitment) -> None:
        rows = [
            {"commitment_id": commitment.id, "role": role, "party_id": party.id, "position": position}
            for role, parties in (("actor", commitment.actors), ("counterpart", commitment.counterparts))
            for position, party in enumerate(dict.fromkeys(parties))
        ]
        if rows:
            self._connection.execute(insert(t.commitment_party), rows)

    def _values(self, query: Select[Any], **asked: Any) -> list[Commitment]:
        rows = self._connection.execute(query, asked).all()
        if not rows:
            return []
        people = self._people(rows)
        parties = self._parties([row.id for row in rows])
        # Each mission once: to read ladders takes longer than all the rest of a row.
        of_mission = {row.mission_id: row for row in rows}
        missions = {number: mission_value(row) for number, row in of_mission.items()}
        return [_commitment(row, people, parties, missions) for row in rows]

    def _people(self, rows: Sequence[Any]) -> dict[int, Person]:
        """Owners and reviewers, by id."""
        wanted = {row.owner_id for row in rows} | {row.reviewer_id for row in rows}
        return SqlPeople(self._connection).by_ids(wanted - {None})

    def _parties(self, ids: Sequence[int]) -> dict[tuple[int, str], list[Party]]:
        """By (commitment, role). A long list is read whole rather than in many small queries."""
        rows = (
            self._connection.execute(_PARTIES_OF, {"ids": ids})
            if len(ids) <= CHUNK
            else self._connection.execute(_PARTIES)
        )
        found: dict[tuple[int, str], list[Party]] = defaultdict(list)
        for row in rows:
            found[row.commitment_id, row.role].append(Party(row.party_id, row.name))
        return found


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    c, conditions = t.commitment.c, []
    if wanted.owner_id is not None:
        conditions.append(or_(c.owner_id == wanted.owner_id, c.reviewer_id == wanted.owner_id))
    if wanted.unowned:
        conditions.append(c.owner_id.is_(None))
    if wanted.mission_id is not None:
        conditions.append(c.mission_id == wanted.mission_id)
    if wanted.report_id is not None:
        conditions.append(c.report_id == wanted.report_id)
    if wanted.statuses is not None:
        conditions.append(c.status.in_([status.value for status in wanted.statuses]))
    if wanted.party_id is not None:
        held = select(t.commitment_party.c.commitment_id).where(
            t.commitment_party.c.party_id == wanted.party_id
        )
        conditions.append(c.id.in_(held))
    return conditions


def _searched(commitment: Commitment) -> str:
    """SQL cannot fold accents on both databases alike, so the few columns are searched here."""
    parts = [commitment.title, commitment.quote, commitment.window.wording]
    parts += [party.name for party in commitment.parties]
    parts += [commitment.owner.name] if commitment.owner else []
    parts += [commitment.mission.title] if commitment.mission else []
    return fold(" \n ".join(parts))


def _columns(commitment: Commitment) -> dict[str, Any]:
    return {
        "uid": commitment.uid,
        "title": commitment.title,
        "quote": commitment.quote,
        "firmness": commitment.firmness.value,
        "direction": commitment.direction.value,
        "status": commitment.status.value,
        "known_since": commitment.known_since,
        "created_at": commitment.created_at,
        "updated_at": commitment.updated_at,
        "revision": commitment.revision,
        "window_revision": commitment.window_revision,
        "owner_id": commitment.owner.id if commitment.owner else None,
        "reviewer_id": commitment.reviewer.id if commitment.reviewer else None,
        "mission_id": commitment.mission.id if commitment.mission else None,
        "report_id": commitment.report_id,
        "closed_on": commitment.closed_on,
        "ladders": ladders_column(commitment.ladders),
        "snoozed_until": commitment.snoozed_until,
        "snoozes": commitment.snoozes,
        "after_id": commitment.after.commitment_id if commitment.after else None,
        "after_wording": commitment.after.wording if commitment.after else None,
        "after_language": commitment.after.language if commitment.after else None,
        **window_columns(commitment.window),
        **location_columns(commitment.location),
    }


def _commitment(
    row: Any,
    people: dict[int, Person],
    parties: dict[tuple[int, str], list[Party]],
    missions: dict[int | None, Mission | None],
) -> Commitment:
    """Read by place, in the order of the table: to look each column up by name took half of all the time."""
    # fmt: off
    (
        number, uid, title, quote, firmness, direction, status,
        wording, edtf, precision, earliest, latest, kind, rrule,
        known_since, created_at, updated_at, revision, window_revision,
        owner_id, reviewer_id, mission_id, report_id, start, end, page, heading,
        closed_on, ladders, snoozed_until, snoozes, after_id, after_wording, after_language,
        *_,
    ) = row
    # fmt: on
    return Commitment(
        number,
        uid,
        title,
        quote,
        _FIRMNESS[firmness],
        _DIRECTION[direction],
        _STATUS[status],
        Window(wording, edtf, _PRECISION[precision], earliest, latest, _KIND[kind], rrule),
        known_since,
        created_at,
        updated_at,
        revision,
        window_revision,
        people.get(owner_id),
        people.get(reviewer_id),
        missions[mission_id],
        report_id,
        None if start is None else Location(start, end, page, tuple(heading or ())),
        tuple(parties.get((number, "actor"), ())),
        tuple(parties.get((number, "counterpart"), ())),
        closed_on,
        ladders_value(ladders),
        snoozed_until,
        snoozes,
        After(after_id, after_wording, after_language) if after_id else None,
    )


_FIRMNESS = {it.value: it for it in Firmness}
_DIRECTION = {it.value: it for it in Direction}
_STATUS = {it.value: it for it in Status}
_PRECISION = {it.value: it for it in Precision}
_KIND = {it.value: it for it in Kind}
