"""The nouns of the register: frozen values that know nothing of tables or languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from tracker.dates.window import Window
from tracker.ladders import Part


class Firmness(StrEnum):
    COMMITMENT = "commitment"  # promised, planned, decided
    INTENTION = "intention"  # wished, to be studied
    TALKS = "talks"  # under discussion
    DONE = "done"  # accomplished; kept for its validity or as proof


class Direction(StrEnum):
    OURS = "ours"  # we owe it
    THEIRS = "theirs"  # they owe it
    MUTUAL = "mutual"


class Status(StrEnum):
    TODO = "todo"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    KEPT = "kept"
    PARTLY = "partly"
    DROPPED = "dropped"

    @property
    def final(self) -> bool:
        """A final status ends the follow-up: nothing is late any more and nobody is reminded."""
        return self in (Status.KEPT, Status.PARTLY, Status.DROPPED)

    @property
    def reminded(self) -> bool:
        """On hold is paused by decision: it stays in the register, without reminders."""
        return not self.final and self is not Status.ON_HOLD


class Role(StrEnum):
    READER = "reader"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a quote stands: characters `start` to `end` (exclusive) of the report's stored text."""

    start: int
    end: int
    page: int | None = None
    heading: tuple[str, ...] = ()


def _own_ladders() -> Part:
    """Ladders that stand before those of whatever is wider; a mapping has no hash, and needs none."""
    return field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Mission:
    """The journey, meeting or negotiation that reports tell of; `ladders` are those of its own."""

    id: int
    title: str
    ladders: Part = _own_ladders()


@dataclass(frozen=True, slots=True)
class Report:
    """A document that was read. `dated` is its own date, on which its relative dates hang."""

    id: int
    file_name: str
    sha256: str
    language: str
    dated: date
    text: str
    mission: Mission | None
    pages: int | None
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Party:
    """A body that a commitment concerns; never mailed. `aliases` are its other names."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone inside who can own, review or read.

    `language` is `fr` or `en`; `zone` an IANA time zone and `send_at` the local time of the digest,
    both None for the office's own. `channel` is where digests go instead of by mail, as an address of
    the `apprise` package; None for mail. `ladders` stand for what this person owns.
    """

    id: int
    name: str
    email: str
    language: str = "fr"
    zone: str | None = None
    send_at: time | None = None
    manager_id: int | None = None
    role: Role = Role.OWNER
    active: bool = True
    channel: str | None = field(default=None, repr=False)  # it holds a secret
    ladders: Part = _own_ladders()

    @property
    def reached_at(self) -> str:
        """Where the digests go, as anybody may see it."""
        return redacted(self.channel) if self.channel else self.email


def redacted(service: str) -> str:
    """`slack://…`: the address of a service without what may be secret, which all after the scheme may be."""
    return f"{service.partition('://')[0].lower()}://…"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which somebody's reminders go to `delegate_id`, or wait when that is None.

    `first` and `last` are inclusive, on the absent person's own calendar; `last` None is until further
    notice.
    """

    id: int
    person_id: int
    first: date
    last: date | None = None
    delegate_id: int | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class After:
    """That a window hangs on another commitment: counted from its last day, or from its closing.

    `wording` is the delay as it was typed ("dans les 30 jours"), empty for what may simply begin then;
    `language` is the one it was typed in.
    """

    commitment_id: int
    wording: str
    language: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is followed up.

    `uid` never changes, for calendars; `revision` counts every change (iCalendar's SEQUENCE) and
    `window_revision` those of the window, under which reminders are planned. `known_since` is the
    day from which it could have been acted on: the report's date, or the day it was added.
    Until `snoozed_until`, exclusive, its owner hears nothing; `snoozes` counts how often that was asked
    in a row, without any news between. Timestamps are aware UTC.
    """

    id: int
    uid: str
    title: str
    quote: str
    firmness: Firmness
    direction: Direction
    status: Status
    window: Window
    known_since: date
    created_at: datetime
    updated_at: datetime
    revision: int = 0
    window_revision: int = 0
    owner: Person | None = None
    reviewer: Person | None = None
    mission: Mission | None = None
    report_id: int | None = None
    location: Location | None = None
    actors: tuple[Party, ...] = ()
    counterparts: tuple[Party, ...] = ()
    closed_on: date | None = None
    ladders: Part = _own_ladders()
    snoozed_until: date | None = None
    snoozes: int = 0
    after: After | None = None

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those who act, then those who are concerned, each once."""
        return tuple(dict.fromkeys((*self.actors, *self.counterparts)))

    def is_overdue(self, today: date) -> bool:
        return not self.status.final and self.window.is_overdue(today)


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a commitment was kept: a link, or a stored file named by its SHA-256."""

    id: int
    commitment_id: int
    added_at: datetime
    link: str | None = None
    file_name: str | None = None
    sha256: str | None = None
