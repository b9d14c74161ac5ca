"""The register: what each gesture changes, what it refuses, and what it plans anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from support.makers import AUTUMN, MONDAY, MONDAYS, day_window, make_person, make_proposal, make_report
from support.office import Office
from tracker.commitments import Commitment, Firmness, Person, Status
from tracker.dates.window import OPEN, Window
from tracker.intake import AlreadyDecided, Imported
from tracker.journal import Action, Link
from tracker.ladders import parse
from tracker.mail.failures import Permanent
from tracker.naming import AddressTaken
from tracker.proposals.stored import Decision
from tracker.register import (
    Changes,
    ClosedInFuture,
    EmptyTitle,
    ProofFile,
    ProofMissing,
    ReasonMissing,
)
from tracker.reminders import Fate, Skip

TODAY = date(2024, 9, 2)
SOON = day_window(date(2024, 9, 12))
LATER = day_window(date(2024, 10, 15))


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia Tremblay")


@pytest.fixture
def paul(office: Office) -> Person:
    return office.hire("Paul Roy")


@pytest.fixture
def promise(office: Office, nadia: Person) -> Commitment:
    """Nadia's, due in ten days."""
    with office.register() as register:
        return register.add("Envoyer le devis", window=SOON, owner=nadia)


def last(office: Office, noun: str, noun_id: int) -> Link:
    with office.books() as books:
        return books.journal.of(noun, noun_id)[-1]


def status(office: Office, promise: Commitment, status: Status, **facts: Any) -> Commitment:
    with office.register() as register:
        return register.set_status(promise.id, status, **facts)


# Statuses and proofs


@pytest.mark.parametrize("kept", [Status.KEPT, Status.PARTLY])
@pytest.mark.parametrize("nothing", [{}, {"note": ""}, {"note": "  \n"}, {"links": ("", " ")}])
def test_what_is_kept_needs_a_proof(
    office: Office, promise: Commitment, kept: Status, nothing: dict[str, Any]
) -> None:
    with pytest.raises(ProofMissing):
        status(office, promise, kept, **nothing)
    assert office.get(promise.id) == promise


@pytest.mark.parametrize(
    "proof",
    [
        {"links": ("https://example.org/pv",)},
        {"files": (ProofFile("pv.pdf", "ab" * 32),)},
        {"note": "Reçu le 30 août, voir le procès-verbal."},
    ],
)
def test_a_link_a_file_or_a_sentence_is_proof_enough(
    office: Office, promise: Commitment, proof: dict[str, Any]
) -> None:
    kept = status(office, promise, Status.KEPT, **proof)
    assert kept.status is Status.KEPT
    assert kept.closed_on == TODAY


def test_a_proof_that_is_there_already_is_enough(office: Office, promise: Commitment) -> None:
    status(office, promise, Status.PARTLY, links=("https://example.org/pv",))
    status(office, promise, Status.TODO)
    assert status(office, promise, Status.KEPT).status is Status.KEPT


def test_what_is_kept_may_be_dated_anew_without_another_proof(office: Office, promise: Commitment) -> None:
    status(office, promise, Status.KEPT, note="Fait.")
    assert status(office, promise, Status.KEPT, on=date(2024, 8, 30)).closed_on == date(2024, 8, 30)


@pytest.mark.parametrize("note", [None, "", " "])
def test_what_is_dropped_needs_a_reason(office: Office, promise: Commitment, note: str | None) -> None:
    with pytest.raises(ReasonMissing):
        status(office, promise, Status.DROPPED, note=note)
    assert office.get(promise.id) == promise


def test_nothing_closes_tomorrow(office: Office, promise: Commitment) -> None:
    with pytest.raises(ClosedInFuture):
        status(office, promise, Status.KEPT, note="Fait.", on=TODAY + timedelta(days=1))
    with office.books() as books:
        assert not books.proofs.of(promise.id)


def test_a_refused_change_keeps_no_proof(office: Office, promise: Commitment) -> None:
    with pytest.raises(ClosedInFuture):
        status(office, promise, Status.KEPT, links=("https://example.org",), on=date(2025, 1, 1))
    with office.books() as books:
        assert not books.proofs.of(promise.id)


