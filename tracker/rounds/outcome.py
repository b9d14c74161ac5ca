"""What a round did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.reminders import DeliveryState

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.commitments import Person


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one digest. `reason` is set when it was not delivered.

    `standing_in` names the absent people whose reminders it holds.
    """

    person: Person
    day: date
    state: DeliveryState
    message_id: str
    commitments: tuple[int, ...]
    standing_in: tuple[Person, ...] = ()
    reason: Exception | None = None


@dataclass(slots=True)
class Outcome:
    """What a round did. `skipped` counts stages overtaken by a later one of the same commitment.

    `waiting` names who has something due that goes out with a later digest, because today's has gone
    out already, its hour has not come, or the day is quiet. `held` names who is away while nobody
    stands in for them. `stopped` is true when the round was asked to end before it had looked at
    everything, `good` when it had, and left nothing to try again.
    """

    as_of: datetime
    digests: list[Sent] = field(default_factory=list)
    skipped: int = 0
    waiting: list[Person] = field(default_factory=list)
    held: list[Person] = field(default_factory=list)
    stopped: bool = False
    good: bool = False

    def having(self, state: DeliveryState) -> list[Sent]:
        return [sent for sent in self.digests if sent.state is state]
