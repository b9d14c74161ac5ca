"""What the tracker asks of whoever keeps its data.

`Books` is one transaction: what it reads is consistent, and what it writes is kept whole or not at
all. `add` ignores the `id` of the value it is given and returns the value with its own. `get` raises
a Missing failure. `db.books` keeps them in SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from tracker.commitments import Absence, Commitment, Mission, Party, Person, Proof, Report, Status
from tracker.journal import Entry, Link
from tracker.proposals.stored import StoredProposal
from tracker.reminders import Delivery, Fate, Reminder, Stage

if TYPE_CHECKING:
    from tracker.feed import Feed


@dataclass(frozen=True, slots=True)
class Filter:
    """Which commitments to list; None leaves a field open. All given fields must hold."""

    owner_id: int | None = None
    party_id: int | None = None
    mission_id: int | None = None
    statuses: tuple[Status, ...] | None = None
    text: str | None = None
    report_id: int | None = None
    unowned: bool = False


@dataclass(frozen=True, slots=True)
class LastRounds:
    """When a round of reminders last ended, and last ended with nothing left to try again; aware UTC."""

    any_at: datetime | None = None
    good_at: datetime | None = None


class People(Protocol):
    def all(self) -> list[Person]:
        """In order of name, without case and accents, as `all` of parties and missions too."""
        ...

    def get(self, person_id: int) -> Person: ...
    def by_ids(self, ids: Iterable[int]) -> dict[int, Person]: ...
    def zones(self) -> set[str]:
        """The time zones that somebody has of their own."""
        ...

    def add(self, person: Person) -> Person:
        """Raises AddressTaken, as `replace` does."""
        ...

    def replace(self, person: Person) -> None: ...


class Parties(Protocol):
    def all(self) -> list[Party]: ...
    def get(self, party_id: int) -> Party: ...
    def named(self, name: str) -> Party:
        """The party of that name or alias (case and accents do not matter), added when new."""
        ...

    def join(self, old: Party, new: Party) -> bool:
        """Make the names of `old` aliases of `new`, unless a commitment still names `old`."""
        ...


class Missions(Protocol):
    def all(self) -> list[Mission]: ...
    def named(self, title: str) -> Mission:
        """The mission of that title (case and accents do not matter), added when new."""
        ...

    def replace(self, mission: Mission) -> None: ...


class Absences(Protocol):
    def all(self) -> list[Absence]:
        """In order of person and day."""
        ...

    def during(self, first: date, last: date) -> list[Absence]:
        """Those that take in any of the days from `first` to `last`, both inclusive."""
        ...

    def add(self, absence: Absence) -> Absence: ...
    def replace(self, absence: Absence) -> None: ...
    def remove(self, absence_id: int) -> None: ...


class Reports(Protocol):
    def get(self, report_id: int) -> Report: ...
    def with_hash(self, sha256: str) -> Report | None: ...
    def add(self, report: Report) -> Report: ...


class Proposals(Protocol):
    def get(self, proposal_id: int) -> StoredProposal: ...
    def of_report(self, report_id: int) -> list[StoredProposal]: ...
    def waiting(self) -> list[StoredProposal]: ...
    def beside(self, report: Report) -> list[StoredProposal]:
        """What was proposed from reports of the same mission or file name, and not replaced since."""
        ...

    def rejected_quotes(self) -> list[str]: ...
    def add(self, stored: StoredProposal) -> StoredProposal: ...
    def replace(self, proposal: StoredProposal) -> None: ...


class Commitments(Protocol):
    def get(self, commitment_id: int) -> Commitment: ...
    def select(self, wanted: Filter = ...) -> list[Commitment]:
        """In order of number."""
        ...

    def by_ids(self, ids: Iterable[int]) -> dict[int, Commitment]: ...
    def by_uids(self, uids: Iterable[str]) -> dict[str, Commitment]: ...
    def hanging_on(self, commitment_id: int) -> list[Commitment]:
        """Those whose window is counted from this one's, in order of number."""
        ...

    def add(self, commitment: Commitment) -> Commitment: ...
    def replace(self, commitment: Commitment) -> None: ...


class Proofs(Protocol):
    def of(self, commitment_id: int) -> list[Proof]: ...
    def add(self, proof: Proof) -> Proof: ...


