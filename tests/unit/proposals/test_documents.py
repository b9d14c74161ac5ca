"""Whole small documents of many kinds: what they promise, how firmly and by when, and nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.documents import Document
from tracker.proposals import propose
from tracker.proposals.values import Findings, Proposal

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))

Case = tuple[dict[str, Any], Document, Findings]


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest, document: Callable[[str], Document]) -> Case:
    expected = tomllib.loads((FOLDER / f"{request.param}.toml").read_text(encoding="utf-8"))
    read = document(expected["text"])
    findings = propose(read, reference=expected["reference"], language=expected["language"])
    return expected, read, findings


def matched(expected: dict[str, Any], findings: Findings) -> Iterator[tuple[dict[str, Any], Proposal | None]]:
    """Each expected promise with the first proposal left that holds its words or stands in them."""
    left = list(findings.proposals)
    for promise in expected.get("promised", []):
        words = promise["words"]
        found = next((p for p in left if words in p.quote or p.quote.strip(" .") in words), None)
        if found is not None:
            left.remove(found)
        yield promise, found


def test_there_are_documents_of_many_kinds() -> None:
    assert len(NAMES) >= 15


def test_every_promise_is_proposed_as_firmly_as_it_was_made(case: Case) -> None:
    expected, _, findings = case
    for promise, proposal in matched(expected, findings):
        assert proposal is not None, promise["words"]
        allowed = promise["firmness"] if isinstance(promise["firmness"], list) else [promise["firmness"]]
        assert proposal.firmness in allowed, promise["words"]


def test_every_promise_has_the_date_that_stands_with_it(case: Case) -> None:
    expected, _, findings = case
    for promise, proposal in matched(expected, findings):
        if "edtf" in promise:
            assert proposal is not None, promise["words"]
            assert proposal.window.edtf == promise["edtf"], promise["words"]


def test_those_who_act_and_those_concerned_are_named(case: Case) -> None:
    expected, _, findings = case
    for promise, proposal in matched(expected, findings):
        if proposal is None:
            continue
        for name in promise.get("actors", []):
            assert name in proposal.actors, promise["words"]
        for name in promise.get("parties", []):
            assert any(name in party for party in proposal.actors + proposal.counterparts), promise["words"]


def test_nothing_else_is_proposed(case: Case) -> None:
    expected, _, findings = case
    found = [proposal for _, proposal in matched(expected, findings)]
    others = [p.quote for p in findings.proposals if p not in found]
    assert [q for q in others if not any(words in q for words in expected.get("optional", []))] == []


def test_what_is_no_promise_is_set_aside_with_its_reason(case: Case) -> None:
    expected, _, findings = case
    for words, code in expected.get("set_aside", {}).items():
        reasons = [aside.why for aside in findings.set_aside if words in aside.quote]
        assert reasons, words
        assert code == "any" or code in reasons, words


def test_every_quote_stands_where_it_says_and_every_title_is_short(case: Case) -> None:
    _, read, findings = case
    for passage in (*findings.proposals, *findings.set_aside):
        assert read.text[passage.location.start : passage.location.end] == passage.quote
    for proposal in findings.proposals:
        assert 0 < len(proposal.title) <= 80
        assert proposal.title[:1] == proposal.title[:1].upper()
        assert 0 <= proposal.score <= 1
        assert proposal.reasons
