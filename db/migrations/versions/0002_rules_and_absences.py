"""Rules of a mission, person or commitment; absences, snoozes, chains, channels; when rounds ended.

Columns are added in plain SQL, which both databases read alike: Alembic would copy SQLite's tables to
add a reference, and a table that others refer to cannot be dropped with its rows.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for table, column in (
        ("office", f"last_round_at {moment}"),
        ("office", f"last_good_round_at {moment}"),
        ("mission", "ladders JSON"),
        ("person", "channel TEXT"),
        ("person", "ladders JSON"),
        ("commitment", "ladders JSON"),
        ("commitment", "snoozed_until DATE"),
        ("commitment", "snoozes INTEGER DEFAULT '0' NOT NULL"),
        (
            "commitment",
            "after_id INTEGER CONSTRAINT fk_commitment_after_id_commitment REFERENCES commitment (id)",
        ),
        ("commitment", "after_wording TEXT"),
        ("commitment", "after_language TEXT"),
    ):
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index(op.f("ix_commitment_after_id"), "commitment", ["after_id"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("delegate_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("last IS NULL OR last >= first", name=op.f("ck_absence_first_to_last")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")),
        sa.ForeignKeyConstraint(["delegate_id"], ["person.id"], name=op.f("fk_absence_delegate_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("reminder") as reminder:
        reminder.drop_constraint(op.f("ck_reminder_addressed_to"), type_="check")
        reminder.create_check_constraint(
            op.f("ck_reminder_addressed_to"),
            "addressed_to IN ('owner', 'reviewer', 'manager', 'coordinator')",
        )
    planned = sa.text("fate = 'planned'")
    op.create_index(
        "ix_reminder_planned",
        "reminder",
        ["recipient_id", "on_day"],
        sqlite_where=planned,
        postgresql_where=planned,
    )
