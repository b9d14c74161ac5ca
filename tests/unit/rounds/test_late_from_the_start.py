"""Commitments that are late already when the register comes to know of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.makers import MONDAY, RULES, day_window, make_proposal, make_report
from support.office import Office
from tracker.commitments import Person
from tracker.ladders import nearest, parse
from tracker.register import Changes

DAY = timedelta(days=1)
WEDNESDAY = MONDAY + 2 * DAY
LONG_LATE = day_window(date(2024, 7, 26))
"""Forty days before that Wednesday."""

ESCALATING = replace(
    RULES, ladders=nearest(parse({"day": ["day", "overdue", "reviewer-14", "manager-30", "manager-60"]}))
)

Enter = Callable[[Office, Person, Person], None]


@pytest.fixture
def office(office: Office) -> Office:
    office.rules, office.now = ESCALATING, WEDNESDAY
    return office


def added(office: Office, owner: Person, reviewer: Person) -> None:
    with office.register() as register:
        register.add("Send the quote", window=LONG_LATE, owner=owner, reviewer=reviewer)


def accepted(office: Office, owner: Person, reviewer: Person) -> None:
    """From a report that was written when it was late by three weeks."""
    with office.register() as register:
        found = [make_proposal(window=LONG_LATE)]
        register.import_report(make_report(dated=date(2024, 8, 16)), None, found)
        commitment = register.accept(1, owner=owner)
        register.edit(commitment.id, Changes(reviewer=reviewer))


def moved(office: Office, owner: Person, reviewer: Person) -> None:
    """Its due date was entered wrong at first."""
    with office.register() as register:
        window = day_window(date(2025, 7, 26))
        commitment = register.add("Send the quote", window=window, owner=owner, reviewer=reviewer)
        register.postpone(commitment.id, LONG_LATE)


@pytest.mark.parametrize("enter", [added, accepted, moved])
def test_owner_reviewer_and_manager_are_told_in_the_next_digest_and_escalation_once(
    office: Office, enter: Enter
) -> None:
    manager, reviewer = office.hire("Mia"), office.hire("Remi")
    owner = office.hire("Nadia", manager_id=manager.id)
    enter(office, owner, reviewer)
    office.run()
    assert sorted(office.mailbox.recipients) == sorted([owner.email, reviewer.email, manager.email])
    office.mailbox.mails.clear()
    for n in range(1, 27):
        office.run(WEDNESDAY + n * DAY)
    assert set(office.mailbox.recipients) == {owner.email, manager.email}
    assert office.mailbox.recipients.count(manager.email) == 1, "on the sixtieth day"
    assert office.mailbox.recipients.count(owner.email) == 4, "on Mondays"


@pytest.mark.parametrize("enter", [added, accepted, moved])
def test_whoever_reviews_and_manages_gets_one_mail(office: Office, enter: Enter) -> None:
    both = office.hire("Mia")
    owner = office.hire("Nadia", manager_id=both.id)
    enter(office, owner, both)
    for n in range(5):
        office.run(WEDNESDAY + n * DAY)
    assert sorted(office.mailbox.recipients) == sorted([owner.email, both.email])


def test_what_was_entered_after_the_digest_of_the_day_comes_with_the_next_and_is_not_called_late_mail(
    office: Office,
) -> None:
    owner = office.hire("Nadia", language="en")
    with office.register() as register:
        register.add("Call Namur", window=day_window(WEDNESDAY.date()), owner=owner)
    office.run()
    added(office, owner, office.hire("Remi"))
    office.run(WEDNESDAY + timedelta(hours=1))
    assert office.mailbox.recipients.count(owner.email) == 1
    office.run(WEDNESDAY + DAY)
    (_, mail) = [it for it in office.mailbox.mails if it[0] == owner.email][-1]
    part = mail.get_body(("plain",))
    assert part is not None
    assert "Send the quote" in part.get_content()
    assert "should have reached you" not in part.get_content()
