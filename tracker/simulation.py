"""The digests to come, each with its hour and its subject, as rounds will send them if nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.digest import Entry, HandedOver, Note, SnoozedAgain, StandingIn, Undelivered
from tracker.digest.frame import tell_subject
from tracker.digest.sections import arrange
from tracker.reminders import HANDOVER, NOTES, SNOOZED_AGAIN
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.commitments import Commitment, Person
    from tracker.foresight import Foreseen
    from tracker.planning import Rules

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Simulated:
    """One digest: when it leaves, in its reader's zone, and what it speaks of.

    `commitments` are in the mail's order, each once; of a digest of notes alone, those that the notes are
    about. `subject` is in the reader's language. `standing_in` are the people whose reminders it holds.
    """

    at: datetime
    reader: Person
    subject: str
    commitments: tuple[Commitment, ...]
    standing_in: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """What one person gets over the whole time: digests, and commitments in them, each counted once."""

    reader: Person
    digests: int
    commitments: int


def simulate(
    foreseen: Iterable[Foreseen], rules: Rules, undelivered: Mapping[str, Undelivered] | None = None
) -> list[Simulated]:
    """One digest for each day and reader of what was foreseen, in order of their moments.

    `undelivered` holds what notes about mails that came back have to tell, by their stage's name; a note
    that it does not hold has nothing to tell any more. What nobody is there to read is in no digest.
    """
    together: dict[tuple[date, int], list[Foreseen]] = {}
    for it in foreseen:
        if it.day is not None and it.reader is not None:
            together.setdefault((it.day, it.reader.id), []).append(it)
    found = [
        digest
        for (day, _), parts in together.items()
        if (digest := _digest(day, parts, rules, undelivered or {}))
    ]
    return sorted(found, key=lambda it: (it.at, it.reader.name, it.reader.id))


def _digest(
    day: date, parts: Sequence[Foreseen], rules: Rules, undelivered: Mapping[str, Undelivered]
) -> Simulated | None:
    reader = parts[0].reader
    assert reader is not None  # noqa: S101 - simulate() saw to it
    entries = [Entry(it.commitment, it.stage) for it in parts if it.stage.rule not in NOTES]
    notes = [(it, note) for it in parts if it.stage.rule in NOTES if (note := _note(it, undelivered))]
    if not (entries or notes):
        return None
    sections = arrange(entries, day)
    about = [entry.commitment for section in sorted(sections) for entry in sections[section]]
    about += [it.commitment for it, _ in notes]
    absent = {it.recipient.id: it.recipient for it in parts if it.recipient.id != reader.id}
    told = [*map(StandingIn, absent.values()), *(note for _, note in notes)]
    hour = reader.send_at or rules.send_at
    return Simulated(
        at=datetime.combine(day, hour, rules.zone_of(reader)),
        reader=reader,
        subject=tell_subject(sections, told, Words(reader.language)),
        commitments=tuple({it.id: it for it in about}.values()),
        standing_in=tuple(absent.values()),
    )


def _note(it: Foreseen, undelivered: Mapping[str, Undelivered]) -> Note | None:
    commitment = it.commitment
    if it.stage.rule == HANDOVER:
        return HandedOver(commitment, instead_of=it.recipient if it.recipient != it.reader else None)
    if it.stage.rule == SNOOZED_AGAIN:
        until = commitment.snoozed_until
        return SnoozedAgain(commitment, commitment.snoozes, until) if until else None
    return undelivered.get(it.stage.name)


def totals(digests: Iterable[Simulated]) -> list[Total]:
    """By person, in order of name."""
    of: dict[int, list[Simulated]] = {}
    for digest in digests:
        of.setdefault(digest.reader.id, []).append(digest)
    found = [
        Total(theirs[0].reader, len(theirs), len({c.id for digest in theirs for c in digest.commitments}))
        for theirs in of.values()
    ]
    return sorted(found, key=lambda it: (it.reader.name, it.reader.id))
