"""The plan looked at: what will be sent, and why each stage falls on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.climb import Because, explain, stages
from tracker.commitments import Commitment, Person
from tracker.ladders import rule
from tracker.plan import Left, Planned, awakening, due, holders, is_put_off, plan
from tracker.planning import Rules, changes, split
from tracker.reminders import Fate, Reminder, Stage

AHEAD = timedelta(days=31)
"""How far `why` looks along an endless series for its next stage."""


_UNWRITTEN = 0
"""The id of a row that no round has planned yet."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A stage that will be sent if nothing changes."""

    commitment: Commitment
    stage: Stage
    recipient: Person


@dataclass(frozen=True, slots=True)
class Explained:
    """A stage with its rule and, when it has a row, its fate.

    `because` is None for a hand-over and for a row of an earlier window or ladder.
    """

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
    """What a round on each day from `today` to `until`, both inclusive, would send, in order of day.

    What is planned and late goes out today, once for each commitment and person.
    """
    known = {person.id: person for person in people if person.active}
    of: dict[int, list[Reminder]] = {}
    for row in rows:
        of.setdefault(row.commitment_id, []).append(row)
    found = [
        Foreseen(commitment, it.stage, known[it.recipient_id])
        for commitment in commitments
        for it in _to_come(commitment, of.get(commitment.id, []), rules, today, until)
        if it.recipient_id in known
    ]
    return sorted(found, key=lambda it: (max(it.stage.on, today), it.commitment.id, it.recipient.id))


def _to_come(
    commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date, until: date
) -> Iterable[Planned]:
    """The ledger as the rounds will find it on each day, and what they send of it."""
    handovers, ladder = split(_refreshed(commitment, rows, rules, today))
    ladder += _still_to_plan(commitment, [*rows, *ladder], rules, today, until)
    ladder.sort(key=lambda row: (row.id == _UNWRITTEN, row.id))
    ladder = [replace(row, id=number) for number, row in enumerate(ladder)]
    for row in handovers:
        if row.stage.on <= until:
            yield Planned(row.stage, row.recipient_id)
    for day in sorted({max(row.stage.on, today) for row in ladder}):
        if day <= until:
            send, overtaken = due(ladder, day)
            ladder = [row for row in ladder if row not in send and row not in overtaken]
            yield from (Planned(row.stage, row.recipient_id) for row in send)


def _refreshed(commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date) -> list[Reminder]:
    """The planned rows, once a round has brought them to the rules in force."""
    found = changes(commitment, rows, rules, today)
    gone = {row.id for row, _ in found.skip} | {row.id for row in found.renew}
    kept = [row for row in rows if row.fate is Fate.PLANNED and row.id not in gone]
    return [*kept, *found.renew, *(_row(commitment, it) for it in found.insert)]


def _still_to_plan(
    commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date, until: date
) -> list[Reminder]:
    """The stages of endless series that have no row yet, because their turn has not come."""
    if not plan(commitment, ladders=rules.ladders_of(commitment), workdays=rules.workdays, as_of=today):
        return []
    whom, again = holders(commitment), awakening(commitment, rules.workdays)
    known = {(r.stage.name, r.recipient_id) for r in rows if r.window_revision == commitment.window_revision}
    told = [row.stage for row in rows if row.fate in (Fate.SENT, Fate.CLAIMED)]
    ahead = stages(
        commitment.window,
        ladders=rules.ladders_of(commitment),
        workdays=rules.workdays,
        known_since=commitment.known_since,
        until=until,
    )
    return [
        _row(commitment, Planned(stage, whom[stage.to]))
        for stage in ahead
        if today < stage.on <= until
        and stage.to in whom
        and (stage.name, whom[stage.to]) not in known
        and not (again is not None and is_put_off(stage, again))
        and not any(other.to is stage.to and other.on >= stage.on for other in told)
    ]


def _row(commitment: Commitment, it: Planned) -> Reminder:
    return Reminder(
        _UNWRITTEN, commitment.id, commitment.window_revision, it.stage, it.recipient_id, Fate.PLANNED
    )


def why(
    commitment: Commitment,
    rows: Sequence[Reminder],
    people: Iterable[Person],
    rules: Rules,
    *,
    today: date,
) -> list[Explained]:
    """Every stage of a commitment: the steps of its ladder, kept or left out, and every row.

    Of an endless series, those that have rows and the next one; rows of earlier windows and owners as
    they stand.
    """
    known = {person.id: person for person in people}
    whom, again = holders(commitment), awakening(commitment, rules.workdays)
    present = [row for row in rows if row.window_revision == commitment.window_revision]
    reasons = explain(
        commitment.window,
        ladders=rules.ladders_of(commitment),
        workdays=rules.workdays,
        known_since=commitment.known_since,
        until=max([today + AHEAD, *(row.stage.on for row in present)]),
    )
    open_rows = {row.id: row for row in rows}
    next_told: set[str] = set()
    told: list[Explained] = []
    for because in _heeding(again, reasons, present):
        mine = [row for row in present if row.stage.name == because.stage.name]
        for row in mine:
            open_rows.pop(row.id, None)
            told.append(Explained(row.stage, because, known.get(row.recipient_id), row))
        endless, ahead = rule(because.stage.rule).numbered, because.stage.on > today
        if not mine and (not endless or (ahead and because.stage.rule not in next_told)):
            person = known.get(whom.get(because.stage.to, 0))
            told.append(Explained(because.stage, because, person, None))
        if ahead:
            next_told.add(because.stage.rule)
    told += [Explained(row.stage, None, known.get(row.recipient_id), row) for row in open_rows.values()]
    return sorted(told, key=lambda it: (it.stage.on, it.stage.nominal))


def _heeding(again: Stage | None, reasons: Iterable[Because], rows: Sequence[Reminder]) -> Iterator[Because]:
    """The steps as a snooze that ends with `again` leaves them; what has a row tells its own fate."""
    named = {row.stage.name for row in rows}
    for because in reasons:
        untold = because.left is None and because.stage.name not in named
        if again is None or not untold or not is_put_off(because.stage, again):
            yield because
        elif not rule(because.stage.rule).numbered:  # of a series without end, the next one says enough
            yield replace(because, left=Left.SNOOZED)
