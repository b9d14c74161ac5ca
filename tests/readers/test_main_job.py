"""The calendar of the real mission report, as `feed write` leaves it, before other people's readers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vobject
from icalendar import Calendar


def test_the_written_feed_opens_everywhere_without_a_warning(
    corpus: Path, tmp_path: Path, suivi: Callable[..., Any], node: Callable[[str, Path], tuple[Any, str]]
) -> None:
    feed = tmp_path / "suivi.ics"
    for words in (
        ["init"],
        ["import", corpus / "seed.txt", "--mission", "Mission Europe 2023"]
        + ["--date", "2023-05-15", "--accept", "all"],
        ["feed", "write", feed, "--as-of", "2024-09-02"],
    ):
        assert suivi(*words, language="fr").code == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        events = Calendar.from_ical(feed.read_bytes()).walk("VEVENT")
    assert "2024-12-20" in {event["DTSTART"].dt.isoformat() for event in events}
    assert vobject.readOne(feed.read_bytes().decode()).validate(raiseException=True)
    entries, said = node("ical.js", feed)
    assert said == ""
    assert len(entries) == len(events)
