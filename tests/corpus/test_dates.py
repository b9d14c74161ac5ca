"""The date reader against the case files that lie beside the corpus, with their own scorer."""

from __future__ import annotations

import csv
import importlib.util
import os
from datetime import date
from itertools import islice
from types import ModuleType
from typing import Any

import pytest
from edtf import parse_edtf

from support.corpus import CASES
from tracker.dates import find_windows
from tracker.dates.occurrences import occurrences
from tracker.dates.window import FoundWindow, Kind

if not CASES.is_dir():
    if os.environ.get("CI"):
        pytest.fail(f"the case files are not at {CASES}; SUIVI_CORPUS names the corpus beside them")
    pytest.skip(
        f"no case files at {CASES}; SUIVI_CORPUS names the corpus beside them", allow_module_level=True
    )


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_dates", CASES / "score_dates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _proposed(found: list[FoundWindow]) -> FoundWindow | None:
    """The first window that is not background, else the first: what a proposal would take."""
    return next(
        (window for window in found if window.kind is not Kind.BACKGROUND), found[0] if found else None
    )


def _prediction(window: FoundWindow | None) -> dict[str, str] | None:
    if window is None:
        return None
    return {
        "when_text": window.wording,
        "edtf": window.edtf or "",
        "earliest": window.earliest.isoformat() if window.earliest else "",
        "latest": window.latest.isoformat() if window.latest else "",
        "precision": window.precision or "",
        "kind": window.kind,
    }


@pytest.fixture(scope="module")
def scored() -> tuple[dict[str, dict[str, Any]], str]:
    scorer = _scorer()
    cases = scorer.load_cases(CASES / "dates.tsv")
    predictions = {}
    for case in cases:
        found = find_windows(
            case["text"], reference=date.fromisoformat(case["reference_date"]), language=case["lang"]
        )
        for window in found:
            assert window.wording == case["text"][window.start : window.end]
            if window.edtf:
                parse_edtf(window.edtf)
        predictions[case["id"]] = _prediction(_proposed(found))
    families, wrong = scorer.score(cases, predictions)
    table = scorer.table(families)
    lines = [f"{case['id']} {case['text']!r}: {prediction}" for case, prediction, _ in wrong]
    return families, "\n".join([table, *lines])


def test_nearly_every_wording_is_read_in_all_six_fields(
    scored: tuple[dict[str, dict[str, Any]], str], capsys: pytest.CaptureFixture[str]
) -> None:
    families, table = scored
    with capsys.disabled():
        print(f"\n{table}")
    everything = families["=ALL"]
    assert everything["full"] >= 0.95 * everything["n"], table


def test_nothing_is_found_where_there_is_no_date(scored: tuple[dict[str, dict[str, Any]], str]) -> None:
    families, table = scored
    assert families["=quiet-none"]["hit"] == 0, table


def test_no_impossible_date_is_given_a_value(scored: tuple[dict[str, dict[str, Any]], str]) -> None:
    families, table = scored
    assert families["=impossible"]["invented"] == 0, table


def _recurrences() -> list[dict[str, str]]:
    with (CASES / "recurrence.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", _recurrences(), ids=lambda case: case["id"])
def test_a_recurring_wording_becomes_its_rule_and_days(case: dict[str, str]) -> None:
    scorer = _scorer()
    start = date.fromisoformat(case["start"])
    (found,) = find_windows(case["text"], reference=start, language=case["lang"])
    assert scorer.core(found.wording) == scorer.core(case["when_text"])
    assert found.rrule == case["rrule"]
    days = islice(occurrences(found.rrule, start=start, after=start), 3)
    assert [day.isoformat() for day in days] == [case["first"], case["second"], case["third"]]
