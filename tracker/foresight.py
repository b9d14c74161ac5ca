"""The plan looked at: what will be sent, and why each stage falls on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.climb import Because, explain, stages
from tracker.commitments import Absence, Commitment, Person
from tracker.ladders import rule
from tracker.notes import split
from tracker.plan import Left, Planned, awakening, due, holders, is_followed, is_put_off, plan
from tracker.planning import Rules, changes
from tracker.quiet import QuietDays
from tracker.readers import Readers
from tracker.reminders import Fate, Reminder, Stage

AHEAD = timedelta(days=31)
"""How far `why` looks along an endless series for its next stage."""

PATIENCE = timedelta(days=366)
"""How far `why` looks for a day on which somebody reads what falls due."""


_UNWRITTEN = 0
"""The id of a row that no round has planned yet."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A stage that will be sent if nothing changes: on `day`, to `reader`.

    The reader is the recipient, or while they are away whoever stands in for them. Both are None for
    what is held: no day that was looked at has somebody to read it.
    """

    commitment: Commitment
    stage: Stage
    recipient: Person
    day: date | None
    reader: Person | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A stage with its rule and, when it has a row, its fate.

    `because` is None for a note and for a row of an earlier window or ladder. `reader` is who had it,
    or is to have it, on `day`: of what is still to come, both are None when it is held as far as one
    looks; of what is settled, the day is None.
    """

    stage: Stage
    because: Because | None
    recipient: Person | None
    row: Reminder | None
    reader: Person | None = None
    day: date | None = None


def preview(
    commitments: Iterable[Commitment],
    rows: Sequence[Reminder],
    people: Iterable[Person],
    rules: Rules,
    *,
    today: date,
    until: date,
    absences: Iterable[Absence] = (),
) -> list[Foreseen]:
    """What a round on each day from `today` to `until`, both inclusive, would send, in order of day.

    What is planned and late goes out today, once for each commitment and person. What nobody is there
    to read by `until` comes last.
    """
    everybody = {person.id: person for person in people}
    known = {person.id: person for person in everybody.values() if person.active}
    readings = _Readings(Readers(absences, everybody.keys() - known.keys()), rules.quiet, today, until)
    of: dict[int, list[Reminder]] = {}
    for row in rows:
        of.setdefault(row.commitment_id, []).append(row)
    found = [
        Foreseen(commitment, row.stage, known[row.recipient_id], day, known.get(reader or 0))
        for commitment in commitments
        for row, day, reader in _to_come(commitment, of.get(commitment.id, []), rules, readings)
        if row.recipient_id in known
    ]
    return sorted(
        found,
        key=lambda it: (it.day or date.max, max(it.stage.on, today), it.commitment.id, it.recipient.id),
    )


class _Readings:
    """When what falls due on a day is read, and by whom; each asked once.

    `today` and `until` are the first and the last day that is looked at, both inclusive.
    """

    def __init__(self, readers: Readers, quiet: QuietDays, today: date, until: date) -> None:
        self.today = today
        self.until = until
        self._readers = readers
        self._quiet = quiet
        self._known: dict[tuple[int, date], tuple[date, int] | tuple[None, None]] = {}

    def of(self, row: Reminder) -> tuple[date, int] | tuple[None, None]:
        return self.of_stage(row.recipient_id, row.stage)

    def of_stage(self, recipient_id: int, stage: Stage) -> tuple[date, int] | tuple[None, None]:
        key = recipient_id, max(stage.on, self.today)
        if key not in self._known:
            self._known[key] = self._readers.next_reading(*key, self.until, self._quiet) or (None, None)
        return self._known[key]


