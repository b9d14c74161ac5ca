"""The journal: only ever added to, and no alteration goes unseen."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone

import pytest
from sqlalchemy import text

from db.engine import Database
from support.makers import MONDAY
from tracker.journal import FIRST, Action, Entry, first_break

TORONTO = timezone(timedelta(hours=-4))
DETAILS = {
    "note": "« Été » 🙂",
    "proofs": ["a", "b"],
    "before": None,
    "score": 0.1,
    "nested": {"b": 1, "a": 2},
}


def entry(number: int, **facts: object) -> Entry:
    moment = MONDAY.astimezone(TORONTO) + timedelta(microseconds=number)
    return Entry(moment, "Hélène", Action.NOTED, "commitment", number, {**DETAILS, **facts})


@pytest.fixture
def written(database: Database) -> Database:
    with database.books(write=True) as books:
        for number in range(1, 6):
            books.journal.append(entry(number))
    return database


def test_entries_come_back_as_links_of_one_chain(written: Database) -> None:
    with written.books() as books:
        links = list(books.journal.all())
        assert [link.entry for link in links] == [entry(number) for number in range(1, 6)]
        assert [link.sequence for link in links] == [1, 2, 3, 4, 5]
        assert [link.previous for link in links] == [FIRST, *(link.hash for link in links[:-1])]
        assert first_break(links) is None
        assert links[0].entry.at.tzinfo is UTC
        assert books.journal.head() == 5
        assert books.journal.changed_at() == entry(5).at


def test_an_empty_journal_is_whole(database: Database) -> None:
    with database.books() as books:
        assert (books.journal.head(), books.journal.changed_at()) == (0, None)
        assert first_break(books.journal.all()) is None


def test_the_history_of_several_things_is_one_list(written: Database) -> None:
    with written.books(write=True) as books:
        books.journal.append(Entry(MONDAY, "Paul", Action.EDITED, "person", 2, {}))
        books.journal.append(entry(2, again=True))
        assert [link.sequence for link in books.journal.of("commitment", 2)] == [2, 7]
        assert [link.sequence for link in books.journal.of("commitment", 4, 2, 9)] == [2, 4, 7]
        assert [link.sequence for link in books.journal.of("person", 2)] == [6]
        assert books.journal.of("feed", 2) == []
        assert books.journal.of("commitment") == []


ALTERATIONS = {
    "a word": "UPDATE journal SET details = replace(details, 'note', 'mote') WHERE sequence = 3",
    "who": "UPDATE journal SET \"by\" = 'Paul' WHERE sequence = 3",
    "what": "UPDATE journal SET action = 'added' WHERE sequence = 3",
    "what, unheard of": "UPDATE journal SET action = 'burnt' WHERE sequence = 3",
    "which": "UPDATE journal SET noun_id = 9 WHERE sequence = 3",
    "details that no longer read": "UPDATE journal SET details = '{' WHERE sequence = 3",
    "details that are no object": "UPDATE journal SET details = '[1]' WHERE sequence = 3",
    "the hash": "UPDATE journal SET hash = previous WHERE sequence = 3",
    "a row taken out": "DELETE FROM journal WHERE sequence = 3",
    "two rows changed round": (
        "UPDATE journal SET sequence = CASE sequence WHEN 3 THEN -4 ELSE -3 END WHERE sequence IN (3, 4);"
        "UPDATE journal SET sequence = -sequence WHERE sequence < 0"
    ),
}


@pytest.mark.parametrize("alteration", ALTERATIONS.values(), ids=list(ALTERATIONS))
def test_an_alteration_shows_where_it_is(written: Database, alteration: str) -> None:
    with written.begin(write=True) as connection:
        for statement in alteration.split(";"):
            connection.execute(text(statement))
    with written.books() as books:
        assert first_break(books.journal.all()) == 3


def test_a_moment_shows_when_it_is_altered(written: Database) -> None:
    with written.begin(write=True) as connection:
        altered = {"at": MONDAY.replace(tzinfo=None)}
        connection.execute(text("UPDATE journal SET at = :at WHERE sequence = 2"), altered)
    with written.books() as books:
        assert first_break(books.journal.all()) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL takes moments only
def test_a_moment_that_no_longer_reads_is_a_break(written: Database) -> None:
    with written.begin(write=True) as connection:
        connection.execute(text("UPDATE journal SET at = 'hier' WHERE sequence = 2"))
    with written.books() as books:
        assert first_break(books.journal.all()) == 2


def test_a_row_put_in_shows(written: Database) -> None:
    with written.begin(write=True) as connection:
        connection.execute(text("UPDATE journal SET sequence = 6 WHERE sequence = 5"))
        connection.execute(
            text(
                'INSERT INTO journal SELECT 5, at, "by", action, noun, noun_id, details, previous, hash '
                "FROM journal WHERE sequence = 4"
            )
        )
    with written.books() as books:
        assert first_break(books.journal.all()) == 5
