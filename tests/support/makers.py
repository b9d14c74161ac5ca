"""Makers with defaults: say only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from tracker.commitments import Commitment, Direction, Firmness, Location, Person, Report, Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.ladders import nearest
from tracker.planning import Rules
from tracker.proposals.values import Proposal, Reason, ReasonCode
from tracker.workdays import Workdays

TORONTO = ZoneInfo("America/Toronto")
BRUSSELS = ZoneInfo("Europe/Brussels")
RULES = Rules(nearest(), Workdays(""), TORONTO, time(7, 30))
"""Weekends are off; no holidays, whose calendars take a second to load."""

MONDAY = datetime(2024, 9, 2, 13, tzinfo=UTC)
"""9 o'clock in Toronto on the 2nd of September 2024: after the hour of the digest."""

_numbers = count(1)


def day_window(day: date, *, kind: Kind = Kind.DEADLINE) -> Window:
    return Window(day.isoformat(), day.isoformat(), Precision.DAY, day, day, kind)


AUTUMN = Window("à l'automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))
MONDAYS = Window("chaque lundi", None, Precision.DAY, date(2024, 9, 2), None, Kind.RECURRING, "FREQ=WEEKLY")
PROTOCOL = Window(
    "2023-2026", "2023/2026", Precision.RANGE, date(2023, 1, 1), date(2026, 12, 31), Kind.VALIDITY
)
WINDOWS = [OPEN, AUTUMN, MONDAYS, PROTOCOL, day_window(date(2024, 2, 29))]
"""One of each kind that is followed up."""


def make_person(name: str = "", **facts: Any) -> Person:
    number = next(_numbers)
    return replace(Person(0, name or f"Nadia {number}", f"person{number}@example.org"), **facts)


def make_commitment(**facts: Any) -> Commitment:
    usual: dict[str, Any] = {
        "id": 0,
        "uid": f"uid-{next(_numbers)}",
        "title": "Envoyer le devis",
        "quote": "Le Service enverra le devis à l’automne.",
        "firmness": Firmness.COMMITMENT,
        "direction": Direction.OURS,
        "status": Status.TODO,
        "window": AUTUMN,
        "known_since": date(2024, 6, 3),
        "created_at": MONDAY,
        "updated_at": MONDAY,
    }
    return Commitment(**(usual | facts))


def make_report(**facts: Any) -> Report:
    number = next(_numbers)
    usual: dict[str, Any] = {
        "id": 0,
        "file_name": f"rapport-{number}.txt",
        "sha256": f"{number:064x}",
        "language": "fr",
        "dated": date(2024, 6, 3),
        "text": "Le Service enverra le devis à l’automne.",
        "mission": None,
        "pages": None,
        "imported_at": MONDAY,
    }
    return Report(**(usual | facts))


def make_proposal(quote: str = "Le Service enverra le devis.", **facts: Any) -> Proposal:
    usual: dict[str, Any] = {
        "quote": quote,
        "title": "Envoyer le devis",
        "firmness": Firmness.COMMITMENT,
        "direction": Direction.OURS,
        "window": AUTUMN,
        "found": None,
        "actors": ("Service des achats",),
        "counterparts": ("Ville de Valmont",),
        "score": 0.75,
        "reasons": (Reason(ReasonCode.FUTURE_TENSE, "enverra"), Reason(ReasonCode.DATE_AHEAD)),
        "location": Location(0, len(quote), 5, ("Suites", "À donner")),
    }
    return Proposal(**(usual | facts))
