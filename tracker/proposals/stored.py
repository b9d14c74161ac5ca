"""A proposal in the register: waiting for a person, or decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.proposals.values import Proposal


class Decision(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REJECTED = "rejected"
    REPLACED = "replaced"  # a later version of its report words it otherwise


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """`id` is what a person types as P12; `commitment_id` is what it became or was merged into.

    `revises_id` is the proposal of an earlier version of the report that this one words otherwise.
    """

    id: int
    report_id: int
    proposal: Proposal
    decision: Decision = Decision.WAITING
    commitment_id: int | None = None
    decided_at: datetime | None = None
    revises_id: int | None = None