def test_a_commitment_closes_on_the_day_that_is_said(office: Office, promise: Commitment) -> None:
    assert status(office, promise, Status.KEPT, note="Fait.", on=date(2024, 8, 30)).closed_on == date(
        2024, 8, 30
    )
    assert status(office, promise, Status.PARTLY, note="Presque.").closed_on == date(2024, 8, 30)
    assert status(office, promise, Status.IN_PROGRESS).closed_on is None


def test_every_change_counts_as_a_revision(office: Office, promise: Commitment) -> None:
    office.now = MONDAY + timedelta(hours=1)
    changed = status(office, promise, Status.WAITING)
    assert (changed.revision, changed.window_revision) == (1, 0)
    assert changed.updated_at == office.now
    assert (changed.created_at, changed.uid) == (promise.created_at, promise.uid)


# What is planned


def test_a_closed_commitment_is_not_reminded_and_a_reopened_one_is_again(
    office: Office, promise: Commitment
) -> None:
    before = office.rows()
    status(office, promise, Status.KEPT, note="Fait.")
    assert {(row.fate, row.reason) for row in office.rows()} == {(Fate.SKIPPED, Skip.CLOSED)}
    status(office, promise, Status.TODO)
    assert office.rows() == before


def test_on_hold_says_so_in_the_ledger(office: Office, promise: Commitment) -> None:
    status(office, promise, Status.ON_HOLD)
    assert {(row.fate, row.reason) for row in office.rows()} == {(Fate.SKIPPED, Skip.ON_HOLD)}


def test_a_moved_date_keeps_what_was_sent_and_plans_the_rest_anew(
    office: Office, promise: Commitment
) -> None:
    office.run(MONDAY + timedelta(days=3))  # the 5th: seven days ahead
    assert office.stages(Fate.SENT) == ["ahead-7"]
    with office.register() as register:
        register.postpone(promise.id, LATER)
    rows = office.rows()
    assert {row.fate for row in rows if row.window_revision == 0} == {Fate.SENT, Fate.SKIPPED}
    assert {row.reason for row in rows if row.fate is Fate.SKIPPED} == {Skip.WINDOW_CHANGED}
    assert [(r.stage.name, r.stage.on) for r in rows if r.fate is Fate.PLANNED] == [
        ("ahead-14", date(2024, 10, 1)),
        ("ahead-7", date(2024, 10, 8)),
        ("ahead-1", date(2024, 10, 14)),
        ("day", date(2024, 10, 15)),
        ("overdue-1", date(2024, 10, 16)),
    ]


def test_a_date_moved_there_and_back_is_reminded_as_if_it_had_stayed(
    office: Office, promise: Commitment
) -> None:
    before = [row.stage for row in office.rows()]
    with office.register() as register:
        register.postpone(promise.id, LATER)
        register.postpone(promise.id, SOON)
    assert [row.stage for row in office.rows() if row.fate is Fate.PLANNED] == before


def test_a_new_owner_gets_what_is_still_to_come_and_a_note(
    office: Office, promise: Commitment, nadia: Person, paul: Person
) -> None:
    office.run(MONDAY + timedelta(days=3))
    with office.register() as register:
        register.assign(promise.id, paul)
    planned = [(r.recipient_id, r.stage.name) for r in office.rows() if r.fate is Fate.PLANNED]
    assert planned == [(paul.id, name) for name in ("handover-1", "ahead-1", "day", "overdue-1")]
    assert {r.reason for r in office.rows() if r.recipient_id == nadia.id and r.fate is Fate.SKIPPED} == {
        Skip.OWNER_CHANGED
    }


