"""People who are away, with real rounds that meet and are killed: their delegates hear of it once."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import date
from typing import Any

import pytest

from db.engine import Database
from support.makers import MONDAY
from tracker.absences import announce
from tracker.reminders import Fate

AWAY, DELEGATE = 2, 5  # two of the eight people, in the order in which they are served


@pytest.fixture
def away(bureau: Any) -> Any:
    """A bureau where one person stands in for another on the day that everybody has a mail due."""
    database = Database(bureau.url)
    with database.books(write=True) as books:
        people = sorted(books.people.all(), key=lambda person: person.id)
        first, last = date(2024, 10, 1), date(2024, 10, 20)
        announce(books, people[AWAY], first, last, people[DELEGATE], by="test", at=MONDAY)
    database.close()
    return bureau


def told(bureau: Any) -> tuple[Counter[Fate], set[int | None]]:
    """The fates of what is due for the one who is away, and the digests that carried it."""
    database = Database(bureau.url)
    with database.books() as books:
        person = sorted(books.people.all(), key=lambda person: person.id)[AWAY]
        rows = books.reminders.of([it.id for it in books.commitments.select()])
        due = [row for row in rows if row.recipient_id == person.id and row.stage.on <= date(2024, 10, 10)]
        assert books.deliveries.unsettled() == []
    database.close()
    return Counter(row.fate for row in due), {row.delivery_id for row in due if row.fate is Fate.SENT}


def test_four_rounds_at_once_tell_a_delegate_once(away: Any) -> None:
    moment = "2024-10-10T09:00:00-04:00"
    rounds = [away.start("round", away.folder, moment) for _ in range(4)]
    ends = [process.communicate(timeout=120) for process in rounds]
    assert [process.returncode for process in rounds] == [0] * 4, ends
    there = [address for n, address in enumerate(away.people) if n != AWAY]
    assert away.post.times() == dict.fromkeys(there, 1)
    fates, digests = told(away)
    assert fates[Fate.SENT] == 2
    assert set(fates) <= {Fate.SENT, Fate.SKIPPED}
    assert len(digests) == 1


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_delegates_digest_survives_the_kill_of_its_sender(away: Any, where: str) -> None:
    number = DELEGATE  # one fewer mail leaves: the absent one's
    assert away.round(number, where) == -signal.SIGKILL
    assert away.round() == 0
    there = [address for n, address in enumerate(away.people) if n != AWAY]
    again = {away.people[DELEGATE]: 2} if where == "after" else {}
    assert away.post.times() == {**dict.fromkeys(there, 1), **again}
    names = {name for to, name in away.post.taken if to == away.people[DELEGATE]}
    assert len(names) == 1, "and if it comes twice, it is under one Message-ID"
    assert told(away)[0][Fate.SENT] == 2


def test_an_address_that_refuses_a_delegate_is_told_and_mended(away: Any) -> None:
    from dataclasses import replace

    from support.makers import RULES
    from tracker.commitments import Role
    from tracker.intake import Intake

    def edit(number: int, **facts: Any) -> None:
        database = Database(away.url)
        with database.books(write=True) as books:
            register = Intake(books, RULES, by="test", at=MONDAY)
            person = sorted(books.people.all(), key=lambda person: person.id)[number]
            register.edit_person(replace(person, **facts))
        database.close()

    edit(0, role=Role.COORDINATOR)
    away.post.refused.add(away.people[DELEGATE])
    assert away.round() == 0
    assert told(away)[0][Fate.FAILED] == 2
    edit(DELEGATE, email="another@example.org")
    assert away.round() == 0
    assert away.post.times()["another@example.org"] == 1
    assert told(away)[0][Fate.SENT] == 2
