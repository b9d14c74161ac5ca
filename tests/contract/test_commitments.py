"""Commitments and their proofs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, StatementError

from db.books.commitments import NoSuchCommitment
from db.engine import Database
from support.makers import MONDAY, WINDOWS, make_commitment, make_person, make_report
from tracker.books import Filter
from tracker.commitments import After, Direction, Firmness, Location, Proof, Status
from tracker.dates.window import Window
from tracker.ladders import parse


@pytest.mark.parametrize("window", WINDOWS)
def test_a_commitment_comes_back_whole(database: Database, window: Window) -> None:
    with database.books(write=True) as books:
        awaited = books.commitments.add(make_commitment())
        added = books.commitments.add(
            make_commitment(
                window=window,
                title="« Été » – l’œuvre",
                firmness=Firmness.DONE,
                direction=Direction.THEIRS,
                status=Status.PARTLY,
                owner=books.people.add(make_person()),
                reviewer=books.people.add(make_person()),
                mission=books.missions.named("Mission Alpha"),
                report_id=books.reports.add(make_report()).id,
                location=Location(10, 42, 3, ("Suites", "À donner")),
                actors=(books.parties.named("Ville"),),
                counterparts=(books.parties.named("Foire"), books.parties.named("Ville")),
                closed_on=date(2024, 9, 1),
                revision=7,
                window_revision=2,
                ladders=parse({"month": ["opens", "overdue"]}),
                snoozed_until=date(2024, 9, 9),
                snoozes=2,
                after=After(awaited.id, "dans les 30 jours", "fr"),
            )
        )
    with database.books() as books:
        assert books.commitments.get(added.id) == added
        assert books.commitments.select() == [awaited, added]
        assert books.commitments.hanging_on(awaited.id) == [added]
        assert books.commitments.by_ids([added.id, added.id, 99]) == {added.id: added}


def test_a_bare_commitment_comes_back_bare(database: Database) -> None:
    with database.books(write=True) as books:
        added = books.commitments.add(make_commitment(quote=""))
        assert books.commitments.get(added.id) == added


def test_a_replaced_commitment_lets_go_of_its_parties(database: Database) -> None:
    with database.books(write=True) as books:
        city, fair = books.parties.named("Ville"), books.parties.named("Foire")
        added = books.commitments.add(make_commitment(actors=(city,), counterparts=(fair,)))
        changed = replace(added, actors=(fair, city), counterparts=(), status=Status.WAITING, revision=1)
        books.commitments.replace(changed)
    with database.books() as books:
        assert books.commitments.get(added.id) == changed


def test_a_name_changed_elsewhere_shows_in_the_commitment(database: Database) -> None:
    with database.books(write=True) as books:
        owner = books.people.add(make_person())
        added = books.commitments.add(make_commitment(owner=owner))
        books.people.replace(replace(owner, name="Nadia T."))
        found = books.commitments.get(added.id)
        assert found.owner is not None
        assert found.owner.name == "Nadia T."


def test_what_is_not_there_is_missing(database: Database) -> None:
    with database.books() as books, pytest.raises(NoSuchCommitment):
        books.commitments.get(1)


def test_a_uid_is_given_once(database: Database) -> None:
    with database.books(write=True) as books:
        books.commitments.add(make_commitment(uid="the-one"))
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.commitments.add(make_commitment(uid="the-one"))


def test_commitments_are_found_by_each_field_and_by_words(database: Database) -> None:
    with database.books(write=True) as books:
        nadia, paul = (books.people.add(make_person(name)) for name in ("Nadia Tremblay", "Paul Roy"))
        alpha = books.missions.named("Mission Alpha")
        city = books.parties.named("Ville de Lévis")
        report = books.reports.add(make_report())
        one, two, three = (
            books.commitments.add(facts)
            for facts in (
                make_commitment(owner=nadia, actors=(city,), title="Élargir l’entente"),
                make_commitment(owner=paul, reviewer=nadia, mission=alpha, counterparts=(city,)),
                make_commitment(status=Status.KEPT, report_id=report.id, quote="« Cœur »"),
            )
        )
    with database.books() as books:

        def found(**wanted: object) -> list[int]:
            return [it.id for it in books.commitments.select(Filter(**wanted))]  # type: ignore[arg-type]

        assert found() == [one.id, two.id, three.id]
        assert found(owner_id=nadia.id) == [one.id, two.id]
        assert found(unowned=True) == [three.id]
        assert found(party_id=city.id) == [one.id, two.id]
        assert found(party_id=city.id, owner_id=paul.id) == [two.id]
        assert found(mission_id=alpha.id) == [two.id]
        assert found(report_id=report.id) == [three.id]
        assert found(statuses=(Status.KEPT, Status.DROPPED)) == [three.id]
        assert found(statuses=()) == []
        assert found(text="ELARGIR entente") == [one.id]
        assert found(text="levis") == [one.id, two.id]
        assert found(text="tremblay élargir") == [one.id]
        assert found(text="mission alpha") == [two.id]
        assert found(text="cœur") == [three.id]
        assert found(text="absent") == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2024, 9, 2, 8, tzinfo=timezone(timedelta(hours=-4))),
        datetime(2024, 11, 3, 5, 30, 0, 123456, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_moments_come_back_as_aware_utc(database: Database, moment: datetime) -> None:
    with database.books(write=True) as books:
        added = books.commitments.add(make_commitment(created_at=moment, updated_at=moment))
        found = books.commitments.get(added.id)
    assert found.created_at == moment
    assert found.created_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = MONDAY.replace(tzinfo=None)
    with pytest.raises(StatementError, match="naive"), database.books(write=True) as books:
        books.commitments.add(make_commitment(created_at=naive))


def test_a_thousand_commitments_are_read_in_a_few_queries(database: Database) -> None:
    with database.books(write=True) as books:
        city = books.parties.named("Ville")
        owner = books.people.add(make_person())
        promised = (make_commitment(actors=(city,), owner=owner) for _ in range(1001))
        added = [books.commitments.add(it) for it in promised]
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *it: statements.append(it[2]))
    with database.books() as books:
        statements.clear()
        assert books.commitments.select() == added
        assert len(statements) == 3
        assert list(books.commitments.by_ids(it.id for it in added).values()) == added
        assert len(statements) == 3 + 3 * 3


def test_proofs_are_links_or_files_in_the_order_they_came(database: Database) -> None:
    with database.books(write=True) as books:
        promise = books.commitments.add(make_commitment())
        link = books.proofs.add(Proof(0, promise.id, MONDAY, link="https://example.org/pv"))
        file = books.proofs.add(Proof(0, promise.id, MONDAY, file_name="pv.pdf", sha256="ab" * 32))
        assert books.proofs.of(promise.id) == [link, file]
        assert books.proofs.of(promise.id + 1) == []


@pytest.mark.parametrize("facts", [{}, {"link": "https://example.org", "sha256": "ab" * 32}])
def test_a_proof_is_one_thing(database: Database, facts: dict[str, str]) -> None:
    with database.books(write=True) as books:
        promise = books.commitments.add(make_commitment())
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.proofs.add(Proof(0, promise.id, MONDAY, **facts))


def test_a_proof_shows_something(database: Database) -> None:
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.proofs.add(Proof(0, 99, MONDAY, link="https://example.org"))
