"""Notes: rows that no ladder has. A digest tells each once, beside its commitments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.plan import holders
from tracker.reminders import HANDOVER, NOTES, SNOOZED_AGAIN, UNDELIVERED, Fate, Reminder, Skip

if TYPE_CHECKING:
    from tracker.commitments import Commitment, Person


def split(rows: Iterable[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
    """Notes, and the stages of ladders."""
    notes: list[Reminder] = []
    stages: list[Reminder] = []
    for row in rows:
        (notes if row.stage.rule in NOTES else stages).append(row)
    return notes, stages


def new_to(person: Person, rows: Iterable[Reminder], ledger: Iterable[Reminder]) -> set[int]:
    """The commitments, by id, of which `rows` are the first that `person` hears, or that they hand over.

    `ledger` holds all rows of these commitments. What one stands in for is not new: it stays another's.
    """
    own = [row for row in rows if row.recipient_id == person.id]
    told = {row.id for row in own}
    heard = {
        row.commitment_id
        for row in ledger
        if row.recipient_id == person.id and row.fate is Fate.SENT and row.id not in told
    }
    _, stages = split(own)
    handed_over = {row.commitment_id for row in own if row.stage.rule == HANDOVER}
    return handed_over | ({row.commitment_id for row in stages} - heard)


def lost(row: Reminder, commitment: Commitment) -> Skip | None:
    """Why a row has nobody to tell any more, or nothing to tell; None while it has.

    What could not be delivered concerns whoever looks after addresses, whatever became of the commitment.
    """
    if row.stage.rule == UNDELIVERED:
        return None
    if not commitment.status.reminded:
        return Skip.CLOSED if commitment.status.final else Skip.ON_HOLD
    if holders(commitment).get(row.stage.to) != row.recipient_id:
        return Skip.OWNER_CHANGED
    put_off = commitment.snoozed_until is not None and commitment.snoozes > 0
    return Skip.SETTLED if row.stage.rule == SNOOZED_AGAIN and not put_off else None
