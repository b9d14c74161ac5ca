"""One round after another, with mail that fails in every way it can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event

from support.makers import MONDAY, RULES, day_window
from support.office import SETTINGS, Mailbox, Office
from tracker.commitments import Commitment, Person, Status
from tracker.dates.window import OPEN, Window
from tracker.ladders import parse
from tracker.mail.failures import (
    BadAddress,
    LostInData,
    MessageRefused,
    Misconfigured,
    OutboxUnwritable,
    Permanent,
    Temporary,
    Unreachable,
)
from tracker.reminders import DeliveryState, Fate, Skip
from tracker.rounds import LEASE
from tracker.rounds.leftovers import WAITS
from tracker.rounds.sending import TRIES
from tracker.workdays import Workdays

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
SOON = day_window(date(2024, 9, 12))  # a week after that Thursday


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia", language="en")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul", language="en")


def promised(office: Office, owner: Person, window: Window = SOON, **facts: Any) -> Commitment:
    with office.register() as register:
        return register.add("Send the quote", window=window, owner=owner, **facts)


def fail(office: Office, person: Person, *kinds: type[Temporary | Permanent]) -> None:
    office.mailbox.answers[person.email] = [
        kind(server="mail", to=person.email, words="451 greylisted", folder="outbox", address=person.email)
        for kind in kinds
    ]


def body(mail: tuple[str, EmailMessage]) -> str:
    part = mail[1].get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def ids(office: Office) -> list[str]:
    return [str(mail["Message-ID"]) for _, mail in office.mailbox.mails]


# What goes out, and when


def test_a_second_run_sends_nothing(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    assert [sent.person.name for sent in office.run(THURSDAY).digests] == ["Nadia"]
    for minutes in (0, 5, 300):
        assert not office.run(THURSDAY + minutes * MINUTE).digests
    assert office.mailbox.recipients == [nadia.email]


def test_a_digest_waits_for_its_hour_and_says_so(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    early = office.run(datetime(2024, 9, 5, 11, 29, tzinfo=UTC))
    assert (early.digests, [person.name for person in early.waiting]) == ([], ["Nadia"])
    due = office.run(datetime(2024, 9, 5, 11, 30, tzinfo=UTC))
    assert ([sent.day for sent in due.digests], due.waiting) == ([date(2024, 9, 5)], [])


def test_a_stage_of_tomorrow_is_nobodys_to_wait_for(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    outcome = office.run(THURSDAY - DAY)
    assert (outcome.digests, outcome.waiting) == ([], [])


def test_each_person_hears_at_their_own_hour(office: Office) -> None:
    brussels = office.hire("Ann", zone="Europe/Brussels")
    late = office.hire("Bob", send_at=time(18))
    for person in (brussels, late):
        promised(office, person)
    moments = [datetime(2024, 9, 5, 0, tzinfo=UTC) + n * 30 * MINUTE for n in range(48)]
    heard = {sent.person.name: moment for moment in moments for sent in office.run(moment).digests}
    assert heard == {
        "Ann": datetime(2024, 9, 5, 5, 30, tzinfo=UTC),
        "Bob": datetime(2024, 9, 5, 22, tzinfo=UTC),
    }


def test_what_becomes_due_after_the_digest_goes_with_the_next_one(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run(THURSDAY)
    office.now = THURSDAY + 60 * MINUTE
    promised(office, nadia)
    later = office.run(THURSDAY + 61 * MINUTE)
    assert (later.digests, [person.name for person in later.waiting]) == ([], ["Nadia"])
    office.run(THURSDAY + DAY)
    assert len(office.mailbox.mails) == 2
    assert "This should have reached you" not in body(office.mailbox.mails[1])


def test_after_days_of_downtime_one_digest_says_how_late_it_is(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    outcome = office.run(MONDAY + 16 * DAY)  # Wednesday the 18th
    assert len(outcome.digests) == 1
    assert outcome.skipped == 4
    assert office.stages(Fate.SENT) == ["overdue-2"]
    assert {row.reason for row in office.rows() if row.fate is Fate.SKIPPED} == {Skip.CAUGHT_UP}
    assert "This should have reached you on Monday, September 16" in body(office.mailbox.mails[0])


def test_what_came_in_late_is_not_called_late_mail(office: Office, nadia: Person) -> None:
    with office.register() as register:
        register.add("Send the quote", window=day_window(date(2024, 8, 20)), owner=nadia)
    office.run()
    assert "This should have reached you" not in body(office.mailbox.mails[0])


def test_each_commitment_is_told_once_in_a_digest(office: Office, nadia: Person, paul: Person) -> None:
    for _ in range(3):
        promised(office, nadia)
    promised(office, paul)
    outcome = office.run(THURSDAY)
    assert [(sent.person.name, sent.commitments) for sent in outcome.digests] == [
        ("Nadia", (1, 2, 3)),
        ("Paul", (4,)),
    ]


def test_a_hand_over_names_who_had_it_before(office: Office, nadia: Person, paul: Person) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.assign(promise.id, paul)
    office.run(MONDAY)
    assert office.mailbox.recipients == [paul.email]
    assert "is now yours; Nadia had it before you" in body(office.mailbox.mails[0])


def test_the_next_digest_is_announced_for_a_day_to_come(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run(THURSDAY)
    assert "Next digest: Wednesday, September 11" in body(office.mailbox.mails[0])


def test_a_clock_set_back_sends_nothing_again(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run(THURSDAY)
    for moment in (THURSDAY - DAY, THURSDAY - 60 * MINUTE, THURSDAY):
        assert not office.run(moment).digests
    assert len(office.mailbox.mails) == 1


def test_the_hour_that_comes_twice_brings_one_digest(office: Office) -> None:
    office.rules = replace(RULES, workdays=Workdays("", weekend=frozenset()))
    ann = office.hire("Ann", send_at=time(1, 30))
    midnight = datetime(2024, 11, 3, 4, tzinfo=UTC)
    heard = []
    for moment in (midnight + n * 5 * MINUTE for n in range(60)):
        office.now = moment
        if moment in (midnight, midnight + 100 * MINUTE):
            promised(office, ann, day_window(date(2024, 11, 10)))  # a week before: today
        heard += [(moment, sent.day) for sent in office.run(moment).digests]
    assert [it for it in heard if it[1] == date(2024, 11, 3)] == [(midnight + 90 * MINUTE, date(2024, 11, 3))]
    assert len(office.mailbox.mails) == len({day for _, day in heard})


# Failures for a time


@pytest.mark.parametrize("kind", [Temporary, Unreachable, Misconfigured, OutboxUnwritable, LostInData])
def test_a_retry_on_the_same_day_carries_the_same_name(
    office: Office, nadia: Person, kind: type[Temporary]
) -> None:
    promised(office, nadia)
    fail(office, nadia, kind)
    (failed,) = office.run(THURSDAY).digests
    assert (failed.state, type(failed.reason)) == (DeliveryState.RETRY, kind)
    assert office.stages(Fate.CLAIMED) == ["ahead-7"]
    (sent,) = office.run(THURSDAY + MINUTE).digests
    assert (sent.state, sent.message_id) == (DeliveryState.SENT, failed.message_id)
    assert ids(office) == [failed.message_id]
    assert office.delivery(nadia).attempts == 2
    assert office.stages(Fate.SENT) == ["ahead-7"]


def test_the_service_waits_longer_after_each_failure(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, *[Temporary] * 5)
    moment = office.now = THURSDAY
    tries = []
    while not office.mailbox.mails:
        if office.run(moment, patient=True).digests:
            tries.append(moment)
        moment += MINUTE
    waits = [after - before for before, after in pairwise(tries)]
    assert waits == [*WAITS, WAITS[-1]]


def test_somebody_at_the_keyboard_does_not_wait(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, Temporary)
    office.run(THURSDAY, patient=True)
    assert not office.run(THURSDAY + MINUTE, patient=True).digests
    assert len(office.run(THURSDAY + MINUTE).digests) == 1


def test_a_retry_takes_along_what_became_due_meanwhile(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, Temporary)
    office.run(THURSDAY)
    promised(office, nadia)
    assert office.run(THURSDAY + MINUTE).digests[0].commitments == (1, 2)


@pytest.mark.parametrize("patient", [True, False])
def test_what_failed_yesterday_joins_todays_digest(office: Office, nadia: Person, patient: bool) -> None:
    promised(office, nadia)
    fail(office, nadia, Temporary)
    (failed,) = office.run(THURSDAY).digests
    (sent,) = office.run(THURSDAY + DAY, patient=patient).digests
    assert (sent.day, sent.state) == (date(2024, 9, 6), DeliveryState.SENT)
    assert sent.message_id != failed.message_id
    assert office.stages(Fate.SENT) == ["ahead-7"]
    assert "This should have reached you on Thursday, September 5" in body(office.mailbox.mails[0])


def test_a_mail_that_may_be_out_there_keeps_its_name_and_its_content(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, LostInData)
    (lost,) = office.run(THURSDAY).digests
    promised(office, nadia, day_window(date(2024, 9, 13)))
    again, today = office.run(THURSDAY + DAY).digests
    assert (again.message_id, again.commitments) == (lost.message_id, (1,))
    assert (today.day, today.commitments) == (date(2024, 9, 6), (2,))


@pytest.mark.parametrize("paused", [Status.ON_HOLD, Status.KEPT])
def test_what_may_have_been_told_before_a_pause_is_not_told_under_another_name_after_it(
    office: Office, nadia: Person, paused: Status
) -> None:
    promise = promised(office, nadia)
    fail(office, nadia, LostInData)
    office.run(THURSDAY)
    for status in (paused, Status.TODO):
        with office.register() as register:
            register.set_status(promise.id, status, note="Said so.")
        assert office.run(THURSDAY + MINUTE).digests == []
    assert office.run(THURSDAY + DAY).digests == []
    assert office.run(THURSDAY + 6 * DAY).having(DeliveryState.SENT)
    assert office.stages(Fate.SENT) == ["ahead-1"], "the next one comes as ever"


def test_a_hand_over_that_may_have_been_told_before_a_pause_is_not_told_again(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia, OPEN)
    with office.register() as register:
        register.assign(promise.id, paul)
    fail(office, paul, LostInData)
    office.run(MONDAY)
    for status in (Status.ON_HOLD, Status.TODO):
        with office.register() as register:
            register.set_status(promise.id, status)
        assert office.run(MONDAY + MINUTE).digests == []
    assert office.run(MONDAY + DAY).digests == []


def test_what_may_have_been_told_to_who_is_gone_is_not_told_again_when_they_are_back(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)
    fail(office, nadia, LostInData)
    office.run(THURSDAY)
    for active in (False, True):
        with office.register() as register:
            register.edit_person(replace(nadia, active=active))
        assert office.run(THURSDAY + MINUTE).digests == []
    assert office.run(THURSDAY + DAY).digests == []
    assert office.run(THURSDAY + 6 * DAY).having(DeliveryState.SENT)
    assert office.stages(Fate.SENT) == ["ahead-1"]


def test_who_may_have_had_what_was_given_up_waits_for_tomorrow_and_is_named(
    office: Office, nadia: Person
) -> None:
    given_up = promised(office, nadia)
    fail(office, nadia, LostInData)
    office.run(THURSDAY)
    with office.register() as register:
        register.set_status(given_up.id, Status.KEPT, note="Done.")
    promised(office, nadia, day_window(THURSDAY.date()))
    for _ in range(2):
        outcome = office.run(THURSDAY + MINUTE)
        assert (outcome.digests, outcome.waiting) == ([], [nadia])
    (sent,) = office.run(THURSDAY + DAY).digests
    assert sent.commitments == (given_up.id + 1,)


def test_a_server_that_takes_a_mail_again_and_again_without_a_word_gets_it_no_more(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)
    fail(office, nadia, *[LostInData] * 10)
    outcomes = [office.run(THURSDAY + n * DAY).digests[:1] for n in range(TRIES)]
    assert {sent.message_id for (sent,) in outcomes} == {outcomes[0][0].message_id}
    last = outcomes[-1][0]
    assert (last.state, type(last.reason)) == (DeliveryState.FAILED, MessageRefused)
    assert office.stages(Fate.FAILED)[0] == "ahead-7"
    with office.books() as books:
        assert last.message_id not in {it.message_id for it in books.deliveries.unsettled()}


def test_a_server_that_is_down_for_days_is_not_given_up(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, LostInData, *[Unreachable] * (2 * TRIES))
    for n in range(2 * TRIES + 1):
        assert office.run(THURSDAY + n * MINUTE).digests[0].state is DeliveryState.RETRY
    assert office.run(THURSDAY + 60 * MINUTE).digests[0].state is DeliveryState.SENT


def test_the_server_that_is_down_is_asked_once_a_round_and_nothing_is_lost(
    office: Office, nadia: Person, paul: Person
) -> None:
    ruth = office.hire("Ruth")
    for person in (nadia, paul, ruth):
        promised(office, person)
    fail(office, nadia, *[Unreachable] * 2)
    for n in range(2):
        assert len(office.run(THURSDAY + n * MINUTE).digests) == 1
    assert office.mailbox.mails == []
    outcome = office.run(THURSDAY + 2 * MINUTE)
    assert {sent.person.name for sent in outcome.digests} == {"Nadia", "Paul", "Ruth"}
    assert office.stages(Fate.PLANNED).count("ahead-7") == 0


def test_one_who_is_not_served_for_a_time_does_not_keep_the_others(
    office: Office, nadia: Person, paul: Person
) -> None:
    for person in (nadia, paul):
        promised(office, person)
    fail(office, nadia, Temporary)
    office.run(THURSDAY)
    assert office.mailbox.recipients == [paul.email]


def test_what_gave_way_to_a_stage_that_never_left_is_told_after_all(office: Office, nadia: Person) -> None:
    number = promised(office, nadia).id
    fail(office, nadia, Temporary)
    office.run(THURSDAY + 6 * DAY)  # the eve: a week before is overtaken
    with office.register() as register:
        promise = register.books.commitments.get(number)
        register.give_commitment(promise, parse({"day": ["ahead-7", "overdue"]}))
    (sent,) = office.run(THURSDAY + 7 * DAY).digests
    assert sent.state is DeliveryState.SENT
    assert office.stages(Fate.SENT) == ["ahead-7"]


# Failures for good


@pytest.mark.parametrize("kind", [Permanent, MessageRefused, BadAddress])
def test_a_refused_recipient_is_recorded_and_the_others_get_theirs(
    office: Office, nadia: Person, paul: Person, kind: type[Permanent]
) -> None:
    for person in (nadia, paul):
        promised(office, person)
    fail(office, nadia, kind)
    failed, sent = office.run(THURSDAY).digests
    assert (failed.state, sent.state) == (DeliveryState.FAILED, DeliveryState.SENT)
    (row,) = office.rows(1)[:1]
    assert (row.fate, row.reason) == (Fate.FAILED, "451 greylisted")
    assert office.delivery(nadia).error == "451 greylisted"
    assert not office.run(THURSDAY + MINUTE).digests


def test_a_refused_recipient_is_tried_again_at_the_next_stage(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, *[Permanent] * 10)
    for n in range(60):
        office.run(THURSDAY + n * DAY)
    assert office.mailbox.answers[nadia.email] == []
    assert office.stages(Fate.FAILED)[:2] == ["ahead-7", "ahead-1"]
    assert office.mailbox.recipients[-1] == nadia.email
    assert office.get(1).owner == nadia


# Workers that die


def claim_and_die(office: Office, worker: str = "dead", at: datetime = THURSDAY) -> None:
    class Grave(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise SystemExit

    with pytest.raises(SystemExit):
        office.run(at, channel=Grave, worker=worker)
    assert len(office.stages(Fate.CLAIMED)) == 1


def test_the_claim_of_a_worker_known_to_be_dead_is_taken_over_at_once(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    claim_and_die(office)
    before = office.delivery(nadia)
    (sent,) = office.run(THURSDAY + MINUTE, is_dead=lambda worker: worker == "dead").digests
    after = office.delivery(nadia)
    assert (sent.message_id, after.id) == (before.message_id, before.id)
    assert (after.state, after.maybe_delivered) == (DeliveryState.SENT, True)


def test_a_claim_is_its_workers_own_until_the_lease_is_over(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    claim_and_die(office)
    lease = office.delivery(nadia).lease_until
    assert lease is not None
    assert lease - THURSDAY >= LEASE
    assert not office.run(lease - MINUTE).digests
    assert len(office.run(lease).digests) == 1


def test_a_lease_outlasts_the_slowest_server_of_the_settings(office: Office, nadia: Person) -> None:
    office.settings = replace(SETTINGS, timeout=600.0)
    promised(office, nadia)
    claim_and_die(office)
    lease = office.delivery(nadia).lease_until
    assert lease is not None
    assert lease - THURSDAY > timedelta(hours=3)


def later(office: Office) -> list[Any]:
    return office.run(THURSDAY + DAY, is_dead=lambda worker: True).digests


@pytest.mark.parametrize(("status", "reason"), [(Status.KEPT, Skip.CLOSED), (Status.ON_HOLD, Skip.ON_HOLD)])
def test_a_dead_workers_digest_leaves_out_what_is_over(
    office: Office, nadia: Person, status: Status, reason: Skip
) -> None:
    promise = promised(office, nadia)
    claim_and_die(office)
    with office.register() as register:
        register.set_status(promise.id, status, note="Done.")
    assert later(office) == []
    assert office.rows()[0].reason == reason
    with office.books() as books:
        assert books.deliveries.unsettled() == []


@pytest.mark.parametrize("first", ["nadia", "paul"])
def test_a_dead_workers_digest_goes_to_whom_it_concerns_now(office: Office, first: str) -> None:
    """Whether the new owner is served before the old one or after."""
    people = {name: office.hire(name) for name in sorted(("nadia", "paul"), key=lambda it: it != first)}
    promise = promised(office, people["nadia"])
    claim_and_die(office)
    with office.register() as register:
        register.assign(promise.id, people["paul"])
    assert [sent.person.name for sent in later(office)] == ["paul"]
    told = {row.stage.name for row in office.rows() if row.fate is Fate.SENT}
    assert told == {"handover-1", "ahead-7"}


@pytest.mark.parametrize("first", ["nadia", "paul"])
def test_a_retry_goes_to_whom_it_concerns_now(office: Office, first: str) -> None:
    people = {name: office.hire(name) for name in sorted(("nadia", "paul"), key=lambda it: it != first)}
    promise = promised(office, people["nadia"])
    fail(office, people["nadia"], Temporary)
    office.run(THURSDAY)
    with office.register() as register:
        register.assign(promise.id, people["paul"])
    assert [sent.person.name for sent in office.run(THURSDAY + MINUTE).digests] == ["paul"]
    told = {row.stage.name for row in office.rows() if row.fate is Fate.SENT}
    assert told == {"handover-1", "ahead-7"}


def test_a_day_whose_digest_never_left_can_still_have_one(office: Office, nadia: Person) -> None:
    promise = promised(office, nadia)
    fail(office, nadia, Temporary)
    office.run(THURSDAY)
    with office.register() as register:
        register.set_status(promise.id, Status.KEPT, note="Done.")
    assert not office.run(THURSDAY + MINUTE).digests
    promised(office, nadia)
    (sent,) = office.run(THURSDAY + 2 * MINUTE).digests
    assert (sent.day, sent.commitments) == (date(2024, 9, 5), (2,))


# Bugs


def test_a_bug_in_one_digest_keeps_nobody_else_waiting(office: Office, nadia: Person, paul: Person) -> None:
    class Buggy(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            if to == nadia.email:
                raise ZeroDivisionError
            office.mailbox.send(message, to)

    for person in (nadia, paul):
        promised(office, person)
    with pytest.raises(ZeroDivisionError):
        office.run(THURSDAY, channel=Buggy)
    assert office.mailbox.recipients == [paul.email]
    assert (office.delivery(nadia).state, office.delivery(nadia).error) == (
        DeliveryState.RETRY,
        "ZeroDivisionError()",
    )
    (sent,) = office.run(THURSDAY + MINUTE).digests
    assert (sent.person.name, sent.state) == ("Nadia", DeliveryState.SENT)


def test_several_bugs_are_raised_together(office: Office, nadia: Person, paul: Person) -> None:
    class Buggy(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise ZeroDivisionError

    for person in (nadia, paul):
        promised(office, person)
    with pytest.raises(ExceptionGroup) as told:
        office.run(THURSDAY, channel=Buggy)
    assert len(told.value.exceptions) == 2


# A clock that ran ahead

YEAR = timedelta(days=366)


def test_a_clock_a_year_ahead_for_a_while_doubles_nothing_and_floods_nobody(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)
    talks = promised(office, nadia, OPEN)
    office.run(THURSDAY)
    moments = [THURSDAY + YEAR + n * DAY for n in (0, 0, 1)] + [THURSDAY + n * DAY for n in range(30)]
    sent = [office.run(moment).digests for moment in moments]
    assert [len(digests) for digests in sent] == [1] + [0] * (len(moments) - 1)
    assert sorted(office.stages(Fate.SENT, talks.id)) == ["state-of-play-2"]
    assert len(set(ids(office))) == len(office.mailbox.mails) == 2


def test_what_waits_for_a_year_because_of_the_clock_is_tried_again_once_it_is_right(
    office: Office, nadia: Person
) -> None:
    promised(office, nadia)
    fail(office, nadia, LostInData)
    (lost,) = office.run(THURSDAY + YEAR, patient=True).digests
    (sent,) = office.run(THURSDAY, patient=True).digests
    assert (sent.message_id, sent.state) == (lost.message_id, DeliveryState.SENT)
    assert office.stages(Fate.CLAIMED) == []


def test_the_lease_of_a_year_ahead_is_over_once_the_clock_is_right(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    claim_and_die(office, at=THURSDAY + YEAR)
    assert len(office.run(THURSDAY).digests) == 1


def test_what_has_no_end_goes_on_after_a_clock_that_ran_ahead(office: Office, nadia: Person) -> None:
    number = promised(office, nadia).id
    office.run(THURSDAY + YEAR)
    office.now = THURSDAY
    with office.register() as register:
        register.postpone(number, OPEN)
    office.run(THURSDAY + YEAR)
    office.run(THURSDAY + 2 * YEAR)
    assert office.stages(Fate.SENT) == ["overdue-52", "state-of-play-4"]


@pytest.mark.parametrize("failure", [Permanent, LostInData])
def test_what_failed_while_the_clock_ran_ahead_goes_on_after_it(
    office: Office, nadia: Person, failure: type[Temporary | Permanent]
) -> None:
    promised(office, nadia)
    fail(office, nadia, failure)
    office.run(THURSDAY + YEAR)
    office.now = THURSDAY
    for active in (False, True):
        with office.register() as register:
            register.edit_person(replace(nadia, active=active))
        office.run()
    office.run(THURSDAY + YEAR + 7 * DAY)
    assert office.stages(Fate.SENT)[-1] == "overdue-53"


# What it costs


@pytest.fixture
def statements(office: Office) -> Iterator[list[str]]:
    """What the database is asked, statement by statement."""
    seen: list[str] = []

    def note(*facts: object) -> None:
        seen.append(str(facts[2]))

    event.listen(office.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(office.database.engine, "before_cursor_execute", note)


def load(office: Office, nadia: Person, paul: Person, number: int) -> None:
    """Give somebody so many commitments that are overdue, and hand over as many that are."""
    with office.register() as register:
        for n in range(number):
            window = day_window(date(2024, 8, 1) + timedelta(days=n % 20))
            register.add(f"Promise {n}", window=window, owner=nadia, counterparts=["Ville"])
            promise = register.add(f"Other {n}", window=window, owner=paul, mission="Alpha")
            register.assign(promise.id, nadia)


def test_a_digest_of_many_costs_as_many_statements_as_a_digest_of_one(
    office: Office, statements: list[str]
) -> None:
    people = [office.hire(name) for name in ("Ann", "Bea", "Cyd", "Paul")]
    for person, number in zip(people, (1, 1, 50), strict=False):
        load(office, person, people[-1], number)
    asked: list[int] = []

    class Counting(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            asked.append(len(statements))

    outcome = office.run(THURSDAY, channel=Counting)
    assert [len(sent.commitments) for sent in outcome.digests] == [2, 2, 100]
    first, second, third = asked
    assert third - second == second - first


def test_a_quiet_round_reads_a_little_and_writes_nothing(office: Office, statements: list[str]) -> None:
    nadia, paul = office.hire("Nadia"), office.hire("Paul")
    load(office, nadia, paul, 30)
    office.run(THURSDAY)
    statements.clear()
    office.run(THURSDAY + MINUTE)
    assert {it.split()[0] for it in statements} == {"BEGIN", "SELECT"}
    assert len(statements) <= 10
