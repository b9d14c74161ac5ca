"""What rounds cost, counted in the steps that SQLite takes and in the rows that it hands over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, text

from support.makers import MONDAY, day_window, make_commitment, make_person
from support.office import Office
from tracker.reminders import Stage

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY


@dataclass
class Count:
    steps: int = 0
    statements: int = 0


@contextmanager
def counting(office: Office) -> Iterator[Count]:
    """Instructions of SQLite's virtual machine, and statements."""
    count, engine = Count(), office.database.engine

    def step() -> int:
        count.steps += 1
        return 0

    def connect(connection: Any, *rest: Any) -> None:
        connection.set_progress_handler(step, 1)

    def note(*rest: Any) -> None:
        count.statements += 1

    engine.dispose()  # connections made from here on are watched
    event.listen(engine, "connect", connect)
    event.listen(engine, "before_cursor_execute", note)
    yield count
    event.remove(engine, "connect", connect)
    event.remove(engine, "before_cursor_execute", note)
    engine.dispose()


def plan_far_ahead(office: Office, number: int) -> None:
    """So many reminders for weeks to come."""
    with office.books(write=True) as books:
        (person, *_) = books.people.all() or [books.people.add(make_person())]
        promise = books.commitments.add(make_commitment())
        days = (MONDAY.date() + timedelta(days=30 + n % 300) for n in range(number))
        stages = (Stage(f"s-{n}", day, day, "day") for n, day in enumerate(days))
        books.reminders.add((promise.id, 0, person.id, stage) for stage in stages)
    with office.database.begin(write=True) as connection:
        connection.execute(text("ANALYZE"))


def fill(office: Office, people: int, each: int) -> None:
    """People who have so many commitments each that are a week from their last day on that Thursday."""
    with office.register() as register:
        for number in range(people):
            person = register.add_person(make_person(f"Person {number}"))
            for _ in range(each):
                register.add("Send the quote", window=day_window(date(2024, 9, 12)), owner=person)


def test_a_round_with_nothing_due_is_as_short_among_many_plans_as_among_few(office: Office) -> None:
    taken = []
    for more in (10, 5000):
        plan_far_ahead(office, more)
        office.run()  # not the first round, and not the first after a while
        with counting(office) as count:
            assert not office.run(office.now + MINUTE).digests
        taken.append(count.steps)
    few, many = taken
    assert many <= few * 1.1


def test_claims_for_many_people_cost_each_as_much_as_claims_for_few(office: Office) -> None:
    taken = []
    for people in (5, 40):
        fill(office, people, each=3)
        office.run(MONDAY)
        with counting(office) as count:
            digests = office.run(THURSDAY + len(taken) * DAY).digests
        assert len(digests) == people
        taken.append((count.steps / people, count.statements / people))
    (few_steps, few_statements), (many_steps, many_statements) = taken
    assert many_steps <= few_steps * 1.5
    assert many_statements <= few_statements


def test_what_waits_for_tomorrow_is_not_looked_at_person_by_person(office: Office) -> None:
    """Who has had today's digest may have more to hear: that is no reason to write, all day long."""
    fill(office, 12, each=1)
    office.run(THURSDAY)
    with office.register() as register:
        for person in register.books.people.all():
            register.add("And this", window=day_window(date(2024, 9, 12)), owner=person)
    with counting(office) as count:
        outcome = office.run(THURSDAY + MINUTE)
    assert (len(outcome.digests), len(outcome.waiting)) == (0, 12)
    assert count.statements <= 20