def test_a_commitment_that_goes_back_to_its_old_owner_is_planned_as_before(
    office: Office, promise: Commitment, nadia: Person, paul: Person
) -> None:
    before = {row.id: row for row in office.rows()}
    with office.register() as register:
        register.assign(promise.id, paul)
        register.assign(promise.id, nadia)
    after = {row.id: row for row in office.rows()}
    assert {number: after[number] for number in before} == before
    mine = [r.stage.name for r in after.values() if r.fate is Fate.PLANNED and r.recipient_id == nadia.id]
    assert Counter(mine) == Counter([*(r.stage.name for r in before.values()), "handover-2"])
    assert not [r for r in after.values() if r.fate is Fate.PLANNED and r.recipient_id == paul.id]


def test_a_first_owner_hears_of_it_without_a_hand_over(office: Office, paul: Person) -> None:
    with office.register() as register:
        promise = register.add("Envoyer le devis", window=SOON)
        assert office_rows(register, promise) == []
        register.assign(promise.id, paul)
        assert {row.stage.rule for row in office_rows(register, promise)} == {
            "ahead-7",
            "ahead-1",
            "day",
            "overdue",
        }


def office_rows(register: Any, promise: Commitment) -> list[Any]:
    return list(register.books.reminders.of([promise.id]))


def test_a_hand_over_waits_for_a_working_day(office: Office, promise: Commitment, paul: Person) -> None:
    office.now = MONDAY + timedelta(days=5)  # a Saturday
    with office.register() as register:
        register.assign(promise.id, paul)
    (handover,) = (row for row in office.rows() if row.stage.name == "handover-1")
    assert (handover.stage.on, handover.stage.nominal) == (date(2024, 9, 9), date(2024, 9, 7))


@pytest.mark.parametrize(("pause", "reason"), [(Status.ON_HOLD, Skip.ON_HOLD), (Status.DROPPED, Skip.CLOSED)])
def test_a_hand_over_that_a_pause_held_back_is_told_after_it(
    office: Office, promise: Commitment, paul: Person, pause: Status, reason: Skip
) -> None:
    with office.register() as register:
        register.assign(promise.id, paul)
    status(office, promise, pause, note="On verra.")
    assert {row.reason for row in office.rows() if row.stage.name == "handover-1"} == {reason}
    status(office, promise, Status.TODO)
    assert "handover-1" in office.stages(Fate.PLANNED)


def test_assigning_to_the_same_owner_changes_nothing(
    office: Office, promise: Commitment, nadia: Person
) -> None:
    with office.register() as register:
        assert register.assign(promise.id, replace(nadia, name="Nadia T.")) == promise
    assert last(office, "commitment", promise.id).entry.action is Action.ADDED


def test_a_reviewer_hears_when_it_slips_and_not_before(
    office: Office, promise: Commitment, paul: Person
) -> None:
    with office.register() as register:
        register.edit(promise.id, Changes(reviewer=paul))
    assert [r.stage.name for r in office.rows() if r.recipient_id == paul.id] == ["reviewer-14"]


def test_a_commitment_without_a_date_is_followed_up_all_the_same(office: Office, nadia: Person) -> None:
    with office.register() as register:
        register.add("Explorer un jumelage", window=OPEN, owner=nadia, firmness=Firmness.TALKS)
    assert office.stages(Fate.PLANNED) == ["state-of-play-1"]


# Words


def test_an_edit_tells_the_journal_before_and_after(
    office: Office, promise: Commitment, paul: Person
) -> None:
    with office.register() as register:
        edited = register.edit(
            promise.id,
            Changes(
                title=" Envoyer  le devis signé ",
                firmness=Firmness.INTENTION,
                actors=["Service des achats"],
                counterparts=["Ville de Valmont", "ville de valmont"],
                reviewer=paul,
                mission="Mission Alpha",
            ),
        )
    assert edited.title == "Envoyer le devis signé"
    assert [party.name for party in edited.parties] == ["Service des achats", "Ville de Valmont"]
    entry = last(office, "commitment", promise.id).entry
    assert (entry.by, entry.action, entry.at) == ("Hélène", Action.EDITED, MONDAY)
    assert entry.details == {
        "title": ["Envoyer le devis", "Envoyer le devis signé"],
        "firmness": ["commitment", "intention"],
        "actors": [[], ["Service des achats"]],
        "counterparts": [[], ["Ville de Valmont"]],
        "reviewer": [None, "Paul Roy"],
        "mission": [None, "Mission Alpha"],
    }


