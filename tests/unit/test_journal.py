from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.journal import FIRST, Action, Entry, Link, canonical, first_break, seal

NOON = datetime(2024, 9, 2, 12, tzinfo=UTC)
TORONTO = timezone(timedelta(hours=-4))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
entries = st.builds(
    Entry,
    at=st.datetimes(timezones=st.sampled_from([UTC, TORONTO])),
    by=st.text(),
    action=st.sampled_from(Action),
    noun=st.sampled_from(["commitment", "person"]),
    noun_id=st.integers(0, 2**31 - 1),
    details=st.dictionaries(st.text(), json_values, max_size=3),
)


def chain(of: list[Entry]) -> list[Link]:
    links: list[Link] = []
    for entry in of:
        links.append(seal(entry, len(links) + 1, links[-1].hash if links else FIRST))
    return links


def entry(**details: Any) -> Entry:
    return Entry(NOON, "Hélène", Action.NOTED, "commitment", 1, details)


def test_the_hash_is_that_of_the_entry_written_down_after_the_one_before() -> None:
    link = seal(entry(note="été"), 1, FIRST)
    written = (
        '{"action":"noted","at":"2024-09-02T12:00:00.000000+00:00","by":"Hélène",'
        '"details":{"note":"été"},"noun":"commitment","noun_id":1,"sequence":1}'
    )
    assert link.hash == sha256((FIRST + written).encode()).hexdigest()


def test_the_same_moment_told_in_another_zone_is_the_same_entry() -> None:
    there = replace(entry(), at=NOON.astimezone(TORONTO))
    assert seal(there, 1, FIRST).hash == seal(entry(), 1, FIRST).hash


@given(st.lists(entries, max_size=6))
def test_a_chain_holds_and_holds_when_it_comes_back_from_json(of: list[Entry]) -> None:
    links = chain(of)
    assert first_break(links) is None
    assert all(after.previous == before.hash for before, after in pairwise(links))
    read = [
        replace(
            link,
            entry=replace(
                link.entry,
                at=link.entry.at.astimezone(UTC),
                details=json.loads(canonical(dict(link.entry.details))),
            ),
        )
        for link in links
    ]
    assert first_break(read) is None


@given(st.lists(entries, min_size=2, max_size=6), st.data())
def test_a_link_that_is_altered_taken_out_or_put_in_breaks_the_chain(of: list[Entry], data: Any) -> None:
    links = chain(of)
    place = data.draw(st.integers(0, len(links) - 2))
    link = links[place]
    for altered in (
        replace(link, entry=replace(link.entry, by=link.entry.by + "!")),
        replace(link, entry=replace(link.entry, at=link.entry.at + timedelta(microseconds=1))),
        replace(link, entry=replace(link.entry, details={**link.entry.details, "new": 1})),
        replace(link, hash=FIRST),
        replace(link, sequence=link.sequence + 1),
    ):
        assert first_break([*links[:place], altered, *links[place + 1 :]]) == place + 1
    assert first_break([*links[:place], *links[place + 1 :]]) == place + 1
    assert first_break([*links[:place], link, *links[place:]]) == place + 2


def test_whoever_seals_the_rest_anew_still_changes_the_last_hash() -> None:
    links = chain([entry(number=n) for n in range(4)])
    forged = chain([entry(number=n if n != 1 else 9) for n in range(4)])
    assert first_break(forged) is None
    assert forged[-1].hash != links[-1].hash


@pytest.mark.parametrize("value", [NOON, NOON.date(), {1, 2}, b"bytes", object()])
def test_only_what_json_can_hold_is_sealed(value: object) -> None:
    with pytest.raises(TypeError):
        seal(entry(value=value), 1, FIRST)
