"""`tracker.books` in SQL, a file per noun; rows become values here."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection, select, update

from db import tables
from db.books.commitments import SqlCommitments
from db.books.deliveries import SqlDeliveries
from db.books.feeds import SqlFeeds
from db.books.journal import SqlJournal
from db.books.names import SqlAbsences, SqlMissions, SqlParties, SqlPeople
from db.books.proofs import SqlProofs
from db.books.proposals import SqlProposals
from db.books.reminders import SqlReminders
from db.books.reports import SqlReports
from tracker.books import LastRounds


class SqlBooks:
    """One transaction of the register. `write` locks the rows that are read to be changed."""

    def __init__(self, connection: Connection, *, write: bool) -> None:
        self._connection = connection
        self._write = write

    @cached_property
    def office_id(self) -> str:
        return str(self._connection.scalar(select(tables.office.c.office_id)))

    @property
    def rules(self) -> str | None:
        found: str | None = self._connection.scalar(select(tables.office.c.rules))
        return found

    @rules.setter
    def rules(self, name: str) -> None:
        self._connection.execute(update(tables.office).values(rules=name))

    @property
    def last_rounds(self) -> LastRounds:
        row = self._connection.execute(
            select(tables.office.c.last_round_at, tables.office.c.last_good_round_at)
        ).one()
        return LastRounds(*row)

    @last_rounds.setter
    def last_rounds(self, at: LastRounds) -> None:
        values = {"last_round_at": at.any_at, "last_good_round_at": at.good_at}
        self._connection.execute(update(tables.office).values(values))

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._connection)

    @cached_property
    def absences(self) -> SqlAbsences:
        return SqlAbsences(self._connection)

    @cached_property
    def parties(self) -> SqlParties:
        return SqlParties(self._connection)

    @cached_property
    def missions(self) -> SqlMissions:
        return SqlMissions(self._connection)

    @cached_property
    def reports(self) -> SqlReports:
        return SqlReports(self._connection)

    @cached_property
    def proposals(self) -> SqlProposals:
        return SqlProposals(self._connection)

    @cached_property
    def commitments(self) -> SqlCommitments:
        return SqlCommitments(self._connection)

    @cached_property
    def proofs(self) -> SqlProofs:
        return SqlProofs(self._connection)

    @cached_property
    def reminders(self) -> SqlReminders:
        return SqlReminders(self._connection, write=self._write)

    @cached_property
    def deliveries(self) -> SqlDeliveries:
        return SqlDeliveries(self._connection)

    @cached_property
    def feeds(self) -> SqlFeeds:
        return SqlFeeds(self._connection)

    @cached_property
    def journal(self) -> SqlJournal:
        return SqlJournal(self._connection)
