"""libical, which Evolution, KOrganizer and GNOME Calendar read with, where the system has it."""

from __future__ import annotations

from ctypes import CDLL, c_char_p, c_int, c_void_p
from ctypes.util import find_library
from pathlib import Path

import pytest
from icalendar import Calendar

KINDS = {"VEVENT": 4, "VTODO": 5}  # of icalcomponent_kind, in icalenums.h


@pytest.fixture(scope="session")
def libical() -> CDLL:
    name = find_library("ical")
    if name is None:
        pytest.skip("no libical on this machine (Debian: libical3)")
    library = CDLL(name)
    for function, result, *arguments in (
        ("icalparser_parse_string", c_void_p, c_char_p),
        ("icalcomponent_count_errors", c_int, c_void_p),
        ("icalrestriction_check", c_int, c_void_p),
        ("icalcomponent_get_first_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_next_component", c_void_p, c_void_p, c_int),
        ("icalcomponent_get_uid", c_char_p, c_void_p),
        ("icalcomponent_get_summary", c_char_p, c_void_p),
        ("icalcomponent_get_description", c_char_p, c_void_p),
        ("icalcomponent_free", None, c_void_p),
    ):
        one = getattr(library, function)
        one.restype, one.argtypes = result, arguments
    return library


def test_it_finds_no_error_and_no_rule_of_the_standard_broken(libical: CDLL, feed: Path) -> None:
    calendar = libical.icalparser_parse_string(feed.read_bytes())
    assert calendar
    assert libical.icalcomponent_count_errors(calendar) == 0
    assert libical.icalrestriction_check(calendar) == 1
    libical.icalcomponent_free(calendar)


@pytest.mark.parametrize("kind", KINDS)
def test_it_sees_the_same_words_under_the_same_names(libical: CDLL, feed: Path, kind: str) -> None:
    calendar = libical.icalparser_parse_string(feed.read_bytes())
    found = []
    part = libical.icalcomponent_get_first_component(calendar, KINDS[kind])
    while part:
        texts = (
            getattr(libical, f"icalcomponent_get_{name}")(part) for name in ("uid", "summary", "description")
        )
        found.append(tuple(text.decode() for text in texts))
        part = libical.icalcomponent_get_next_component(calendar, KINDS[kind])
    expected = [
        tuple(str(part[name]) for name in ("UID", "SUMMARY", "DESCRIPTION"))
        for part in Calendar.from_ical(feed.read_bytes()).walk(kind)
    ]
    libical.icalcomponent_free(calendar)
    assert sorted(found) == sorted(expected)
