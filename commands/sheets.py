"""Tables for spreadsheets: CSV whose cells are text and nothing else."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tracker.errors import Unusable
from tracker.words import N_

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would work out (OWASP, CSV injection)."""


class SheetUnwritable(Unusable):
    sentence = N_("The table cannot be written to {place}: {reason}.")


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180: commas, quotes where needed, CRLF. What begins like a formula gets an apostrophe first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue()


def defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_csv(place: str, text: str) -> None:
    """To a file, whole or not at all, with the mark by which Excel knows UTF-8; `-` is standard output."""
    if place == "-":
        sys.stdout.buffer.write(text.encode())
        return
    path = Path(place)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(text.encode("utf-8-sig"))
        beside.replace(path)
    except OSError as failure:
        beside.unlink(missing_ok=True)
        raise SheetUnwritable(place=place, reason=failure.strerror or str(failure)) from failure
