"""The plan looked at: what will be sent, and why each stage falls on its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.climb import Because, explain, stages
from tracker.commitments import Commitment, Person
from tracker.plan import holders, plan
from tracker.planning import Rules
from tracker.reminders import Fate, Reminder, Stage


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A stage that will be sent if nothing changes."""

    commitment: Commitment
    stage: Stage
    recipient: Person


@dataclass(frozen=True, slots=True)
class Explained:
    """A stage with its rule and, when it has a row, its fate. `because` is None for a hand-over."""

    stage: Stage
    because: Because | None
    recipient: Person | None
    row: Reminder | None


def preview(
    commitments: Iterable[Commitment],
    rows: Sequence[Reminder],
    people: Iterable[Person],
    rules: Rules,
    *,
    today: date,
    until: date,
) -> list[Foreseen]:
    """What is still to be sent from `today` to `until`, both inclusive, in order of day.

    What is planned and late counts as due today, once for each commitment and person.
    """
    known = {person.id: person for person in people}
    by_commitment: dict[int, list[Reminder]] = {}
    for row in rows:
        by_commitment.setdefault(row.commitment_id, []).append(row)
    found: list[Foreseen] = []
    for commitment in commitments:
        whom = holders(commitment)
        if not plan(commitment, ladders=rules.ladders, workdays=rules.workdays, as_of=today):
            continue
        mine = [
            r for r in by_commitment.get(commitment.id, ()) if r.window_revision == commitment.window_revision
        ]
        settled = {(r.stage.name, r.recipient_id) for r in mine if r.fate is not Fate.PLANNED}
        late: dict[int, Foreseen] = {}
        for stage in stages(
            commitment.window,
            ladders=rules.ladders,
            workdays=rules.workdays,
            known_since=commitment.known_since,
            until=until,
        ):
            person = known.get(whom.get(stage.to, 0))
            if person is None or (stage.name, person.id) in settled or stage.on > until:
                continue
            if stage.on < today:
                if any(r.stage.on >= stage.on for r in mine if r.fate in (Fate.SENT, Fate.CLAIMED)):
                    continue
                late[person.id] = Foreseen(commitment, stage, person)
            else:
                if stage.on == today:
                    late.pop(person.id, None)
                found.append(Foreseen(commitment, stage, person))
        found.extend(late.values())
    return sorted(found, key=lambda it: (max(it.stage.on, today), it.commitment.id, it.recipient.id))


def why(
    commitment: Commitment,
    rows: Sequence[Reminder],
    people: Iterable[Person],
    rules: Rules,
    *,
    today: date,
) -> list[Explained]:
    """Every stage of a commitment: the steps of its ladder, kept or left out, and every row.

    Ladder steps come as seen a year ahead of `today`; rows of earlier windows and owners as they stand.
    """
    known = {person.id: person for person in people}
    whom = holders(commitment)
    reasons = explain(
        commitment.window,
        ladders=rules.ladders,
        workdays=rules.workdays,
        known_since=commitment.known_since,
        until=_horizon(commitment, today),
    )
    open_rows = {row.id: row for row in rows}
    told: list[Explained] = []
    for because in reasons:
        mine = [
            row
            for row in rows
            if row.stage.name == because.stage.name and row.window_revision == commitment.window_revision
        ]
        for row in mine:
            open_rows.pop(row.id, None)
            told.append(Explained(row.stage, because, known.get(row.recipient_id), row))
        if not mine:
            person = known.get(whom.get(because.stage.to, 0))
            told.append(Explained(because.stage, because, person, None))
    told += [Explained(row.stage, None, known.get(row.recipient_id), row) for row in open_rows.values()]
    return sorted(told, key=lambda it: (it.stage.on, it.stage.nominal))


def _horizon(commitment: Commitment, today: date) -> date:
    """Far enough to see the next stages of an endless series, and no farther."""
    last = commitment.window.latest
    near = today + timedelta(days=31)
    return near if last is None or last < near else last