def test_an_edit_that_changes_nothing_is_no_change(office: Office, promise: Commitment) -> None:
    with office.register() as register:
        assert register.edit(promise.id, Changes(title=promise.title, actors=[])) == promise
    assert last(office, "commitment", promise.id).entry.action is Action.ADDED


@pytest.mark.parametrize("title", ["", " \n "])
def test_a_commitment_has_a_title(office: Office, promise: Commitment, title: str) -> None:
    with pytest.raises(EmptyTitle), office.register() as register:
        register.add(title, window=OPEN)
    with pytest.raises(EmptyTitle), office.register() as register:
        register.edit(promise.id, Changes(title=title))
    assert office.get(promise.id) == promise


def test_each_gesture_leaves_its_entry(office: Office, promise: Commitment, paul: Person) -> None:
    with office.register() as register:
        register.assign(promise.id, paul)
        register.postpone(promise.id, LATER, note="À la demande de la Ville.")
        register.note(promise.id, "Relancée par téléphone.")
        register.set_status(promise.id, Status.KEPT, links=["https://example.org/pv"], on=date(2024, 9, 1))
    with office.books() as books:
        entries = [link.entry for link in books.journal.of("commitment", promise.id)]
    assert [(entry.action, dict(entry.details)) for entry in entries] == [
        ("added", {"title": "Envoyer le devis", "owner": "Nadia Tremblay", "window": "2024-09-12"}),
        ("assigned", {"before": "Nadia Tremblay", "after": "Paul Roy"}),
        (
            "postponed",
            {
                "before": "2024-09-12",
                "after": "2024-10-15",
                "edtf": "2024-10-15",
                "note": "À la demande de la Ville.",
            },
        ),
        ("noted", {"note": "Relancée par téléphone."}),
        (
            "status",
            {
                "before": "todo",
                "after": "kept",
                "proofs": ["https://example.org/pv"],
                "on": "2024-09-01",
            },
        ),
    ]


# People


def test_who_has_gone_is_not_reminded_until_they_are_back(
    office: Office, promise: Commitment, nadia: Person
) -> None:
    before = office.rows()
    with office.register() as register:
        register.edit_person(replace(nadia, active=False))
    assert {(row.fate, row.reason) for row in office.rows()} == {(Fate.SKIPPED, Skip.OWNER_CHANGED)}
    assert not office.run(MONDAY + timedelta(days=3)).digests
    office.now = MONDAY
    with office.register() as register:
        register.edit_person(nadia)
    assert office.rows() == before


def test_a_manager_who_comes_back_hears_of_what_went_on_without_them(
    office: Office, promise: Commitment, nadia: Person, paul: Person
) -> None:
    with office.register() as register:
        register.edit_person(replace(nadia, manager_id=paul.id))
        promise = register.books.commitments.get(promise.id)
        register.give_commitment(promise, parse({"day": ["ahead-7", "overdue", "manager-1"]}))
        register.edit_person(replace(paul, active=False))
    (let_go,) = (row for row in office.rows() if row.recipient_id == paul.id)
    assert (let_go.fate, let_go.reason) == (Fate.SKIPPED, Skip.OWNER_CHANGED)
    for days in (200, 207, 214):  # the owner's own series is planned on each time
        for minutes in (0, 5):
            office.run(MONDAY + timedelta(days=days, minutes=minutes))
            assert let_go in office.rows(), "once and for all"
    assert set(office.mailbox.recipients) == {nadia.email}
    with office.register() as register:
        register.edit_person(paul)
    assert [sent.person for sent in office.run().digests] == [paul]


def test_an_address_belongs_to_one_person_whatever_its_capitals(
    office: Office, nadia: Person, paul: Person
) -> None:
    with pytest.raises(AddressTaken), office.register() as register:
        register.add_person(replace(nadia, name="Autre", email=nadia.email.upper()))
    with pytest.raises(AddressTaken), office.register() as register:
        register.edit_person(replace(paul, email=nadia.email.title()))
    with office.register() as register:
        register.edit_person(replace(nadia, email=nadia.email.upper()))


