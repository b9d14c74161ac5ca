"""Tables for spreadsheets: nothing in a cell is worked out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.sheets import FORMULA, SheetUnwritable, to_csv, write_csv

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "=a,b"])
def test_a_cell_that_begins_like_a_formula_is_text(cell: str) -> None:
    (_, (read, other)) = csv.reader(io.StringIO(to_csv(["a", "b"], [[cell, "plain"]]), newline=""))
    assert (read, other) == (f"'{cell}", "plain")


@given(st.lists(st.tuples(CELLS, CELLS)))
def test_every_other_cell_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = to_csv(["a", "b"], rows)
    assert text.count("\r\n") == len(rows) + 1
    for read, row in zip(list(csv.reader(io.StringIO(text, newline="")))[1:], rows, strict=True):
        assert read == [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row]


def test_a_file_has_the_mark_that_excel_looks_for(tmp_path: Path) -> None:
    place = tmp_path / "année.csv"
    write_csv(str(place), to_csv(["échéance"], []))
    assert place.read_bytes() == b"\xef\xbb\xbf" + "échéance\r\n".encode()
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SheetUnwritable):
        write_csv(str(tmp_path / "nowhere" / "year.csv"), "")
