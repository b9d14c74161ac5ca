"""Who reads whose reminders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments import Absence
from tracker.quiet import QuietDays
from tracker.readers import Readers

MONDAY = date(2024, 9, 2)
NADIA, PAUL, RUTH = 1, 2, 3


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def away(person: int, delegate: int | None, first: int = 0, last: int | None = 4, id: int = 0) -> Absence:
    return Absence(id, person, day(first), None if last is None else day(last), delegate)


def test_who_is_there_reads_their_own() -> None:
    assert Readers().reader(NADIA, MONDAY) == NADIA
    assert Readers().read_by(NADIA, MONDAY) == [NADIA]


@pytest.mark.parametrize(("number", "reader"), [(-1, NADIA), (0, PAUL), (4, PAUL), (5, NADIA)])
def test_who_is_away_is_stood_in_for_from_the_first_day_to_the_last(number: int, reader: int) -> None:
    assert Readers([away(NADIA, PAUL)]).reader(NADIA, day(number)) == reader


def test_until_further_notice_has_no_last_day() -> None:
    assert Readers([away(NADIA, PAUL, last=None)]).reader(NADIA, day(9999)) == PAUL


def test_a_delegate_who_is_away_has_a_delegate_in_turn() -> None:
    readers = Readers([away(NADIA, PAUL), away(PAUL, RUTH, first=2, last=3)])
    assert [readers.reader(NADIA, day(n)) for n in range(6)] == [PAUL, PAUL, RUTH, RUTH, PAUL, NADIA]
    assert readers.read_by(RUTH, day(2)) == [RUTH, NADIA, PAUL]
    assert readers.read_by(PAUL, day(2)) == []


@pytest.mark.parametrize(
    "absences",
    [
        [away(NADIA, None)],
        [away(NADIA, NADIA)],
        [away(NADIA, PAUL), away(PAUL, None)],
        [away(NADIA, PAUL), away(PAUL, NADIA)],
        [away(NADIA, PAUL), away(PAUL, RUTH), away(RUTH, PAUL)],
    ],
    ids=["nobody", "oneself", "ends away", "comes back", "goes round beside"],
)
def test_a_chain_that_ends_nowhere_is_read_by_nobody(absences: list[Absence]) -> None:
    assert Readers(absences).reader(NADIA, MONDAY) is None


def test_who_is_gone_reads_for_nobody() -> None:
    assert Readers([away(NADIA, PAUL)], gone=[PAUL]).reader(NADIA, MONDAY) is None
    assert Readers(gone=[NADIA]).reader(NADIA, MONDAY) is None
    assert Readers(gone=[NADIA]).read_by(NADIA, MONDAY) == []


def test_of_several_absences_the_one_that_was_said_last_counts() -> None:
    readers = Readers([away(NADIA, PAUL, id=1), away(NADIA, RUTH, first=2, last=2, id=2)])
    assert [readers.reader(NADIA, day(n)) for n in range(4)] == [PAUL, PAUL, RUTH, PAUL]


def test_what_is_held_is_read_on_the_first_day_that_somebody_is_there() -> None:
    readers, quiet = Readers([away(NADIA, None), away(NADIA, PAUL, 3, 3, id=9)]), QuietDays(frozenset({3}))
    assert readers.next_reading(NADIA, day(0), day(9), QuietDays()) == (day(3), PAUL)
    assert readers.next_reading(NADIA, day(0), day(9), quiet) == (day(5), NADIA), "the Thursday is quiet"
    assert readers.next_reading(NADIA, day(0), day(4), quiet) is None
    assert Readers([away(NADIA, None, last=None)]).next_reading(NADIA, day(0), day(99), quiet) is None


people = st.integers(1, 5)
absences = st.lists(
    st.builds(
        away, people, st.none() | people, st.integers(0, 6), st.none() | st.integers(6, 9), st.integers(1, 99)
    ),
    max_size=12,
)


@given(absences=absences, gone=st.sets(people, max_size=2), number=st.integers(0, 9))
def test_on_each_day_everybody_has_one_reader_who_is_there_or_none(
    absences: list[Absence], gone: set[int], number: int
) -> None:
    readers, on = Readers(absences, gone), day(number)
    read = {reader: readers.read_by(reader, on) for reader in range(1, 6)}
    for person in range(1, 6):
        reader = readers.reader(person, on)
        assert [it for it, whose in read.items() if person in whose] == ([reader] if reader else [])
        if reader is not None:
            assert reader not in gone
            assert readers.absence(reader, on) is None
