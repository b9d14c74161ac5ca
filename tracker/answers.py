"""Statuses that come back from a calendar: what each answer changes, and why some change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.commitments import Commitment, Status
from tracker.errors import SuiviError

if TYPE_CHECKING:
    from tracker.feed.answers import Answer
    from tracker.register import Register


class Idle(StrEnum):
    """Why an answer changes nothing."""

    UNKNOWN = "unknown"  # no commitment of this register
    NO_STATUS = "no-status"  # a status that no task has
    SAME = "same"
    OUTDATED = "outdated"  # its copy is older than the last change here, and does not say it is over
    CLOSED = "closed"  # over here already


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one answer: `after` is the new status, or `idle` or `refused` says why there is none."""

    answer: Answer
    commitment: Commitment | None
    after: Status | None = None
    idle: Idle | None = None
    refused: SuiviError | None = None

    @property
    def failed(self) -> bool:
        """Whether somebody has to look at it: it is not ours, or could not be taken as it stands."""
        return self.refused is not None or self.idle in (Idle.UNKNOWN, Idle.NO_STATUS)


def weigh(answer: Answer, commitment: Commitment | None) -> Taken:
    """What an answer means for the commitment as it stands; nothing is changed.

    A calendar knows fewer statuses than the register: one that says the same in fewer words changes
    nothing. That something is over counts whenever it was said; the rest only of the latest copy.
    """
    if commitment is None:
        return Taken(answer, None, idle=Idle.UNKNOWN)
    if answer.status is None:
        return Taken(answer, commitment, idle=Idle.NO_STATUS)
    if answer.status in _SAID_BY[commitment.status]:
        return Taken(answer, commitment, idle=Idle.SAME)
    if commitment.status.final:
        return Taken(answer, commitment, idle=Idle.CLOSED)
    if not answer.status.final and answer.sequence < commitment.revision:
        return Taken(answer, commitment, idle=Idle.OUTDATED)
    return Taken(answer, commitment, after=answer.status)


_SAID_BY = {
    Status.TODO: (Status.TODO,),
    Status.IN_PROGRESS: (Status.IN_PROGRESS,),
    Status.WAITING: (Status.IN_PROGRESS,),
    Status.ON_HOLD: (Status.TODO,),
    Status.KEPT: (Status.KEPT,),
    Status.PARTLY: (Status.KEPT,),
    Status.DROPPED: (Status.DROPPED,),
}
"""What a task says of each status: the statuses of VTODO are fewer."""


def take(register: Register, answers: Iterable[Answer], *, note: str) -> list[Taken]:
    """Change the statuses that the answers change; one that is refused leaves the others alone.

    `note` is written where the calendar gave no words of its own: it says where the news came from, and
    is the proof that a closed commitment needs.
    """
    asked = list(answers)
    known = register.books.commitments.by_uids(answer.uid for answer in asked)
    return [_take(register, weigh(answer, known.get(answer.uid)), note) for answer in asked]


def _take(register: Register, weighed: Taken, note: str) -> Taken:
    answer, commitment, after = weighed.answer, weighed.commitment, weighed.after
    if commitment is None or after is None:
        return weighed
    try:
        register.set_status(
            commitment.id, after, note=answer.note or note, on=answer.on if after.final else None
        )
    except SuiviError as refusal:
        return Taken(answer, commitment, refused=refusal)
    return weighed
