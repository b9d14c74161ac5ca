"""Reports and what was proposed from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from db.books.proposals import NoSuchProposal
from db.books.reports import NoSuchReport
from db.engine import Database
from support.makers import MONDAY, WINDOWS, make_commitment, make_proposal, make_report
from tracker.commitments import Direction, Firmness, Location
from tracker.dates.window import FoundWindow, Kind, Precision, Window
from tracker.proposals.stored import Decision, StoredProposal


def test_a_report_comes_back_whole_by_number_and_by_hash(database: Database) -> None:
    with database.books(write=True) as books:
        mission = books.missions.named("Mission Alpha")
        text = "« Où ? » – l’été…\nΑθήνα 東京 🙂"
        report = books.reports.add(make_report(mission=mission, pages=12, text=text, language="en"))
    with database.books() as books:
        assert books.reports.get(report.id) == report
        assert books.reports.with_hash(report.sha256) == report
        assert books.reports.with_hash("0" * 64) is None
        with pytest.raises(NoSuchReport):
            books.reports.get(report.id + 1)


def test_a_file_is_kept_once(database: Database) -> None:
    with database.books(write=True) as books:
        report = books.reports.add(make_report())
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.reports.add(replace(report, file_name="autre.txt"))


@pytest.mark.parametrize("window", WINDOWS)
def test_a_proposal_comes_back_whole(database: Database, window: Window) -> None:
    proposal = make_proposal(window=window, firmness=Firmness.TALKS, direction=Direction.MUTUAL, score=1 / 3)
    with database.books(write=True) as books:
        report = books.reports.add(make_report())
        stored = books.proposals.add(StoredProposal(0, report.id, proposal))
    with database.books() as books:
        assert books.proposals.get(stored.id) == stored
        assert books.proposals.of_report(report.id) == books.proposals.waiting() == [stored]
        with pytest.raises(NoSuchProposal):
            books.proposals.get(stored.id + 1)


def test_a_doubt_about_a_date_is_kept_with_its_wording(database: Database) -> None:
    found = FoundWindow("31 novembre", 0, 11, None, Precision.DAY, None, None, Kind.DEADLINE, None, "w", "e")
    window = Window("31 novembre", None, Precision.DAY, None, None, Kind.DEADLINE)
    with database.books(write=True) as books:
        report = books.reports.add(make_report())
        stored = books.proposals.add(StoredProposal(0, report.id, make_proposal(found=found, window=window)))
        assert books.proposals.get(stored.id).proposal.found == found


def test_a_decision_is_kept_with_what_it_led_to(database: Database) -> None:
    with database.books(write=True) as books:
        report = books.reports.add(make_report())
        first, second, third = (
            books.proposals.add(StoredProposal(0, report.id, make_proposal(f"Phrase {n}."))) for n in range(3)
        )
        promise = books.commitments.add(make_commitment(report_id=report.id, location=Location(3, 9)))
        accepted = replace(first, decision=Decision.ACCEPTED, commitment_id=promise.id, decided_at=MONDAY)
        books.proposals.replace(accepted)
        books.proposals.replace(replace(second, decision=Decision.REJECTED, decided_at=MONDAY))
        revision = books.proposals.add(
            StoredProposal(0, report.id, make_proposal("Phrase 0, bis."), revises_id=first.id)
        )
    with database.books() as books:
        assert books.proposals.get(first.id) == accepted
        assert books.proposals.get(revision.id).revises_id == first.id
        assert books.proposals.waiting() == [third, revision]
        assert books.proposals.rejected_quotes() == ["Phrase 1."]
        assert books.commitments.get(promise.id).location == Location(3, 9)


def test_beside_a_report_stand_those_of_its_mission_and_of_its_file_name(database: Database) -> None:
    with database.books(write=True) as books:
        alpha, beta = books.missions.named("Alpha"), books.missions.named("Bêta")
        ours = {
            quote: books.reports.add(make_report(mission=mission, file_name=name))
            for quote, mission, name in (
                ("même mission", alpha, "autre.pdf"),
                ("même fichier", None, "rapport.pdf"),
                ("ni l’un ni l’autre", beta, "autre.pdf"),
                ("sans mission", None, "autre.pdf"),
            )
        }
        for quote, report in ours.items():
            books.proposals.add(StoredProposal(0, report.id, make_proposal(quote)))
        replaced = StoredProposal(
            0, ours["même mission"].id, make_proposal("remplacée"), decision=Decision.REPLACED
        )
        books.proposals.add(replaced)
    with database.books() as books:
        report = make_report(mission=alpha, file_name="rapport.pdf")
        quotes = [stored.proposal.quote for stored in books.proposals.beside(report)]
        assert quotes == ["même mission", "même fichier"]
        alone = books.proposals.beside(replace(report, mission=None, file_name="nouveau.pdf"))
        assert alone == []


def test_dates_far_away_come_back(database: Database) -> None:
    with database.books(write=True) as books:
        report = books.reports.add(make_report(dated=date(1608, 7, 3)))
        assert books.reports.get(report.id).dated == date(1608, 7, 3)
