"""Offices whose rounds run in processes of their own, over a real mail server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from db.engine import Database
from db.upkeep import upgrade
from support.makers import RULES, day_window
from support.processes import PATHS, free_port
from tracker.commitments import Person
from tracker.intake import Intake

DUE = date(2024, 10, 10)
MOMENT = datetime(2024, 10, 10, 9, tzinfo=ZoneInfo("America/Toronto"))


@dataclass
class PostOffice:
    """An SMTP server that keeps what it takes: to whom and under which Message-ID, and the `contents`.

    `refused` recipients get a 550; `answers` are replies by recipient, each given once in place of the
    mailbox, and `data_answers` in place of taking the mail. It takes the next mail for one of `cut`, and
    hangs up without an answer. With `patience` it hangs up on whoever comes with more mails than that.
    """

    port: int
    taken: list[tuple[str, str]] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    answers: dict[str, list[str]] = field(default_factory=dict)
    data_answers: dict[str, list[str]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    patience: int | None = None
    conversations: Counter[Any] = field(default_factory=Counter)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name for it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.conversations[session.peer] += 1
        if self.patience is not None and self.conversations[session.peer] > self.patience:
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 No such mailbox here"
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (to,) = envelope.rcpt_tos
        if self.data_answers.get(to):
            return self.data_answers[to].pop(0)
        message = message_from_bytes(envelope.content)
        self.taken.append((to, str(message["Message-ID"])))
        self.contents.append(envelope.content)
        if self.cut.intersection(envelope.rcpt_tos):
            self.cut.difference_update(envelope.rcpt_tos)
            server.transport.abort()
        return "250 Taken"

    def told(self, to: str) -> list[str]:
        """The plain text of each mail to somebody, on one line and without no-break spaces."""
        found = []
        for (recipient, _), content in zip(self.taken, self.contents, strict=True):
            if recipient == to:
                part = message_from_bytes(content, policy=policy.default).get_body(("plain",))
                assert part is not None
                found.append(" ".join(part.get_content().split()))
        return found

    def times(self) -> Counter[str]:
        """How many mails each recipient got."""
        return Counter(to for to, _ in self.taken)


@dataclass
class Bureau:
    """A folder with settings and a register, on either database, with `people` who have a mail due."""

    folder: Path
    url: str
    post: PostOffice
    people: list[str]

    @staticmethod
    def moment(day: date) -> datetime:
        """Nine o'clock of a day, after the hour of the digest."""
        return datetime.combine(day, MOMENT.timetz())

    def start(self, *args: object, module: str = "support.processes") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *map(str, args)],
            env={
                **os.environ,
                "PYTHONPATH": PATHS,
                "SUIVI_DATABASE_URL": self.url,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def round(self, *kill: object, moment: datetime = MOMENT) -> int:
        """One round in a process of its own; how it ended."""
        process = self.start("round", self.folder, moment.isoformat(), *kill)
        _, told = process.communicate(timeout=120)
        assert process.returncode <= 0, told
        return process.returncode


@pytest.fixture
def post() -> Iterator[PostOffice]:
    office = PostOffice(port=free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    yield office
    controller.stop()


@pytest.fixture
def empty_bureau(tmp_path: Path, database_url: str, post: PostOffice) -> Bureau:
    """With nobody in it yet."""
    settings = f'[mail]\nchannel = "smtp"\nhost = "127.0.0.1"\nport = {post.port}\n'
    (tmp_path / "suivi.toml").write_text(settings)
    database = Database(database_url)
    upgrade(database)
    database.close()
    return Bureau(tmp_path, database_url, post, [])


@pytest.fixture
def bureau(empty_bureau: Bureau) -> Bureau:
    empty_bureau.people += [f"person{number}@example.org" for number in range(8)]
    database = Database(empty_bureau.url)
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=MOMENT.replace(month=6))
        for number, address in enumerate(empty_bureau.people):
            person = register.add_person(Person(0, f"Person {number}", address))
            for title in ("Envoyer le devis", "Recevoir la délégation"):
                register.add(title, window=day_window(DUE), owner=person)
    database.close()
    return empty_bureau
