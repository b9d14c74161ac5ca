"""The JSON that other programs rely on."""

from __future__ import annotations

from datetime import date

from commands.present import proposal_json, window_json
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
