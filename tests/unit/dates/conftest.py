"""Wordings are read as if the report were of Monday, 4 November 2024."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from edtf import parse_edtf

from tracker.dates import find_windows
from tracker.dates.conventions import DEFAULT
from tracker.dates.edtf import one_of, read_edtf
from tracker.dates.periods import Frame
from tracker.dates.window import FoundWindow

REPORT = date(2024, 11, 4)
Reader = Callable[[str, str], list[FoundWindow]]


def _assert_sound(found: FoundWindow) -> None:
    """The EDTF value is valid and names the same days as the bounds; without one there is a reason."""
    if found.edtf is None:
        assert found.rrule or found.error
        if found.latest:
            assert f"UNTIL={found.latest:%Y%m%d}" in (found.rrule or "")
        assert not (found.error and found.earliest)
        return
    _assert_edtf(found.edtf)
    days = one_of(found.edtf)
    if days is None:
        named = read_edtf(found.edtf, Frame(REPORT, DEFAULT))
        assert named is not None
        days = named[0].first, named[0].last
    assert found.earliest in (None, days[0])
    assert found.latest in (None, days[1])


@cache
def _assert_edtf(value: str) -> None:
    parse_edtf(value)  # its bounds are not ours: it knows no winter that ends in the next year


@pytest.fixture
def read() -> Reader:
    """Find the windows of a sentence whose wordings stand in brackets: these, and no others."""

    def reader(marked: str, language: str) -> list[FoundWindow]:
        text = re.sub(r"[\[\]]", "", marked)
        found = find_windows(text, reference=REPORT, language=language)
        for window in found:
            assert window.wording == text[window.start : window.end]
            _assert_sound(window)
        assert [window.wording for window in found] == re.findall(r"\[(.+?)\]", marked, re.DOTALL)
        return found

    return reader
