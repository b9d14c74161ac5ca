"""The rows of one commitment in memory, as rounds on chosen days would leave them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.commitments import Commitment
from tracker.ladders import Ladders
from tracker.plan import Changes, due, plan, replan
from tracker.reminders import Fate, Reminder, Skip
from tracker.workdays import Workdays

QUEBEC = Workdays()
DEFAULTS = Ladders({})


@dataclass
class Ledger:
    """The rows of one commitment in memory, with what was sent to whom on which day."""

    ladders: Ladders = DEFAULTS
    workdays: Workdays = QUEBEC
    rows: dict[int, Reminder] = field(default_factory=dict)
    sent: list[tuple[date, Reminder]] = field(default_factory=list)

    def replan(self, it: Commitment, as_of: date) -> Changes:
        wanted = plan(it, ladders=self.ladders, workdays=self.workdays, as_of=as_of)
        changes = replan(it, self.rows.values(), wanted)
        for new in changes.insert:
            row = Reminder(
                len(self.rows) + 1, it.id, it.window_revision, new.stage, new.recipient_id, Fate.PLANNED
            )
            assert self.find(row) is None, "two rows for one stage"
            self.rows[row.id] = row
        for row, reason in changes.skip:
            assert self.rows[row.id].fate is Fate.PLANNED
            self.rows[row.id] = replace(row, fate=Fate.SKIPPED, reason=reason)
        for row in changes.renew:
            assert self.rows[row.id].fate in (Fate.PLANNED, Fate.SKIPPED)
            self.rows[row.id] = row
        return changes

    def find(self, like: Reminder) -> Reminder | None:
        def key(row: Reminder) -> tuple[int, int, str, int]:
            return row.commitment_id, row.window_revision, row.stage.name, row.recipient_id

        return next((row for row in self.rows.values() if key(row) == key(like)), None)

    def run(self, it: Commitment, as_of: date) -> list[str]:
        """One round, and the names of the stages it sent."""
        self.replan(it, as_of)
        send, skip = due(self.rows.values(), as_of)
        for row in skip:
            self.rows[row.id] = replace(row, fate=Fate.SKIPPED, reason=Skip.CAUGHT_UP)
        for row in send:
            self.rows[row.id] = replace(row, fate=Fate.SENT)
            self.sent.append((as_of, row))
        return [row.stage.name for row in send]

    def every_day(self, it: Commitment, first: date, last: date) -> list[tuple[date, str]]:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [(day, name) for day in days for name in self.run(it, day)]

    def planned(self) -> list[str]:
        return [row.stage.name for row in self.rows.values() if row.fate is Fate.PLANNED]

    def skipped(self, reason: Skip) -> list[str]:
        return [row.stage.name for row in self.rows.values() if row.reason == reason]
