"""Commitments with defaults, and feeds read back with icalendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar, Component, Event, Todo

from tracker.commitments import Commitment, Direction, Firmness, Status
from tracker.dates.window import Kind, Precision, Window
from tracker.feed import Options, render
from tracker.words import Words

MADE = datetime(2024, 3, 1, 14, 30, tzinfo=UTC)

Promise = Callable[..., Commitment]


def _promise(**changes: Any) -> Commitment:
    """A firm commitment, due by 30 August 2024."""
    number = changes.get("id", 1)
    return Commitment(
        **{
            "id": number,
            "uid": f"commitment-{number}",
            "title": "Envoyer le protocole signé",
            "quote": "Le protocole signé sera envoyé au plus tard le 30 août.",
            "firmness": Firmness.COMMITMENT,
            "direction": Direction.OURS,
            "status": Status.TODO,
            "window": by(date(2024, 8, 30)),
            "known_since": date(2024, 2, 15),
            "created_at": MADE,
            "updated_at": MADE,
            **changes,
        }
    )


def by(day: date, wording: str = "au plus tard le 30 août 2024") -> Window:
    return Window(wording, f"../{day}", Precision.DAY, None, day, Kind.DEADLINE)


@pytest.fixture
def promise() -> Promise:
    return _promise


@pytest.fixture
def calendar() -> Callable[..., Component]:
    """Render commitments and read the feed back."""

    def read(*commitments: Commitment, today: date = date(2024, 6, 1), **choices: Any) -> Component:
        say = choices.pop("say", Words("en"))
        return Calendar.from_ical(render("Suivi", commitments, today=today, say=say, **choices))

    return read


@pytest.fixture
def events(calendar: Callable[..., Component]) -> Callable[..., list[Event]]:
    return lambda *commitments, **choices: calendar(*commitments, **choices).events


@pytest.fixture
def tasks(calendar: Callable[..., Component]) -> Callable[..., list[Todo]]:
    return lambda *commitments, **choices: (
        calendar(*commitments, options=Options(tasks=True), **choices).todos
    )
