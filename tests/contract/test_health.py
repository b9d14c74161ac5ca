"""What the doctor reads from the books, after rounds that went well and rounds that did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from db import errors
from db.engine import Database
from db.upkeep import check
from support.makers import MONDAY, day_window
from support.office import Office
from tracker.commitments import Person, Status
from tracker.health import Chart, Finding, Subject, chart, examine
from tracker.health.findings import (
    AllOwned,
    BeingSent,
    FailingAddress,
    GoodRound,
    NextDigest,
    NoAddressFails,
    NothingUnderWay,
    OwnerGone,
    StuckClaim,
    TriedAgain,
    Unowned,
)
from tracker.mail.failures import Permanent, Temporary

TODAY = MONDAY.date()
WEEK = timedelta(days=7)
DUE = day_window(TODAY + WEEK)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia")


def promised(office: Office, owner: Person | None) -> int:
    with office.register(at=MONDAY - 12 * WEEK) as register:
        return register.add("Send the quote", window=DUE, owner=owner).id


def read(office: Office) -> Chart:
    with office.books() as books:
        return chart(books, office.now)


def found(office: Office, *subjects: Subject) -> list[Finding]:
    everything = examine(
        read(office), office.rules, now=office.now, alarm=timedelta(hours=26), is_dead=lambda _: False
    )
    return [it for it in everything if it.subject in subjects]


def test_after_a_good_round_all_is_well(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run()
    rounds, under_way, addresses, owners, coming = found(office, *Subject)
    assert isinstance(rounds, GoodRound)
    assert [under_way, addresses, owners] == [NothingUnderWay(), NoAddressFails(), AllOwned()]
    assert isinstance(coming, NextDigest)
    friday = TODAY + timedelta(days=4)  # the eve of the Monday that it is due is a Sunday
    assert (coming.at.date(), coming.names) == (friday, ("Nadia",))


def test_a_refusal_stays_until_a_digest_arrives(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.mailbox.answers[nadia.email] = [Permanent(server="mail", to=nadia.email, words="550 no mailbox")]
    office.run()
    assert found(office, Subject.ADDRESSES) == [FailingAddress("Nadia", nadia.email, TODAY, "550 no mailbox")]
    office.run(MONDAY + WEEK)
    assert found(office, Subject.ADDRESSES) == [NoAddressFails()]


def test_a_corrected_address_is_no_failure_any_more(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.mailbox.answers[nadia.email] = [Permanent(server="mail", to=nadia.email, words="550 no mailbox")]
    office.run()
    with office.register() as register:
        register.edit_person(replace(nadia, email="nadia@example.net"))
    assert found(office, Subject.ADDRESSES) == [NoAddressFails()]


def test_a_mail_that_was_put_off_is_under_way(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.mailbox.answers[nadia.email] = [Temporary(server="mail", to=nadia.email, words="451 greylisted")]
    office.run()
    (told,) = found(office, Subject.CLAIMS)
    assert isinstance(told, TriedAgain)
    assert (told.name, told.day, told.words) == ("Nadia", TODAY, "451 greylisted")


def test_a_claim_whose_worker_never_came_back_is_stuck_once_its_lease_is_over(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)

    class Killed(BaseException):
        pass

    office.mailbox.answers[nadia.email] = [Killed()]  # type: ignore[list-item]
    with pytest.raises(Killed):
        office.run()
    assert found(office, Subject.CLAIMS) == [BeingSent("Nadia", TODAY)]
    office.now += timedelta(days=1)
    assert found(office, Subject.CLAIMS) == [StuckClaim("Nadia", TODAY)]


def test_what_nobody_owns_or_somebody_left_behind_is_named(office: Office, nadia: Person) -> None:
    nobodys, theirs, closed = promised(office, None), promised(office, nadia), promised(office, None)
    with office.register() as register:
        register.set_status(closed, Status.DROPPED, note="Overtaken.")
        register.edit_person(replace(nadia, active=False))
    assert found(office, Subject.OWNERS) == [Unowned(1, (nobodys,)), OwnerGone(1, "Nadia", (theirs,))]


def test_old_failures_cost_no_more_than_the_digests_since(office: Office, nadia: Person) -> None:
    """Only whoever had a failure is looked at further back than some days."""
    paul = office.hire("Paul")
    promised(office, nadia), promised(office, paul)
    office.mailbox.answers[nadia.email] = [Permanent(server="mail", to=nadia.email, words="550 no mailbox")]
    office.run()
    office.now += 5 * WEEK
    assert {person_id for person_id, _ in read(office).settled} == {nadia.id}


def test_a_sound_database_says_its_version(database: Database) -> None:
    assert check(database) == "0002"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_that_nothing_needed_yet_is_looked_at_all_the_same(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        page = connection.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'feed'"))
    database.close()
    path = tmp_path / "suivi.db"
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")  # SQLite's file format §1.3
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with Database(database.url).books() as books:
        assert books.people.all() == []
    with pytest.raises(errors.DatabaseDamaged):
        check(Database(database.url))