def test_an_edit_of_a_person_names_the_fields_and_not_their_values(office: Office, nadia: Person) -> None:
    with office.register() as register:
        register.edit_person(nadia)
        assert register.books.journal.head() == 1
        register.edit_person(replace(nadia, email="nadia@example.com", language="en"))
    entry = last(office, "person", nadia.id).entry
    assert dict(entry.details) == {"name": "Nadia Tremblay", "fields": ["email", "language"]}


def test_a_corrected_address_gets_what_the_old_one_refused(
    office: Office, promise: Commitment, nadia: Person
) -> None:
    refusal = Permanent(server="mail.example.org", to=nadia.email, words="550 no such user")
    office.mailbox.answers[nadia.email] = [refusal]
    office.run(MONDAY + timedelta(days=3))
    assert office.stages(Fate.FAILED) == ["ahead-7"]
    with office.register() as register:
        register.edit_person(replace(nadia, email="nadia@example.com"))
    office.run()
    assert office.mailbox.recipients == ["nadia@example.com"]
    assert office.stages(Fate.SENT) == ["ahead-7"]
    assert office.stages(Fate.FAILED) == []


def test_a_corrected_address_brings_back_nothing_that_was_overtaken(
    office: Office, promise: Commitment, nadia: Person
) -> None:
    refusal = Permanent(server="mail.example.org", to=nadia.email, words="552 mailbox full")
    office.mailbox.answers[nadia.email] = [refusal]
    office.run(MONDAY + timedelta(days=3))
    office.run(MONDAY + timedelta(days=9))
    assert office.stages(Fate.SENT) == ["ahead-1"]
    with office.register() as register:
        register.edit_person(replace(nadia, email="nadia@example.com"))
    assert not office.run().digests
    assert office.stages(Fate.FAILED) == ["ahead-7"]


# Reports


def imported(office: Office, *quotes: str, mission: str | None = "Mission Alpha", **facts: Any) -> Imported:
    with office.register() as register:
        return register.import_report(make_report(**facts), mission, [make_proposal(q) for q in quotes])


ONE = "La Ville accueillera une délégation de Valmont à l’automne 2024."
TWO = "Le Service des achats transmettra son modèle de contrat."
THREE = "Une rencontre de suivi se tiendra au siège du partenaire."


def test_the_same_bytes_twice_change_nothing(office: Office) -> None:
    first = imported(office, ONE, TWO, sha256="a" * 64)
    second = imported(office, ONE, TWO, sha256="a" * 64)
    assert (len(first.new), second.new, second.unchanged) == (2, (), 2)
    assert second.report == first.report
    with office.books() as books:
        assert len(books.proposals.waiting()) == 2
        assert books.journal.head() == 1


def test_a_revised_report_proposes_only_what_is_new(office: Office) -> None:
    imported(office, ONE, TWO)
    again = imported(office, TWO, ONE, THREE)
    assert [stored.proposal.quote for stored in again.new] == [THREE]
    assert (again.unchanged, again.changed, again.vanished) == (2, (), ())


def test_what_was_rejected_stays_rejected_in_every_later_report(office: Office) -> None:
    first = imported(office, ONE, TWO)
    with office.register() as register:
        register.reject(first.new[0].id)
    assert not imported(office, ONE, TWO).new
    assert not imported(office, ONE.upper(), mission=None).new
    assert not imported(office, ONE.replace(" une ", " la "), mission="Mission Bêta").new


def test_a_changed_sentence_is_a_change_of_the_commitment_that_rests_on_it(
    office: Office, nadia: Person
) -> None:
    first = imported(office, ONE)
    with office.register() as register:
        promise = register.accept(first.new[0].id, owner=nadia)
    (change, earlier) = imported(office, ONE.replace("une délégation", "une grande délégation")).changed[0]
    assert earlier.id == first.new[0].id
    with office.register() as register:
        revised = register.accept(change.id)
    assert (revised.id, revised.quote) == (promise.id, change.proposal.quote)
    assert last(office, "commitment", promise.id).entry.action is Action.REVISED


