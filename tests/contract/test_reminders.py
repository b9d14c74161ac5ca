"""Reminders and the deliveries that carry them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from support.makers import MONDAY, make_commitment, make_person
from tracker.books import Books
from tracker.commitments import Status
from tracker.dates.window import OPEN
from tracker.reminders import Delivery, DeliveryState, Fate, Recipient, Reminder, Skip, Stage

DAY = date(2024, 9, 2)


def stage(name: str, on: int = 0, to: Recipient = Recipient.OWNER) -> Stage:
    """A stage so many days from the first one, moved there by a day off."""
    day = DAY + timedelta(days=on)
    return Stage(name, day, day - timedelta(days=1), name.partition("@")[0], to)


@dataclass
class Desk:
    """Open books with two people and two commitments."""

    books: Books
    nadia: int
    paul: int
    one: int
    two: int

    def plan(self, *rows: tuple[int, int, Stage], revision: int = 0) -> list[Reminder]:
        self.books.reminders.add((commitment, revision, person, it) for commitment, person, it in rows)
        return self.books.reminders.of([self.one, self.two])

    def begin(self, person: int, day: date = DAY, **facts: object) -> Delivery:
        new = Delivery(0, person, day, f"<{person}.{day}@example.org>", DeliveryState.CLAIMED)
        claimed = self.books.deliveries.claim(replace(new, **facts))  # type: ignore[arg-type]
        assert claimed is not None
        return claimed


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with database.books(write=True) as books:
        people = [books.people.add(make_person()).id for _ in range(2)]
        promises = [books.commitments.add(make_commitment()).id for _ in range(2)]
        yield Desk(books, *people, *promises)


def test_planned_rows_come_back_in_order_of_day(desk: Desk) -> None:
    rows = desk.plan(
        (desk.two, desk.nadia, stage("day", 7)),
        (desk.one, desk.nadia, stage("ahead-7")),
        (desk.one, desk.paul, stage("reviewer-14", 21, Recipient.REVIEWER)),
    )
    assert [(row.commitment_id, row.recipient_id, row.stage) for row in rows] == [
        (desk.one, desk.nadia, stage("ahead-7")),
        (desk.two, desk.nadia, stage("day", 7)),
        (desk.one, desk.paul, stage("reviewer-14", 21, Recipient.REVIEWER)),
    ]
    assert {(row.fate, row.reason, row.delivery_id, row.settled_at) for row in rows} == {
        (Fate.PLANNED, None, None, None)
    }


def test_a_row_that_exists_stays_as_it_is(desk: Desk) -> None:
    (row,) = desk.plan((desk.one, desk.nadia, stage("day")))
    desk.books.reminders.settle([row.id], Fate.SENT, at=MONDAY)
    again = desk.plan((desk.one, desk.nadia, stage("day", 5)), (desk.one, desk.paul, stage("day")))
    assert [(it.recipient_id, it.fate, it.stage.on) for it in again] == [
        (desk.nadia, Fate.SENT, DAY),
        (desk.paul, Fate.PLANNED, DAY),
    ]
    assert len(desk.plan((desk.one, desk.nadia, stage("day")), revision=1)) == 3


def test_who_is_due_and_what(desk: Desk) -> None:
    today, later, theirs = desk.plan(
        (desk.one, desk.nadia, stage("ahead-7")),
        (desk.one, desk.nadia, stage("day", 7)),
        (desk.two, desk.paul, stage("day", 9)),
    )
    reminders = desk.books.reminders
    everybody = [desk.nadia, desk.paul]
    assert reminders.planned(everybody, DAY - timedelta(days=1)) == []
    assert reminders.planned([desk.nadia], DAY) == [today]
    assert reminders.planned(everybody, DAY + timedelta(days=30)) == [today, later, theirs]
    assert reminders.planned([], DAY + timedelta(days=30)) == []
    assert reminders.due_by(DAY - timedelta(days=1)) == {}
    assert reminders.due_by(DAY) == {desk.nadia: today.stage.on}
    assert reminders.due_by(date.max) == {desk.nadia: today.stage.on, desk.paul: theirs.stage.on}
    assert reminders.next_days() == {desk.one: today.stage.on, desk.two: theirs.stage.on}
    assert reminders.next_day_for([desk.nadia], DAY) == later.stage.on
    assert reminders.next_day_for(everybody, later.stage.on) == theirs.stage.on
    assert reminders.next_day_for(everybody, theirs.stage.on) is None
    reminders.settle([today.id, theirs.id], Fate.SKIPPED, at=MONDAY, reason=Skip.CLOSED.value)
    assert reminders.due_by(date.max) == {desk.nadia: later.stage.on}
    assert reminders.next_days() == {desk.one: later.stage.on}
    assert reminders.next_days([desk.one]) == {desk.one: later.stage.on}
    assert reminders.next_days([desk.two]) == reminders.next_days([]) == {}


def test_what_a_coordinator_is_told_is_no_reminder_of_a_commitment(desk: Desk) -> None:
    desk.plan((desk.one, desk.paul, stage("undelivered-1", to=Recipient.COORDINATOR)))
    assert desk.books.reminders.next_days() == {}
    assert desk.books.reminders.due_by(DAY) == {desk.paul: DAY}


def test_a_fate_is_kept_with_its_reason_its_moment_and_its_delivery(desk: Desk) -> None:
    delivery = desk.begin(desk.nadia)
    one, two, three = desk.plan(
        *((desk.one, desk.nadia, stage(name, n)) for n, name in enumerate(("ahead-7", "ahead-1", "day")))
    )
    reminders = desk.books.reminders
    reminders.settle([one.id, two.id], Fate.CLAIMED, at=None, delivery_id=delivery.id)
    reminders.settle([one.id], Fate.SENT, at=MONDAY)
    reminders.settle([three.id], Fate.FAILED, at=MONDAY, reason="550 no such user")
    reminders.settle([], Fate.SENT, at=MONDAY)
    sent, claimed, failed = reminders.of([desk.one])
    assert sent == replace(one, fate=Fate.SENT, settled_at=MONDAY, delivery_id=delivery.id)
    assert claimed == replace(two, fate=Fate.CLAIMED, delivery_id=delivery.id)
    assert failed == replace(three, fate=Fate.FAILED, settled_at=MONDAY, reason="550 no such user")
    assert reminders.of_delivery(delivery.id) == [sent, claimed]
    reminders.settle([claimed.id], Fate.PLANNED, at=None)
    assert reminders.of([desk.one])[1] == two


def test_a_renewed_row_is_planned_for_its_new_day(desk: Desk) -> None:
    rows = desk.plan((desk.one, desk.nadia, stage("day")), (desk.two, desk.nadia, stage("opens", 1)))
    reminders = desk.books.reminders
    reminders.settle([row.id for row in rows], Fate.SKIPPED, at=MONDAY, reason=Skip.ON_HOLD.value)
    moved = [replace(row, stage=stage(row.stage.name, n + 3)) for n, row in enumerate(rows)]
    reminders.renew(moved)
    reminders.renew([])
    assert reminders.of([desk.one, desk.two]) == moved


def test_hundreds_of_commitments_are_asked_about_at_once(desk: Desk) -> None:
    books = desk.books
    promises = [books.commitments.add(make_commitment()).id for _ in range(1200)]
    books.reminders.add((it, 0, desk.nadia, stage("day", n % 7)) for n, it in enumerate(promises))
    rows = books.reminders.of(promises)
    assert [row.stage.on for row in rows] == sorted(row.stage.on for row in rows)
    assert {row.commitment_id for row in rows} == set(promises)
    books.reminders.settle([row.id for row in rows], Fate.SENT, at=MONDAY)
    assert {row.fate for row in books.reminders.of(promises)} == {Fate.SENT}
    assert books.reminders.of([]) == []


def test_a_reminder_is_of_a_commitment_and_for_a_person(database: Database) -> None:
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.reminders.add([(99, 0, 99, stage("day"))])


def test_a_delivery_comes_back_whole(desk: Desk) -> None:
    later = MONDAY + timedelta(minutes=10)
    delivery = desk.begin(
        desk.nadia,
        attempts=3,
        maybe_delivered=True,
        claimed_by="here:1",
        lease_until=later,
        next_try_at=later,
        error="451 « plus tard »",
        settled_at=MONDAY,
    )
    assert desk.books.deliveries.get(delivery.id) == delivery
    assert desk.books.deliveries.on(desk.nadia, DAY) == delivery
    assert desk.books.deliveries.on(desk.paul, DAY) is None
    changed = replace(delivery, state=DeliveryState.SENT, lease_until=None, error=None)
    desk.books.deliveries.replace(changed)
    assert desk.books.deliveries.on(desk.nadia, DAY) == changed


def test_a_person_has_one_digest_a_day(desk: Desk) -> None:
    first = desk.begin(desk.nadia)
    assert desk.books.deliveries.claim(replace(first, message_id="<another@example.org>")) is None
    assert desk.books.deliveries.on(desk.nadia, DAY) == first
    desk.begin(desk.paul)
    desk.begin(desk.nadia, DAY + timedelta(days=1))


def test_deliveries_are_listed_by_where_they_stand(desk: Desk) -> None:
    made = {
        state: desk.begin(desk.nadia, DAY - timedelta(days=number), state=state)
        for number, state in enumerate(DeliveryState)
    }
    theirs = desk.begin(desk.paul)
    deliveries = desk.books.deliveries
    assert deliveries.by_ids([theirs.id, theirs.id]) == {theirs.id: theirs}
    assert deliveries.of([desk.nadia], DAY - timedelta(days=1), DAY) == [
        made[DeliveryState.RETRY],
        made[DeliveryState.CLAIMED],
    ]
    assert deliveries.of([], DAY, DAY) == []
    waiting = [made[DeliveryState.RETRY], made[DeliveryState.CLAIMED]]
    assert deliveries.unsettled() == [*waiting, theirs]
    assert deliveries.failed() == [made[DeliveryState.FAILED]]


# States of play without an answer


@pytest.fixture
def talks(desk: Desk) -> int:
    return desk.books.commitments.add(make_commitment(window=OPEN)).id


def unanswered(desk: Desk, until: timedelta = timedelta(days=900)) -> dict[int, int]:
    return desk.books.reminders.unanswered(MONDAY + until)


def test_states_of_play_count_from_the_last_news_on(desk: Desk, talks: int) -> None:
    promise = desk.books.commitments.get(talks)
    desk.books.reminders.add(
        (talks, 0, desk.nadia, Stage(f"state-of-play-{n}", DAY, DAY, "state-of-play-6m")) for n in range(4)
    )
    for row, days in zip(desk.books.reminders.of([talks]), (-1, 0, 180, 360), strict=True):
        desk.books.reminders.settle([row.id], Fate.SENT, at=MONDAY + timedelta(days=days))
    assert unanswered(desk) == {talks: 2}
    assert unanswered(desk, timedelta(days=200)) == {talks: 1}
    assert unanswered(desk, timedelta(days=100)) == {}
    desk.books.commitments.replace(replace(promise, updated_at=MONDAY + timedelta(days=200)))
    assert unanswered(desk) == {talks: 1}


@pytest.mark.parametrize("status", [Status.ON_HOLD, Status.KEPT])
def test_what_is_not_followed_is_not_waited_for(desk: Desk, talks: int, status: Status) -> None:
    desk.books.reminders.add([(talks, 0, desk.nadia, Stage("state-of-play-1", DAY, DAY, "state-of-play-6m"))])
    [row] = desk.books.reminders.of([talks])
    desk.books.reminders.settle([row.id], Fate.SENT, at=MONDAY + timedelta(days=9))
    assert unanswered(desk) == {talks: 1}
    promise = desk.books.commitments.get(talks)
    desk.books.commitments.replace(replace(promise, status=status))
    assert unanswered(desk) == {}


def test_other_stages_other_fates_and_what_has_a_last_day_do_not_count(desk: Desk, talks: int) -> None:
    desk.books.reminders.add(
        [
            (talks, 0, desk.nadia, Stage("opens", DAY, DAY, "opens")),
            (desk.one, 0, desk.nadia, Stage("state-of-play-1", DAY, DAY, "state-of-play-6m")),
            (talks, 0, desk.nadia, Stage("state-of-play-1", DAY, DAY, "state-of-play-6m")),
        ]
    )
    rows = desk.books.reminders.of([talks, desk.one])
    *sent, skipped = (row.id for row in rows)
    desk.books.reminders.settle(sent, Fate.SENT, at=MONDAY + timedelta(days=9))
    desk.books.reminders.settle([skipped], Fate.SKIPPED, at=MONDAY + timedelta(days=9), reason="caught-up")
    assert unanswered(desk) == {}
