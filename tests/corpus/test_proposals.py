"""The engine measured against gold labels, with the corpus's own scorer."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracker.commitments import Firmness
from tracker.dates.window import Kind
from tracker.documents import Document
from tracker.proposals import propose
from tracker.proposals.values import Findings, Proposal
from tracker.reading import read_file

UNDATED = date(2023, 5, 15)
"""The reference date of a document without one of its own: that of the mission of seed.txt."""


@pytest.fixture(scope="module")
def score(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def read(path: Path, gold: dict[str, Any]) -> tuple[Document, Findings]:
    document = read_file(path).document
    reference = date.fromisoformat(gold["report_date"]) if gold["report_date"] else UNDATED
    return document, propose(document, reference=reference, language=gold["language"])


def as_told(proposal: Proposal) -> dict[str, Any]:
    """A proposal as `suivi read --json` prints it, as far as the scorer looks."""
    return {
        "quote": proposal.quote,
        "title": proposal.title,
        "actors": list(proposal.actors),
        "counterparts": list(proposal.counterparts),
        "when_text": proposal.window.wording,
        "edtf": proposal.window.edtf,
        "firmness": proposal.firmness.value,
    }


def test_the_engine_meets_its_goals_on_the_corpus(
    corpus: Path, score: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    total = score.Count()
    lines = [score.HEAD]
    for path in score.gold_files(corpus):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = corpus / gold["document"]
        _, findings = read(document, gold)
        told = [as_told(p) for p in findings.proposals]
        count = score.score_document(document.read_text(encoding="utf-8"), gold, told)
        lines.append(score.line(path.name.removesuffix(".gold.json"), count))
        total.add(count)
    lines.append(score.line("total", total))
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    numbers = total.numbers()
    assert total.unanchored == 0
    assert numbers["precision"] >= 0.90
    assert numbers["recall"] >= 0.90
    assert total.traps <= 0.02 * total.proposed
    assert numbers["firmness_accuracy"] >= 0.85
    assert numbers["date_accuracy"] >= 0.92


@pytest.fixture(scope="module")
def mission(corpus: Path) -> Findings:
    gold = json.loads((corpus / "seed.gold.json").read_text(encoding="utf-8"))
    return read(corpus / "seed.txt", {**gold, "report_date": "2023-05-15"})[1]


@pytest.fixture
def one(mission: Findings) -> Callable[..., Proposal]:
    def find(*words: str) -> Proposal:
        found = [p for p in mission.proposals if all(word in p.quote for word in words)]
        assert len(found) == 1, words
        return found[0]

    return find


def test_the_delegation_from_namur_is_to_be_received_in_2024(one: Callable[..., Proposal]) -> None:
    proposal = one("délégation namuroise")
    assert proposal.window.edtf == "2024"
    assert proposal.firmness is Firmness.COMMITMENT
    assert "Ville de Namur" in proposal.actors + proposal.counterparts


def test_the_protocol_with_namur_is_renewed_as_an_item_of_its_own(one: Callable[..., Proposal]) -> None:
    assert "renouveler le protocole" in one("renouveler le protocole").quote
    assert "Renouveler" in one("renouveler le protocole").title


def test_the_region_of_brussels_comes_in_the_autumn_of_2024(one: Callable[..., Proposal]) -> None:
    proposal = one("Bruxelles-Capitale")
    assert proposal.window.edtf == "2024-23"
    assert proposal.actors == ("Région Bruxelles-Capitale",)


def test_actiris_and_quebec_international_are_in_talks_without_a_date(one: Callable[..., Proposal]) -> None:
    proposal = one("en discussion")
    assert {"Actiris", "Québec International"} <= set(proposal.actors)
    assert proposal.firmness is Firmness.TALKS
    assert proposal.window.edtf is None


def test_the_two_universities_wish_for_an_exchange(one: Callable[..., Proposal]) -> None:
    proposal = one("Université de Namur", "Université Laval")
    assert proposal.firmness is Firmness.INTENTION
    assert proposal.window.edtf is None


def test_the_protocol_with_paris_is_kept_for_its_validity(one: Callable[..., Proposal]) -> None:
    proposal = one("2023-2026")
    assert proposal.window.kind is Kind.VALIDITY
    assert proposal.window.edtf == "2023/2026"
    assert proposal.firmness is Firmness.DONE


def test_no_background_date_becomes_a_window(mission: Findings) -> None:
    for proposal in mission.proposals:
        assert proposal.window.wording not in ("2014", "2015", "2017")


def test_at_most_three_proposals_of_the_mission_are_unknown_to_the_gold(
    corpus: Path, score: ModuleType, mission: Findings
) -> None:
    gold = json.loads((corpus / "seed.gold.json").read_text(encoding="utf-8"))
    raw = (corpus / "seed.txt").read_text(encoding="utf-8")
    count = score.score_document(raw, gold, [as_told(p) for p in mission.proposals])
    assert count.missed == []
    assert count.false <= 3
    assert count.traps == 0
