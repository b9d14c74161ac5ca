"""A round that is asked to end: the mail in hand is finished, and no other is begun."""

from __future__ import annotations

from datetime import date

from support.makers import MONDAY, day_window
from support.office import Office
from tracker.reminders import Fate

DUE = day_window(date(2024, 9, 2))


def promised(office: Office, *names: str) -> None:
    for name in names:
        person = office.hire(name)
        with office.register(at=MONDAY.replace(month=6)) as register:
            register.add("Send the quote", window=DUE, owner=person)


def test_no_mail_is_begun_once_the_end_is_asked_for(office: Office) -> None:
    promised(office, "Ada", "Bea", "Cleo")
    outcome = office.run(is_over=lambda: len(office.mailbox.mails) == 1)
    assert (len(outcome.digests), outcome.stopped) == (1, True)
    with office.books() as books:
        assert books.deliveries.unsettled() == []
    assert len(office.stages(Fate.CLAIMED)) == 0


def test_the_next_round_sends_the_rest_and_nothing_twice(office: Office) -> None:
    promised(office, "Ada", "Bea", "Cleo")
    office.run(is_over=lambda: len(office.mailbox.mails) == 1)
    outcome = office.run()
    assert (len(outcome.digests), outcome.stopped) == (2, False)
    assert len(set(office.mailbox.recipients)) == len(office.mailbox.recipients) == 3


def test_an_end_asked_for_during_the_last_mail_stops_nothing(office: Office) -> None:
    promised(office, "Ada", "Bea")
    outcome = office.run(is_over=lambda: len(office.mailbox.mails) == 2)
    assert not outcome.stopped
