"""What is simulated is what rounds send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from support.makers import AUTUMN, MONDAY, MONDAYS, PROTOCOL, RULES, day_window, make_commitment, make_person
from support.office import Office
from tracker.absences import announce
from tracker.commitments import Commitment, Person, Role
from tracker.dates.window import OPEN
from tracker.digest import Undelivered
from tracker.foresight import Foreseen, preview
from tracker.mail.failures import Permanent
from tracker.quiet import QuietDays
from tracker.register import Changes
from tracker.reminders import HANDOVER, UNDELIVERED, Recipient, Stage
from tracker.rounds.undelivered import told
from tracker.simulation import Simulated, simulate, totals

TODAY = MONDAY.date()
DAY = timedelta(days=1)
ADA = make_person("Ada", id=1, language="en")
BEA = make_person("Bea", id=2, language="en")
QUOTE = make_commitment(id=3, title="Send the quote", owner=ADA, window=day_window(TODAY + 7 * DAY))
VISIT = make_commitment(id=4, title="Visit the port", owner=ADA, window=day_window(TODAY + 40 * DAY))


def seen(
    commitment: Commitment = QUOTE,
    *,
    rule: str = "ahead-7",
    day: date | None = TODAY,
    to: Person = ADA,
    reader: Person | None = None,
) -> Foreseen:
    stage = Stage(rule, TODAY, TODAY, rule, Recipient.OWNER)
    return Foreseen(commitment, stage, to, day, (reader or to) if day else None)


def ahead(office: Office, days: int) -> list[Simulated]:
    today = office.now.astimezone(office.rules.zone).date()
    with office.books() as books:
        commitments = books.commitments.select()
        rows = books.reminders.of([it.id for it in commitments])
        undelivered = told(books, rows)
        foreseen = preview(
            commitments,
            rows,
            books.people.all(),
            office.rules,
            today=today,
            until=today + timedelta(days=days),
            absences=books.absences.all(),
        )
    came_back = {row.stage.name: undelivered[row.id] for row in rows if row.id in undelivered}
    return simulate(foreseen, office.rules, came_back)


# Beside real rounds


def busy(office: Office) -> None:
    """People in two zones, one away with a delegate, one away with nobody; windows of every kind."""
    office.rules = replace(RULES, quiet=QuietDays(frozenset({2}), yearly=(((12, 24), (1, 2)),)))
    ada = office.hire("Ada", language="en")
    bea = office.hire("Bea", zone="Europe/Brussels", send_at=time(9, 15))
    cleo = office.hire("Cleo", manager_id=ada.id)
    with office.register() as register:
        for owner, window in (
            (ada, AUTUMN),
            (ada, day_window(date(2024, 10, 10))),
            (ada, PROTOCOL),
            (bea, day_window(date(2024, 11, 4))),
            (bea, MONDAYS),
            (cleo, OPEN),
            (cleo, day_window(date(2024, 9, 20))),
        ):
            promise = register.add(f"Promise of {owner.name}", window=window, owner=owner)
            register.edit(promise.id, Changes(reviewer=bea))
        register.add("Nobody's", window=AUTUMN)
        announce(register.books, ada, date(2024, 10, 1), date(2024, 10, 20), cleo, by="test", at=office.now)
        announce(register.books, cleo, date(2024, 9, 16), date(2024, 9, 25), None, by="test", at=office.now)


def test_it_tells_what_rounds_then_send_day_after_day(office: Office) -> None:
    busy(office)
    office.run()
    office.mailbox.mails.clear()
    office.now += DAY
    days = 130
    foreseen = ahead(office, days)
    sent = []
    for _ in range(days + 1):
        before = len(office.mailbox.mails)
        outcome = office.run()
        subjects = [str(message["Subject"]) for _, message in office.mailbox.mails[before:]]
        sent += [
            (it.day, it.person.name, subject, set(it.commitments))
            for it, subject in zip(outcome.digests, subjects, strict=True)
        ]
        office.now += DAY
    assert len(sent) > 50
    told = [(it.at.date(), it.reader.name, it.subject, {c.id for c in it.commitments}) for it in foreseen]
    assert sorted(told, key=str) == sorted(sent, key=str)


def test_a_mail_that_came_back_is_in_the_coordinators_next_digest(office: Office) -> None:
    coordinator = office.hire("Cora", language="en", role=Role.COORDINATOR)
    nadia = office.hire("Nadia")
    with office.register(at=MONDAY - 60 * DAY) as register:
        register.add("Send the quote", window=day_window(TODAY + 7 * DAY), owner=nadia)
    office.mailbox.answers[nadia.email] = [Permanent(server="mail", to=nadia.email, words="550 no mailbox")]
    office.run()
    office.now += DAY
    (first, *_) = [it for it in ahead(office, 3) if it.reader == coordinator]
    assert first.subject == "Suivi – a mail did not reach Nadia"


# Grouping


def test_all_that_a_person_reads_on_a_day_is_one_digest() -> None:
    (digest,) = simulate([seen(VISIT), seen(QUOTE), seen(QUOTE, rule="ahead-14")], RULES)
    assert digest.commitments == (QUOTE, VISIT), "the most urgent first, each once"
    assert digest.subject == "Suivi – 2 coming up"


def test_it_leaves_at_the_readers_hour_in_the_readers_zone() -> None:
    bea = replace(BEA, zone="Europe/Brussels", send_at=time(9, 15))
    (digest,) = simulate([seen(reader=bea)], RULES)
    assert digest.at.isoformat() == "2024-09-02T09:15:00+02:00"
    assert (digest.reader, digest.standing_in) == (bea, (ADA,))


def test_digests_come_in_order_of_their_moments() -> None:
    early = replace(BEA, send_at=time(6))
    found = simulate([seen(day=TODAY + DAY), seen(), seen(to=early)], RULES)
    assert [it.reader.name for it in found] == ["Bea", "Ada", "Ada"]
    assert [it.at for it in found] == sorted(it.at for it in found)


def test_what_nobody_reads_is_in_no_digest() -> None:
    assert simulate([seen(day=None)], RULES) == []


def test_a_hand_over_alone_is_a_digest() -> None:
    (digest,) = simulate([seen(rule=HANDOVER)], RULES)
    assert digest.subject == "Suivi – now yours: Send the quote"
    assert digest.commitments == (QUOTE,)


def test_a_note_of_a_mail_that_has_arrived_since_is_dropped() -> None:
    note = seen(rule=UNDELIVERED)
    assert simulate([note], RULES) == []
    (digest,) = simulate([note], RULES, {note.stage.name: Undelivered(BEA, TODAY, "550")})
    assert digest.subject == "Suivi – a mail did not reach Bea"


@pytest.mark.parametrize(
    ("language", "begins"), [("en", "Suivi – this week"), ("fr", "Suivi – cette semaine")]
)
def test_the_subject_is_in_the_readers_language(language: str, begins: str) -> None:
    reader = replace(ADA, language=language)
    soon = replace(QUOTE, window=day_window(TODAY + DAY))
    (digest,) = simulate([seen(soon, to=reader)], RULES)
    assert digest.subject.startswith(begins)


def test_totals_count_digests_and_commitments_of_each_person() -> None:
    tomorrow = TODAY + DAY
    found = simulate([seen(), seen(VISIT), seen(day=tomorrow), seen(day=tomorrow, to=BEA)], RULES)
    counted = [(it.reader.name, it.digests, it.commitments) for it in totals(found)]
    assert counted == [("Ada", 2, 2), ("Bea", 1, 1)]


def test_a_changed_clock_moves_no_hour() -> None:
    """The hour is one of the wall: on both sides of a change it is the same."""
    days = [date(2024, 11, 2), date(2024, 11, 3), date(2025, 3, 9)]
    found = simulate([seen(day=day) for day in days], RULES)
    assert {it.at.time() for it in found} == {time(7, 30)}
    assert [isinstance(it.at, datetime) and it.at.utcoffset() for it in found] == [
        -timedelta(hours=4),
        -timedelta(hours=5),
        -timedelta(hours=4),
    ]
