"""How much a file may cost before it is given up."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory` is the address space of the reading process, where the system can bound it."""

    max_bytes: int = 25 * MB
    seconds: float = 60
    memory: int = 1 << 30
    pages: int = 2000
    unpacked: int = 200 * MB  # of the parts of a DOCX or ODT package that are read


DEFAULT = Limits()
