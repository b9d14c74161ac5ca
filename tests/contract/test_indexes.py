"""What a round asks of a register full of plans is answered from an index, not by reading it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from db.engine import Database
from support.makers import make_commitment, make_person
from tracker.books import Books
from tracker.reminders import Fate, Stage

DAY = date(2024, 9, 2)
QUESTIONS: dict[str, tuple[str, Callable[[Books, int], Any]]] = {
    "who has something due": ("ix_reminder_due", lambda books, who: books.reminders.due_by(DAY)),
    "what somebody has due": ("ix_reminder_planned", lambda books, who: books.reminders.planned([who], DAY)),
    "when somebody's next is": (
        "ix_reminder_planned",
        lambda books, who: books.reminders.next_day_for([who], DAY),
    ),
    "what is not settled": ("ix_delivery_unsettled", lambda books, who: books.deliveries.unsettled()),
}


@pytest.fixture
def full(database: Database) -> Database:
    """Forty people with fifty reminders each, planned for later, sent, and one due for three of them."""
    with database.books(write=True) as books:
        people = [books.people.add(make_person()).id for _ in range(40)]
        promise = books.commitments.add(make_commitment()).id

        def stage(number: int, days: int) -> Stage:
            day = DAY + timedelta(days=days)
            return Stage(f"s-{number}", day, day, "day")

        books.reminders.add((promise, 0, who, stage(n, n - 30)) for who in people for n in range(30))
        books.reminders.settle([row.id for row in books.reminders.of([promise])], Fate.SENT, at=None)
        books.reminders.add((promise, 0, who, stage(n, n)) for who in people for n in range(30, 50))
        books.reminders.add((promise, 0, who, stage(99, 0)) for who in people[:3])
    with database.begin(write=True) as connection:
        connection.execute(text("ANALYZE"))
    return database


def plan_of(database: Database, ask: Callable[[Books, int], Any]) -> str:
    """How the database goes about the last thing that `ask` asks."""
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        asked.append((statement, parameters))

    with database.books() as books:
        who = books.people.all()[0].id
        event.listen(database.engine, "before_cursor_execute", note)
        ask(books, who)
        event.remove(database.engine, "before_cursor_execute", note)
    statement, parameters = asked[-1]
    with database.begin() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return "\n".join(row[3] for row in rows)
        connection.exec_driver_sql(
            "SET LOCAL enable_seqscan = off"
        )  # a table this small is as fast read whole
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return "\n".join(row[0] for row in rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_answered_from_its_index(full: Database, question: str) -> None:
    index, ask = QUESTIONS[question]
    told = plan_of(full, ask)
    assert index in told, told
    assert "SCAN reminder" not in told, "an index walked from end to end is read whole as well"
    assert "Seq Scan on reminder" not in told


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_has_something_due_is_found_among_what_is_due_alone(full: Database) -> None:
    """SQLite says by which columns it enters an index: by the day, and not recipient by recipient."""
    told = plan_of(full, QUESTIONS["who has something due"][1])
    assert "SEARCH reminder USING" in told
    assert "ix_reminder_due (on_day<?)" in told
