"""Quiet days hold delivery, and evaluation goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest

from support.makers import MONDAY, RULES, day_window
from support.office import Mailbox, Office
from tracker.commitments import Person
from tracker.mail.failures import LostInData, Temporary
from tracker.quiet import QuietDays
from tracker.reminders import DeliveryState, Fate

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THURSDAY = MONDAY + 3 * DAY
SOON = day_window(date(2024, 9, 12))


@pytest.fixture
def nadia(office: Office) -> Person:
    person = office.hire("Nadia", language="en")
    with office.register() as register:
        register.add("Send the quote", window=SOON, owner=person)
    return person


def keep_quiet(office: Office, *days: date) -> None:
    office.rules = replace(RULES, quiet=QuietDays(spans=tuple((day, day) for day in days)))


def body(office: Office) -> str:
    part = office.mailbox.mails[-1][1].get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_what_is_due_on_quiet_days_leaves_after_them_and_is_not_called_late(
    office: Office, nadia: Person
) -> None:
    keep_quiet(office, date(2024, 9, 5), date(2024, 9, 6))
    for n in range(2):
        outcome = office.run(THURSDAY + n * DAY)
        assert (outcome.digests, outcome.waiting) == ([], [nadia])
    (sent,) = office.run(THURSDAY + 2 * DAY).digests
    assert sent.day == date(2024, 9, 7)
    assert "should have reached you" not in body(office)


def test_stages_are_overtaken_meanwhile(office: Office, nadia: Person) -> None:
    office.rules = replace(RULES, quiet=QuietDays(spans=((date(2024, 9, 4), date(2024, 9, 17)),)))
    for n in range(17):
        office.run(MONDAY + n * DAY)
    assert office.stages(Fate.SENT) == ["overdue-2"]
    assert len(office.mailbox.mails) == 1


def test_yesterdays_digest_does_not_leave_early_on_a_quiet_day(office: Office, nadia: Person) -> None:
    keep_quiet(office, date(2024, 9, 6))
    early = datetime(2024, 9, 6, 10, tzinfo=UTC)  # 6 o'clock: the digest's day is still the Thursday
    assert not office.run(early).digests
    assert len(office.run(early + DAY).digests) == 0, "nor before the hour on the day after"
    assert len(office.run(THURSDAY + 2 * DAY).digests) == 1


def test_each_persons_own_day_is_quiet(office: Office, nadia: Person) -> None:
    """Thursday evening in Toronto is Friday in Tokyo."""
    keep_quiet(office, date(2024, 9, 5))
    with office.register() as register:
        register.edit_person(replace(nadia, zone="Asia/Tokyo"))
    thursday_evening = datetime(2024, 9, 5, 23, tzinfo=UTC)
    assert [sent.day for sent in office.run(thursday_evening).digests] == [date(2024, 9, 6)]


@pytest.mark.parametrize("kind", [Temporary, LostInData])
def test_another_try_waits_as_well(office: Office, nadia: Person, kind: type[Temporary]) -> None:
    keep_quiet(office, date(2024, 9, 6))
    office.mailbox.answers[nadia.email] = [kind(server="mail", to=nadia.email, words="no")]
    office.run(THURSDAY)
    assert not office.run(THURSDAY + DAY).digests
    (sent,) = office.run(THURSDAY + 2 * DAY).digests
    assert sent.state is DeliveryState.SENT
    assert office.stages(Fate.SENT) == ["ahead-7"]


def test_a_dead_workers_digest_waits_as_well(office: Office, nadia: Person) -> None:
    class Grave(Mailbox):
        def send(self, message: EmailMessage, to: str) -> None:
            raise SystemExit

    with pytest.raises(SystemExit):
        office.run(THURSDAY, channel=Grave)
    keep_quiet(office, date(2024, 9, 6))
    assert not office.run(THURSDAY + DAY, is_dead=lambda worker: True).digests
    assert len(office.run(THURSDAY + 2 * DAY, is_dead=lambda worker: True).digests) == 1


def test_the_next_digest_is_not_announced_for_a_quiet_day(office: Office, nadia: Person) -> None:
    keep_quiet(office, date(2024, 9, 11))
    office.run(THURSDAY)
    assert "Next digest: Thursday, September 12" in body(office)
