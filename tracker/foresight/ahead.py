"""What will be sent, to whom and when, if nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.climb import stages
from tracker.commitments import Absence, Commitment, Person
from tracker.notes import split
from tracker.plan import Planned, awakening, due, holders, is_put_off, managed, plan
from tracker.planning import Rules, changes
from tracker.quiet import QuietDays
from tracker.readers import Readers
from tracker.reminders import Fate, Recipient, Reminder, Stage

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
    gone = everybody.keys() - known.keys()
    readings, of = _Readings(Readers(absences, gone), rules.quiet, today, until), _by_commitment(rows)
    found = [
        Foreseen(commitment, row.stage, known[row.recipient_id], day, known.get(reader or 0))
        for commitment in commitments
        for row, day, reader in _to_come(
            managed(commitment, gone), of.get(commitment.id, []), rules, readings
        )
        if row.recipient_id in known
    ]
    return sorted(
        found,
        key=lambda it: (it.day or date.max, max(it.stage.on, today), it.commitment.id, it.recipient.id),
    )


def next_days(
    commitments: Iterable[Commitment],
    rows: Iterable[Reminder],
    people: Iterable[Person],
    rules: Rules,
    *,
    today: date,
) -> dict[int, date]:
    """The day of each commitment's next reminder on `today` or later, by id; those with none are left out.

    What falls due before `today` will have had its digest by then.
    """
    gone, of = {person.id for person in people if not person.active}, _by_commitment(rows)
    found: dict[int, date] = {}
    for commitment in commitments:
        ledger = _refreshed(managed(commitment, gone), of.get(commitment.id, []), rules, today)
        days = [it.stage.on for it in ledger if it.stage.to is not Recipient.COORDINATOR]
        days = [day for day in days if day >= today]
        if days:
            found[commitment.id] = min(days)
    return found


def _by_commitment(rows: Iterable[Reminder]) -> dict[int, list[Reminder]]:
    of: dict[int, list[Reminder]] = {}
    for row in rows:
        of.setdefault(row.commitment_id, []).append(row)
    return of


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
