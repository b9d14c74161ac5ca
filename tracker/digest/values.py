"""What goes into a digest, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.commitments import Commitment, Person
from tracker.digest.sections import Section
from tracker.reminders import Stage


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment to speak of, and the stage that makes it due.

    `since_news` is the day of the last news of it, when that is worth saying. `section` None lets
    the window, the stage and the day decide. `instead_of` is the absent person it is meant for;
    `put_off` says why its owner put it off until this stage.
    """

    commitment: Commitment
    stage: Stage
    section: Section | None = None
    since_news: date | None = None
    instead_of: Person | None = None
    put_off: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The commitment has become this person's, or that of `instead_of`, who is away.

    `before` had it until now.
    """

    commitment: Commitment
    before: Person | None = None
    instead_of: Person | None = None


@dataclass(frozen=True, slots=True)
class StandingIn:
    """This person hears the reminders of `absent`, until `until` (inclusive) when it is known."""

    absent: Person
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """For the coordinator: the digest of `person` for `day` failed; `reason` is the server's words."""

    person: Person
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class SnoozedAgain:
    """For the reviewer: the commitment was put off `times` times in a row, now until `until`."""

    commitment: Commitment
    times: int
    until: date


@dataclass(frozen=True, slots=True)
class Trial:
    """This is no digest: `by` wanted to see a message arrive."""

    by: str


Note = HandedOver | StandingIn | Undelivered | SnoozedAgain | Trial


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as it is read. `about` holds the uids of its commitments, in order, each once.

    `text` ends with a line feed and has no trailing blanks; `html` is a whole document. `markdown` is
    set for a reader who has a service instead of mail, and empty for the others. `language` is that of
    the words, `fr` or `en`.
    """

    subject: str
    text: str
    html: str
    language: str
    about: tuple[str, ...]
    markdown: str = ""
