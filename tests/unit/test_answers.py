"""Statuses that come back from a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.makers import AUTUMN, make_commitment
from support.office import Office
from tracker.answers import Idle, take, weigh
from tracker.commitments import Commitment, Status
from tracker.feed.answers import Answer

NOTE = "Dit dans un calendrier."


def answer(status: Status | None, **facts: object) -> Answer:
    return replace(Answer("uid", "Envoyer le devis", status, sequence=9), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("here", "said", "idle"),
    [
        (Status.TODO, Status.KEPT, None),
        (Status.WAITING, Status.KEPT, None),
        (Status.ON_HOLD, Status.DROPPED, None),
        (Status.IN_PROGRESS, Status.TODO, None),
        (Status.WAITING, Status.IN_PROGRESS, Idle.SAME),  # the calendar has no word for waiting
        (Status.ON_HOLD, Status.TODO, Idle.SAME),
        (Status.PARTLY, Status.KEPT, Idle.SAME),
        (Status.KEPT, Status.TODO, Idle.CLOSED),
        (Status.DROPPED, Status.KEPT, Idle.CLOSED),
        (Status.TODO, None, Idle.NO_STATUS),
    ],
)
def test_what_an_answer_means_depends_on_how_things_stand(
    here: Status, said: Status | None, idle: Idle | None
) -> None:
    weighed = weigh(answer(said), make_commitment(status=here))
    assert (weighed.idle, weighed.after) == (idle, None if idle else said)


def test_an_old_copy_is_believed_only_when_it_says_that_it_is_over() -> None:
    promise = make_commitment(status=Status.TODO, revision=10)
    assert weigh(answer(Status.IN_PROGRESS), promise).idle is Idle.OUTDATED
    assert weigh(answer(Status.KEPT), promise).after is Status.KEPT


def promise_of(office: Office) -> Commitment:
    with office.register() as register:
        return register.add("Envoyer le devis", window=AUTUMN)


def test_a_task_ticked_off_closes_the_commitment_with_its_words_as_proof(office: Office) -> None:
    promise = promise_of(office)
    said = answer(Status.KEPT, uid=promise.uid, on=date(2024, 8, 30), note="Remis en main propre")
    with office.register() as register:
        (taken,) = take(register, [said], note=NOTE)
        after = register.books.commitments.get(promise.id)
        (*_, last) = register.books.journal.of("commitment", promise.id)
    assert (taken.after, after.status, after.closed_on) == (Status.KEPT, Status.KEPT, date(2024, 8, 30))
    assert last.entry.details["note"] == "Remis en main propre"


def test_loading_the_same_again_changes_nothing(office: Office) -> None:
    said = answer(Status.KEPT, uid=promise_of(office).uid)
    for expected in (Status.KEPT, None):
        with office.register() as register:
            (taken,) = take(register, [said], note=NOTE)
        assert taken.after is expected


def test_one_that_is_refused_leaves_the_others_alone(office: Office) -> None:
    one, other = promise_of(office), promise_of(office)
    future = answer(Status.KEPT, uid=one.uid, on=date(2030, 1, 1))
    with office.register() as register:
        taken = take(
            register, [future, answer(Status.KEPT, uid=other.uid), answer(Status.KEPT, uid="?")], note=NOTE
        )
    assert [it.failed for it in taken] == [True, False, True]
    with office.books() as books:
        assert books.commitments.get(one.id) == one
        assert books.commitments.get(other.id).status is Status.KEPT
