"""The tables. Named constraints, aware UTC datetimes, no behaviour.

A change here is a new migration: a test holds that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC. SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return lambda text: text and datetime.fromisoformat(f"{text}+00:00")  # thousands are read at once


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _one_of(column: str, values: str) -> CheckConstraint:
    accepted = ", ".join(f"'{value}'" for value in values.split())
    return CheckConstraint(f"{column} IN ({accepted})", name=column)


def _window() -> list[Column[Any]]:
    return [
        Column("wording", Text, nullable=False),
        Column("edtf", Text),
        Column("precision", Text, nullable=False),
        Column("earliest", Date),
        Column("latest", Date),
        Column("kind", Text, nullable=False),
        Column("rrule", Text),
    ]


def _location() -> list[Column[Any]]:
    return [
        Column("span_start", Integer),
        Column("span_end", Integer),
        Column("page", Integer),
        Column("heading", JSON),
    ]


def _to(table: str, *, nullable: bool = False, name: str = "") -> Column[int]:
    return Column(name or f"{table}_id", ForeignKey(f"{table}.id"), nullable=nullable)


def _timestamp(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=nullable)


_FIRMNESS = "commitment intention talks done"
_DIRECTIONS = "ours theirs mutual"

office = Table(
    "office",
    metadata,
    _id(),
    Column("office_id", Text, nullable=False),
    Column("rules", Text),
    _timestamp("last_round_at", nullable=True),
    _timestamp("last_good_round_at", nullable=True),
    CheckConstraint("id = 1", name="single"),
)

mission = Table(
    "mission", metadata, _id(), Column("title", Text, nullable=False, unique=True), Column("ladders", JSON)
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("zone", Text),
    Column("send_at", Time),
    _to("person", nullable=True, name="manager_id"),
    Column("role", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("channel", Text),
    Column("ladders", JSON),
    _one_of("role", "reader owner coordinator administrator"),
)

absence = Table(
    "absence",
    metadata,
    _id(),
    _to("person"),
    Column("first", Date, nullable=False),
    Column("last", Date),
    _to("person", nullable=True, name="delegate_id"),
    CheckConstraint("last IS NULL OR last >= first", name="first_to_last"),
)

party = Table("party", metadata, _id(), Column("name", Text, nullable=False))

party_name = Table(
    "party_name",
    metadata,
    Column("folded", Text, primary_key=True),
    Column("name", Text, nullable=False),
    _to("party"),
    Index(None, "party_id"),
)

report = Table(
    "report",
    metadata,
    _id(),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("dated", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("pages", Integer),
    _to("mission", nullable=True),
    _timestamp("imported_at"),
)

commitment = Table(
    "commitment",
    metadata,
    _id(),
    Column("uid", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("firmness", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("status", Text, nullable=False),
    *_window(),
    Column("known_since", Date, nullable=False),
    _timestamp("created_at"),
    _timestamp("updated_at"),
    Column("revision", Integer, nullable=False),
    Column("window_revision", Integer, nullable=False),
    _to("person", nullable=True, name="owner_id"),
    _to("person", nullable=True, name="reviewer_id"),
    _to("mission", nullable=True),
    _to("report", nullable=True),
    *_location(),
    Column("closed_on", Date),
    Column("ladders", JSON),
    Column("snoozed_until", Date),
    Column("snoozes", Integer, nullable=False, server_default="0"),
    _to("commitment", nullable=True, name="after_id"),
    Column("after_wording", Text),
    Column("after_language", Text),
    _one_of("firmness", _FIRMNESS),
    _one_of("direction", _DIRECTIONS),
    _one_of("status", "todo in_progress waiting on_hold kept partly dropped"),
    Index(None, "owner_id"),
    Index(None, "mission_id"),
    Index(None, "after_id"),
)

commitment_party = Table(
    "commitment_party",
    metadata,
    Column("commitment_id", ForeignKey("commitment.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("party_id", ForeignKey("party.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    _one_of("role", "actor counterpart"),
    Index(None, "party_id"),
)

proposal = Table(
    "proposal",
    metadata,
    _id(),
    _to("report"),
    Column("quote", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("firmness", Text, nullable=False),
    Column("direction", Text, nullable=False),
    *_window(),
    Column("warning", Text),
    Column("error", Text),
    Column("actors", JSON, nullable=False),
    Column("counterparts", JSON, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
    *_location(),
    Column("decision", Text, nullable=False),
    _to("commitment", nullable=True),
    _timestamp("decided_at", nullable=True),
    _to("proposal", nullable=True, name="revises_id"),
    _one_of("firmness", _FIRMNESS),
    _one_of("direction", _DIRECTIONS),
    _one_of("decision", "waiting accepted merged rejected replaced"),
    Index(None, "report_id"),
    Index(None, "decision"),
)

proof = Table(
    "proof",
    metadata,
    _id(),
    _to("commitment"),
    _timestamp("added_at"),
    Column("link", Text),
    Column("file_name", Text),
    Column("sha256", Text),
    CheckConstraint("(link IS NULL) <> (sha256 IS NULL)", name="link_or_file"),
    Index(None, "commitment_id"),
)

delivery = Table(
    "delivery",
    metadata,
    _id(),
    _to("person"),
    Column("day", Date, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("maybe_delivered", Boolean, nullable=False),
    Column("claimed_by", Text),
    _timestamp("lease_until", nullable=True),
    _timestamp("next_try_at", nullable=True),
    Column("error", Text),
    _timestamp("settled_at", nullable=True),
    UniqueConstraint("person_id", "day"),
    _one_of("state", "claimed retry sent failed dissolved"),
)
# PostgreSQL has the same conditions, from the migrations: to tell them here would load its dialect with every
# command, also for those who have SQLite.
Index("ix_delivery_unsettled", delivery.c.day, sqlite_where=text("state IN ('claimed', 'retry')"))

reminder = Table(
    "reminder",
    metadata,
    _id(),
    _to("commitment"),
    Column("window_revision", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    _to("person", name="recipient_id"),
    Column("on_day", Date, nullable=False),
    Column("nominal", Date, nullable=False),
    Column("rule", Text, nullable=False),
    Column("addressed_to", Text, nullable=False),
    Column("fate", Text, nullable=False),
    Column("reason", Text),
    _to("delivery", nullable=True),
    _timestamp("settled_at", nullable=True),
    UniqueConstraint("commitment_id", "window_revision", "stage", "recipient_id"),
    _one_of("addressed_to", "owner reviewer manager coordinator"),
    _one_of("fate", "planned claimed sent failed skipped"),
    Index(None, "delivery_id"),
)
for _name, _columns in (
    ("ix_reminder_due", (reminder.c.on_day, reminder.c.recipient_id)),  # who has something due at all
    (
        "ix_reminder_planned",
        (reminder.c.recipient_id, reminder.c.on_day),
    ),  # what one person has due, and when next
):
    Index(_name, *_columns, sqlite_where=text("fate = 'planned'"))

feed = Table(
    "feed",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("scope_id", Integer),
    Column("language", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    _timestamp("created_at"),
    _timestamp("revoked_at", nullable=True),
    _timestamp("last_used_at", nullable=True),
    _one_of("scope", "everything person party mission"),
)

journal = Table(
    "journal",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _timestamp("at"),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("noun_id", Integer, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "noun", "noun_id"),
)
