"""What the doctor finds: whether reminders go out, what is stuck, and what needs somebody.

Values and a clock in, findings out. The database, the settings and the mail server are looked at by
whoever can; `chart` reads what the books tell of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.books import Filter, LastRounds
from tracker.health import findings as found
from tracker.health.findings import Failed, Finding, Grade, Subject
from tracker.planning import FOLLOWED, Rules
from tracker.readers import Readers
from tracker.reminders import Delivery, DeliveryState

if TYPE_CHECKING:
    from tracker.books import Books
    from tracker.commitments import Absence, Person

__all__ = ["Chart", "Failed", "Finding", "Grade", "Subject", "chart", "examine", "next_digest"]

SHOWN = 10
"""Numbers of commitments that a sentence names; the others are counted."""

FORWARD = timedelta(minutes=5)
"""How much the clocks of two machines may differ before a round seems to come from the future."""

AHEAD = timedelta(days=400)
"""How far ahead a digest is looked for, past whatever quiet days and absences there are."""

RECENTLY = timedelta(days=4)
"""Days past in which somebody's present digest may lie; the furthest zones lie 26 hours apart."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chart:
    """What the books tell of the reminders, at one moment.

    `settled` holds the days, by person's id and state, of digests that have left or were refused: those
    of some days past, and since the first failure those of whoever had one. `first_days` is the day of
    each recipient's first planned reminder. `unowned` are numbers of commitments, `left` those of people
    who have left, by their id; both in order.
    """

    rounds: LastRounds
    people: Mapping[int, Person]
    absences: Sequence[Absence]
    unsettled: Sequence[Delivery]
    failed: Sequence[Delivery]
    settled: Mapping[tuple[int, DeliveryState], date]
    first_days: Mapping[int, date]
    unowned: Sequence[int]
    left: Mapping[int, Sequence[int]]


def chart(books: Books, now: datetime) -> Chart:
    people = {person.id: person for person in books.people.all()}
    owned = {
        person.id: [it.id for it in books.commitments.select(Filter(owner_id=person.id, statuses=FOLLOWED))]
        for person in people.values()
        if not person.active
    }
    failed = books.deliveries.failed()
    settled = books.deliveries.of(people, now.date() - RECENTLY, date.max)
    if failed:
        settled += books.deliveries.of({it.person_id for it in failed}, failed[0].day, date.max)
    return Chart(
        rounds=books.last_rounds,
        people=people,
        absences=books.absences.all(),
        unsettled=books.deliveries.unsettled(),
        failed=failed,
        settled={(it.person_id, it.state): it.day for it in sorted(settled, key=lambda it: it.day)},
        first_days=books.reminders.due_by(date.max),
        unowned=[it.id for it in books.commitments.select(Filter(unowned=True, statuses=FOLLOWED))],
        left={person_id: ids for person_id, ids in owned.items() if ids},
    )


def examine(
    chart: Chart, rules: Rules, *, now: datetime, alarm: timedelta, is_dead: Callable[[str], bool]
) -> list[Finding]:
    """All that the chart shows at `now`, in the order of subjects.

    A good round that is older than `alarm` is wrong. `is_dead` tells whether a worker is known to be gone.
    """
    return [
        _of_rounds(chart.rounds, rules, now, alarm),
        *_of_claims(chart, rules, now, is_dead),
        *_of_addresses(chart),
        *_of_owners(chart, rules, now),
        _of_next(chart, rules, now),
    ]


