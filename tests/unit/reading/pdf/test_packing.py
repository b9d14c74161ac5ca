"""Lines cross from process to process whole, and nonsense is refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.layout import Line
from tracker.reading.pdf.packing import FILE, PAGES, crowd, pack_file, pack_page
from tracker.reading.pdf.page import Placed
from tracker.reading.pdf.unpacking import Pages

heights = st.lists(st.integers(0, 800), max_size=4, unique=True)
numbers = st.floats(-1e6, 1e6)
words = st.text("portquai é…\U0001f600", min_size=1).filter(lambda words: words == words.strip())


@st.composite
def pages(draw: st.DrawFn) -> list[Placed]:
    """Lines one below the other: others would be put in order."""
    return [
        (draw(words), draw(numbers), draw(numbers), float(y), 1.0, draw(st.booleans()))
        for y in sorted(draw(heights), reverse=True)
    ]


def told(line: Line) -> Placed:
    return line.text, line.left, line.right, line.y, line.size, line.bold


def unpacked(*pieces: bytes) -> Pages:
    found = Pages()
    for piece in pieces:
        found.add(piece)
    return found


@given(st.lists(pages(), max_size=4))
def test_what_is_packed_comes_out_as_it_was(pages: list[list[Placed]]) -> None:
    packed = {number: pack_page(number, lines, False) for number, lines in enumerate(pages, 1)}
    piece = PAGES + b"".join(packed.values())
    apart = [PAGES + packed[number] for number in reversed(packed)]
    head = pack_file(7, "D:20310506")
    for found in (unpacked(head, piece), unpacked(head, *apart)):
        assert (found.count, found.created, found.pictures) == (7, "D:20310506", [])
        lines = {number: sheet.lines for number, sheet in found.sheets.items()}
        assert {number: list(map(told, lines[number])) for number in lines} == dict(enumerate(pages, 1))
        assert all(line.page == number for number in lines for line in lines[number])
    assert crowd(piece) == max(map(len, pages), default=0)


def test_a_page_that_holds_a_picture_and_no_text_is_told() -> None:
    assert unpacked(PAGES + pack_page(1, [], False) + pack_page(2, [], True)).pictures == [2]


@given(st.sampled_from([b"", FILE, PAGES]), st.binary())
def test_nonsense_is_refused_and_does_no_harm(first: bytes, data: bytes) -> None:
    try:
        unpacked(first + data)
    except (ValueError, struct.error):
        return


def test_what_breaks_off_is_refused() -> None:
    whole = PAGES + pack_page(1, [("Le port", 60.0, 90.0, 700.0, 11.0, False)], True)
    for end in range(len(PAGES) + 1, len(whole)):
        with pytest.raises((ValueError, struct.error)):
            unpacked(whole[:end])
    with pytest.raises(struct.error):
        unpacked(pack_file(1, "")[:-1])
