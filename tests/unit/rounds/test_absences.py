"""Rounds while people are away: a delegate reads, or nobody does and it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest

from support.makers import MONDAY, RULES, day_window
from support.office import Mailbox, Office
from tracker.absences import EndsBeforeItBegins, GoneDelegate, NotAway, OwnDelegate
from tracker.commitments import Commitment, Person
from tracker.journal import Action
from tracker.ladders import nearest, parse
from tracker.mail.failures import LostInData, Permanent, Temporary
from tracker.register import Changes
from tracker.reminders import DeliveryState, Fate

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
SOON = day_window(date(2024, 9, 12))  # a week after that Thursday


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia", language="en")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul", language="en")


@pytest.fixture
def ruth(office: Office) -> Person:
    return office.hire("Ruth", language="en")


def promised(office: Office, owner: Person) -> Commitment:
    with office.register() as register:
        return register.add("Send the quote", window=SOON, owner=owner)


def body(mail: tuple[str, EmailMessage]) -> str:
    part = mail[1].get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def fail(office: Office, person: Person, *kinds: type[Temporary | Permanent]) -> None:
    office.mailbox.answers[person.email] = [
        kind(server="mail", to=person.email, words="no", address=person.email) for kind in kinds
    ]


def dead(office: Office) -> None:
    class Grave(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise SystemExit

    with pytest.raises(SystemExit):
        office.run(channel=Grave, worker="dead")


# Who gets it


def test_a_delegate_gets_their_own_and_what_they_stand_in_for_in_one_digest(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, nadia)
    promised(office, paul)
    office.away(nadia, paul, last=date(2024, 9, 13))
    (sent,) = office.run(THURSDAY).digests
    assert (sent.person, sent.commitments, sent.standing_in) == (paul, (1, 2), (nadia,))
    told = body(office.mailbox.mails[0])
    assert "Nadia is away until Friday, September 13: the reminders come to you meanwhile." in told
    assert "You stand in for the owner of commitment 1." in told
    assert "You own commitment 2." in told
    assert {row.recipient_id for row in office.rows(1)} == {nadia.id}, "the plan stays the owner's"
    assert not office.run(THURSDAY + MINUTE).digests


def test_one_note_is_enough_for_an_absent_person(office: Office, nadia: Person, paul: Person) -> None:
    for _ in range(3):
        promised(office, nadia)
    office.away(nadia, paul)
    office.run(THURSDAY)
    assert body(office.mailbox.mails[0]).count("Nadia is away") == 1


def test_a_chain_of_delegates_is_followed_to_who_is_there(
    office: Office, nadia: Person, paul: Person, ruth: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, paul)
    office.away(paul, ruth)
    assert [sent.person for sent in office.run(THURSDAY).digests] == [ruth]


@pytest.mark.parametrize("round_about", [False, True])
def test_what_nobody_is_there_to_read_is_held_until_somebody_is(
    office: Office, nadia: Person, paul: Person, round_about: bool
) -> None:
    promised(office, nadia)
    office.away(nadia, paul if round_about else None)
    if round_about:
        office.away(paul, nadia)
    for n in range(3):
        outcome = office.run(THURSDAY + n * DAY)
        assert (outcome.digests, outcome.held) == ([], [nadia])
    office.now = THURSDAY + 4 * DAY
    office.back(nadia)
    (sent,) = office.run().digests
    assert (sent.person, sent.standing_in) == (nadia, ())
    assert "should have reached you" not in body(office.mailbox.mails[0]), "nobody was there to be reached"


def test_a_delegate_named_later_gets_what_was_held(office: Office, nadia: Person, paul: Person) -> None:
    promised(office, nadia)
    office.away(nadia)
    office.run(THURSDAY)
    office.away(nadia, paul)
    assert [sent.person for sent in office.run(THURSDAY + MINUTE).digests] == [paul]


def test_what_was_late_before_the_delegate_could_read_it_is_called_late(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, paul, first=date(2024, 9, 9))
    office.run(MONDAY + 7 * DAY)  # the machine was off on the Thursday, when Nadia was there
    assert "should have reached you on Thursday, September 5" in body(office.mailbox.mails[0])


def test_the_absence_begins_and_ends_with_its_days(office: Office, nadia: Person, paul: Person) -> None:
    office.rules = replace(RULES, ladders=nearest(parse({"day": [f"ahead-{n}" for n in range(1, 10)]})))
    promised(office, nadia)
    office.away(nadia, paul, first=date(2024, 9, 4), last=date(2024, 9, 5))
    for n in range(5):
        office.run(MONDAY + n * DAY)
    assert office.mailbox.recipients == [it.email for it in (nadia, paul, paul, nadia)]


def test_a_delegate_who_had_todays_digest_gets_the_rest_tomorrow(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, paul)
    office.run(THURSDAY)
    promised(office, nadia)
    office.away(nadia, paul)
    outcome = office.run(THURSDAY + MINUTE)
    assert (outcome.digests, outcome.waiting, outcome.held) == ([], [paul], [])
    assert [sent.standing_in for sent in office.run(THURSDAY + DAY).digests] == [(nadia,)]


def test_delegates_read_in_their_own_zone_and_at_their_own_hour(office: Office, nadia: Person) -> None:
    ann = office.hire("Ann", zone="Asia/Tokyo")
    promised(office, nadia)
    office.away(nadia, ann)
    moments = [THURSDAY - DAY + n * 30 * MINUTE for n in range(96)]
    heard = [(moment, sent.day) for moment in moments for sent in office.run(moment).digests]
    assert heard == [(THURSDAY - 14.5 * timedelta(hours=1), date(2024, 9, 5))]  # 7.30 in Tokyo


def test_whoever_reviews_and_stands_in_for_the_owner_reads_it_once(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.edit(promise.id, Changes(reviewer=paul))
    office.away(nadia, paul)
    (sent,) = office.run(MONDAY + 28 * DAY).digests
    assert sent.commitments == (promise.id,)
    assert office.stages(Fate.SENT) == ["reviewer-14", "overdue-4"]
    assert body(office.mailbox.mails[0]).count("Send the quote") == 1


def test_standing_in_for_a_reviewer_is_told_as_such(
    office: Office, nadia: Person, paul: Person, ruth: Person
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.edit(promise.id, Changes(reviewer=paul))
    office.away(paul, ruth)
    office.run(MONDAY + 28 * DAY)
    (mail,) = (mail for mail in office.mailbox.mails if mail[0] == ruth.email)
    assert "You stand in for the reviewer of commitment 1." in body(mail)


def test_who_is_gone_stands_in_for_nobody(office: Office, nadia: Person, paul: Person) -> None:
    promised(office, nadia)
    office.away(nadia, paul)
    with office.register() as register:
        register.edit_person(replace(paul, active=False))
    assert office.run(THURSDAY).held == [nadia]


def test_what_is_planned_for_a_reviewer_who_is_gone_is_let_go_once(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.edit(promise.id, Changes(reviewer=paul))
        register.edit_person(replace(paul, active=False))
    office.run(MONDAY + 28 * DAY)
    assert not [row for row in office.rows() if row.recipient_id == paul.id and row.fate is Fate.PLANNED]


# Hand-overs


def test_a_hand_over_to_somebody_away_is_told_to_the_delegate(
    office: Office, nadia: Person, paul: Person, ruth: Person
) -> None:
    promise = promised(office, nadia)
    office.away(paul, ruth)
    with office.register() as register:
        register.assign(promise.id, paul)
    (sent,) = office.run(MONDAY).digests
    assert sent.person == ruth
    told = body(office.mailbox.mails[0])
    assert "No. 1, “Send the quote”, now belongs to Paul; Nadia had it before." in told
    assert "is now yours" not in told


def test_a_delegate_to_whom_it_is_handed_over_hears_that_it_is_theirs(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    office.away(nadia, paul)
    with office.register() as register:
        register.assign(promise.id, paul)
    (sent,) = office.run(THURSDAY).digests
    assert (sent.person, sent.standing_in) == (paul, ())
    assert "is now yours; Nadia had it before you" in body(office.mailbox.mails[0])
    assert sorted(office.stages(Fate.SENT)) == ["ahead-7", "handover-1"]


def test_a_hand_over_to_somebody_who_is_gone_is_planned_once_they_are_back(
    office: Office, nadia: Person, paul: Person
) -> None:
    promise = promised(office, nadia)
    with office.register() as register:
        register.edit_person(replace(paul, active=False))
        register.assign(promise.id, replace(paul, active=False))
    assert not [row for row in office.rows() if row.fate is Fate.PLANNED]
    with office.register() as register:
        register.edit_person(paul)
    (sent,) = office.run(THURSDAY).digests
    assert sent.person == paul
    assert sorted(office.stages(Fate.SENT)) == ["ahead-7", "handover-1"]


# Retries, and workers that die


def test_what_never_left_for_a_delegate_goes_to_who_is_back(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, nadia)
    promised(office, paul)
    office.away(nadia, paul)
    fail(office, paul, Temporary)
    office.run(THURSDAY)
    office.back(nadia)
    assert [(it.person, it.commitments) for it in office.run(THURSDAY + MINUTE).digests] == [
        (nadia, (1,)),
        (paul, (2,)),
    ]


def test_a_mail_that_may_be_out_there_is_sent_again_to_the_same_delegate(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, paul)
    fail(office, paul, LostInData)
    (lost,) = office.run(THURSDAY).digests
    office.back(nadia)
    (again,) = office.run(THURSDAY + MINUTE).digests
    assert (again.person, again.message_id, again.standing_in) == (paul, lost.message_id, (nadia,))
    assert office.stages(Fate.SENT) == ["ahead-7"]


def test_a_dead_workers_digest_for_a_delegate_is_taken_over(
    office: Office, nadia: Person, paul: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, paul, last=date(2024, 9, 6))
    office.now = THURSDAY
    dead(office)
    before = office.delivery(paul)
    (sent,) = office.run(THURSDAY + 4 * DAY, is_dead=lambda worker: True).digests
    assert (sent.person, sent.message_id) == (paul, before.message_id)
    assert "Nadia is away until Friday, September 6" in body(office.mailbox.mails[0])


def test_a_dead_workers_digest_for_a_delegate_who_is_gone_goes_to_another(
    office: Office, nadia: Person, paul: Person, ruth: Person
) -> None:
    promised(office, nadia)
    office.away(nadia, paul)
    office.now = THURSDAY
    dead(office)
    with office.register() as register:
        register.edit_person(replace(paul, active=False))
    office.away(nadia, ruth)
    assert [sent.person for sent in office.run(is_dead=lambda worker: True).digests] == [ruth]
    with office.books() as books:
        assert books.deliveries.unsettled() == []


# A delegate whose own address fails


def refused_at_the_delegate(office: Office, nadia: Person, paul: Person) -> None:
    promised(office, nadia)
    promised(office, paul)
    office.away(nadia, paul)
    fail(office, paul, Permanent)
    (failed,) = office.run(THURSDAY).digests
    assert (failed.person, failed.state) == (paul, DeliveryState.FAILED)
    assert office.stages(Fate.FAILED) == ["ahead-7", "ahead-7"]


def test_a_corrected_address_gets_what_it_stood_in_for_as_well(
    office: Office, nadia: Person, paul: Person
) -> None:
    refused_at_the_delegate(office, nadia, paul)
    with office.register() as register:
        register.edit_person(replace(paul, email="paul.roy@example.org"))
    (sent,) = office.run(THURSDAY + MINUTE).digests
    assert (sent.person.id, sent.commitments, sent.state) == (paul.id, (1, 2), DeliveryState.SENT)


@pytest.mark.parametrize("how", ["back", "another"])
def test_whoever_reads_next_gets_what_the_delegate_was_refused(
    office: Office, nadia: Person, paul: Person, ruth: Person, how: str
) -> None:
    refused_at_the_delegate(office, nadia, paul)
    if how == "back":
        office.back(nadia)
    else:
        office.away(nadia, ruth)
    (sent,) = office.run(THURSDAY + MINUTE).digests
    assert (sent.person, sent.commitments) == (nadia if how == "back" else ruth, (1,))
    assert office.stages(Fate.FAILED, 2) == ["ahead-7"], "the delegate's own is refused as before"


def test_what_was_heard_since_is_not_told_again(office: Office, nadia: Person, paul: Person) -> None:
    refused_at_the_delegate(office, nadia, paul)
    office.run(MONDAY + 9 * DAY)  # the day before: the address takes mail again
    assert office.stages(Fate.SENT) == ["ahead-1", "ahead-1"]
    office.back(nadia)
    assert not office.run(MONDAY + 9 * DAY + MINUTE).digests
    assert office.stages(Fate.FAILED, 1) == ["ahead-7"]


# The register


def test_absences_are_journalled(office: Office, nadia: Person, paul: Person) -> None:
    office.away(nadia, paul, last=date(2024, 9, 13))
    office.back(nadia)
    with office.books() as books:
        entries = [link.entry for link in books.journal.of("person", nadia.id)]
    assert [entry.action for entry in entries[1:]] == [Action.ABSENT, Action.BACK]
    assert entries[1].details == {
        "name": "Nadia",
        "from": "2024-09-02",
        "until": "2024-09-13",
        "delegate": "Paul",
    }


def test_coming_back_ends_the_absence_the_day_before_and_leaves_the_next_one(
    office: Office, nadia: Person
) -> None:
    office.away(nadia, first=date(2024, 8, 26), last=date(2024, 9, 13))
    office.away(nadia, first=date(2024, 12, 23), last=date(2025, 1, 3))
    office.back(nadia)
    with office.books() as books:
        days = [(it.first, it.last) for it in books.absences.all()]
    assert days == [
        (date(2024, 8, 26), date(2024, 9, 1)),
        (date(2024, 12, 23), date(2025, 1, 3)),
    ]
    office.back(nadia, on=date(2024, 12, 23))
    with office.books() as books:
        assert len(books.absences.all()) == 1, "it was called off"


def test_what_makes_no_sense_is_refused(office: Office, nadia: Person, paul: Person) -> None:
    with pytest.raises(EndsBeforeItBegins):
        office.away(nadia, paul, first=date(2024, 9, 3), last=date(2024, 9, 2))
    with pytest.raises(OwnDelegate):
        office.away(nadia, nadia)
    with pytest.raises(NotAway):
        office.back(nadia)
    with office.register() as register:
        gone = replace(paul, active=False)
        register.edit_person(gone)
    with pytest.raises(GoneDelegate):
        office.away(nadia, gone)
    with office.books() as books:
        assert books.absences.all() == []
