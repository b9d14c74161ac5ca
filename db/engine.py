"""Open a database, begin and end a transaction, and the two dialects' quirks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from db import errors

if TYPE_CHECKING:
    from db.books import SqlBooks
    from db.glance import Glance

SCHEMA = "0002"
"""The newest migration. Kept here so that opening a register does not load Alembic."""

BUSY_SECONDS = 15.0
_PAUSE = 0.005  # seconds before SQLite is asked again for what it refuses without waiting

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's SQLSTATE

_TURN = text("SELECT pg_advisory_xact_lock(7384201)")  # any number, the same in every Suivi
"""Writers take turns on PostgreSQL too. What they change hangs together (a change, its place in the
journal, the plan of reminders), so finer locks would only let them meet crosswise and deadlock; a turn
lasts some milliseconds, and mail leaves between turns."""


_NOT_LASTING = text("SET LOCAL synchronous_commit = off")


class Database:
    """A register's database, opened by URL when first used.

    Accepts `sqlite:///PATH` and `postgresql://…`. `busy_seconds` is how long a writer waits for
    another one before DatabaseBusy is raised. `pooled` keeps a server's connections open between
    transactions, for a process that lives on; one that the server has closed meanwhile is opened anew.
    """

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS, pooled: bool = False) -> None:
        self.url = url
        self.busy_seconds = busy_seconds
        self.engine = _engine(url, busy_seconds, pooled=pooled)
        self._checked = False
        self._glance: Glance | None = None

    @property
    def place(self) -> str:
        """The database's name for messages, without a password."""
        url = self.engine.url
        return url.database or ":memory:" if _is_sqlite(url.drivername) else url.render_as_string()

    @contextmanager
    def books(self, *, write: bool = False, lasting: bool = True) -> Iterator[SqlBooks]:
        """One transaction: committed at the end of the block, undone when it raises.

        What is not `lasting` outlives the process, and may be lost with the power.
        """
        from db.books import SqlBooks

        with self.begin(write=write, lasting=lasting) as connection:
            if not self._checked:
                self._check(connection)
                self._checked = True
            yield SqlBooks(connection, write=write)

    @contextmanager
    def begin(
        self, *, write: bool = False, create: bool = False, lasting: bool = True
    ) -> Iterator[Connection]:
        """A bare transaction, with the driver's failures turned into ours."""
        if not create:
            self._must_exist()
        try:
            with self.engine.connect() as connection:
                options: dict[str, Any] = {"suivi_write": write, "suivi_lasting": lasting}
                if connection.dialect.name == "postgresql" and not write:
                    options["isolation_level"] = "REPEATABLE READ"
                connection = connection.execution_options(**options)
                with connection.begin():
                    if write and connection.dialect.name == "postgresql":
                        connection.execute(_TURN)
                        if not lasting:
                            connection.execute(_NOT_LASTING)
                    yield connection
        except DBAPIError as failure:
            told = self._explain(failure)
            if told is None:
                raise
            raise told from failure

    def feed_glance(self) -> Glance | None:
        """A look at the state of feeds that waits for nobody; None on a server, where it might."""
        if self._glance is None and self.engine.dialect.name == "sqlite":
            from db.glance import Glance

            self._glance = Glance(self.engine)
        return self._glance

    def close(self) -> None:
        if self._glance is not None:
            self._glance.close()
        self.engine.dispose()

    def schema(self, connection: Connection) -> str | None:
        """The migration that the database is at; None when it holds no register."""
        if not connection.dialect.has_table(connection, "alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found

    def _check(self, connection: Connection) -> None:
        found = self.schema(connection)
        if found is None:
            raise errors.NoRegister(place=self.place)
        if found > SCHEMA:
            raise errors.NewerDatabase(place=self.place, found=found, needed=SCHEMA)
        if found < SCHEMA:
            raise errors.OlderDatabase(place=self.place, found=found, needed=SCHEMA)

    def _must_exist(self) -> None:
        """SQLite would quietly make an empty file."""
        url = self.engine.url
        if _is_sqlite(url.drivername) and url.database not in (None, "", ":memory:"):
            path = Path(str(url.database))
            if not path.exists():
                raise errors.NoRegister(place=self.place)

    def _explain(self, failure: DBAPIError) -> Exception | None:
        """By code: a server tells its reasons in its own language. None for what is a bug of ours."""
        reason = _one_line(failure)
        code = getattr(failure.orig, "sqlite_errorcode", 0) & 0xFF  # the rest tells kinds of kinds apart
        if code in _BUSY or getattr(failure.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            return errors.DatabaseBusy(place=self.place, seconds=round(self.busy_seconds))
        if code in _DAMAGED:
            return errors.DatabaseDamaged(place=self.place, reason=reason)
        if isinstance(failure, OperationalError):
            return errors.DatabaseUnreachable(place=self.place, reason=reason)
        return None


def _is_sqlite(driver: str) -> bool:
    return driver.startswith("sqlite")


def _one_line(failure: DBAPIError) -> str:
    return " ".join(str(failure.orig).split()).rstrip(".")


def _engine(url: str, busy_seconds: float, *, pooled: bool) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername == "postgresql+psycopg":
            options: dict[str, Any] = {"pool_pre_ping": True} if pooled else {"poolclass": NullPool}
            milliseconds = int(busy_seconds * 1000)
            engine = create_engine(
                parsed, connect_args={"options": f"-c lock_timeout={milliseconds} -c timezone=UTC"}, **options
            )
        elif _is_sqlite(parsed.drivername):
            engine = create_engine(parsed, connect_args={"timeout": busy_seconds})
            _tame_sqlite(engine, busy_seconds)
        else:
            raise errors.BadDatabaseUrl(url=parsed.render_as_string())
    except (ArgumentError, NoSuchModuleError):
        raise errors.BadDatabaseUrl(url=url) from None
    except ModuleNotFoundError:
        raise errors.NoPostgresDriver from None
    return engine


def _write_ahead(connection: Any, busy_seconds: float) -> None:
    """Keep a write-ahead log.

    Of several programs that say so to a new file at once SQLite refuses all but one without any wait,
    since each holds the lock that the others need: they ask again.
    """
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as failure:
            if failure.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _tame_sqlite(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin at its own whim
        connection.execute("PRAGMA foreign_keys = ON")
        _write_ahead(connection, busy_seconds)
        # Rows of one person lie on pages far apart: with the default of 2 MB a large digest reads and writes
        # each of them twice.
        connection.execute("PRAGMA cache_size = -16000")  # KB
        connection.execute("PRAGMA wal_autocheckpoint = 4000")  # pages of 4 KB

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that begins by reading and then writes can meet "database is locked"
        # without any wait; a writer says so at once and waits its turn.
        options = connection.get_execution_options()
        write, lasting = options.get("suivi_write", True), options.get("suivi_lasting", True)
        if write:  # what was recorded as sent outlives a power cut
            connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