class Reminders(Protocol):
    def of(self, commitment_ids: Sequence[int]) -> list[Reminder]:
        """All rows of these commitments, in order of day."""
        ...

    def of_delivery(self, delivery_id: int) -> list[Reminder]: ...
    def planned(self, recipient_ids: Collection[int], until: date) -> list[Reminder]:
        """These people's planned rows due on or before `until`, in order of day; locked when writing."""
        ...

    def due_by(self, until: date) -> dict[int, date]:
        """The first day of each recipient, by id, who has a row planned for `until` or before.

        It reads what is due by then, however much else is planned.
        """
        ...

    def next_days(self, commitment_ids: Sequence[int] | None = None) -> dict[int, date]:
        """The day of each commitment's next planned reminder: of these commitments, or of all with None."""
        ...

    def unanswered(self, until: datetime) -> dict[int, int]:
        """How many states of play went out since the last news, by commitment, up to `until` (aware).

        Of what is followed and has no last day; those with none are left out.
        """
        ...

    def next_day_for(self, recipient_ids: Collection[int], after: date) -> date | None:
        """The day of these people's next planned reminder after `after`."""
        ...

    def add(self, rows: Iterable[tuple[int, int, int, Stage]]) -> None:
        """Plan (commitment, window revision, recipient, stage) rows; those that exist stay as they are."""
        ...

    def renew(self, rows: Iterable[Reminder]) -> None:
        """Plan rows again, each for its stage as it stands here."""
        ...

    def settle(
        self,
        ids: Sequence[int],
        fate: Fate,
        *,
        at: datetime | None,
        reason: str | None = None,
        delivery_id: int | None = None,
    ) -> None:
        """Give rows a fate; planned ones lose their delivery."""
        ...


class Deliveries(Protocol):
    def on(self, person_id: int, day: date) -> Delivery | None: ...
    def get(self, delivery_id: int) -> Delivery: ...
    def by_ids(self, ids: Iterable[int]) -> dict[int, Delivery]: ...
    def of(self, person_ids: Iterable[int], first: date, last: date) -> list[Delivery]:
        """Those of these people for the days from `first` to `last`, both inclusive."""
        ...

    def unsettled(self) -> list[Delivery]:
        """Those claimed or waiting for a retry, oldest day first."""
        ...

    def failed(self) -> list[Delivery]: ...
    def claim(self, delivery: Delivery) -> Delivery | None:
        """Add it, or None when the person already has one for that day."""
        ...

    def replace(self, delivery: Delivery) -> None: ...


class Feeds(Protocol):
    def all(self) -> list[Feed]: ...
    def with_token_hash(self, token_hash: str) -> Feed | None: ...
    def state(self, token_hash: str) -> tuple[int, int] | None:
        """The living feed behind a token, by id, and the journal's last number."""
        ...

    def add(self, feed: Feed) -> Feed: ...
    def replace(self, feed: Feed) -> None: ...
    def used(self, uses: Iterable[tuple[int, datetime]]) -> None:
        """Record the last use of feeds by id."""
        ...


class Journal(Protocol):
    def append(self, entry: Entry) -> Link: ...
    def of(self, noun: str, *noun_ids: int) -> list[Link]:
        """What was done to these, in the order of the chain."""
        ...

    def all(self) -> Iterator[Link]: ...
    def head(self) -> int:
        """The last sequence number, 0 when empty: the revision of the whole register."""
        ...

    def changed_at(self) -> datetime | None:
        """When the last entry was made; None when empty."""
        ...


class Books(Protocol):
    @property
    def office_id(self) -> str:
        """A random name of this register, made once; part of Message-IDs and of no address."""
        ...

    @property
    def rules(self) -> str | None:
        """The name of the rules that the plan follows (`Rules.name`); None before the first round."""
        ...

    @rules.setter
    def rules(self, name: str) -> None: ...
    @property
    def last_rounds(self) -> LastRounds: ...
    @last_rounds.setter
    def last_rounds(self, at: LastRounds) -> None: ...
    @property
    def people(self) -> People: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def parties(self) -> Parties: ...
    @property
    def missions(self) -> Missions: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def commitments(self) -> Commitments: ...
    @property
    def proofs(self) -> Proofs: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def journal(self) -> Journal: ...


class OpenBooks(Protocol):
    """Begin a transaction: `with open_books() as books`, or to write, `with open_books(write=True)`.

    What is not `lasting` outlives the process, and may be lost with the power: for what is done again
    then with the same result, without the wait for the disk.
    """

    def __call__(self, *, write: bool = False, lasting: bool = True) -> AbstractContextManager[Books]: ...
