"""Bring the ledger of reminders to the plan, inside the transaction that changed a commitment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.books import Filter
from tracker.commitments import Status
from tracker.ladders import Ladders, NoSuchRule, Part, Source, group, nearest, render, rule
from tracker.notes import lost, split
from tracker.plan import Changes, Planned, holders, managed, maybe_told, plan
from tracker.plan import replan as difference
from tracker.quiet import QuietDays
from tracker.reminders import (
    HANDOVER,
    NOTES,
    SNOOZED_AGAIN,
    DeliveryState,
    Fate,
    Recipient,
    Reminder,
    Skip,
    Stage,
)
from tracker.steps import is_endless

if TYPE_CHECKING:
    from tracker.books import Books
    from tracker.commitments import Commitment, Person
    from tracker.workdays import Workdays


FOLLOWED = tuple(status for status in Status if status.reminded)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office reminds by: its ladders, its working calendar, its zone, hour and quiet days.

    Missions, people and commitments may have ladders of their own, which stand before the office's.
    """

    ladders: Ladders
    workdays: Workdays
    zone: ZoneInfo
    send_at: time
    quiet: QuietDays = QuietDays()

    @property
    def name(self) -> str:
        """The same for the same rules, in whatever process: what the plan's days depend on.

        Of ladders, the office's alone: whoever gives a mission or a person others plans them anew at once.
        """
        told = repr((sorted(render(self.ladders.of).items()), self.workdays.key, self.zone.key))
        return hashlib.sha256(told.encode()).hexdigest()

    def ladders_of(self, commitment: Commitment) -> Ladders:
        """The ladders in force for a commitment."""
        own = _own_ladders(commitment)
        return nearest(self.ladders.of, *own) if any(own) else self.ladders

    def source_of(self, commitment: Commitment) -> Source:
        """Whose ladder it climbs."""
        climbed = group(commitment.window)
        own = zip((Source.MISSION, Source.PERSON, Source.COMMITMENT), _own_ladders(commitment), strict=True)
        having = [source for source, part in own if climbed in part]
        return having[-1] if having else Source.OFFICE

    def day_for(self, person: Person, moment: datetime) -> date:
        """The day of `person` whose digest is due at `moment`: yesterday's until the sending time.

        Once that time has come it stays so, also when the clock goes back over it.
        """
        zone = self.zone_of(person)
        today = moment.astimezone(zone).date()
        hour = datetime.combine(today, person.send_at or self.send_at, zone)
        return today if moment >= hour.astimezone(UTC) else today - timedelta(days=1)

    def is_quiet(self, person: Person, moment: datetime) -> bool:
        """Whether nothing leaves for `person` at `moment`: the digest's day is quiet, or today is."""
        return self.day_for(person, moment) in self.quiet or self.today_of(person, moment) in self.quiet

    def today_of(self, person: Person, moment: datetime) -> date:
        return moment.astimezone(self.zone_of(person)).date()

    def zone_of(self, person: Person) -> ZoneInfo:
        return ZoneInfo(person.zone) if person.zone else self.zone


def _own_ladders(commitment: Commitment) -> tuple[Part, Part, Part]:
    """Of the mission, of the owner and of the commitment itself."""
    mission, owner = commitment.mission, commitment.owner
    return mission.ladders if mission else {}, owner.ladders if owner else {}, commitment.ladders


def replan(books: Books, before: Commitment | None, after: Commitment, rules: Rules, *, at: datetime) -> None:
    """Plan anew after a change of one commitment; only its own rows are touched."""
    today = at.astimezone(rules.zone).date()
    plan_by(books, rules)
    if before is not None:
        told = _notes(before, after, today, rules)
        books.reminders.add([(after.id, after.window_revision, it.recipient_id, it.stage) for it in told])
    rows = books.reminders.of([after.id]) if before is not None else []
    (seen,) = _managed(books, [after])
    _write_down(books, [(after, changes(seen, rows, rules, today))], at=at)


MIXED = ""
"""The name of rules that a plan does not follow as a whole."""


