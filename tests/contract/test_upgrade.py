"""A register that an earlier version made goes on with all that it holds."""

from __future__ import annotations

from datetime import date

from alembic import command
from sqlalchemy import insert

from db import tables as t
from db.engine import Database
from db.upkeep import alembic_config, upgrade
from support.makers import MONDAY
from tracker.books import LastRounds
from tracker.reminders import Fate, Recipient

PERSON = {"name": "Nadia", "email": "n@example.org", "language": "fr", "role": "owner", "active": True}
COMMITMENT = {
    "uid": "u-1",
    "title": "Envoyer le devis",
    "quote": "",
    "firmness": "commitment",
    "direction": "ours",
    "status": "todo",
    "wording": "le 4 octobre 2024",
    "precision": "day",
    "kind": "deadline",
    "known_since": date(2024, 6, 3),
    "created_at": MONDAY,
    "updated_at": MONDAY,
    "revision": 0,
    "window_revision": 0,
    "owner_id": 1,
}
REMINDER = {
    "commitment_id": 1,
    "window_revision": 0,
    "stage": "day",
    "recipient_id": 1,
    "on_day": date(2024, 10, 4),
    "nominal": date(2024, 10, 4),
    "rule": "day",
    "addressed_to": "owner",
    "fate": "planned",
}


def test_the_first_version_s_register_is_brought_up_to_date_with_its_rows(database_url: str) -> None:
    database = Database(database_url)
    with database.begin(write=True, create=True) as connection:
        command.upgrade(alembic_config(connection), "0001")
        connection.exec_driver_sql("INSERT INTO office (id, office_id) VALUES (1, 'abc')")
        for table, row in ((t.person, PERSON), (t.commitment, COMMITMENT), (t.reminder, REMINDER)):
            connection.execute(insert(table).values(row))
    assert upgrade(database)
    with database.books() as books:
        commitment = books.commitments.get(1)
        (reminder,) = books.reminders.of([1])
        assert commitment.owner == books.people.get(1)
        assert (commitment.snoozes, commitment.after, commitment.ladders) == (0, None, {})
        assert (reminder.fate, reminder.stage.to, reminder.recipient_id) == (Fate.PLANNED, Recipient.OWNER, 1)
        assert (books.office_id, books.last_rounds) == ("abc", LastRounds())
    database.close()


def test_the_end_of_the_last_rounds_is_kept(database: Database) -> None:
    with database.books(write=True) as books:
        books.last_rounds = LastRounds(any_at=MONDAY)
    with database.books() as books:
        assert books.last_rounds == LastRounds(any_at=MONDAY, good_at=None)
