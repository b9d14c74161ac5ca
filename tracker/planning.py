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
from tracker.ladders import Ladders, Part, Source, group, nearest, render
from tracker.plan import Changes, Planned, holders, plan
from tracker.plan import replan as difference
from tracker.reminders import HANDOVER, DeliveryState, Fate, Recipient, Reminder, Skip, Stage

if TYPE_CHECKING:
    from tracker.books import Books
    from tracker.commitments import Commitment, Person
    from tracker.workdays import Workdays


FOLLOWED = tuple(status for status in Status if status.reminded)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an office reminds by: its ladders, its working calendar, its zone and its sending time.

    Missions, people and commitments may have ladders of their own, which stand before the office's.
    """

    ladders: Ladders
    workdays: Workdays
    zone: ZoneInfo
    send_at: time

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
    rows = books.reminders.of([after.id]) if before is not None else []
    _write_down(books, [(after, changes(after, rows, rules, today))], at=at)
    if before is not None and _handed_over(before, after):
        assert after.owner is not None  # noqa: S101 - _handed_over saw to it
        heard_on = rules.workdays.on_or_after(today)
        stage = Stage(f"{HANDOVER}-{after.revision}", on=heard_on, nominal=today, rule=HANDOVER)
        books.reminders.add([(after.id, after.window_revision, after.owner.id, stage)])


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
    asked = list(commitments)
    rows: dict[int, list[Reminder]] = {}
    for row in books.reminders.of([commitment.id for commitment in asked]):
        rows.setdefault(row.commitment_id, []).append(row)
    _write_down(books, [(it, changes(it, rows.get(it.id, []), rules, day)) for it in asked], at=at)


def changes(commitment: Commitment, rows: Sequence[Reminder], rules: Rules, today: date) -> Changes:
    """What the ledger lacks and what it holds in vain, as seen on `today`.

    An endless series is planned from its first stage as well as from the present one, so that a world
    as it was earlier can still be replayed.
    """
    ladders = rules.ladders_of(commitment)
    wanted: dict[tuple[str, int], Planned] = {}
    for as_of in dict.fromkeys((min(commitment.known_since, today), today)):
        for it in plan(commitment, ladders=ladders, workdays=rules.workdays, as_of=as_of):
            wanted.setdefault((it.stage.name, it.recipient_id), it)
    handovers, stages = split(rows)
    found = difference(commitment, stages, wanted.values())
    return replace(
        found,
        skip=(*found.skip, *_stale(commitment, handovers)),
        renew=(*found.renew, *_told_after_all(commitment, handovers)),
    )


def _stale(commitment: Commitment, handovers: Sequence[Reminder]) -> list[tuple[Reminder, Skip]]:
    """The hand-overs that nobody is to be told of any more."""
    if commitment.status.final:
        reason = Skip.CLOSED
    else:
        reason = Skip.OWNER_CHANGED if commitment.status.reminded else Skip.ON_HOLD
    planned = (row for row in handovers if row.fate is Fate.PLANNED)
    return [(row, reason) for row in planned if row.recipient_id != _listens(commitment)]


def _told_after_all(commitment: Commitment, handovers: Sequence[Reminder]) -> list[Reminder]:
    """The last hand-over, when it was skipped for a reason that has passed."""
    last = max(handovers, key=lambda row: row.id, default=None)
    if last is None or last.fate is not Fate.SKIPPED or last.recipient_id != _listens(commitment):
        return []
    return [replace(last, fate=Fate.PLANNED, reason=None, settled_at=None)]


def _listens(commitment: Commitment) -> int | None:
    """The owner, by id, while there is one to be reminded."""
    return holders(commitment).get(Recipient.OWNER) if commitment.status.reminded else None


def _write_down(books: Books, found: Iterable[tuple[Commitment, Changes]], *, at: datetime) -> None:
    """In as many statements for a thousand commitments as for one."""
    skipped: dict[Skip, list[int]] = {}
    renewed: list[Reminder] = []
    added: list[tuple[int, int, int, Stage]] = []
    for commitment, changed in found:
        for row, reason in changed.skip:
            skipped.setdefault(reason, []).append(row.id)
        renewed += changed.renew
        revision = commitment.window_revision
        added += [(commitment.id, revision, it.recipient_id, it.stage) for it in changed.insert]
    for reason, ids in skipped.items():
        books.reminders.settle(ids, Fate.SKIPPED, at=at, reason=reason.value)
    books.reminders.renew(renewed)
    books.reminders.add(added)


def try_again(books: Books, person: Person, commitments: Sequence[Commitment]) -> None:
    """Plan anew what could not be delivered to a person, where nothing has been heard since."""
    failed = {it.id: it for it in books.deliveries.failed() if it.person_id == person.id}
    rows = books.reminders.of([commitment.id for commitment in commitments])
    heard = {(row.commitment_id, row.stage.to): row.stage.on for row in rows if row.fate is Fate.SENT}
    again = [
        row.id
        for row in rows
        if row.delivery_id in failed and row.stage.on > heard.get((row.commitment_id, row.stage.to), date.min)
    ]
    books.reminders.settle(again, Fate.PLANNED, at=None)
    for delivery in failed.values():
        books.deliveries.replace(replace(delivery, state=DeliveryState.DISSOLVED))


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
