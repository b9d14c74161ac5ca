"""Every reader sees the same entries: how many, their words, days, status and categories."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest


class Seen(NamedTuple):
    """One entry as a reader sees it; `end` is exclusive for an event, the due day for a task.

    Categories are one string: some readers do not know an escaped comma and make two of a name with
    one, which no feed can help.
    """

    kind: str
    uid: str
    summary: str
    start: str | None
    end: str | None
    status: str
    categories: str
    description: str


def seen(
    kind: str, uid: Any, summary: Any, start: Any, end: Any, status: Any, categories: Iterable[Any], text: Any
) -> Seen:
    days = (None if day is None else str(day)[:10] for day in (start, end))
    names = ",".join(map(str, categories)).replace("\\", "")
    return Seen(kind, str(uid), str(summary), *days, str(status), names, str(text))


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def with_icalendar(path: Path) -> list[Seen]:
    from icalendar import Calendar

    calendar = Calendar.from_ical(path.read_bytes())
    found = []
    for part in (*calendar.events, *calendar.todos):
        start, end = (part[name].dt if name in part else None for name in ("DTSTART", _end(part.name)))
        facts = (part["UID"], part["SUMMARY"], start, end, part["STATUS"], part.categories)
        found.append(seen(part.name, *facts, part["DESCRIPTION"]))
    return found


def _end(kind: str) -> str:
    return "DTEND" if kind == "VEVENT" else "DUE"


def with_vobject(path: Path) -> list[Seen]:
    import vobject

    calendar = vobject.readOne(text_of(path))

    def value(part: Any, name: str, default: Any = None) -> Any:
        child = getattr(part, name, None)
        return default if child is None else child.value

    parts = [*calendar.contents.get("vevent", []), *calendar.contents.get("vtodo", [])]
    return [
        seen(
            part.name,
            *(value(part, name) for name in ("uid", "summary", "dtstart", _end(part.name).lower(), "status")),
            value(part, "categories", []),
            value(part, "description"),
        )
        for part in parts
    ]


def with_ics(path: Path) -> list[Seen]:
    """Events only: its tasks know no categories. It keeps those of an event as a set."""
    ics = pytest.importorskip("ics")
    return [
        seen(
            "VEVENT",
            *(event.uid, event.name, event.begin.date(), event.end.date(), event.status),
            sorted(event.categories),
            event.description,
        )
        for event in ics.Calendar(text_of(path)).events
    ]


def with_ical(path: Path) -> list[Seen]:
    stream = pytest.importorskip("ical.calendar_stream")
    calendar = stream.IcsCalendarStream.calendar_from_ics(text_of(path))
    facts = [("VEVENT", one, one.dtend) for one in calendar.events]
    facts += [("VTODO", one, one.due) for one in calendar.todos]
    return [
        seen(kind, o.uid, o.summary, o.dtstart, end, o.status.value, o.categories, o.description)
        for kind, o, end in facts
    ]


def agree(found: list[Seen], path: Path) -> None:
    expected = with_icalendar(path)
    assert len(found) == len(expected)
    assert sorted(found, key=lambda one: one.uid) == sorted(expected, key=lambda one: one.uid)


@pytest.mark.parametrize("reader", [with_vobject, with_ical])
def test_python_readers_agree(feed, reader):
    agree(reader(feed), feed)


def test_ics_agrees_on_events(feed):
    def without_order(one: Seen) -> Seen:
        return one._replace(categories=",".join(sorted(one.categories.split(","))))

    expected = [without_order(one) for one in with_icalendar(feed) if one.kind == "VEVENT"]
    found = [without_order(one) for one in with_ics(feed)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("reader", ["ical.js", "node-ical", "ts-ics"])
def test_javascript_readers_agree(feed, node, reader):
    entries, _ = node(reader, feed)
    order = ("kind", "uid", "summary", "start", "end", "status", "categories", "description")
    agree([seen(*(entry[name] for name in order)) for entry in entries], feed)