def _to_come(
    commitment: Commitment, rows: Sequence[Reminder], rules: Rules, readings: _Readings
) -> Iterator[tuple[Reminder, date | None, int | None]]:
    """The ledger as the rounds will find it on each day, what they send of it, and who reads that."""
    today, until = readings.today, readings.until
    notes, ladder = split(_refreshed(commitment, rows, rules, today))
    ladder += _still_to_plan(commitment, [*rows, *ladder], rules, today, until)
    ladder.sort(key=lambda row: (row.id == _UNWRITTEN, row.id))
    ladder = [replace(row, id=number) for number, row in enumerate(ladder) if row.stage.on <= until]
    yield from ((row, *readings.of(row)) for row in notes if row.stage.on <= until)
    read_on: dict[date | None, list[Reminder]] = {}
    for row in ladder:
        read_on.setdefault(readings.of(row)[0], []).append(row)
    for reached in read_on.values():
        send, _ = due(reached, until)
        yield from ((row, *readings.of(row)) for row in send)


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
    absences: Iterable[Absence] = (),
    read_by: Mapping[int, int] | None = None,
) -> list[Explained]:
    """Every stage of a commitment: the steps of its ladder, kept or left out, and every row.

    Of an endless series, those that have rows and the next one; rows of earlier windows and owners as
    they stand. `read_by` holds whose digest each delivery was, by id.
    """
    known = {person.id: person for person in people}
    readers = Readers(absences, [person.id for person in known.values() if not person.active])
    whom, again = holders(commitment), awakening(commitment, rules.workdays)
    present = [row for row in rows if row.window_revision == commitment.window_revision]
    until = max([today + AHEAD, *(row.stage.on for row in present)])
    reasons = explain(
        commitment.window,
        ladders=rules.ladders_of(commitment),
        workdays=rules.workdays,
        known_since=commitment.known_since,
        until=until,
    )

    def tell(stage: Stage, because: Because | None, row: Reminder | None) -> Explained:
        recipient_id = row.recipient_id if row else whom.get(stage.to, 0)
        day, reader = None, None
        if row is not None and row.fate is not Fate.PLANNED:
            reader = (read_by or {}).get(row.delivery_id or 0)
        elif because is None or because.left is None:
            first = max(stage.on, today)
            day, reader = readers.next_reading(recipient_id, first, first + PATIENCE, rules.quiet) or (
                None,
                None,
            )
        return Explained(stage, because, known.get(recipient_id), row, known.get(reader or 0), day)

    open_rows = {row.id: row for row in rows}
    next_told: set[str] = set()
    told: list[Explained] = []
    for because in _heeding(commitment, again, reasons, present):
        mine = [row for row in present if row.stage.name == because.stage.name]
        for row in mine:
            open_rows.pop(row.id, None)
            told.append(tell(row.stage, because, row))
        endless, ahead = rule(because.stage.rule).numbered, because.stage.on > today
        if not mine and (not endless or (ahead and because.stage.rule not in next_told)):
            told.append(tell(because.stage, because, None))
        if ahead:
            next_told.add(because.stage.rule)
    told += [tell(row.stage, None, row) for row in open_rows.values()]
    return sorted(told, key=lambda it: (it.stage.on, it.stage.nominal))


def _heeding(
    commitment: Commitment, again: Stage | None, reasons: Iterable[Because], rows: Sequence[Reminder]
) -> Iterator[Because]:
    """The steps as the status, and a snooze that ends with `again`, leave them.

    What has a row tells its own fate.
    """
    named = {row.stage.name for row in rows}
    for because in reasons:
        left = None
        if because.left is None and because.stage.name not in named:
            left = _left_by_status(commitment)
            if left is None and again is not None and is_put_off(because.stage, again):
                left = Left.SNOOZED
        if left is None:
            yield because
        elif not rule(because.stage.rule).numbered:  # of a series without end, nothing is to come
            yield replace(because, left=left)


def _left_by_status(commitment: Commitment) -> Left | None:
    """Why nobody is reminded of a commitment, whatever its ladder; None when somebody is."""
    if commitment.status.final or not is_followed(commitment):
        return Left.CLOSED
    return None if commitment.status.reminded else Left.ON_HOLD