def test_a_sentence_changed_twice_still_leads_to_its_commitment(office: Office, nadia: Person) -> None:
    first = imported(office, ONE)
    with office.register() as register:
        promise = register.accept(first.new[0].id, owner=nadia)
    imported(office, ONE.replace("une délégation", "une grande délégation"))
    ((change, _),) = imported(office, ONE.replace("une délégation", "une très grande délégation")).changed
    with office.register() as register:
        assert register.accept(change.id).id == promise.id
    with office.books() as books:
        assert len(books.commitments.select()) == 1


def test_a_reworded_sentence_leaves_alone_a_date_that_somebody_moved(office: Office, nadia: Person) -> None:
    first = imported(office, ONE)
    with office.register() as register:
        promise = register.accept(first.new[0].id, owner=nadia)
        register.postpone(promise.id, LATER)
    ((change, _),) = imported(office, ONE.replace("une délégation", "une grande délégation")).changed
    with office.register() as register:
        assert register.accept(change.id).window == LATER


@pytest.mark.parametrize(
    ("before", "after"), [(AUTUMN, LATER), (MONDAYS, replace(MONDAYS, rrule="FREQ=MONTHLY")), (AUTUMN, OPEN)]
)
def test_a_date_that_the_report_moved_moves(
    office: Office, nadia: Person, before: Window, after: Window
) -> None:
    with office.register() as register:
        first = register.import_report(make_report(), "Alpha", [make_proposal(ONE, window=before)])
        promise = register.accept(first.new[0].id, owner=nadia)
    with office.register() as register:
        reworded = make_proposal(ONE.replace("une", "sa"), window=after)
        ((change, _),) = register.import_report(make_report(), "Alpha", [reworded]).changed
        assert register.accept(change.id).window == after
    assert office.get(promise.id).window_revision == 1


def test_an_accepted_proposal_carries_all_that_was_read(office: Office, nadia: Person) -> None:
    first = imported(office, ONE, dated=date(2024, 6, 3))
    with office.register() as register:
        promise = register.accept(first.new[0].id, owner=nadia)
    read = first.new[0].proposal
    assert (promise.quote, promise.title, promise.window) == (read.quote, read.title, read.window)
    assert (promise.location, promise.report_id) == (read.location, first.report.id)
    assert promise.known_since == date(2024, 6, 3)
    assert promise.mission is not None
    assert promise.mission.title == "Mission Alpha"
    assert [party.name for party in promise.actors] == list(read.actors)
    assert [party.name for party in promise.counterparts] == list(read.counterparts)


def test_one_of_ours_whom_the_report_names_becomes_the_owner_and_no_party(office: Office) -> None:
    with office.register() as register:
        zoe = register.add_person(make_person("Zoé Lafleur"))
        row = make_proposal(ONE, actors=("Z. Lafleur", "Service des achats"))
        first = register.import_report(make_report(), None, [row, make_proposal(TWO, actors=("Lafleur",))])
        promise = register.accept(first.new[0].id)
        other = register.accept(first.new[1].id, owner=register.add_person(make_person("Somebody Else")))
    assert promise.owner == zoe
    assert [party.name for party in promise.actors] == ["Service des achats"]
    assert other.owner is not None
    assert (other.owner.name, other.actors) == ("Somebody Else", ())


def test_a_decision_is_taken_once(office: Office) -> None:
    first = imported(office, ONE, TWO, THREE)
    with office.register() as register:
        promise = register.accept(first.new[0].id)
        register.merge(first.new[1].id, promise.id)
        register.reject(first.new[2].id)
    for stored in first.new:
        for decide in ("accept", "reject"):
            with pytest.raises(AlreadyDecided), office.register() as register:
                getattr(register, decide)(stored.id)
    with office.books() as books:
        decided = [(s.decision, s.commitment_id) for s in books.proposals.of_report(first.report.id)]
    assert decided == [
        (Decision.ACCEPTED, promise.id),
        (Decision.MERGED, promise.id),
        (Decision.REJECTED, None),
    ]
