"""Words that are hard on readers, in one feed: ical.js, the strictest, reads them back as icalendar does.

The others unescape in an order of their own, and lose the backslash of `C:\\Nord`: no feed can help that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from support.makers import make_commitment
from tracker.commitments import Mission, Party
from tracker.feed import Options, render
from tracker.words import Words

WORDS = (
    "l’été\u00a0: «\u202fdéjà\u202f»",
    "😀👩🏽\u200d🌾 " * 40,
    "שלום עולם, مرحبا بالعالم; \u202eàrebours\u202c",
    "C:\\Nord\\nouveau\\",
    "a;b,c:d\"e'f^n",
    "=SOMME(A1)\tTab\r\nligne\x0bdeux\x85trois\u2028quatre",
    "é" * 10_000,
    "mot " * 2_500,
    "BEGIN:VEVENT\r\nEND:VCALENDAR\r\nX-A;B=C:D",
    "\ufeffdébut\x00fin\x07",
)


def test_hard_words_are_the_same_for_ical_js(
    tmp_path: Path, node: Callable[[str, Path], tuple[list[dict[str, Any]], str]]
) -> None:
    some = [
        make_commitment(
            id=number,
            uid=f"uid-{number}",
            title=f"T{words}",
            quote=f"Q{words}",
            mission=Mission(number, f"M{words}"),
            actors=(Party(number, f"P{words}"),),
        )
        for number, words in enumerate(WORDS, 1)
    ]
    feed = tmp_path / "hard.ics"
    feed.write_bytes(
        render("Dur", some, today=date(2024, 1, 1), say=Words("fr"), options=Options(tasks=True))
    )
    calendar = Calendar.from_ical(feed.read_bytes())
    expected = {
        str(part["UID"]): (str(part["SUMMARY"]), str(part["DESCRIPTION"]), ",".join(part.categories))
        for part in (*calendar.events, *calendar.todos)
    }
    assert len(expected) == 2 * len(WORDS)
    entries, said = node("ical.js", feed)
    assert said == ""
    found = {it["uid"]: (it["summary"], it["description"], ",".join(it["categories"])) for it in entries}
    assert found == expected
