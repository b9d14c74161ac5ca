"""Bring the ledger of reminders to the plan, inside the transaction that changed a commitment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.plan import Changes, Planned, plan
from tracker.plan import replan as difference
from tracker.reminders import HANDOVER, Fate, Recipient, Reminder, Skip, Stage

if TYPE_CHECKING:
    from tracker.books import Books
    from tracker.commitments import Commitment, Person
    from tracker.ladders import Ladders
    from tracker.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office reminds by: its ladders, its working calendar, its zone and its sending time."""

    ladders: Ladders
    workdays: Workdays
    zone: ZoneInfo
    send_at: time

    def day_for(self, person: Person, moment: datetime) -> date:
        """The day of `person` whose digest is due at `moment`: yesterday's until the sending time."""
        local = moment.astimezone(self.zone_of(person))
        if local.time() >= (person.send_at or self.send_at):
            return local.date()
        return local.date() - timedelta(days=1)

    def zone_of(self, person: Person) -> ZoneInfo:
        return ZoneInfo(person.zone) if person.zone else self.zone


def replan(books: Books, before: Commitment | None, after: Commitment, rules: Rules, *, at: datetime) -> None:
    """Plan anew after a change of one commitment; only its own rows are touched."""
    today = at.astimezone(rules.zone).date()
    rows = books.reminders.of([after.id]) if before is not None else []
    apply(books, after, changes(after, rows, rules, today), at=at)
    if before is not None and _handed_over(before, after):
        assert after.owner is not None  # noqa: S101 - _handed_over saw to it
        stage = Stage(f"{HANDOVER}-{after.revision}", on=today, nominal=today, rule=HANDOVER)
        books.reminders.add([(after.id, after.window_revision, after.owner.id, stage)])


def changes(commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date) -> Changes:
    """What the ledger lacks and what it holds in vain, as seen on `today`.

    An endless series is planned from its first stage as well as from the present one, so that a world
    as it was earlier can still be replayed.
    """
    wanted: dict[tuple[str, int], Planned] = {}
    for as_of in dict.fromkeys((min(commitment.known_since, today), today)):
        for it in plan(commitment, ladders=rules.ladders, workdays=rules.workdays, as_of=as_of):
            wanted.setdefault((it.stage.name, it.recipient_id), it)
    owner = commitment.owner.id if commitment.owner and commitment.status.reminded else None
    handovers = [row for row in rows if row.stage.rule == HANDOVER]
    found = difference(commitment, [row for row in rows if row.stage.rule != HANDOVER], wanted.values())
    stale = tuple(
        (row, Skip.OWNER_CHANGED if owner else Skip.CLOSED)
        for row in handovers
        if row.fate is Fate.PLANNED and row.recipient_id != owner
    )
    return replace(found, skip=(*found.skip, *stale))


def apply(books: Books, commitment: Commitment, changes: Changes, *, at: datetime) -> None:
    skipped: dict[Skip, list[int]] = {}
    for row, reason in changes.skip:
        skipped.setdefault(reason, []).append(row.id)
    for reason, ids in skipped.items():
        books.reminders.settle(ids, Fate.SKIPPED, at=at, reason=reason.value)
    books.reminders.renew(changes.renew)
    books.reminders.add(
        (commitment.id, commitment.window_revision, it.recipient_id, it.stage) for it in changes.insert
    )


def extend(
    books: Books, commitments: Mapping[int, Commitment], rules: Rules, day: date, *, at: datetime
) -> None:
    """Let the endless series of these commitments reach `day` and one stage beyond it."""
    rows: dict[int, list[Reminder]] = {}
    for row in books.reminders.of(list(commitments)):
        rows.setdefault(row.commitment_id, []).append(row)
    for commitment in commitments.values():
        apply(
            books,
            commitment,
            changes(commitment, rows.get(commitment.id, []), rules, day),
            at=at,
        )


def split(rows: Iterable[Reminder]) -> tuple[list[Reminder], list[Reminder]]:
    """Hand-overs, and the stages of ladders."""
    handovers: list[Reminder] = []
    stages: list[Reminder] = []
    for row in rows:
        (handovers if row.stage.rule == HANDOVER else stages).append(row)
    return handovers, stages


def _handed_over(before: Commitment, after: Commitment) -> bool:
    return (
        before.owner is not None
        and after.owner is not None
        and before.owner.id != after.owner.id
        and after.status.reminded
    )


__all__ = ["Recipient", "Rules", "apply", "changes", "extend", "replan", "split"]
