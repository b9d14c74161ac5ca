"""A witness at the door of an office: sees what leaves, whatever the ledger says, and holds rounds to it.

What rounds ought to do it works out from the chronicle of what people did. Of the ledger it believes
nothing but the rows that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from enum import Enum
from typing import Self

from commands.why import Account
from support.almanac import Mark
from support.chronicle import FINAL, SILENT, Chronicle, Promise
from support.office import Office
from tracker.books import Books
from tracker.commitments import Commitment, Status
from tracker.foresight import Explained, why
from tracker.journal import first_break
from tracker.mail.failures import LostInData, Permanent, Temporary, Unreachable
from tracker.reminders import HANDOVER, NOTES, SNOOZED_AGAIN, UNDELIVERED, Delivery, Fate, Reminder, Skip
from tracker.rounds import Outcome
from tracker.words import Words

Key = tuple[int, int, str, int]
"""Commitment, window revision, stage and recipient: what is told once."""

PATIENCE = timedelta(days=366)
"""How far `why` promises to look for somebody who reads what is planned."""


class Trouble(Enum):
    """What may come between a mail and its reader."""

    PUT_OFF = "not now"
    REFUSED = "never"
    SILENT = "the server does not answer at all"
    CUT = "the line is cut before the server has the mail"
    UNANSWERED = "the server has the mail, and the line is cut before it says so"
    KILLED = "the sender is killed with the mail in hand"
    KILLED_LATE = "the sender is killed once the server has the mail"


class Killed(BaseException):
    """No round outlives it, and nothing is recorded."""


class Objection(BaseException):
    """What the witness does not let pass: a round would take anything less for a failure of one digest."""


@dataclass(slots=True)
class Mail:
    """What is known at the door of a mail by that name: whose it is, and whether it has arrived.

    `unsure` is true from a moment on when the sender cannot know that it was not; `rows` are those that
    it held at the last try, and `to` is where that one went.
    """

    reader: str
    day: date
    to: str
    rows: frozenset[int] = frozenset()
    answered: bool = False
    refused: bool = False
    unsure: bool = False


@dataclass
class Witness:
    """The door of `office`: a channel with `troubles` ahead by mailbox, whatever its domain, each met once.

    `meanwhile` is what happens in the office while a mail is on its way, one for each mail. `told` holds
    the mails by which each stage has left, `heard` the last day that each part of a commitment has heard of,
    `doubtful` the rows of mails that may have left. Of this round, `met` holds who was written to, and
    `disturbed` is whether it met trouble; `latest` is the latest moment that the clock has shown.
    """

    office: Office
    chronicle: Chronicle
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    mails: dict[str, Mail] = field(default_factory=dict)
    told: dict[Key, set[str]] = field(default_factory=dict)
    heard: dict[tuple[int, str], date] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    settled: dict[int, Reminder] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    disturbed: bool = False
    latest: datetime = datetime.min.replace(tzinfo=UTC)

    # As a channel

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        pass

    def send(self, message: EmailMessage, to: str) -> str:
        try:
            return self._send(message, to)
        except AssertionError as objection:
            raise Objection from objection

    def _send(self, message: EmailMessage, to: str) -> str:
        name = str(message["Message-ID"])
        mail, rows = self._look_at_mail(name, message, to)
        ahead = self.troubles.get(to.partition("@")[0])
        trouble = ahead.pop(0) if ahead else None
        self.disturbed |= trouble is not None
        known, mail.unsure = mail.unsure, True
        if self.meanwhile:
            self._let_happen(self.meanwhile.pop(0), mail)
        facts = {"server": "mail", "to": to, "words": "no"}
        if trouble in (Trouble.PUT_OFF, Trouble.REFUSED, Trouble.SILENT):
            mail.unsure, mail.refused = known, trouble is Trouble.REFUSED
            kind = {Trouble.PUT_OFF: Temporary, Trouble.REFUSED: Permanent, Trouble.SILENT: Unreachable}
            raise kind[trouble](**facts)
        if trouble is not None:
            self.doubtful |= mail.rows
        if trouble is Trouble.KILLED:
            raise Killed
        if trouble is not Trouble.CUT:
            self._take(name, mail, rows, answered=trouble is None)
        if trouble is Trouble.KILLED_LATE:
            raise Killed
        if trouble is not None:
            raise LostInData(**facts)
        return "250 OK"

    def _let_happen(self, happens: Callable[[], None], mail: Mail) -> None:
        try:
            happens()
        except Killed:  # all that runs here, with this mail in hand
            self.doubtful |= mail.rows
            raise

    def _take(self, name: str, mail: Mail, rows: Iterable[Reminder], *, answered: bool) -> None:
        assert not mail.answered, "a mail that was answered for does not come twice"
        mail.answered = answered
        for row in rows:
            names = self.told.setdefault(_key(row), set())
            for other in (self.mails[it] for it in names - {name}):
                assert not other.answered, ("what was told is not told again", row)
                assert other.to != mail.to, ("what is told again is told under the same Message-ID", row)
            names.add(name)
            if answered and row.stage.rule not in NOTES:
                part = row.commitment_id, row.stage.to.value
                self.heard[part] = max(row.stage.on, self.heard.get(part, date.min))

    def forgive(self) -> None:
        """What was given up as undeliverable may be told again, once somebody has seen to it."""
        with self.office.books() as books:
            given_up = {it.message_id for it in books.deliveries.failed()}
        for names in self.told.values():
            names -= {name for name in given_up if not self.mails[name].answered}

    # A mail

    def _look_at_mail(self, name: str, message: EmailMessage, to: str) -> tuple[Mail, list[Reminder]]:
        """One digest for each person and day, of what concerns them; a second try is of the same mail."""
        chronicle, now = self.chronicle, self.office.now
        someone = next(it for it in chronicle.people.values() if it.email == to)
        assert not chronicle.is_quiet(someone.name, now), "a quiet day is quiet"
        with self.office.books() as books:
            (delivery,) = (it for it in books.deliveries.unsettled() if it.message_id == name)
            rows = [it for it in books.reminders.of_delivery(delivery.id) if it.fate is Fate.CLAIMED]
        assert rows, "no mail says nothing"
        mail = self.mails.get(name)
        day = chronicle.digest_day(someone.name, now)
        if mail is None or not mail.unsure:
            others = [it for it in self.mails.values() if (it.reader, it.day) == (someone.name, day)]
            assert others in ([], [mail]), "one digest a person and day"
            mail = self.mails[name] = Mail(someone.name, day, to)
            self._look_at_first_try(mail, rows)
        else:
            assert mail.reader == someone.name
            assert mail.rows >= {row.id for row in rows}, "a second try tells no more than the first"
        assert (delivery.person_id, delivery.day) == (someone.id, mail.day), (delivery, mail)
        mail.rows, mail.to = frozenset(row.id for row in rows), to
        self.met.add(someone.name)
        self._look_at_words(message, rows)
        return mail, rows

    def _look_at_first_try(self, mail: Mail, rows: Iterable[Reminder]) -> None:
        for row in rows:
            recipient = self._name(row.recipient_id)
            assert self.chronicle.reader(recipient, mail.day) == mail.reader, "who is there reads it"
            assert row.stage.on <= mail.day, "nothing is told ahead of its day"
            if row.stage.rule not in NOTES:
                promise = self.chronicle.promises[row.commitment_id]
                assert row.window_revision == promise.revision
                due = self.chronicle.due(promise, mail.day).get(recipient, [])
                stage = row.stage
                facts = (stage.on, stage.nominal, stage.name, stage.to.value)
                assert facts in [(it.on, it.nominal, it.name, it.to) for it in due], (row, due)
                heard = self.heard.get((row.commitment_id, stage.to.value), date.min)
                assert stage.on > heard, ("nobody goes back to what this part has heard", row)

    def _look_at_words(self, message: EmailMessage, rows: Iterable[Reminder]) -> None:
        """What a mail says, and whether it may."""
        part = message.get_body(("plain",))
        assert part is not None
        text = " ".join(part.get_content().split())
        meant = {row.commitment_id: row for row in rows if row.stage.rule != UNDELIVERED}
        for number, promise in self.chronicle.promises.items():
            assert (promise.title in text) == (number in meant), (
                "it speaks of what it is sent for",
                text,
                rows,
            )
            if number in meant:
                assert promise.status not in SILENT, "nobody hears of what is closed"
        for row in meant.values():
            promise, part_of = self.chronicle.promises[row.commitment_id], row.stage.to.value
            holder = self.chronicle.parts(promise).get(part_of)
            assert holder == self._name(row.recipient_id), "nor of what they have let go of"
            if row.stage.rule == SNOOZED_AGAIN:
                assert promise.snoozed is not None

    def _name(self, person_id: int) -> str:
        return next(it.name for it in self.chronicle.people.values() if it.id == person_id)

    # After a round

    def look(self, outcome: Outcome) -> None:
        rows = self.office.rows()
        self.latest = max(self.latest, self.office.now)
        self._look_at_ledger(rows)
        with self.office.books() as books:
            unsettled = books.deliveries.unsettled()
            self._look_at_claims(unsettled, rows)
            if not self.disturbed:
                self._look_for_what_is_left(outcome, unsettled, rows)
            self._look_at_register(books.commitments.select())
            self._look_at_reasons(books, rows)
        self.disturbed = False
        self.met.clear()

    def _look_at_ledger(self, rows: Iterable[Reminder]) -> None:
        known = {row.id: row for row in rows}
        assert len({_key(row) for row in known.values()}) == len(known)
        for number, row in self.settled.items():
            assert known[number] == row, "what was sent stays as it was sent"
        self.settled |= {row.id: row for row in known.values() if row.fate is Fate.SENT}
        for row in self.settled.values():
            assert _key(row) in self.told, "what the ledger calls sent has left"

    def _look_at_claims(self, unsettled: Iterable[Delivery], rows: Iterable[Reminder]) -> None:
        claimed = {row.delivery_id for row in rows if row.fate is Fate.CLAIMED}
        assert claimed == {it.id for it in unsettled}, "what is claimed is somebody's"

    def _look_at_register(self, commitments: Iterable[Commitment]) -> None:
        """The chronicle and the register tell of the same promises."""
        for it in commitments:
            told = self.chronicle.promises[it.id]
            assert (it.window.earliest, it.window.latest) == (told.term.first, told.term.last), (it, told)
            assert (it.status, it.closed_on, it.known_since) == (
                told.status,
                told.closed_on,
                told.known_since,
            ), (it, told)
            assert (it.window_revision, it.snoozed_until, it.snoozes) == (
                told.revision,
                told.snoozed,
                told.snoozes,
            ), (it, told)
            assert (it.owner.name if it.owner else None) == told.owner

    # Nothing is left

    def _look_for_what_is_left(
        self, outcome: Outcome, unsettled: Iterable[Delivery], rows: list[Reminder]
    ) -> None:
        """What is due and was not told waits for a reason, and the round names who waits."""
        chronicle, now = self.chronicle, self.office.now
        waiting = {person.name for person in outcome.waiting}
        held = {person.name for person in outcome.held}
        on_its_way = {(it.person_id, it.day) for it in unsettled}
        for someone in chronicle.people.values():
            name, day, today = someone.name, chronicle.digest_day(someone.name, now), None
            today = chronicle.today(now, name)
            quiet = chronicle.is_quiet(name, now)
            gone = any(
                it.unsure or it.answered or it.refused
                for it in self.mails.values()
                if (it.reader, it.day) == (name, day)
            )
            if name in held:
                assert someone.active
                assert chronicle.reader(name, day) is None, "what is held has nobody to read it"
            if name in waiting:
                assert quiet or gone or today > day, "who waits has a reason"
            if (someone.id, day) in on_its_way:
                continue
            if left := list(self._left_for(name, day, rows)):
                assert quiet or gone, ("nothing due is left", name, day, left)
            if name not in self.met:  # its hour has not come
                left += self._left_for(name, today, rows)
            assert not left or name in waiting, ("and who waits is named", name, day, left)
            if someone.active and chronicle.reader(name, day) is None and list(self._left(name, day, rows)):
                assert name in held, ("and so is who is away", name, day)

    def _left_for(self, reader: str, day: date, rows: Iterable[Reminder]) -> Iterator[object]:
        for name in self.chronicle.people:
            if self.chronicle.reader(name, day) == reader:
                yield from self._left(name, day, rows)

    def _left(self, name: str, day: date, rows: Iterable[Reminder]) -> Iterator[object]:
        """What fell due for somebody by a day and was not told: of the ledger, and of all that is known."""
        someone = self.chronicle.people[name]
        for row in rows:
            if row.recipient_id == someone.id and row.fate is Fate.PLANNED and row.stage.on <= day:
                yield row
        for promise in self.chronicle.promises.values():
            if name == self.chronicle.new_owner(promise, day) and not self._is_handed_over(
                promise, someone.id, rows
            ):
                yield promise.title, HANDOVER
            if self.office.now < self.latest:
                continue  # a series was planned from that later day on, and goes on from there
            due = self.chronicle.due(promise, day).get(name)
            if due and not self._is_told(promise, due[-1], someone.id, rows):
                yield promise.title, due[-1]

    def _is_told(self, promise: Promise, due: Mark, recipient_id: int, rows: Iterable[Reminder]) -> bool:
        """Whether a stage left or is on its way, or one as advanced: to the same part, or the same person.

        What has been told is not told again when other days off have moved it since.
        """
        return any(
            (row.recipient_id == recipient_id and row.stage.name == due.name)
            if row.stage.on < due.on
            else (row.stage.to.value == due.to or row.recipient_id == recipient_id)
            for row in rows
            if row.commitment_id == promise.number
            and (row.window_revision == promise.revision or row.stage.on >= due.on)
            and row.stage.rule not in NOTES
            and self._is_accounted_for(row)
        )

    def _is_handed_over(self, promise: Promise, owner_id: int, rows: Iterable[Reminder]) -> bool:
        """Whether the owner has a note of it, told or planned: what is planned is looked for apart."""
        return any(
            row.commitment_id == promise.number
            and row.recipient_id == owner_id
            and row.stage.rule == HANDOVER
            and row.stage.nominal == promise.handed_on
            and (row.fate is Fate.PLANNED or self._is_accounted_for(row))
            for row in rows
        )

    def _is_accounted_for(self, row: Reminder) -> bool:
        """What may have been told and was let go of meanwhile is told no more."""
        if row.fate is Fate.SKIPPED:
            return row.id in self.doubtful
        return row.fate in (Fate.SENT, Fate.FAILED, Fate.CLAIMED)

    # Each row is accounted for

    def _look_at_reasons(self, books: Books, rows: Iterable[Reminder]) -> None:
        """`why` tells of each row once, with its fate: when it leaves, or what became of it."""
        of: dict[int, list[Reminder]] = {}
        for row in rows:
            of.setdefault(row.commitment_id, []).append(row)
        people, absences = books.people.all(), books.absences.all()
        deliveries = books.deliveries.by_ids(row.delivery_id for row in rows if row.delivery_id)
        read_by = {it.id: it.person_id for it in deliveries.values()}
        account = Account(Words("en"), self.chronicle.zone, False, (), deliveries)
        today = self.chronicle.today(self.office.now)
        for it in books.commitments.select():
            mine = of.get(it.id, [])
            told = why(it, mine, people, self.office.rules, today=today, absences=absences, read_by=read_by)
            assert Counter(one.row.id for one in told if one.row) == Counter(row.id for row in mine)
            for one in told:
                self._look_at_reason(self.chronicle.promises[it.id], one, account, today, deliveries)

    def _look_at_reason(
        self,
        promise: Promise,
        told: Explained,
        account: Account,
        today: date,
        deliveries: Mapping[int, Delivery],
    ) -> None:
        row = told.row
        if row is None:
            assert told.because is not None, "what has no row has a reason"
            return
        words = account.tell(told)
        assert told.recipient is not None
        if row.fate is Fate.PLANNED:
            recipient = self._name(row.recipient_id)
            read = self.chronicle.first_reading(recipient, max(row.stage.on, today), PATIENCE)
            reader = told.reader.name if told.reader else None
            assert (told.day, reader) == (read or (None, None)), (told, read)
            assert self.chronicle.people[recipient].active, ("nothing is planned for who has gone", row)
            assert row.stage.rule == UNDELIVERED or promise.status not in SILENT
            assert told.because is None or told.because.left is None, "what is planned is not left out"
            assert words
            return
        assert told.day is None, "what is settled leaves no more"
        if row.delivery_id is not None and told.reader is not None:
            assert self.mails[deliveries[row.delivery_id].message_id].reader == told.reader.name
        if row.fate is Fate.SKIPPED:
            assert row.settled_at is not None
            assert self._may_be_why(promise, row), ("a reason that happened", promise, row)
        if row.fate in (Fate.SENT, Fate.FAILED, Fate.CLAIMED):
            assert told.reader is not None
        if row.fate is Fate.FAILED:
            assert row.reason
            mail = self.mails[deliveries[row.delivery_id or 0].message_id]
            assert mail.refused or mail.unsure, "nothing else is given up"
        assert words

    def _may_be_why(self, promise: Promise, row: Reminder) -> bool:
        """Whether what a row was skipped for has happened at all."""
        match row.reason:
            case Skip.CLOSED:
                return not promise.been.isdisjoint(FINAL)
            case Skip.ON_HOLD:
                return Status.ON_HOLD in promise.been
            case Skip.WINDOW_CHANGED:
                return row.window_revision < promise.revision
            case Skip.SNOOZED:
                return promise.put_off
            case Skip.RULE_CHANGED:
                return self.chronicle.rules_changed
        return row.reason in (Skip.OWNER_CHANGED, Skip.CAUGHT_UP, Skip.SETTLED)

    # In the end

    def look_back(self) -> None:
        """When nothing stood in the way any more: all that fell due has been heard."""
        rows = self.office.rows()
        for name in self.chronicle.people:
            day = self.chronicle.digest_day(name, self.office.now)
            assert not list(self._left(name, day, rows)), "nothing due is left"
        with self.office.books() as books:
            assert books.deliveries.unsettled() == []
            assert first_break(books.journal.all()) is None


def _key(row: Reminder) -> Key:
    return row.commitment_id, row.window_revision, row.stage.name, row.recipient_id
