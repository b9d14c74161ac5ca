"""Talks without a date that nobody answers about any more are shown as dormant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

Office = Any

NOW = datetime.now(UTC).date()


def as_of(days: int) -> tuple[str, str]:
    return "--as-of", f"{NOW + timedelta(days=days)}T13:00"


def test_they_are_marked_wherever_they_are_shown(office: Office) -> None:
    for title in ("Pourparlers avec Valmont", "Pourparlers avec Ambreville"):
        office.do("add", title, "--owner", "marc", "--firmness", "talks")
    office.do("remind", "run", *as_of(200))
    assert [it["dormant"] for it in office.data("list", *as_of(300))] == [False, False]
    office.do("remind", "run", *as_of(400))
    assert [it["dormant"] for it in office.data("list", *as_of(410))] == [True, True]
    assert [it["dormant"] for it in office.data("list", *as_of(300))] == [False, False]
    assert [it["id"] for it in office.data("today", *as_of(410))["dormant"]] == [1, 2]
    told = office.do("list", "--dormant", *as_of(410))
    assert "to do · dormant, no news for 13 months" in told
    assert "2 dormant" in told
    assert "WITHOUT NEWS" in office.do("today", *as_of(410))
    assert "en sommeil, sans nouvelles depuis 13" in office.do("aujourdhui", *as_of(410), language="fr")
    assert office.data("show", 1)["dormant"] is False
