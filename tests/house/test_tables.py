"""The migrations make the tables that the code speaks to, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from db.engine import SCHEMA
from db.tables import metadata
from db.upkeep import alembic_config


def test_migrations_leave_nothing_for_alembic_to_change(database):
    with database.begin() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_migrations_make_every_check(database):
    """Alembic does not compare these."""
    with database.begin() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            wanted = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
            assert {one["name"] for one in inspector.get_check_constraints(table.name)} == wanted


def test_the_schema_that_the_code_asks_for_is_the_newest_migration(database):
    with database.begin() as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
        assert scripts.get_heads() == [SCHEMA]
        assert database.schema(connection) == SCHEMA
