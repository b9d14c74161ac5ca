"""A digest that failed for good is told to coordinators, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from support.makers import MONDAY, day_window
from support.office import Mailbox, Office
from tracker.commitments import Commitment, Person, Role, Status
from tracker.mail.failures import LostInData, Permanent, Temporary
from tracker.reminders import UNDELIVERED, Fate, Recipient, Reminder, Skip

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
SOON = day_window(date(2024, 9, 12))


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia", language="en")


@pytest.fixture
def cleo(office: Office) -> Person:
    return office.hire("Cleo", language="en", role=Role.COORDINATOR)


def promised(office: Office, owner: Person) -> Commitment:
    with office.register() as register:
        return register.add("Send the quote", window=SOON, owner=owner)


def fail(office: Office, person: Person, *kinds: type[Temporary | Permanent]) -> None:
    office.mailbox.answers[person.email] = [
        kind(server="mail", to=person.email, words="550 no such user", address=person.email) for kind in kinds
    ]


def refused(office: Office, owner: Person) -> Commitment:
    """A commitment whose digest its owner's address has refused for good."""
    promise = promised(office, owner)
    fail(office, owner, Permanent)
    office.run(THURSDAY)
    return promise


def notes(office: Office) -> list[Reminder]:
    return [row for row in office.rows() if row.stage.rule == UNDELIVERED]


def body(mail: tuple[str, EmailMessage]) -> str:
    part = mail[1].get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_a_coordinator_reads_of_it_in_the_next_digest_and_never_again(
    office: Office, nadia: Person, cleo: Person
) -> None:
    refused(office, nadia)
    office.run(THURSDAY + MINUTE)
    (mail,) = office.mailbox.mails
    assert mail[0] == cleo.email
    assert "did not reach Nadia" in body(mail)
    assert "“550 no such user”" in body(mail)
    for n in range(1, 5):
        office.run(THURSDAY + n * DAY)
    assert office.mailbox.recipients == [cleo.email]
    assert [(row.fate, row.stage.to) for row in notes(office)] == [(Fate.SENT, Recipient.COORDINATOR)]


def test_a_digest_of_several_is_told_once_beside_the_coordinators_own(
    office: Office, nadia: Person, cleo: Person
) -> None:
    for _ in range(3):
        promised(office, nadia)
    promised(office, cleo)
    fail(office, nadia, Permanent)
    office.run(THURSDAY)  # Nadia's is tried first
    (mail,) = office.mailbox.mails
    assert body(mail).count("did not reach Nadia") == 1
    assert "You own commitment 4." in body(mail)


def test_each_day_that_fails_is_told(office: Office, nadia: Person, cleo: Person) -> None:
    promised(office, nadia)
    fail(office, nadia, *[Permanent] * 2)
    for n in range(9):
        office.run(THURSDAY + n * DAY)
        office.run(THURSDAY + n * DAY + MINUTE)
    told = [body(mail) for mail in office.mailbox.mails if mail[0] == cleo.email]
    assert [day for text in told for day in ("September 5", "September 11") if f"of {day}" in text] == [
        "September 5",
        "September 11",
    ]


def test_every_coordinator_and_administrator_is_told_but_not_who_it_did_not_reach(
    office: Office, cleo: Person
) -> None:
    ada = office.hire("Ada", role=Role.ADMINISTRATOR)
    gone = office.hire("Gil", role=Role.COORDINATOR, active=False)
    promised(office, cleo)
    fail(office, cleo, Permanent)
    office.run(THURSDAY)
    assert {row.recipient_id for row in notes(office)} == {ada.id}
    assert gone.id not in {row.recipient_id for row in notes(office)}


def test_what_only_told_of_others_is_told_to_nobody(office: Office, nadia: Person, cleo: Person) -> None:
    other = office.hire("Ada", role=Role.ADMINISTRATOR)
    refused(office, nadia)
    fail(office, cleo, Permanent)
    office.run(THURSDAY + MINUTE)
    assert {(row.recipient_id, row.fate) for row in notes(office)} == {
        (cleo.id, Fate.FAILED),
        (other.id, Fate.SENT),
    }
    office.run(THURSDAY + DAY)
    assert office.mailbox.recipients == [other.email]


def test_it_is_told_whatever_becomes_of_the_commitment(office: Office, nadia: Person, cleo: Person) -> None:
    promise = refused(office, nadia)
    with office.register() as register:
        register.set_status(promise.id, Status.KEPT, note="Done.")
    assert [sent.person for sent in office.run(THURSDAY + MINUTE).digests] == [cleo]


def test_there_is_nothing_to_tell_of_an_address_that_was_corrected(
    office: Office, nadia: Person, cleo: Person
) -> None:
    refused(office, nadia)
    with office.register() as register:
        register.edit_person(replace(nadia, email="nadia.t@example.org"))
    assert [sent.person.id for sent in office.run(THURSDAY + MINUTE).digests] == [nadia.id]
    assert [(row.fate, row.reason) for row in notes(office)] == [(Fate.SKIPPED, Skip.SETTLED)]


def test_a_corrected_address_leaves_nothing_of_what_is_closed_in_the_plan(
    office: Office, nadia: Person
) -> None:
    promise = refused(office, nadia)
    with office.register() as register:
        register.set_status(promise.id, Status.KEPT, note="Done.")
        register.edit_person(replace(nadia, email="nadia.t@example.org"))
    assert not [row for row in office.rows() if row.fate is Fate.PLANNED]
    with office.register() as register:
        register.set_status(promise.id, Status.TODO)
    assert [sent.person.id for sent in office.run(THURSDAY + MINUTE).digests] == [nadia.id]


def test_a_coordinator_who_goes_has_nothing_left_in_the_plan(
    office: Office, nadia: Person, cleo: Person
) -> None:
    refused(office, nadia)
    with office.register() as register:
        register.edit_person(replace(cleo, active=False))
    assert [(row.fate, row.reason) for row in notes(office)] == [(Fate.SKIPPED, Skip.OWNER_CHANGED)]


def test_a_coordinator_away_is_stood_in_for(office: Office, nadia: Person, cleo: Person) -> None:
    paul = office.hire("Paul", language="en")
    promised(office, nadia)
    fail(office, nadia, Permanent)
    office.away(cleo, paul)
    office.run(THURSDAY)
    (sent,) = office.run(THURSDAY + MINUTE).digests
    assert (sent.person, sent.standing_in) == (paul, (cleo,))
    assert "did not reach Nadia" in body(office.mailbox.mails[0])


def test_a_coordinators_note_is_tried_again_under_the_same_name(
    office: Office, nadia: Person, cleo: Person
) -> None:
    promised(office, nadia)
    fail(office, nadia, Permanent)
    fail(office, cleo, LostInData)
    office.run(THURSDAY)
    (lost,) = office.run(THURSDAY + MINUTE).digests
    (again,) = office.run(THURSDAY + 2 * MINUTE).digests
    assert (again.person, again.message_id) == (cleo, lost.message_id)


def test_a_dead_workers_note_of_what_has_arrived_since_is_let_go(
    office: Office, nadia: Person, cleo: Person
) -> None:
    class Grave(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise SystemExit

    refused(office, nadia)
    with pytest.raises(SystemExit):
        office.run(THURSDAY + MINUTE, channel=Grave)
    with office.register() as register:
        register.edit_person(replace(nadia, email="nadia.t@example.org"))
    outcome = office.run(THURSDAY + 2 * MINUTE, is_dead=lambda worker: True)
    assert [sent.person.id for sent in outcome.digests] == [nadia.id]
    with office.books() as books:
        assert books.deliveries.unsettled() == []