def plan_by(books: Books, rules: Rules) -> None:
    """A change is planned by its own rules: where the plan follows others, the next round plans all anew.

    Settings may have been changed for one command and back again, or differ between two machines.
    """
    if books.rules not in (None, MIXED, rules.name):
        books.rules = MIXED


OFTEN = 3
"""Snoozes in a row of which the reviewer is told."""


def _notes(before: Commitment, after: Commitment, today: date, rules: Rules) -> list[Planned]:
    """What a change gives to tell beside the stages."""
    found: list[tuple[str, Recipient, int]] = []
    if _handed_over(before, after) and after.owner is not None:
        found.append((HANDOVER, Recipient.OWNER, after.owner.id))
    reviewer = holders(after).get(Recipient.REVIEWER)
    if before.snoozes < OFTEN <= after.snoozes and reviewer is not None:
        found.append((SNOOZED_AGAIN, Recipient.REVIEWER, reviewer))
    return [
        Planned(
            Stage(f"{rule}-{after.revision}", rules.workdays.on_or_after(today), today, rule, to), recipient
        )
        for rule, to, recipient in found
    ]


def follow(books: Books, rules: Rules, *, at: datetime) -> None:
    """Bring the whole plan to rules that have changed: other ladders, days off or zone."""
    followed = books.commitments.select(Filter(statuses=FOLLOWED))
    refresh(books, followed, rules, at.astimezone(rules.zone).date(), at=at)
    books.rules = rules.name


def refresh(
    books: Books, commitments: Iterable[Commitment], rules: Rules, day: date, *, at: datetime
) -> None:
    """Bring the rows of these commitments to what the rules in force ask for on `day`.

    Endless series come to reach it, and one stage beyond.
    """
    asked = _managed(books, commitments)
    rows: dict[int, list[Reminder]] = {}
    for row in books.reminders.of([commitment.id for commitment in asked]):
        rows.setdefault(row.commitment_id, []).append(row)
    _write_down(books, [(it, changes(it, rows.get(it.id, []), rules, day)) for it in asked], at=at)


def _managed(books: Books, commitments: Iterable[Commitment]) -> list[Commitment]:
    """The commitments as a plan sees them, without managers who are not active."""
    asked = list(commitments)
    managers = {it.owner.manager_id for it in asked if it.owner is not None} - {None}
    people = books.people.by_ids(filter(None, managers)) if managers else {}
    gone = {person.id for person in people.values() if not person.active}
    return [managed(it, gone) for it in asked] if gone else asked


def moves_on(row: Reminder, commitment: Commitment) -> bool:
    """Whether a stage that has come asks for others to be planned: of an endless series, or after a snooze.

    Other plans change with the commitment or the rules alone, and are written down at once.
    """
    if row.stage.rule in NOTES:
        return False
    try:
        return is_endless(rule(row.stage.rule), commitment.window)
    except NoSuchRule:
        return True


_OVER = (Fate.CLAIMED, Fate.SENT, Fate.FAILED)
"""Fates from which no plan brings a row back."""


def changes(commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date) -> Changes:
    """What the ledger lacks and what it holds in vain, as seen on `today`.

    An endless series is planned from its first stage as well as from the present one, so that a world
    as it was earlier can still be replayed; and beyond what a clock that ran ahead has told already.
    """
    ladders = rules.ladders_of(commitment)
    wanted: dict[tuple[str, int], Planned] = {}
    told = max((row.stage.on for row in rows if row.fate in _OVER or maybe_told(row)), default=today)
    for as_of in dict.fromkeys((min(commitment.known_since, today), today, max(today, told))):
        for it in plan(commitment, ladders=ladders, workdays=rules.workdays, as_of=as_of):
            wanted.setdefault((it.stage.name, it.recipient_id), it)
    notes, stages = split(rows)
    found = difference(commitment, stages, wanted.values())
    return replace(
        found,
        skip=(*found.skip, *_stale(commitment, notes)),
        renew=(*found.renew, *_told_after_all(commitment, notes)),
    )


