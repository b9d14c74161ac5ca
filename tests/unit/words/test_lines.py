"""Text from outside on one line, and cut to a width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words.lines import one_line, shorten


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb\tc", "a b c"),
        ("  deux   blancs ", "deux blancs"),
        ("a\u2028b\u2029c\u0085d\x00e", "a b c d e"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("25\u00a0%", "25\u00a0%"),
        ("👩‍👩‍👧 שלום", "👩‍👩‍👧 שלום"),
        ("\ud800", "\ufffd"),
    ],
)
def test_breaks_and_controls_go_and_letters_stay(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(alphabet=st.characters()))
def test_a_line_is_one_line_and_stays_so(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("Signer l’avenant", 16, "Signer l’avenant"),
        ("Signer l’avenant", 15, "Signer…"),
        ("Signer, puis partir", 8, "Signer…"),
        ("un deux trois", 8, "un deux…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("a anticonstitutionnellement", 10, "a…"),
    ],
)
def test_a_cut_comes_after_a_word(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
