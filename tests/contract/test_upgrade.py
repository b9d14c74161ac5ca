"""A register that an earlier version made goes on with all that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, insert, inspect, select

from db import tables as t
from db.engine import Database
from db.upkeep import alembic_config, upgrade
from support import first_register as first
from support.makers import MONDAY
from support.office import Office
from tracker.books import LastRounds
from tracker.foresight import why
from tracker.journal import first_break
from tracker.reminders import DeliveryState, Fate

DAY = timedelta(days=1)

Kept = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def old(database_url: str) -> Iterator[Database]:
    """With a row in every table of the first version, each column filled somewhere."""
    database = Database(database_url)
    rows = first.rows()
    with database.begin(write=True, create=True) as connection:
        command.upgrade(alembic_config(connection), "0001")
        assert {*inspect(connection).get_table_names()} == {*rows, "alembic_version"}
        for name, of_table in rows.items():
            found = {it["name"] for it in inspect(connection).get_columns(name)}
            assert first.filled(of_table) | {"id"} >= found, name
            for row in of_table:
                connection.execute(insert(t.metadata.tables[name]).values(row))
    yield database
    database.close()


def kept(connection: Connection, columns: dict[str, list[str]]) -> Kept:
    """What stands in these columns, by table."""
    found: Kept = {}
    for name, wanted in columns.items():
        table = t.metadata.tables[name]
        query = select(*(table.c[column] for column in wanted)).order_by(*table.primary_key.columns)
        found[name] = [tuple(row) for row in connection.execute(query)]
    return found


def test_no_row_of_the_first_version_is_lost_or_changed(old: Database) -> None:
    with old.begin() as connection:
        columns = {
            name: [it["name"] for it in inspect(connection).get_columns(name)] for name in first.rows()
        }
        before = kept(connection, columns)
    assert upgrade(old)
    with old.begin() as connection:
        assert kept(connection, columns) == before
    assert not upgrade(old)
    with old.books() as books:
        assert first_break(books.journal.all()) is None
        commitment = books.commitments.get(first.SOON)
        assert (commitment.snoozes, commitment.after, commitment.ladders) == (0, None, {})
        assert [party.name for party in commitment.parties] == ["Chambre de commerce", "Ville de Valmont"]
        assert (books.people.get(first.NADIA).channel, books.absences.all()) == (None, [])
        assert books.last_rounds == LastRounds()


def test_what_is_added_after_an_upgrade_has_a_number_of_its_own(old: Database) -> None:
    upgrade(old)
    office = Office(old)
    zoe = office.hire("Zoe")
    with office.register() as register:
        added = register.add("Rendre la maquette", window=office.get(first.SOON).window, owner=zoe)
        assert register.books.parties.named("VALMONT").id == 1
    assert (zoe.id, added.id) == (5, 7)


def test_the_round_after_an_upgrade_sends_what_was_due_and_what_was_left_behind(old: Database) -> None:
    upgrade(old)
    office = Office(old)
    before = {row.id: row for row in office.rows()}
    office.run(MONDAY)
    mia, nadia, paul = (f"{name}@example.org" for name in ("mia", "nadia", "paul"))
    assert sorted(office.mailbox.recipients) == [mia, nadia, paul]
    names = {to: str(mail["Message-ID"]) for to, mail in office.mailbox.mails}
    assert names[paul] == first.LEFT_BEHIND, "the server may have it already"
    assert names[mia] != "<30.1@suivi.example.org>", "it never left, and is in the digest of today"
    office.run(MONDAY + timedelta(minutes=5))
    assert len(office.mailbox.mails) == 3
    after = {row.id: row for row in office.rows()}
    for number, row in before.items():
        if row.fate in (Fate.SENT, Fate.FAILED, Fate.SKIPPED):
            assert after[number] == row
    with office.books() as books:
        assert books.deliveries.unsettled() == []
        assert books.deliveries.get(first.PUT_OFF).state is DeliveryState.DISSOLVED
        for commitment in books.commitments.select():
            rows = books.reminders.of([commitment.id])
            told = why(commitment, rows, books.people.all(), office.rules, today=MONDAY.date())
            assert {it.row.id for it in told if it.row} == {row.id for row in rows}
    office.mailbox.mails.clear()
    for n in range(1, 11):
        office.run(MONDAY + n * DAY)
    assert office.mailbox.recipients.count(nadia) == 4, "on the 5th, the 9th, the 11th and the 12th"
    due = [row for row in office.rows() if row.stage.on <= date(2024, 9, 12)]
    assert Fate.PLANNED not in {row.fate for row in due}


def test_the_end_of_the_last_rounds_is_kept(database: Database) -> None:
    with database.books(write=True) as books:
        books.last_rounds = LastRounds(any_at=MONDAY)
    with database.books() as books:
        assert books.last_rounds == LastRounds(any_at=MONDAY, good_at=None)
