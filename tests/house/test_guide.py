"""The guide to reminders names every stage that a ladder can have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.ladders import Form, rule

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["reminders.md", "reminders.fr.md"])
def test_every_stage_is_in_the_guide_and_every_stage_of_its_table_exists(page: str) -> None:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[1] for line in lines if line.startswith("| `")]
    named = {rule(word).form for cell in cells for word in re.findall(r"`([^`]+)`", cell)}
    assert named == set(Form)
