"""When a round last ended, and last ended well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from support.makers import MONDAY, RULES, day_window
from support.office import Mailbox, Office
from tracker.books import LastRounds
from tracker.clock import FixedClock
from tracker.commitments import Person
from tracker.mail.failures import LostInData, Permanent, Temporary
from tracker.quiet import QuietDays
from tracker.rounds import IDLE

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY


@pytest.fixture
def nadia(office: Office) -> Person:
    person = office.hire("Nadia")
    with office.register() as register:
        register.add("Send the quote", window=day_window(date(2024, 9, 12)), owner=person)
    return person


def last(office: Office) -> LastRounds:
    with office.books() as books:
        return books.last_rounds


def fail(office: Office, person: Person, kind: type[Temporary | Permanent]) -> None:
    office.mailbox.answers[person.email] = [kind(server="mail", to=person.email, words="no")]


def test_before_the_first_round_nothing_is_known(office: Office) -> None:
    assert last(office) == LastRounds()


def test_a_round_that_leaves_nothing_to_try_again_is_a_good_one(office: Office, nadia: Person) -> None:
    office.run(THURSDAY)
    assert last(office) == LastRounds(THURSDAY, THURSDAY)


def test_a_round_that_must_try_again_is_not_until_it_has(office: Office, nadia: Person) -> None:
    office.run(MONDAY)
    fail(office, nadia, Temporary)
    office.run(THURSDAY, patient=True)
    assert last(office) == LastRounds(THURSDAY, MONDAY)
    office.run(THURSDAY + MINUTE, patient=True)  # too early for another try
    assert last(office).good_at == MONDAY
    office.run(THURSDAY + 6 * MINUTE, patient=True)
    assert last(office) == LastRounds(THURSDAY + 6 * MINUTE, THURSDAY + 6 * MINUTE)


def test_an_address_that_refuses_for_good_leaves_nothing_to_try(office: Office, nadia: Person) -> None:
    fail(office, nadia, Permanent)
    office.run(THURSDAY)
    assert last(office).good_at == THURSDAY


def test_what_is_tried_again_after_a_quiet_day_is_in_order(office: Office, nadia: Person) -> None:
    fail(office, nadia, LostInData)
    office.run(THURSDAY)
    office.rules = replace(RULES, quiet=QuietDays(spans=((date(2024, 9, 6), date(2024, 9, 8)),)))
    office.run(THURSDAY + DAY)
    assert last(office).good_at == THURSDAY + DAY


def test_a_round_with_a_bug_in_it_ended_but_not_well(office: Office, nadia: Person) -> None:
    class Buggy(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.run(THURSDAY, channel=Buggy)
    assert last(office) == LastRounds(THURSDAY, None)


def test_idle_rounds_write_it_down_now_and_then(office: Office, nadia: Person) -> None:
    office.run(MONDAY)
    moments = [MONDAY + n * 5 * MINUTE for n in range(13)]
    written = {office.run(moment) and last(office).good_at for moment in moments}
    assert sorted(filter(None, written)) == [MONDAY + n * IDLE for n in range(5)]


def test_a_world_as_it_was_or_will_be_says_nothing_of_now(office: Office, nadia: Person) -> None:
    office.run(MONDAY)
    for moment in (MONDAY - 30 * DAY, MONDAY + 30 * DAY):
        office.round(clock=FixedClock(MONDAY + MINUTE)).run(moment)
        assert MONDAY <= (last(office).any_at or THURSDAY) <= MONDAY + MINUTE


def test_a_clock_that_was_set_back_counts_from_there(office: Office, nadia: Person) -> None:
    office.run(MONDAY + 365 * DAY)
    office.run(MONDAY)
    assert last(office) == LastRounds(MONDAY, MONDAY)
