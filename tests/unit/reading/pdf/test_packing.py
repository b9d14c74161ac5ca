"""Lines cross from process to process whole, and nonsense is refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.pdf.packing import FIRST, crowd, pack_file, pack_page
from tracker.reading.pdf.page import Placed
from tracker.reading.pdf.unpacking import unpacked

numbers = st.floats(-1e6, 1e6)
words = st.text(st.characters(exclude_characters="\x1e", exclude_categories=["Cs"]), min_size=1)
placed = st.tuples(words, numbers, numbers, numbers, numbers, st.booleans())


@given(st.lists(st.lists(placed, max_size=4), max_size=4))
def test_what_is_packed_comes_out_as_it_was(pages: list[list[Placed]]) -> None:
    packed = b"".join(pack_page(number, lines, False) for number, lines in enumerate(pages, 1))
    file = pack_file(7, "D:20310506", packed)
    found = unpacked(file)
    assert (found.count, found.created, found.pictures) == (7, "D:20310506", ())
    assert [
        [(line.text, line.left, line.right, line.y, line.size, line.bold) for line in lines]
        for lines in found.lines
    ] == pages
    assert [line.page for lines in found.lines for line in lines] == [
        number for number, lines in enumerate(pages, 1) for _ in lines
    ]
    assert crowd(file) == max(map(len, pages), default=0)


def test_a_page_that_holds_a_picture_and_no_text_is_told() -> None:
    packed = pack_page(1, [], False) + pack_page(2, [], True)
    assert unpacked(pack_file(2, "", packed)).pictures == (2,)


@given(st.binary())
def test_nonsense_is_refused_and_does_no_harm(data: bytes) -> None:
    try:
        unpacked(FIRST + data)
    except (ValueError, struct.error):
        return


def test_a_page_that_breaks_off_is_refused() -> None:
    whole = pack_file(1, "", pack_page(1, [("Le port", 60.0, 90.0, 700.0, 11.0, False)], True))
    for end in range(len(whole) - 1, len(pack_file(1, "", b"")), -1):
        with pytest.raises((ValueError, struct.error)):
            unpacked(whole[:end])
