"""Between rows and the values that several tables share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Insert, Table, bindparam, insert

from tracker.commitments import Location
from tracker.dates.window import Kind, Precision, Window
from tracker.ladders import Part, parse, render

Id = TypeVar("Id", int, str)

CHUNK = 500  # SQLite's older builds take 999 variables in a statement


def chunks(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """`ids` in portions that one statement can name."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def among(column: Column[Any]) -> ColumnElement[bool]:
    """Whether a column is one of the `ids` that a statement is executed with.

    To build a statement takes longer than to execute it: those that a round needs for every digest are
    built once, with their values left open.
    """
    return column.in_(bindparam("ids", expanding=True))


def insert_new(connection: Connection, table: Table) -> Insert:
    """Insert what is not there already, as both databases can, each by its own name."""
    return _insert_new(connection.dialect.name, table)


@cache
def _insert_new(dialect: str, table: Table) -> Insert:
    """By name: PostgreSQL's is slow to load, and many never need it."""
    new: Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table).on_conflict_do_nothing()
    return new


def insert_row(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Add one row and return its id."""
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None  # noqa: S101 - every table here has an integer key
    return int(key[0])


def window_columns(window: Window) -> dict[str, Any]:
    return {
        "wording": window.wording,
        "edtf": window.edtf,
        "precision": window.precision.value,
        "earliest": window.earliest,
        "latest": window.latest,
        "kind": window.kind.value,
        "rrule": window.rrule,
    }


def window_value(row: Any) -> Window:
    return Window(
        wording=row.wording,
        edtf=row.edtf,
        precision=Precision(row.precision),
        earliest=row.earliest,
        latest=row.latest,
        kind=Kind(row.kind),
        rrule=row.rrule,
    )


def location_columns(location: Location | None) -> dict[str, Any]:
    if location is None:
        return {"span_start": None, "span_end": None, "page": None, "heading": None}
    return {
        "span_start": location.start,
        "span_end": location.end,
        "page": location.page,
        "heading": list(location.heading),
    }


def location_value(row: Any) -> Location | None:
    if row.span_start is None:
        return None
    return Location(row.span_start, row.span_end, row.page, tuple(row.heading or ()))


def ladders_column(ladders: Part) -> dict[str, list[str]] | None:
    return render(ladders) or None


def ladders_value(kept: dict[str, list[str]] | None) -> Part:
    return parse(kept or {})