def _stale(commitment: Commitment, notes: Sequence[Reminder]) -> list[tuple[Reminder, Skip]]:
    """The notes that nobody is to be told of any more."""
    planned = (row for row in notes if row.fate is Fate.PLANNED)
    return [(row, reason) for row in planned if (reason := lost(row, commitment))]


def _told_after_all(commitment: Commitment, notes: Sequence[Reminder]) -> list[Reminder]:
    """The last hand-over, when it was skipped for a reason that has passed."""
    handovers = (row for row in notes if row.stage.rule == HANDOVER)
    last = max(handovers, key=lambda row: row.id, default=None)
    if last is None or last.fate is not Fate.SKIPPED or maybe_told(last) or lost(last, commitment):
        return []
    return [replace(last, fate=Fate.PLANNED, reason=None, settled_at=None)]


def _write_down(books: Books, found: Iterable[tuple[Commitment, Changes]], *, at: datetime) -> None:
    """In as many statements for a thousand commitments as for one."""
    skipped: list[tuple[Reminder, Skip]] = []
    renewed: list[Reminder] = []
    added: list[tuple[int, int, int, Stage]] = []
    for commitment, changed in found:
        skipped += changed.skip
        renewed += changed.renew
        revision = commitment.window_revision
        added += [(commitment.id, revision, it.recipient_id, it.stage) for it in changed.insert]
    skip(books, skipped, at=at)
    books.reminders.renew(renewed)
    books.reminders.add(added)


def skip(books: Books, rows: Iterable[tuple[Reminder, Skip]], *, at: datetime) -> None:
    """In as many statements as there are reasons."""
    skipped: dict[Skip, list[int]] = {}
    for row, reason in rows:
        skipped.setdefault(reason, []).append(row.id)
    for reason, ids in skipped.items():
        books.reminders.settle(ids, Fate.SKIPPED, at=at, reason=reason.value)


def try_again(books: Books, person: Person, *, at: datetime) -> None:
    """Plan anew what could not be delivered to a person, where nothing has been heard since.

    That person's own reminders, and those of whoever they stood in for.
    """
    failed = [it for it in books.deliveries.failed() if it.person_id == person.id]
    _plan_again(books, [row for delivery in failed for row in books.reminders.of_delivery(delivery.id)], at)
    for delivery in failed:
        books.deliveries.replace(replace(delivery, state=DeliveryState.DISSOLVED))


def try_another(books: Books, person: Person, *, at: datetime) -> None:
    """Plan anew a person's reminders that could not be delivered to who stood in for them."""
    failed = (it for it in books.deliveries.failed() if it.person_id != person.id)
    rows = (row for delivery in failed for row in books.reminders.of_delivery(delivery.id))
    _plan_again(books, [row for row in rows if row.recipient_id == person.id], at)


def _plan_again(books: Books, missed: Sequence[Reminder], at: datetime) -> None:
    """Notes are each their own; of the stages of a part, a later one that was sent said it all.

    What has lost its sense since is skipped at once.
    """
    rows = books.reminders.of(sorted({row.commitment_id for row in missed}))
    heard: dict[tuple[int, Recipient], date] = {}
    for row in split(rows)[1]:
        if row.fate is Fate.SENT:
            key = row.commitment_id, row.stage.to
            heard[key] = max(row.stage.on, heard.get(key, date.min))
    notes, stages = split(row for row in missed if row.fate is Fate.FAILED)
    stages = [r for r in stages if r.stage.on > heard.get((r.commitment_id, r.stage.to), date.min)]
    again = [*notes, *stages]
    books.reminders.settle([row.id for row in again], Fate.PLANNED, at=None)
    commitments = books.commitments.by_ids(row.commitment_id for row in again)
    over = [(row, reason) for row in again if (reason := lost(row, commitments[row.commitment_id]))]
    skip(books, over, at=at)


def _handed_over(before: Commitment, after: Commitment) -> bool:
    return (
        before.owner is not None
        and after.owner is not None
        and before.owner.id != after.owner.id
        and after.status.reminded
    )