def _of_rounds(rounds: LastRounds, rules: Rules, now: datetime, alarm: timedelta) -> Finding:
    last, good = rounds.any_at, rounds.good_at
    if last is None:
        return found.NoRound()
    if last > now + FORWARD:
        return found.RoundToCome(last.astimezone(rules.zone))
    if good is None:
        return found.NoGoodRound(last.astimezone(rules.zone))
    at, hours = good.astimezone(rules.zone), (now - good) // timedelta(hours=1)
    if now - good <= alarm:
        return found.GoodRound(at, alarm // timedelta(hours=1))
    if now - last <= alarm:
        return found.FailingRounds(at, hours, last.astimezone(rules.zone))
    return found.StoppedRounds(at, hours)


def _of_claims(
    chart: Chart, rules: Rules, now: datetime, is_dead: Callable[[str], bool]
) -> Iterable[Finding]:
    if not chart.unsettled:
        yield found.NothingUnderWay()
    for delivery in chart.unsettled:
        name, day = chart.people[delivery.person_id].name, delivery.day
        if delivery.state is DeliveryState.RETRY:
            at = (delivery.next_try_at or now).astimezone(rules.zone)
            yield found.TriedAgain(name, day, at, delivery.error or "?")
        elif is_stuck(delivery, now, is_dead):
            yield found.StuckClaim(name, day)
        else:
            yield found.BeingSent(name, day)


def is_stuck(delivery: Delivery, now: datetime, is_dead: Callable[[str], bool]) -> bool:
    """Whether a claim is nobody's any more: its lease is over, or who had it is gone."""
    lease_over = delivery.lease_until is None or delivery.lease_until <= now
    return lease_over or is_dead(delivery.claimed_by or "")


def _of_addresses(chart: Chart) -> Iterable[Finding]:
    """The last failure of each person who is still there and has had no digest since."""
    last = {it.person_id: it for it in chart.failed}
    failing = [
        it
        for person_id, it in last.items()
        if chart.people[person_id].active
        and chart.settled.get((person_id, DeliveryState.SENT), date.min) < it.day
    ]
    if not failing:
        yield found.NoAddressFails()
    for it in failing:
        person = chart.people[it.person_id]
        yield found.FailingAddress(person.name, person.reached_at, it.day, it.error or "?")


def _of_owners(chart: Chart, rules: Rules, now: datetime) -> Iterable[Finding]:
    away = [person.name for person in chart.people.values() if _waits(person, chart, rules, now)]
    if chart.unowned:
        yield found.Unowned(len(chart.unowned), _shown(chart.unowned))
    for person_id, ids in chart.left.items():
        yield found.OwnerGone(len(ids), chart.people[person_id].name, _shown(ids))
    yield from map(found.NobodyStandsIn, away)
    if not (chart.unowned or chart.left or away):
        yield found.AllOwned()


def _waits(person: Person, chart: Chart, rules: Rules, now: datetime) -> bool:
    """Whether something is due to a person who is away while nobody stands in."""
    day = rules.day_for(person, now)
    due = person.active and chart.first_days.get(person.id, date.max) <= day
    return due and _readers(chart).reader(person.id, day) is None


def _shown(ids: Sequence[int]) -> tuple[int | str, ...]:
    more = len(ids) - SHOWN
    return tuple(ids) if more <= 0 else (*ids[:SHOWN], f"+{more}")


def _of_next(chart: Chart, rules: Rules, now: datetime) -> Finding:
    coming = next_digest(chart, rules, now)
    if coming is None:
        return found.NothingPlanned()
    moment, readers = coming
    names = tuple(person.name for person in readers)
    if moment <= now:
        return found.DueNow(names)
    return found.NextDigest(moment, str(moment.tzinfo), names)


def next_digest(chart: Chart, rules: Rules, now: datetime) -> tuple[datetime, list[Person]] | None:
    """When the next digest is due, in the zone of who reads it, and all who have theirs at that moment.

    A moment that is past means now. None when nothing is planned, or nobody is there to read it.
    """
    readers = _readers(chart)
    due: dict[datetime, list[Person]] = {}
    for recipient_id, first in chart.first_days.items():
        recipient = chart.people[recipient_id]
        day = max(first, rules.day_for(recipient, now))
        while reading := readers.next_reading(recipient_id, day, now.date() + AHEAD, rules.quiet):
            day, reader = reading[0], chart.people[reading[1]]
            if not _is_served(chart, reader, day):
                moment = _moment(reader, day, rules)
                due.setdefault(moment if moment > now else now, []).append(reader)
                break
            day += _DAY
    if not due:
        return None
    moment = min(due)
    who = sorted({person.id: person for person in due[moment]}.values(), key=lambda person: person.name)
    return moment.astimezone(rules.zone_of(who[0])), who


def _moment(person: Person, day: date, rules: Rules) -> datetime:
    hour = person.send_at or rules.send_at
    return datetime.combine(day, hour, rules.zone_of(person)).astimezone(UTC)


def _is_served(chart: Chart, person: Person, day: date) -> bool:
    return any(
        chart.settled.get((person.id, state), date.min) >= day
        for state in (DeliveryState.SENT, DeliveryState.FAILED)
    )


def _readers(chart: Chart) -> Readers:
    return Readers(chart.absences, [person.id for person in chart.people.values() if not person.active])
