"""Claims: which digests are to leave now, and who sends them.

A claim is the delivery's row, unique by person and day, with a lease. Whoever dies between claim and
record leaves a row that a later round takes over, under the same Message-ID. A claim that is lost with
the power is made again, under the same one too: so nobody waits for the disk to have it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32
from zoneinfo import ZoneInfo

from tracker.books import LastRounds
from tracker.journal import Action, snooze_reasons
from tracker.notes import lost, new_to, split
from tracker.plan import due
from tracker.planning import Rules, moves_on, refresh, skip
from tracker.readers import Readers
from tracker.reminders import HANDOVER, SNOOZED, UNDELIVERED, Delivery, DeliveryState, Fate, Reminder, Skip
from tracker.rounds.leftovers import Leftovers, maybe_out_there
from tracker.rounds.undelivered import told

if TYPE_CHECKING:
    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock
    from tracker.commitments import Commitment, Person
    from tracker.digest import StandingIn, Undelivered

_DAY = timedelta(days=1)

_LABELS = 4
"""Days of the calendar that are a digest's day for somebody at one moment: the furthest zones lie 26 hours
apart, and until the sending time it is the day before."""


FEW = 20
"""Digests that rounds which meet may well take in the same order."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A digest that is this worker's to send, as it reads on `day`.

    Its rows may be those of people whom `person` stands in for: `standing_in`, by their id; `readers`
    knows who was away since the first of them was due. `before` holds the previous owners, by
    commitment, `put_off` why what comes back was put off, and `undelivered` what did not arrive, by row.
    `next_on` is the day of the next reminder. `new` holds the commitments, by id, that `person` hears of
    for the first time, where that was asked for.
    """

    delivery: Delivery
    person: Person
    day: date
    rows: Sequence[Reminder]
    commitments: Mapping[int, Commitment]
    readers: Readers
    standing_in: Mapping[int, StandingIn]
    before: Mapping[int, Person]
    put_off: Mapping[int, str]
    undelivered: Mapping[int, Undelivered]
    next_on: date | None
    office_id: str
    new: Collection[int] = ()


MakeClaim = Callable[[], Claim | None]
"""Claims one digest; None when there is nothing to send any more, or somebody else sends it."""


class Claims:
    """What one worker claims at the moment `as_of`.

    `lease` is how long a claim stays its own, `domain` that of Message-IDs; `tell_new` asks what is new
    to each reader. The other settings are
    those of a Round. `waiting` and `held` are those of its Outcome; `last_rounds` and `more_to_try` are as
    of the last look back.
    """

    def __init__(
        self,
        open_books: OpenBooks,
        rules: Rules,
        *,
        clock: Clock,
        worker: str,
        is_dead: Callable[[str], bool],
        patient: bool,
        lease: timedelta,
        domain: str,
        tell_new: bool,
        as_of: datetime,
    ) -> None:
        self._open_books = open_books
        self._rules = rules
        self._clock = clock
        self._worker = worker
        self._leftovers = Leftovers(open_books, rules, clock, is_dead, patient, as_of)
        self._lease = lease
        self._domain = domain
        self._tell_new = tell_new
        self._as_of = as_of
        # Both are read once a round, and only if need be.
        self._by_name: dict[str, Person] | None = None
        self._office_id: str | None = None
        self._in_company = False  # whether another worker was met in this round
        self.skipped = 0
        self.waiting: list[Person] = []
        self.held: list[Person] = []
        self.last_rounds = LastRounds()
        self.more_to_try = False

    def to_make(self) -> list[tuple[Person, MakeClaim]]:
        """One for each digest that seems to be due; what may be out there already comes first."""
        self._leftovers.sort_out()
        with self._open_books() as books:
            unsettled = books.deliveries.unsettled()
            self._look_back(books, unsettled)
            left = [it for it in unsettled if self._leftovers.is_left(it)]
            last = max(self._as_of.astimezone(zone).date() for zone in self._zones(books))
            first = books.reminders.due_by(last)
            days = [last - n * _DAY for n in reversed(range(_LABELS))]
            absences = books.absences.during(days[0], last) if first else []
            concerned = {*first, *(it.person_id for it in left), *(it.person_id for it in absences)}
            concerned |= {it.delegate_id for it in absences if it.delegate_id is not None}
            people = books.people.by_ids(concerned)
            begun = books.deliveries.of(concerned, days[0], last) if first else []
        gone = {person.id for person in people.values() if not person.active}
        if gone & first.keys():
            self._let_go(sorted(gone & first.keys()), last)
        found: list[tuple[Person, MakeClaim]] = [
            (people[it.person_id], partial(self._take_over, it.id))
            for it in left
            if not self._is_quiet(people[it.person_id])
        ]
        ready = self._who_reads(first, days, people, Readers(absences, gone))
        served = {
            it.person_id for it in begun if _is_over(it) and it.day == self._day_for(people[it.person_id])
        }
        self.waiting += [people[person_id] for person_id in ready if person_id in served]
        to_serve = self._from_own_place([person_id for person_id in ready if person_id not in served])
        return found + [(people[it], partial(self._claim, people[it])) for it in to_serve]

    def _from_own_place(self, ids: list[int]) -> list[int]:
        """Rounds that meet begin at different places of a long list, so as not to queue for each claim."""
        start = crc32(self._worker.encode()) % len(ids) if len(ids) > FEW else 0
        return ids[start:] + ids[:start]

    def look_back(self, books: Books) -> None:
        """See when rounds last ended, and whether one that ends now leaves something to try again."""
        self._look_back(books, books.deliveries.unsettled())

    def _look_back(self, books: Books, unsettled: Sequence[Delivery]) -> None:
        self.last_rounds = books.last_rounds
        retried = [it.person_id for it in unsettled if it.state is DeliveryState.RETRY]
        people = books.people.by_ids(retried) if retried else {}
        # On a quiet day it has time.
        self.more_to_try = not all(self._is_quiet(person) for person in people.values())

    def _zones(self, books: Books) -> set[ZoneInfo]:
        return {self._rules.zone, *map(ZoneInfo, books.people.zones())}

    def _who_reads(
        self, first: Mapping[int, date], days: Sequence[date], people: Mapping[int, Person], readers: Readers
    ) -> list[int]:
        """Who has a digest due, by id, in that order; and who waits for theirs, and who is not there."""
        ready: set[int] = set()
        waiting: set[int] = set()
        for person_id, since in first.items():
            for day in (day for day in days if day >= since):
                reader = people.get(readers.reader(person_id, day) or 0)
                if reader is None:
                    if people[person_id].active and day == self._day_for(people[person_id]):
                        self.held.append(people[person_id])
                elif day == self._day_for(reader) and not self._is_quiet(reader):
                    ready.add(reader.id)
                elif day in (self._day_for(reader), self._rules.today_of(reader, self._as_of)):
                    waiting.add(reader.id)
        self.held.sort(key=lambda person: person.id)
        self.waiting += [people[person_id] for person_id in sorted(waiting - ready)]
        return sorted(ready)

    def _day_for(self, person: Person) -> date:
        return self._rules.day_for(person, self._as_of)

    def _is_quiet(self, person: Person) -> bool:
        return self._rules.is_quiet(person, self._as_of)

    def _let_go(self, gone: Sequence[int], until: date) -> None:
        """Skip what is planned for people who are not active any more."""
        with self._open_books(write=True) as books:
            rows = books.reminders.planned(gone, until)
            skip(books, ((row, Skip.OWNER_CHANGED) for row in rows), at=self._as_of)

    # Claims

    def _claim(self, seen: Person) -> Claim | None:
        if self._in_company:
            with self._open_books() as books:  # writers take turns, and a look takes none
                if self._is_served(books, seen, books.deliveries.on(seen.id, self._day_for(seen))):
                    return None
        with self._open_books(write=True, lasting=False) as books:
            person = books.people.get(seen.id)
            day = self._day_for(person)
            begun = books.deliveries.on(person.id, day)
            if not person.active or self._is_served(books, person, begun):
                return None
            readers = self._readers(books, day, day)
            whose = readers.read_by(person.id, day)
            planned = books.reminders.planned(whose, day)
            commitments = books.commitments.by_ids(row.commitment_id for row in planned)
            moving = {it.commitment_id for it in planned if moves_on(it, commitments[it.commitment_id])}
            if moving:
                refresh(books, (commitments[it] for it in moving), self._rules, day, at=self._as_of)
                planned = books.reminders.planned(whose, day)
            notes, stages = split(planned)
            send, overtaken = due(stages, day)
            rows, undelivered = self._still_to_tell(books, [*notes, *send], commitments)
            delivery = self._begin(books, person, day, begun) if rows else None
            if delivery is None:
                return None
            skip(books, ((row, Skip.CAUGHT_UP) for row in overtaken), at=self._as_of)
            self.skipped += len(overtaken)
            ids = [row.id for row in rows]
            books.reminders.settle(ids, Fate.CLAIMED, at=None, delivery_id=delivery.id)
            return self._gather(books, delivery, person, rows, commitments, undelivered)

    def _is_served(self, books: Books, person: Person, begun: Delivery | None) -> bool:
        """Whether the day's digest has gone, or another worker sends it; what is left waits."""
        if begun is None or _may_leave(begun):
            return False
        self._in_company = True
        whose = self._readers(books, begun.day, begun.day).read_by(person.id, begun.day)
        if _is_over(begun) and books.reminders.planned(whose, begun.day):
            self.waiting.append(person)
        return True

    def _readers(self, books: Books, first: date, last: date) -> Readers:
        """Who reads whose reminders from one day to another, both inclusive."""
        absences = books.absences.during(first, last)
        concerned = {it.person_id for it in absences} | {it.delegate_id or 0 for it in absences}
        people = books.people.by_ids(concerned) if concerned else {}
        return Readers(absences, [person.id for person in people.values() if not person.active])

    def _begin(self, books: Books, person: Person, day: date, begun: Delivery | None) -> Delivery | None:
        """None when another worker was faster."""
        if begun is not None:
            return self._take(books, begun)
        from tracker.mail.message import message_id

        key = message_id(self._office(books), person.id, day, self._domain)
        new = Delivery(id=0, person_id=person.id, day=day, message_id=key, state=DeliveryState.CLAIMED)
        return books.deliveries.claim(self._mine(new))

    def _office(self, books: Books) -> str:
        if self._office_id is None:
            self._office_id = books.office_id
        return self._office_id

    def _take_over(self, delivery_id: int) -> Claim | None:
        """The same reminders under the same Message-ID, without those that have lost their sense."""
        with self._open_books(write=True, lasting=False) as books:
            delivery = books.deliveries.get(delivery_id)
            if not self._leftovers.is_left(delivery):
                return None
            claimed = [row for row in books.reminders.of_delivery(delivery_id) if row.fate is Fate.CLAIMED]
            commitments = books.commitments.by_ids(row.commitment_id for row in claimed)
            rows, undelivered = self._still_to_tell(books, claimed, commitments)
            if not rows:
                self._leftovers.close(books, maybe_out_there(delivery))
                return None
            person = books.people.get(delivery.person_id)
            taken = self._take(books, maybe_out_there(delivery))
            return self._gather(books, taken, person, rows, commitments, undelivered)

    def _still_to_tell(
        self, books: Books, rows: Sequence[Reminder], commitments: Mapping[int, Commitment]
    ) -> tuple[list[Reminder], dict[int, Undelivered]]:
        """The rows that have kept their sense, and what those of failed digests tell; others are skipped."""
        undelivered = told(books, rows)

        def reason(row: Reminder) -> Skip | None:
            if row.stage.rule == UNDELIVERED:
                return None if row.id in undelivered else Skip.SETTLED
            return lost(row, commitments[row.commitment_id])

        gone = [(row, why) for row in rows if (why := reason(row))]
        skip(books, gone, at=self._as_of)
        over = {row.id for row, _ in gone}
        return [row for row in rows if row.id not in over], undelivered

    def _mine(self, delivery: Delivery) -> Delivery:
        return replace(
            delivery,
            state=DeliveryState.CLAIMED,
            claimed_by=self._worker,
            lease_until=self._clock.now() + self._lease,
            settled_at=None,
        )

    def _take(self, books: Books, delivery: Delivery) -> Delivery:
        taken = self._mine(delivery)
        books.deliveries.replace(taken)
        return taken

    # What the digest says

    def _gather(
        self,
        books: Books,
        delivery: Delivery,
        person: Person,
        rows: Sequence[Reminder],
        commitments: Mapping[int, Commitment],
        undelivered: Mapping[int, Undelivered],
    ) -> Claim:
        day = max(self._day_for(person), delivery.day)  # the clock may have been set back since
        since = min(row.stage.on for row in rows)
        readers = self._readers(books, min(since, day), day)
        standing_in = _stands_in(books, rows, delivery, readers)
        next_on = books.reminders.next_day_for([person.id, *standing_in], day)
        return Claim(
            delivery=delivery,
            person=person,
            day=day,
            rows=rows,
            commitments=commitments,
            readers=readers,
            standing_in=standing_in,
            before=self._previous_owners(books, rows),
            put_off=_reasons(books, rows),
            undelivered=undelivered,
            next_on=self._rules.quiet.after(next_on) if next_on else None,
            office_id=self._office(books),
            new=new_to(person, rows, books.reminders.of(list(commitments))) if self._tell_new else (),
        )

    def _previous_owners(self, books: Books, rows: Iterable[Reminder]) -> dict[int, Person]:
        """Who had each commitment before it was handed over, as the journal tells it."""
        handed_over = [row.commitment_id for row in rows if row.stage.rule == HANDOVER]
        if not handed_over:
            return {}
        if self._by_name is None:
            self._by_name = {person.name: person for person in books.people.all()}
        found = {}
        for link in books.journal.of("commitment", *handed_over):
            before = link.entry.details.get("before")
            if link.entry.action is Action.ASSIGNED and before in self._by_name:
                found[link.entry.noun_id] = self._by_name[before]
        return found


