"""Books are one transaction: what they read hangs together, what they write is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from db.errors import DatabaseBusy
from db.upkeep import upgrade
from support.makers import MONDAY, make_commitment, make_person
from tracker.books import Books
from tracker.journal import Action, Entry


def fill(books: Books) -> None:
    books.people.add(make_person())
    books.parties.named("Ville")
    books.commitments.add(make_commitment())
    books.journal.append(Entry(MONDAY, "test", Action.NOTED, "commitment", 1, {}))


def content(database: Database) -> tuple[int, ...]:
    with database.books() as books:
        return _content(books)


def _content(books: Books) -> tuple[int, ...]:
    people, parties = len(books.people.all()), len(books.parties.all())
    return people, parties, len(books.commitments.select()), books.journal.head()


@pytest.fixture
def hurried(database: Database) -> Iterator[Database]:
    """The same register, opened by somebody who waits no longer than a moment."""
    other = Database(database.url, busy_seconds=0.1)
    yield other
    other.close()


def test_a_block_that_ends_well_is_kept(database: Database) -> None:
    with database.books(write=True) as books:
        fill(books)
        assert _content(books) == (1, 1, 1, 1)
    assert content(database) == (1, 1, 1, 1)


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_block_that_raises_is_undone(database: Database, failure: type[BaseException]) -> None:
    def fail() -> None:
        with database.books(write=True) as books:
            fill(books)
            raise failure

    with pytest.raises(failure):
        fail()
    assert content(database) == (0, 0, 0, 0)


def test_a_refused_row_undoes_what_came_before_it(database: Database) -> None:
    def fail() -> None:
        with database.books(write=True) as books:
            fill(books)
            books.commitments.add(make_commitment(uid="same"))
            books.commitments.add(make_commitment(uid="same"))

    with pytest.raises(IntegrityError):
        fail()
    assert content(database) == (0, 0, 0, 0)


def test_a_reader_sees_the_register_as_it_was_when_it_began(database: Database) -> None:
    with database.books() as reader:
        before = _content(reader)
        with database.books(write=True) as writer:
            fill(writer)
            assert _content(reader) == before
        assert _content(reader) == before
    assert content(database) == (1, 1, 1, 1)


def test_nobody_sees_half_a_change(database: Database) -> None:
    with database.books(write=True) as writer:
        writer.people.add(make_person())
        assert content(database) == (0, 0, 0, 0)
        fill(writer)
    assert content(database) == (2, 1, 1, 1)


def test_a_writer_waits_for_its_turn_and_then_says_that_it_was_busy(
    database: Database, hurried: Database
) -> None:
    with database.books(write=True) as first:
        fill(first)
        with pytest.raises(DatabaseBusy) as told, hurried.books(write=True):
            pass
    assert told.value.facts["place"] == hurried.place
    with hurried.books(write=True) as second:
        fill(second)
    assert content(database) == (2, 1, 2, 2)


def test_readers_do_not_wait_for_writers_nor_writers_for_readers(
    database: Database, hurried: Database
) -> None:
    with database.books(write=True) as writer:
        fill(writer)
        assert content(hurried) == (0, 0, 0, 0)
    with database.books() as reader:
        assert _content(reader) == (1, 1, 1, 1)
        with hurried.books(write=True) as writer:
            fill(writer)


def test_each_register_has_a_name_of_its_own(database: Database) -> None:
    with database.books() as books:
        name = books.office_id
    with database.books(write=True) as books:
        assert books.office_id == name
    assert len(name) == 16


def test_the_rules_that_the_plan_follows_are_kept(database: Database) -> None:
    with database.books(write=True) as books:
        assert books.rules is None
        books.rules = "a name"
    with database.books() as books:
        assert books.rules == "a name"


def test_a_service_keeps_its_connection_and_finds_a_new_one_when_the_server_closed_it(
    postgres: Callable[[], str],
) -> None:
    database = Database(postgres(), pooled=True)
    upgrade(database)

    def backend() -> int:
        with database.begin() as connection:
            return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)

    first = backend()
    assert backend() == first
    other = Database(database.url)
    with other.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    assert backend() != first
    database.close()
    other.close()
