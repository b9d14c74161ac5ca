"""What follows what in the register: chains that move together, and the next one of what was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from support.makers import MONDAY, MONDAYS, day_window
from support.office import Office
from tracker.chains import ChainLoop, NoNextTime
from tracker.commitments import After, Commitment, Person, Status
from tracker.dates.window import OPEN, Kind
from tracker.journal import Action, Entry
from tracker.ladders import parse
from tracker.register import Changes
from tracker.reminders import Fate, Skip
from tracker.sequels import AlreadyFollowed, DroppedStart, NotKeptYet

SIGNED = date(2024, 10, 15)


@pytest.fixture
def nadia(office: Office) -> Person:
    return office.hire("Nadia")


@pytest.fixture
def chain(office: Office, nadia: Person) -> tuple[int, int, int]:
    """Sign; pay within 30 days; then review may begin."""
    with office.register() as register:
        sign = register.add("Signer", window=day_window(SIGNED), owner=nadia)
        pay = register.add("Verser", after=After(sign.id, "dans les 30 jours", "fr"), owner=nadia)
        review = register.add("Évaluer", after=After(pay.id, "", "fr"), owner=nadia)
    return sign.id, pay.id, review.id


def days(office: Office, *numbers: int) -> list[date | None]:
    return [it.window.latest or it.window.earliest for it in map(office.get, numbers)]


def entries(office: Office, number: int) -> list[Entry]:
    with office.books() as books:
        return [link.entry for link in books.journal.of("commitment", number)]


def test_windows_are_counted_along_the_chain(office: Office, chain: tuple[int, int, int]) -> None:
    _, pay, review = chain
    assert days(office, pay, review) == [date(2024, 11, 14), date(2024, 11, 14)]
    assert office.get(review).window.kind is Kind.START
    assert entries(office, pay)[0].details["counted_from"] == 1


def test_a_moved_date_moves_the_whole_chain_and_each_move_is_journalled(
    office: Office, chain: tuple[int, int, int]
) -> None:
    sign, pay, review = chain
    with office.register() as register:
        register.postpone(sign, day_window(SIGNED + timedelta(days=10)))
    assert days(office, pay, review) == [date(2024, 11, 24), date(2024, 11, 24)]
    for number, cause in ((pay, sign), (review, pay)):
        last = entries(office, number)[-1]
        assert last.action is Action.MOVED
        assert last.details == {"cause": cause, "before": "2024-11-14", "after": "2024-11-24"}
    assert office.get(pay).window_revision == 1
    planned = [row.stage.name for row in office.rows(pay) if row.fate is Fate.PLANNED]
    assert planned[:2] == ["ahead-30", "ahead-14"]
    assert {row.reason for row in office.rows(pay) if row.fate is Fate.SKIPPED} == {Skip.WINDOW_CHANGED}


def test_closing_counts_from_the_day_it_closed_and_reopening_from_the_last_day(
    office: Office, chain: tuple[int, int, int]
) -> None:
    sign, pay, review = chain
    with office.register() as register:
        register.set_status(sign, Status.KEPT, note="signé", on=date(2024, 8, 30))
    assert days(office, pay, review) == [date(2024, 9, 29), date(2024, 9, 29)]
    with office.register() as register:
        register.set_status(sign, Status.IN_PROGRESS)
    assert days(office, pay, review) == [date(2024, 11, 14), date(2024, 11, 14)]


def test_what_is_closed_does_not_move_but_catches_up_when_it_is_reopened(
    office: Office, chain: tuple[int, int, int]
) -> None:
    sign, pay, review = chain
    with office.register() as register:
        register.set_status(pay, Status.KEPT, note="versé")
        register.postpone(sign, day_window(SIGNED + timedelta(days=10)))
    assert days(office, pay, review) == [date(2024, 11, 14), MONDAY.date()]
    with office.register() as register:
        register.set_status(pay, Status.TODO)
    assert days(office, pay, review) == [date(2024, 11, 24), date(2024, 11, 24)]
    assert entries(office, pay)[-1].action is Action.MOVED


def test_what_was_dropped_moves_nothing_and_nothing_new_hangs_on_it(
    office: Office, chain: tuple[int, int, int]
) -> None:
    sign, pay, review = chain
    before = days(office, pay, review)
    with office.register() as register:
        register.set_status(sign, Status.DROPPED, note="abandonné")
    assert days(office, pay, review) == before
    with office.register() as register, pytest.raises(DroppedStart):
        register.add("Autre", after=After(sign, "", "fr"))


def test_what_has_no_last_day_opens_what_hangs_on_it(office: Office, chain: tuple[int, int, int]) -> None:
    sign, pay, review = chain
    with office.register() as register:
        register.postpone(sign, OPEN)
    assert days(office, pay, review) == [None, None]
    with office.register() as register:
        register.postpone(sign, day_window(SIGNED))
    assert days(office, pay, review) == [date(2024, 11, 14), date(2024, 11, 14)]


def test_other_changes_move_nothing(office: Office, chain: tuple[int, int, int], nadia: Person) -> None:
    sign, pay, _ = chain
    revision = office.get(pay).revision
    with office.register() as register:
        register.edit(sign, Changes(title="Signer l’entente"))
        register.note(sign, "bientôt")
        register.snooze(sign, date(2024, 9, 20), note="plus tard")
        register.set_status(sign, Status.ON_HOLD)
    assert office.get(pay).revision == revision


def test_a_date_set_by_hand_cuts_the_chain_and_says_so(office: Office, chain: tuple[int, int, int]) -> None:
    sign, pay, review = chain
    with office.register() as register:
        assert register.postpone(pay, day_window(date(2024, 12, 2))).after is None
        register.postpone(sign, day_window(SIGNED + timedelta(days=10)))
    assert days(office, pay, review) == [date(2024, 12, 2), date(2024, 12, 2)]
    assert next(it for it in entries(office, pay) if it.action is Action.POSTPONED).details["cut"] == sign


def test_a_chain_is_hung_elsewhere_and_cut(office: Office, chain: tuple[int, int, int]) -> None:
    sign, pay, review = chain
    with office.register() as register:
        hung = register.hang(review, After(sign, "trois mois", "fr"))
        assert hung.window.latest == date(2025, 1, 31)
        assert register.hang(review, hung.after) == hung
        cut = register.hang(review, None)
    assert (cut.after, cut.window) == (None, hung.window)
    assert [it.details for it in entries(office, review)[-2:]] == [
        {"after": [[pay, ""], [sign, "trois mois"]]},
        {"after": [[sign, "trois mois"], None]},
    ]
    with office.register() as register:
        register.postpone(sign, day_window(SIGNED + timedelta(days=10)))
    assert office.get(review).window == hung.window


def test_a_loop_changes_nothing(office: Office, chain: tuple[int, int, int]) -> None:
    sign, _, review = chain
    before = office.get(sign)
    with office.register() as register, pytest.raises(ChainLoop):
        register.hang(sign, After(review, "", "fr"))
    assert office.get(sign) == before


def test_a_snooze_ends_with_the_date_that_moves(office: Office, chain: tuple[int, int, int]) -> None:
    sign, pay, _ = chain
    with office.register() as register:
        register.snooze(pay, date(2024, 11, 5), note="plus tard")
        register.postpone(sign, day_window(SIGNED + timedelta(days=10)))
    assert office.get(pay).snoozed_until is None


# The next one


def keep(office: Office, number: int, **facts: object) -> Commitment:
    with office.register() as register:
        return register.set_status(number, Status.KEPT, note="fait", **facts)  # type: ignore[arg-type]


def test_what_comes_back_goes_on_with_its_next_time(office: Office, nadia: Person) -> None:
    ruth = office.hire("Ruth")
    with office.register() as register:
        first = register.add(
            "Envoyer le bulletin", window=MONDAYS, owner=nadia, mission="Europe", counterparts=("Namur",)
        )
        register.edit(first.id, Changes(reviewer=ruth, quote="Le Service enverra un bulletin."))
        first = register.give_commitment(
            register.books.commitments.get(first.id), parse({"recurring": ["ahead-1"]})
        )
    keep(office, first.id, on=date(2024, 9, 2))
    with office.register() as register:
        second = register.follow(first.id)
    assert (second.status, second.closed_on) == (Status.TODO, None)
    assert second.window.earliest == date(2024, 9, 9)
    same: list[Callable[[Commitment], object]] = [
        lambda it: it.title,
        lambda it: it.quote,
        lambda it: it.owner,
        lambda it: it.reviewer,
        lambda it: it.mission,
        lambda it: it.parties,
        lambda it: it.ladders,
        lambda it: it.firmness,
        lambda it: it.window.rrule,
    ]
    assert [fact(second) for fact in same] == [fact(first) for fact in same]
    assert second.uid != first.uid
    assert office.stages(Fate.PLANNED, first.id) == []
    assert office.stages(Fate.PLANNED, second.id) == ["ahead-1@2024-09-09"]


def test_another_is_counted_from_words_and_both_say_so(office: Office, nadia: Person) -> None:
    with office.register() as register:
        first = register.add("Remettre le bilan", window=day_window(SIGNED), owner=nadia)
    keep(office, first.id)
    with office.register() as register:
        with pytest.raises(NoNextTime):
            register.follow(first.id)
        second = register.follow(first.id, day_window(date(2025, 4, 15)))
    assert (second.window.latest, second.known_since) == (date(2025, 4, 15), MONDAY.date())
    assert (entries(office, first.id)[-1].action, entries(office, first.id)[-1].details) == (
        Action.FOLLOWED,
        {"next": second.id},
    )
    assert entries(office, second.id)[0].details["follows"] == first.id


def test_one_is_followed_once(office: Office, nadia: Person) -> None:
    with office.register() as register:
        first = register.add("Envoyer le bulletin", window=MONDAYS, owner=nadia)
    keep(office, first.id)
    with office.register() as register:
        register.follow(first.id)
        with pytest.raises(AlreadyFollowed):
            register.follow(first.id)


@pytest.mark.parametrize("status", [Status.TODO, Status.ON_HOLD, Status.DROPPED])
def test_only_what_was_kept_has_a_next_one(office: Office, nadia: Person, status: Status) -> None:
    with office.register() as register:
        first = register.add("Envoyer le bulletin", window=MONDAYS, owner=nadia)
        register.set_status(first.id, status, note="dit")
        with pytest.raises(NotKeptYet):
            register.follow(first.id)
