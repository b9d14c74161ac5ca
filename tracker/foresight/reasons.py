"""Why each stage of a commitment falls on its day, who has it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.climb import Because, explain
from tracker.commitments import Absence, Commitment, Person
from tracker.ladders import rule
from tracker.plan import Left, awakening, holders, is_followed, is_put_off, managed
from tracker.planning import Rules
from tracker.quiet import QuietDays
from tracker.readers import Readers
from tracker.reminders import Fate, Recipient, Reminder, Stage

AHEAD = timedelta(days=31)
"""How far `why` looks along an endless series for its next stage."""

PATIENCE = timedelta(days=366)
"""How far `why` looks for a day on which somebody reads what falls due."""


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
    gone = {person.id for person in known.values() if not person.active}
    commitment = managed(commitment, gone)
    fates = _Fates(known, Readers(absences, gone), rules.quiet, holders(commitment), today, read_by or {})
    present = [row for row in rows if row.window_revision == commitment.window_revision]
    again = awakening(commitment, rules.workdays)
    reasons = _heeding(commitment, again, _reasons(commitment, present, rules, today), present)
    told = [fates.tell(*it) for it in _with_rows(reasons, present, rows, today)]
    return sorted(told, key=lambda it: (it.stage.on, it.stage.nominal))


@dataclass(frozen=True, slots=True)
class _Fates:
    """Who has each stage, and when, as seen on `today`; people by their id, `whom` by their part."""

    people: Mapping[int, Person]
    readers: Readers
    quiet: QuietDays
    whom: Mapping[Recipient, int]
    today: date
    read_by: Mapping[int, int]

    def tell(self, stage: Stage, because: Because | None, row: Reminder | None) -> Explained:
        recipient_id = row.recipient_id if row else self.whom.get(stage.to, 0)
        day, reader_id = None, None
        if row is not None and row.fate is not Fate.PLANNED:
            reader_id = self.read_by.get(row.delivery_id or 0)
        elif because is None or because.left is None:
            first = max(stage.on, self.today)
            reading = self.readers.next_reading(recipient_id, first, first + PATIENCE, self.quiet)
            day, reader_id = reading or (None, None)
        people = self.people
        return Explained(stage, because, people.get(recipient_id), row, people.get(reader_id or 0), day)


def _reasons(commitment: Commitment, present: Iterable[Reminder], rules: Rules, today: date) -> list[Because]:
    """The steps of the ladder, as far as the rows reach and a little beyond today."""
    return explain(
        commitment.window,
        ladders=rules.ladders_of(commitment),
        workdays=rules.workdays,
        known_since=commitment.known_since,
        until=max([today + AHEAD, *(row.stage.on for row in present)]),
    )


def _with_rows(
    reasons: Iterable[Because], present: Iterable[Reminder], rows: Iterable[Reminder], today: date
) -> Iterator[tuple[Stage, Because | None, Reminder | None]]:
    """Each step with its rows of the `present` window, then the rows that no step accounts for."""
    named: dict[str, list[Reminder]] = {}
    for row in present:
        named.setdefault(row.stage.name, []).append(row)
    accounted: set[int] = set()
    next_told: set[str] = set()
    for because in reasons:
        mine = named.get(because.stage.name, [])
        for row in mine:
            accounted.add(row.id)
            # What was planned before a change of days off stays so until its day, though nothing asks for it.
            outlived = row.fate is Fate.PLANNED and because.left is not None
            yield row.stage, None if outlived else because, row
        word, ahead = because.stage.rule, because.stage.on > today
        if not mine and (not rule(word).numbered or (ahead and word not in next_told)):
            yield because.stage, because, None
        if ahead:
            next_told.add(word)
    yield from ((row.stage, None, row) for row in rows if row.id not in accounted)


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
