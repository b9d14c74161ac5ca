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
    COORDINATOR = "coordinator"  # who is told of what could not be delivered


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
    SNOOZED = "snoozed"  # its owner asked to come back to it later
    RULE_CHANGED = "rule-changed"
    SETTLED = "settled"  # there is nothing left to tell of


HANDOVER = "handover"
"""The rule of a note: a new owner is told."""

SNOOZED_AGAIN = "snoozed-again"
"""The rule of a note: the reviewer is told of what was put off over and over."""

UNDELIVERED = "undelivered"
"""The rule of a note: a coordinator is told of a digest that failed; its stage is named by the delivery."""

NOTES = frozenset({HANDOVER, SNOOZED_AGAIN, UNDELIVERED})
"""The rules of stages that no ladder has: each is told once, beside the commitments of a digest."""


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


SNOOZED = "snoozed"
"""The rule of the stage that a snooze ends with, whatever the ladder: the owner comes back to it."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A stage for one person, and what became of it.

    Unique by (commitment, window revision, stage, recipient). Timestamps are aware UTC;
    `delivery_id` is the digest that carried it, `reason` says why it was skipped or failed.
    """

    id: int
    commitment_id: int
    window_revision: int
    stage: Stage
    recipient_id: int
    fate: Fate
    reason: str | None = None
    delivery_id: int | None = None
    settled_at: datetime | None = None


class DeliveryState(StrEnum):
    """Where the one digest of a person and day stands."""

    CLAIMED = "claimed"  # a worker is sending it, or died doing so
    RETRY = "retry"  # a temporary failure: tried again from `next_try_at` on
    SENT = "sent"
    FAILED = "failed"  # a permanent failure
    DISSOLVED = "dissolved"  # never left; its reminders went into a later digest


@dataclass(frozen=True, slots=True)
class Delivery:
    """The one digest of a person on a day, and what became of it.

    Unique by (person, day). `message_id` is fixed at the claim, so that a retry carries the same
    one. `maybe_delivered` is true when the server may have taken the mail without our knowing.
    `lease_until`, `next_try_at` and `settled_at` are aware UTC.
    """

    id: int
    person_id: int
    day: date
    message_id: str
    state: DeliveryState
    attempts: int = 0
    maybe_delivered: bool = False
    claimed_by: str | None = None
    lease_until: datetime | None = None
    next_try_at: datetime | None = None
    error: str | None = None
    settled_at: datetime | None = None
