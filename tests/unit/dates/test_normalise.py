"""Typography undone, and the way back to what was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.normalise import evened, fold, plain

KEPT = frozenset({"mi"})


@pytest.mark.parametrize(
    ("written", "smooth"),
    [
        ("Échéance", "echeance"),
        ("l’été", "l'ete"),
        ("1ᵉʳ\u00a0mai\u202f2025", "1er mai 2025"),
        ("2024–2027", "2024-2027"),
        ("mi\u2011octobre", "mi-octobre"),
        ("note¹", "note "),
    ],
)
def test_typography_is_made_plain(written: str, smooth: str) -> None:
    assert fold(written) == smooth


@given(st.text())
def test_a_plain_copy_is_as_long_as_the_text(text: str) -> None:
    even = evened(text, KEPT).text
    assert len(plain(even)) == len(even) == len(even.lower())


@given(st.text(alphabet="aé e\u0301ﬁ-\n\u00adİ’1"))
def test_every_character_knows_where_it_was_written(text: str) -> None:
    even = evened(text, KEPT)
    last = 0
    for index in range(len(even.text)):
        start, end = even.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last or text[start:end] in ("ﬁ",)
        last = start


def test_a_decomposed_accent_belongs_to_its_letter() -> None:
    written = unicodedata.normalize("NFD", "à Noël")
    even = evened(written, KEPT)
    assert even.text == "à Noël"
    start = even.text.index("Noël")
    first, last = even.span(start, start + 4)
    assert unicodedata.normalize("NFC", written[first:last]) == "Noël"


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("sep-\ntembre", "septembre"),
        ("sep-  \r\n  tembre", "septembre"),
        ("mi-\noctobre", "mi-octobre"),
        ("2024-\n2027", "2024-2027"),
        ("Franco-\nAmérique", "Franco-Amérique"),
        ("sep\u00adtembre", "septembre"),
        ("ﬁn", "fin"),
    ],
)
def test_a_word_cut_at_the_end_of_a_line_is_joined(written: str, joined: str) -> None:
    assert evened(written, KEPT).text == joined
