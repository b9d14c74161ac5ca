"""`suivi load`, from the feed that it wrote itself and somebody ticked off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def answered(suivi: Callable[..., Any], tmp_path: Path) -> Path:
    """The tasks of two commitments, the first of them completed in a calendar."""
    for words in (
        ["init"],
        ["add", "Envoyer le devis", "--due", "2030-06-30"],
        ["add", "Signer l’entente", "--due", "2030-06-30"],
        ["feed", "add", "Moi", "--tasks"],
        ["feed", "write", "moi.ics", "--feed", "Moi"],
    ):
        assert suivi(*words).code == 0
    file = tmp_path / "moi.ics"
    file.write_bytes(file.read_bytes().replace(b"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED", 1))
    return file


def statuses(suivi: Callable[..., Any]) -> list[str]:
    return [it["status"] for it in json.loads(suivi("list", "--json").out)]


def test_a_dry_run_shows_what_would_change_and_changes_nothing(
    suivi: Callable[..., Any], answered: Path
) -> None:
    done = suivi("load", answered, "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert "to do → kept" in done.out
    assert "1 status would change · 1 unchanged" in done.out
    assert statuses(suivi) == ["todo", "todo"]


def test_what_was_completed_there_is_kept_here_and_loads_once(
    suivi: Callable[..., Any], answered: Path
) -> None:
    assert "1 status changed · 1 unchanged" in suivi("load", answered).out
    assert statuses(suivi) == ["kept", "todo"]
    assert "moi.ics" in suivi("history", 1).out
    assert "0 statuses changed · 2 unchanged" in suivi("charger", answered).out


def test_what_is_not_ours_is_told_and_the_rest_is_done(suivi: Callable[..., Any], answered: Path) -> None:
    parts = answered.read_bytes().rpartition(b"UID:")
    answered.write_bytes(parts[0] + b"UID:somebody-else-" + parts[2])
    done = suivi("load", answered, "--json")
    assert done.code == 1
    assert "Signer l’entente" in done.err
    assert [it["after"] for it in json.loads(done.out)] == ["kept", None]
    assert statuses(suivi) == ["kept", "todo"]


def test_a_file_that_is_no_calendar_is_named(suivi: Callable[..., Any], tmp_path: Path) -> None:
    assert suivi("init").code == 0
    (tmp_path / "a.ics").write_text("Bonjour")
    done = suivi("load", "a.ics")
    assert done.code == 1
    assert "a.ics" in done.err
    assert "Traceback" not in done.err
