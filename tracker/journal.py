"""The chain of changes: each entry carries the hash of the one before.

An entry's hash is SHA-256 over the previous hash and the entry's own canonical JSON (UTF-8, sorted
keys, no blanks), so that a changed, removed or inserted row shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FIRST = "0" * 64
"""What stands for the hash before the first entry."""


class Action(StrEnum):
    IMPORTED = "imported"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REJECTED = "rejected"
    ADDED = "added"
    EDITED = "edited"
    STATUS = "status"
    ASSIGNED = "assigned"
    POSTPONED = "postponed"
    NOTED = "noted"
    SNOOZED = "snoozed"
    MOVED = "moved"  # with the commitment that its window is counted from
    FOLLOWED = "followed"  # the next one was made when this one was kept
    PROVED = "proved"
    REVOKED = "revoked"
    ABSENT = "absent"  # somebody is away, and who stands in
    BACK = "back"
    REVISED = "revised"  # a later version of the report words it otherwise


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: who did what to which noun, and when (aware UTC).

    `noun` is `commitment`, `report`, `person`, `mission`, `proposal` or `feed`. `details` holds JSON
    values only.
    """

    at: datetime
    by: str
    action: Action
    noun: str
    noun_id: int
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry in its place in the chain; `sequence` counts from 1 without gaps."""

    sequence: int
    entry: Entry
    previous: str
    hash: str


def seal(entry: Entry, sequence: int, previous: str) -> Link:
    """The entry as the next link after the hash `previous`."""
    content = {
        "sequence": sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by,
        "action": entry.action.value,
        "noun": entry.noun,
        "noun_id": entry.noun_id,
        "details": dict(entry.details),
    }
    digest = hashlib.sha256(previous.encode() + canonical(content)).hexdigest()
    return Link(sequence, entry, previous, digest)


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def snooze_reasons(links: Iterable[Link]) -> dict[int, str]:
    """Why each commitment, by id, was put off when it last was."""
    return {
        link.entry.noun_id: str(link.entry.details["note"])
        for link in links
        if link.entry.action is Action.SNOOZED and link.entry.details.get("note")
    }


def first_break(links: Iterable[Link]) -> int | None:
    """The sequence number of the first link that does not hold, None when the chain is whole."""
    previous, expected = FIRST, 1
    for link in links:
        if link != seal(link.entry, expected, previous):
            return expected
        previous, expected = link.hash, expected + 1
    return None
