"""A test message: it looks like the next digest, joins no thread and is nobody's digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from support.makers import MONDAY, day_window
from support.office import SETTINGS, Office
from tracker.commitments import Person
from tracker.errors import NotDelivered
from tracker.mail.failures import (
    LostInData,
    Misconfigured,
    OutboxUnwritable,
    Permanent,
    ServiceSilent,
    Temporary,
    Unreachable,
)
from tracker.rounds import Post
from tracker.rounds.trial import SHOWN, TrialNotAccepted, TrialPutOff, TrialUnanswered, Tried, try_out


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia", language="en")


def attempt(office: Office, person: Person) -> Tried:
    post = Post(office.settings, lambda: office.mailbox)
    return try_out(office.database.books, post, office.rules, person, by="Hélène", at=MONDAY)


def test_it_shows_what_the_next_digests_will_speak_of(office: Office, nadia: Person) -> None:
    with office.register() as register:
        for number in range(SHOWN + 2):
            register.add(f"Send quote {number}", window=day_window(date(2024, 10, 10 + number)), owner=nadia)
    tried = attempt(office, nadia)
    ((_, mail),) = office.mailbox.mails
    text = mail.get_body(("plain",)).get_content()
    assert "This is a test that Hélène asked for." in text
    assert [f"Send quote {n}" in text for n in range(SHOWN + 2)] == [True] * SHOWN + [False] * 2
    assert "should have reached you" not in text
    assert (tried.answer, tried.message_id) == ("250 OK", mail["Message-ID"])


def test_it_joins_no_thread_and_takes_no_digests_name(office: Office, nadia: Person) -> None:
    with office.register() as register:
        register.add("Send the quote", window=day_window(date(2024, 9, 9)), owner=nadia)
    attempt(office, nadia)
    office.run(MONDAY)
    (_, test), (_, digest) = office.mailbox.mails
    assert (test["References"], test["In-Reply-To"]) == (None, None)
    assert digest["References"] is not None
    assert test["Message-ID"] != digest["Message-ID"]
    assert test["Auto-Submitted"] == "auto-generated"


def test_a_stranger_gets_one_that_shows_nothing_of_the_register(office: Office, nadia: Person) -> None:
    with office.register() as register:
        register.add("Send the quote", window=day_window(date(2024, 9, 9)), owner=nadia)
    attempt(office, Person(0, "x@example.org", "x@example.org"))
    ((to, mail),) = office.mailbox.mails
    assert to == "x@example.org"
    assert "Send the quote" not in mail.get_body(("plain",)).get_content()


def test_it_carries_a_calendar_where_digests_do(office: Office, nadia: Person) -> None:
    office.settings = replace(SETTINGS, attach_calendar=True)
    with office.register() as register:
        kept = register.add("Send the quote", window=day_window(date(2024, 10, 9)), owner=nadia)
    attempt(office, nadia)
    ((_, mail),) = office.mailbox.mails
    (attached,) = mail.iter_attachments()
    assert [str(it["UID"]) for it in Calendar.from_ical(attached.get_payload(decode=True)).events] == [
        kept.uid
    ]


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (Temporary, TrialPutOff),
        (LostInData, TrialPutOff),
        (Unreachable, TrialUnanswered),
        (ServiceSilent, TrialPutOff),
        (Misconfigured, TrialNotAccepted),
        (OutboxUnwritable, OutboxUnwritable),
    ],
)
def test_a_temporary_failure_promises_no_second_try(
    office: Office, nadia: Person, failure: type[Temporary], told: type[NotDelivered]
) -> None:
    office.mailbox.answers[nadia.email] = [failure(server="mail:25", to="Nadia", words="no", folder="outbox")]
    with pytest.raises(NotDelivered) as raised:
        attempt(office, nadia)
    assert type(raised.value) is told


def test_a_permanent_failure_is_told_as_it_is(office: Office, nadia: Person) -> None:
    office.mailbox.answers[nadia.email] = [Permanent(server="mail:25", to=nadia.email, words="550 no")]
    with pytest.raises(Permanent, match="550 no"):
        attempt(office, nadia)


def test_two_tests_are_two_messages(office: Office, nadia: Person) -> None:
    post = Post(office.settings, lambda: office.mailbox)
    moments = (MONDAY, MONDAY + timedelta(seconds=1))
    tried = [try_out(office.database.books, post, office.rules, nadia, by="x", at=at) for at in moments]
    assert len({it.message_id for it in tried}) == 2