def _reasons(books: Books, rows: Iterable[Reminder]) -> dict[int, str]:
    """Why commitments were put off, by their id, as the journal tells it."""
    back = [row.commitment_id for row in rows if row.stage.rule == SNOOZED]
    return snooze_reasons(books.journal.of("commitment", *back)) if back else {}


def _may_leave(begun: Delivery) -> bool:
    """Whether the digest of a day that was begun already can still be sent, as a new one would be."""
    return begun.state is DeliveryState.DISSOLVED and not begun.maybe_delivered


def _is_over(begun: Delivery) -> bool:
    """Whether a person has had the digest of that day, had it refused, or may have had one given up."""
    over = begun.state in (DeliveryState.SENT, DeliveryState.FAILED)
    return over or (begun.state is DeliveryState.DISSOLVED and begun.maybe_delivered)


def _stands_in(
    books: Books, rows: Sequence[Reminder], delivery: Delivery, readers: Readers
) -> dict[int, StandingIn]:
    """For whom the reader stands in, by id, and how long: as it was on the digest's own day."""
    from tracker.digest import StandingIn

    absent = {row.recipient_id for row in rows} - {delivery.person_id}
    found = {}
    for person_id, person in sorted(books.people.by_ids(absent).items()) if absent else ():
        absence = readers.absence(person_id, delivery.day)
        found[person_id] = StandingIn(person, absence.last if absence else None)
    return found
