"""Several programs write into one register at the same time, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from db.engine import Database
from support.makers import MONDAY, RULES, day_window, make_person
from tracker.intake import Intake
from tracker.journal import first_break
from tracker.naming import fold

Together = Callable[[list[tuple[object, ...]]], list[str]]


@pytest.fixture
def staffed(database: Database) -> Database:
    """A register with three people and six commitments."""
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=MONDAY)
        people = [register.add_person(make_person()) for _ in range(3)]
        for number in range(6):
            window = day_window(MONDAY.date().replace(day=10 + number))
            register.add(f"Promesse {number}", window=window, owner=people[number % 3])
    return database


def test_the_journal_keeps_its_chain_under_four_writers(database: Database, together: Together) -> None:
    together([("journal", database.url, f"writer {n}", 25) for n in range(4)])
    with database.books() as books:
        links = list(books.journal.all())
    assert [link.sequence for link in links] == list(range(1, 101))
    assert Counter(link.entry.by for link in links) == {f"writer {n}": 25 for n in range(4)}
    assert first_break(links) is None


def test_two_programs_that_claim_the_same_digest_have_one_winner(
    staffed: Database, together: Together
) -> None:
    with staffed.books() as books:
        person = books.people.all()[0].id
    won = together([("claim", staffed.url, name, person, 30) for name in ("left", "right")])
    days = [day for told in won for day in told.split()]
    assert len(days) == len(set(days)) == 30


def test_a_name_asked_for_by_several_at_once_is_added_once(database: Database, together: Together) -> None:
    names = [f"Ville {letter}" for letter in "ABCDEFGHIJ"]
    orders = [names, names[::-1], [name.upper() for name in names], names[5:] + names[:5]]
    together([("name_all", database.url, *order) for order in orders])
    with database.books() as books:
        wanted = sorted(map(fold, names))
        assert sorted(fold(party.name) for party in books.parties.all()) == wanted
        assert sorted(fold(mission.title) for mission in books.missions.all()) == wanted
        assert sorted(fold(feed.name) for feed in books.feeds.all()) == wanted
        assert first_break(books.journal.all()) is None


def test_of_two_programs_that_would_close_a_loop_one_is_refused(
    staffed: Database, together: Together
) -> None:
    told = together([("hang", staffed.url, 1, 2), ("hang", staffed.url, 2, 1)])
    assert sorted(out.strip() for out in told) == ["hung", "refused"]
    with staffed.books() as books:
        hanging = [it for it in books.commitments.select() if it.after is not None]
        assert len(hanging) == 1
        assert books.commitments.hanging_on(3 - hanging[0].id) == hanging


def test_eight_writers_lose_no_update_and_meet_no_error(staffed: Database, together: Together) -> None:
    with staffed.books() as books:
        before = books.journal.head()
    told = together([("work", staffed.url, seed, 12) for seed in range(8)])
    revisions: Counter[int] = Counter()
    for line in (line for out in told for line in out.splitlines()):
        commitment_id, changes = map(int, line.split())
        revisions[commitment_id] += changes
    with staffed.books() as books:
        assert {c.id: c.revision for c in books.commitments.select()} == revisions
        assert books.journal.head() == before + revisions.total()
        assert first_break(books.journal.all()) is None
