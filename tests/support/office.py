"""An office at work: its register, its mail, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import EmailMessage
from typing import Any, Self

from db.engine import Database
from support.makers import MONDAY, RULES, make_person
from tracker.absences import announce, end
from tracker.books import Books
from tracker.clock import FixedClock
from tracker.commitments import Commitment, Person
from tracker.intake import Intake
from tracker.mail.channel import Channel
from tracker.mail.settings import ChannelName, MailSettings
from tracker.planning import Rules
from tracker.reminders import Delivery, Fate, Reminder
from tracker.rounds import Outcome, Post, Round

SETTINGS = MailSettings("suivi@example.org", channel=ChannelName.SMTP, host="mail.example.org")


@dataclass
class Mailbox:
    """A channel that keeps what is sent. `answers` are failures by address, taken one after the other."""

    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, list[Exception]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def send(self, message: EmailMessage, to: str) -> str:
        if self.answers.get(to):
            raise self.answers[to].pop(0)
        self.mails.append((to, message))
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [to for to, _ in self.mails]


@dataclass
class Office:
    database: Database
    rules: Rules = RULES
    now: datetime = MONDAY
    mailbox: Mailbox = field(default_factory=Mailbox)
    settings: MailSettings = SETTINGS

    @contextmanager
    def books(self, *, write: bool = False, lasting: bool = True) -> Iterator[Books]:
        with self.database.books(write=write, lasting=lasting) as books:
            yield books

    @contextmanager
    def register(self, at: datetime | None = None) -> Iterator[Intake]:
        with self.database.books(write=True) as books:
            yield Intake(books, self.rules, by="Hélène", at=at or self.now)

    def hire(self, name: str = "", **facts: Any) -> Person:
        with self.register() as register:
            return register.add_person(make_person(name, **facts))

    def away(
        self,
        person: Person,
        delegate: Person | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        """Somebody is away from today on, until further notice, unless other days are given."""
        with self.books(write=True) as books:
            today = self.rules.today_of(person, self.now)
            announce(books, person, first or today, last, delegate, by="Hélène", at=self.now)

    def back(self, person: Person, on: date | None = None) -> None:
        with self.books(write=True) as books:
            today = self.rules.today_of(person, self.now)
            end(books, person, on or today, by="Hélène", at=self.now)

    def round(self, channel: Callable[[], Channel] | None = None, **settings: Any) -> Round:
        settings = {"clock": FixedClock(self.now), "worker": "test", **settings}
        return Round(
            self.database.books,
            Post(self.settings, channel or (lambda: self.mailbox)),
            self.rules,
            **settings,
        )

    def run(self, at: datetime | None = None, **settings: Any) -> Outcome:
        """One round at that moment, which the office's clock then shows."""
        self.now = at or self.now
        return self.round(**settings).run(self.now)

    def get(self, commitment_id: int) -> Commitment:
        with self.books() as books:
            return books.commitments.get(commitment_id)

    def rows(self, *commitment_ids: int) -> list[Reminder]:
        with self.books() as books:
            ids = commitment_ids or tuple(it.id for it in books.commitments.select())
            return books.reminders.of(ids)

    def stages(self, fate: Fate, *commitment_ids: int) -> list[str]:
        return [row.stage.name for row in self.rows(*commitment_ids) if row.fate is fate]

    def delivery(self, person: Person) -> Delivery:
        """The last digest of a person."""
        with self.books() as books:
            days = (self.rules.today_of(person, self.now), self.rules.day_for(person, self.now))
            found = [it for day in days if (it := books.deliveries.on(person.id, day))]
        return found[0]
