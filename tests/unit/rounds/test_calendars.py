"""A calendar file beside a digest: for what is new to its reader, where the office wants that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from support.makers import MONDAY, day_window, make_commitment
from support.office import SETTINGS, Office
from tracker.commitments import Commitment, Person
from tracker.mail.failures import LostInData, Temporary
from tracker.notes import new_to
from tracker.reminders import HANDOVER, Fate, Recipient, Reminder, Stage
from tracker.rounds.leftovers import WAITS

DAY = timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
SOON = day_window(date(2024, 9, 12))  # a week after that Thursday


@pytest.fixture
def attaching(office: Office) -> Office:
    office.settings = replace(SETTINGS, attach_calendar=True)
    return office


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia", language="en")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul", language="en")


def promised(office: Office, owner: Person, title: str = "Send the quote") -> Commitment:
    with office.register() as register:
        return register.add(title, window=SOON, owner=owner)


def attached(message: EmailMessage) -> list[str]:
    """The UIDs in the calendar that a mail carries."""
    return [
        str(event["UID"])
        for part in message.iter_attachments()
        for event in Calendar.from_ical(part.get_payload(decode=True)).events
    ]


def test_a_first_reminder_carries_its_day_and_the_next_ones_do_not(attaching: Office, nadia: Person) -> None:
    first = promised(attaching, nadia)
    attaching.run(THURSDAY)
    second = promised(attaching, nadia, "Call Mons")
    attaching.run(MONDAY + 9 * DAY)  # the eve, for both
    assert [attached(mail) for _, mail in attaching.mailbox.mails] == [[first.uid], [second.uid]]


def test_a_hand_over_carries_it_to_the_new_owner(attaching: Office, nadia: Person, paul: Person) -> None:
    moved = promised(attaching, nadia)
    attaching.run(THURSDAY)
    with attaching.register() as register:
        register.assign(moved.id, paul)
    attaching.run(THURSDAY + DAY)
    assert [(to, attached(mail)) for to, mail in attaching.mailbox.mails] == [
        (nadia.email, [moved.uid]),
        (paul.email, [moved.uid]),
    ]


def test_it_is_not_attached_unless_asked_for(office: Office, nadia: Person) -> None:
    promised(office, nadia)
    office.run(THURSDAY)
    ((_, mail),) = office.mailbox.mails
    assert list(mail.iter_attachments()) == []


def test_a_delegate_gets_nobody_elses_days(attaching: Office, nadia: Person, paul: Person) -> None:
    promised(attaching, nadia)
    attaching.away(nadia, paul)
    attaching.run(THURSDAY)
    ((to, mail),) = attaching.mailbox.mails
    assert (to, attached(mail)) == (paul.email, [])


@pytest.mark.parametrize("failure", [Temporary, LostInData])
def test_a_second_try_carries_the_same_bytes(
    attaching: Office, nadia: Person, failure: type[Temporary]
) -> None:
    promised(attaching, nadia)
    tried: list[EmailMessage] = []
    taking = attaching.mailbox.send

    def keep(message: EmailMessage, to: str) -> str:
        tried.append(message)
        return taking(message, to)

    attaching.mailbox.send = keep  # type: ignore[method-assign]
    attaching.mailbox.answers[nadia.email] = [failure(server="mail", to=nadia.email, words="451 later")]
    attaching.run(THURSDAY)
    attaching.run(THURSDAY + WAITS[0])
    first, second = tried
    assert first["Message-ID"] == second["Message-ID"]
    files = [[part.get_payload(decode=True) for part in it.iter_attachments()] for it in tried]
    assert files[0] == files[1] != []


NADIA, PAUL = Person(1, "Nadia", "nadia@example.org"), Person(2, "Paul", "paul@example.org")


def row(
    number: int, commitment: Commitment, to: Person, rule: str = "ahead-7", fate: Fate = Fate.CLAIMED
) -> Reminder:
    day = date(2024, 9, 5)
    stage = Stage(f"{rule}-{number}", day, day, rule, Recipient.OWNER)
    return Reminder(number, commitment.id, 0, stage, to.id, fate)


ONE, TWO, THREE = (make_commitment(id=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("rows", "earlier", "new"),
    [
        ([row(10, ONE, NADIA)], [], {1}),
        ([row(10, ONE, NADIA)], [row(5, ONE, NADIA, fate=Fate.SENT)], set()),
        ([row(10, ONE, NADIA)], [row(5, ONE, NADIA, fate=Fate.SKIPPED)], {1}),
        ([row(10, ONE, NADIA)], [row(5, ONE, PAUL, fate=Fate.SENT)], {1}),
        ([row(10, ONE, NADIA, HANDOVER)], [row(5, ONE, NADIA, fate=Fate.SENT)], {1}),
        ([row(10, ONE, PAUL)], [], set()),
        ([row(10, TWO, NADIA, "undelivered")], [], set()),
        ([row(10, ONE, NADIA), row(11, TWO, NADIA), row(12, THREE, PAUL)], [], {1, 2}),
    ],
)
def test_new_is_what_somebody_hears_first_or_is_handed(
    rows: list[Reminder], earlier: list[Reminder], new: set[int]
) -> None:
    assert new_to(NADIA, rows, [*rows, *earlier]) == new
