"""A reminder: one stage of a ladder for one recipient, both plan and ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Recipient(StrEnum):
    """Who hears of a stage; resolved to a person when it is planned."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    MANAGER = "manager"


class Fate(StrEnum):
    """Where a reminder stands: `planned → claimed → sent | failed | skipped`."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


class Skip(StrEnum):
    """Why a reminder was not sent."""

    CAUGHT_UP = "caught-up"  # a more advanced stage went out in its place
    WINDOW_CHANGED = "window-changed"
    OWNER_CHANGED = "owner-changed"
    CLOSED = "closed"  # the status became final
    ON_HOLD = "on-hold"
    RULE_CHANGED = "rule-changed"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a commitment's ladder.

    `name` is unique within the window revision (`opens`, `ahead-7`, `overdue-2`). `on` is the day it
    falls due after the working calendar moved it from `nominal`. `rule` is the ladder's own words
    for it (`ahead-7`, `overdue`), from which `remind why` explains it.
    """

    name: str
    on: date
    nominal: date
    rule: str
    to: Recipient = Recipient.OWNER


@dataclass(frozen=True, slots=True)
class Reminder:
    """A stage for one person, and what became of it.

    Unique by (commitment, window revision, stage, recipient). Timestamps are aware UTC;
    `digest_id` names the digest that carried it, `reason` says why it was skipped or failed.
    """

    id: int
    commitment_id: int
    window_revision: int
    stage: Stage
    recipient_id: int
    fate: Fate
    reason: str | None = None
    digest_id: int | None = None
    settled_at: datetime | None = None
