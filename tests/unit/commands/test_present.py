"""The JSON that other programs rely on, and what lists say of a commitment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from commands.app import App
from commands.places import Settings
from commands.present import proposal_json, tell_dormant, window_json
from support.makers import make_commitment
from tracker.proposals import propose
from tracker.reading import read_bytes
from tracker.words import Words

TEXT = "La Ville de Québec transmettra à Actiris un bilan des navettes chaque lundi jusqu'au 30 juin 2032."


def test_a_proposal_tells_its_days_as_a_commitment_does() -> None:
    document = read_bytes("rapport.txt", TEXT.encode()).document
    (proposal,) = propose(document, reference=date(2031, 5, 22), language="fr").proposals
    told, window = proposal_json(proposal, Words("fr")), window_json(proposal.window)
    assert told["rrule"] == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20320630"
    assert {**told, **window} == {**told, "wording": told["when_text"]}


def test_news_of_the_evening_are_of_that_day_of_the_office(tmp_path: Path) -> None:
    """It is October already in Greenwich."""
    app = App(Settings(tmp_path / "suivi.toml", named=False), {}, language="en")
    quiet = make_commitment(updated_at=datetime(2023, 10, 1, 1, 30, tzinfo=UTC))
    assert tell_dormant(quiet, date(2024, 11, 29), app) == "dormant, no news for 13 months"
    assert tell_dormant(quiet, date(2024, 11, 30), app) == "dormant, no news for 14 months"
