"""Keep the register's database sound: create it, bring it up to date."""

from __future__ import annotations

import secrets
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, select, text

from db import errors, tables
from db.engine import SCHEMA, Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> bool:
    """Run the missing migrations in one transaction. True when there was anything to do.

    Raises NewerDatabase when the database knows a migration that this version does not.
    """
    place = Path(database.place)
    if database.engine.dialect.name == "sqlite" and database.place != ":memory:":
        _make_folder(place.parent)
    with database.begin(write=True, create=True) as connection:
        found = database.schema(connection)
        if found == SCHEMA:
            return False
        if found is not None and found > SCHEMA:
            raise errors.NewerDatabase(place=database.place, found=found, needed=SCHEMA)
        command.upgrade(alembic_config(connection), "head")
        if connection.scalar(select(tables.office.c.id)) is None:
            connection.execute(insert(tables.office).values(id=1, office_id=secrets.token_hex(8)))
    return True


def check(database: Database) -> str:
    """The migration that a register is at, once its file has been read through on SQLite.

    Raises what opening it would, and DatabaseDamaged for a page that nothing has needed yet.
    """
    with database.books():
        pass
    with database.begin() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.scalar(text("PRAGMA quick_check(1)"))
            if found != "ok":
                raise errors.DatabaseDamaged(place=database.place, reason=" ".join(str(found).split()))
    return SCHEMA


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise errors.DatabaseUnreachable(place=str(folder), reason=reason) from failure
