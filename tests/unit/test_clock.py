from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.makers import BRUSSELS, TORONTO
from tracker.clock import FixedClock, SystemClock, UnknownMoment, parse_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-09-02", datetime(2024, 9, 2, 16, tzinfo=UTC)),  # noon in Toronto
        ("2024-12-02", datetime(2024, 12, 2, 17, tzinfo=UTC)),
        ("2024-09-02T08:00", datetime(2024, 9, 2, 12, tzinfo=UTC)),
        ("2024-09-02 08:00:30", datetime(2024, 9, 2, 12, 0, 30, tzinfo=UTC)),
        ("2024-09-02T08:00Z", datetime(2024, 9, 2, 8, tzinfo=UTC)),
        ("2024-09-02T08:00+02:00", datetime(2024, 9, 2, 6, tzinfo=UTC)),
        ("2024-03-10T02:30", datetime(2024, 3, 10, 7, 30, tzinfo=UTC)),  # the hour that is left out
        ("2024-11-03T01:30", datetime(2024, 11, 3, 5, 30, tzinfo=UTC)),  # the hour that comes twice
    ],
)
def test_a_moment_is_read_in_the_zone_of_the_office(text: str, moment: datetime) -> None:
    found = parse_moment(text, TORONTO)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_day_stands_for_its_noon_everywhere() -> None:
    assert parse_moment("2024-09-02", BRUSSELS) == datetime(2024, 9, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "hier", "2024-13-01", "2024-02-30", "2024-09-02T25:00", "9999-12-31T23:30", "0001-01-01T00:00"],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UnknownMoment):
        parse_moment(text, TORONTO)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:30"])
def test_the_ends_of_the_calendar_leave_no_day_to_count_from(text: str) -> None:
    with pytest.raises(UnknownMoment):
        parse_moment(text, TORONTO)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_refusal(text: str) -> None:
    with suppress(UnknownMoment):
        assert parse_moment(text, TORONTO).tzinfo is UTC


def test_clocks_tell_aware_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
    moment = datetime(2024, 9, 2, 8, tzinfo=timezone(timedelta(hours=-4)))
    told = FixedClock(moment).now()
    assert (told, told.tzinfo) == (moment, UTC)
