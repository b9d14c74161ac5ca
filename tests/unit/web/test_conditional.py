"""Whether a client's copy is still right (RFC 9110 §13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tracker.web.conditional import Validators

CHANGED = datetime(2024, 9, 2, 12, 0, 0, 250_000, tzinfo=UTC)
KNOWN = Validators('"abc123"', CHANGED)
AT = "Mon, 02 Sep 2024 12:00:00 GMT"
BEFORE = "Mon, 02 Sep 2024 11:59:59 GMT"


@pytest.mark.parametrize(
    "header",
    [
        '"abc123"',
        'W/"abc123"',
        '"other", "abc123"',
        '"other",W/"abc123"',
        "*",
        ' "abc123" ',
        '"a,b" , "abc123"',
    ],
)
def test_a_known_tag_is_still_right_weak_or_strong_alone_or_among_others(header: str) -> None:
    assert KNOWN.still_right(header, None)


@pytest.mark.parametrize("header", ['"other"', "abc123", '""', "", '"abc1234"', '"ABC123"', 'W/"other"'])
def test_an_unknown_or_malformed_tag_is_not(header: str) -> None:
    assert not KNOWN.still_right(header, None)


def test_a_tag_decides_alone_even_against_the_date() -> None:
    assert not KNOWN.still_right('"other"', AT)
    assert KNOWN.still_right('"abc123"', BEFORE)


def test_a_date_is_compared_by_whole_seconds() -> None:
    assert KNOWN.still_right(None, AT)
    assert not KNOWN.still_right(None, BEFORE)
    assert KNOWN.http_date() == AT


@pytest.mark.parametrize("header", ["yesterday", "", "2024-09-02T12:00:00Z", "Mon, 99 Sep 2024 12:00:00 GMT"])
def test_a_date_that_cannot_be_read_is_ignored(header: str) -> None:
    assert not KNOWN.still_right(None, header)


def test_obsolete_forms_of_a_date_are_read() -> None:
    assert KNOWN.still_right(None, "Mon Sep  2 12:00:00 2024")
    assert KNOWN.still_right(None, "Monday, 02-Sep-24 12:00:00 GMT")


def test_without_any_condition_the_body_is_sent() -> None:
    assert not KNOWN.still_right(None, None)


def test_a_later_change_is_told_to_whoever_has_the_earlier_one() -> None:
    later = Validators('"def"', CHANGED + timedelta(days=1))
    assert not later.still_right(None, AT)


def test_a_date_tells_nothing_of_two_states_within_one_second() -> None:
    second = Validators('"def"', CHANGED + timedelta(milliseconds=500)).after(KNOWN)
    assert not second.still_right(None, AT)
    assert second.still_right('"def"', None)
    third = Validators('"ghi"', CHANGED + timedelta(seconds=1)).after(second)
    assert third.still_right(None, third.http_date())
    assert KNOWN.after(KNOWN) == KNOWN.after(None) == KNOWN
