"""Makers with defaults: a promise, a stage of it, an entry of a digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from tracker.commitments import Commitment, Direction, Firmness, Mission, Person, Status
from tracker.dates.window import Precision, Window
from tracker.digest import Entry
from tracker.reminders import Recipient, Stage

TODAY = date(2024, 9, 2)  # a Monday
NADIA = Person(1, "Nadia Tremblay", "nadia@example.org")
WEDNESDAY = Window("le 4 septembre 2024", "2024-09-04", Precision.DAY, date(2024, 9, 4), date(2024, 9, 4))
_NUMBERS = count(100)


def make_promise(**facts: Any) -> Commitment:
    moment = datetime(2024, 6, 3, 12, tzinfo=UTC)
    number = facts.pop("id", next(_NUMBERS))
    promise = Commitment(
        id=number,
        uid=f"uid-{number}",
        title="Envoyer le devis",
        quote="Le Service enverra le devis.",
        firmness=Firmness.COMMITMENT,
        direction=Direction.OURS,
        status=Status.TODO,
        window=WEDNESDAY,
        known_since=date(2024, 6, 3),
        created_at=moment,
        updated_at=moment,
        owner=NADIA,
        mission=Mission(1, "Mission Alpha"),
    )
    return replace(promise, **facts)


def make_entry(rule: str = "ahead-7", **facts: Any) -> Entry:
    """An entry due today by `rule`; other facts are those of its commitment."""
    due, to = facts.pop("due", TODAY), facts.pop("to", Recipient.OWNER)
    nominal, since_news = facts.pop("nominal", due), facts.pop("since_news", None)
    section = facts.pop("section", None)
    return Entry(make_promise(**facts), Stage(rule, due, nominal, rule, to), section, since_news)


@pytest.fixture(scope="session")
def promise() -> Any:
    return make_promise


@pytest.fixture(scope="session")
def entry() -> Any:
    return make_entry
