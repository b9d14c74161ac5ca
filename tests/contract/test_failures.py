"""A database that cannot be used says why, and stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from db import errors
from db.engine import SCHEMA, Database
from db.upkeep import upgrade
from support.makers import make_commitment

Together = Callable[[list[tuple[object, ...]]], list[str]]
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def read(url: str) -> int:
    database = Database(url, busy_seconds=0.2)
    try:
        with database.books() as books:
            return len(books.commitments.select())
    finally:
        database.close()


def mark(database: Database, version: str) -> None:
    with database.begin(write=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": version})


def tables_of(database: Database) -> set[str]:
    with database.begin() as connection:
        return set(connection.dialect.get_table_names(connection))


@SQLITE
def test_a_missing_file_is_not_made_by_looking_for_it(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(errors.NoRegister):
        read(database_url)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_holds_no_register(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "suivi.db").touch()
    with pytest.raises(errors.NoRegister):
        read(database_url)


def test_the_database_of_another_program_holds_no_register(database_url: str, tmp_path: Path) -> None:
    other = Database(database_url)
    with other.begin(write=True, create=True) as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
    with pytest.raises(errors.NoRegister):
        read(database_url)
    assert tables_of(other) == {"invoice"}
    other.close()


@pytest.mark.parametrize(
    ("version", "failure"), [("0000", errors.OlderDatabase), ("9999", errors.NewerDatabase)]
)
def test_a_register_of_another_version_is_left_alone(
    database: Database, version: str, failure: type[Exception]
) -> None:
    mark(database, version)
    with pytest.raises(failure) as told:
        read(database.url)
    assert (told.value.facts["found"], told.value.facts["needed"]) == (version, SCHEMA)  # type: ignore[attr-defined]
    with database.begin() as connection:
        assert database.schema(connection) == version


def test_a_newer_register_is_not_upgraded(database: Database) -> None:
    mark(database, "9999")
    with pytest.raises(errors.NewerDatabase):
        upgrade(database)
    with database.begin() as connection:
        assert database.schema(connection) == "9999"


def test_an_upgrade_of_what_is_new_changes_nothing(database: Database) -> None:
    with database.books() as books:
        office = books.office_id
    assert upgrade(database) is False
    with database.books() as books:
        assert books.office_id == office


def test_an_upgrade_that_fails_leaves_nothing_behind(database_url: str) -> None:
    database = Database(database_url)
    with database.begin(write=True, create=True) as connection:
        connection.execute(text("CREATE TABLE journal (id INTEGER)"))
    with pytest.raises((errors.DatabaseUnreachable, ProgrammingError)):
        upgrade(database)
    assert tables_of(database) == {"journal"}
    database.close()


def test_two_programs_that_make_the_register_at_once_make_one(database_url: str, together: Together) -> None:
    made = together([("make", database_url) for _ in range(3)])
    assert sorted(out.split()[0] for out in made) == ["False", "False", "True"]
    assert len({out.split()[1] for out in made}) == 1


@SQLITE
def test_many_that_open_a_new_file_at_once_wait_for_each_other(tmp_path: Path, database_url: str) -> None:
    ready = Barrier(6)

    def open_it(turn: int) -> str:
        database = Database(f"sqlite:///{tmp_path / f'{turn}.db'}")
        ready.wait()
        with database.engine.connect() as connection:
            kept = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        database.close()
        return str(kept)

    with ThreadPoolExecutor(ready.parties) as pool:
        for turn in range(60):
            assert set(pool.map(open_it, [turn] * ready.parties)) == {"wal"}


@SQLITE
def test_a_folder_is_made_for_a_new_register(tmp_path: Path, database_url: str) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'suivi.db'}"
    database = Database(url)
    assert upgrade(database) is True
    database.close()
    assert read(url) == 0


@SQLITE
@pytest.mark.parametrize("content", [b"%PDF-1.7 not a database\n" * 400, b"SQLite format 3\0" + b"x" * 9000])
def test_a_file_that_is_no_database_is_told_and_kept(
    database_url: str, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "suivi.db"
    path.write_bytes(content)
    for use in (read, lambda url: upgrade(Database(url))):
        with pytest.raises(errors.DatabaseDamaged) as told:
            use(database_url)
        assert str(path) in str(told.value)
        assert path.read_bytes() == content


@SQLITE
def test_a_damaged_register_is_told(database: Database, tmp_path: Path) -> None:
    with database.books(write=True) as books:
        for _ in range(200):
            books.commitments.add(make_commitment(quote="phrase " * 50))
    database.close()
    path = tmp_path / "suivi.db"
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(errors.DatabaseDamaged):
        read(database.url)


@SQLITE
def test_a_folder_is_no_database(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "suivi.db").mkdir()
    with pytest.raises(errors.DatabaseUnreachable):
        read(database_url)


@POSTGRESQL
def test_a_server_without_that_database_says_so(database_url: str) -> None:
    with pytest.raises(errors.DatabaseUnreachable, match="nowhere"):
        read(Database(database_url).engine.url.set(database="nowhere").render_as_string(hide_password=False))


def test_a_server_that_does_not_answer_keeps_the_password_to_itself() -> None:
    with pytest.raises(errors.DatabaseUnreachable) as told:
        read("postgresql://suivi:secret@127.0.0.1:1/suivi")
    assert "secret" not in str(told.value)
    assert "127.0.0.1" in str(told.value)


@pytest.mark.parametrize(
    "url", ["suivi.db", "", "mysql://localhost/suivi", "sqlite:/suivi.db", "postgresql+nothing://localhost/a"]
)
def test_an_address_of_another_kind_is_told(url: str) -> None:
    with pytest.raises(errors.BadDatabaseUrl):
        Database(url)


@SQLITE
def test_what_was_written_outlives_a_power_cut(database: Database) -> None:
    with database.begin(write=True, lasting=False) as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1  # NORMAL: done again if lost
    with database.begin(write=True) as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
