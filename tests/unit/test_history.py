"""Whatever happens, in whatever order: what the ledger, the rounds and the previews always hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.engine import Database
from db.tables import metadata
from db.upkeep import upgrade
from support.makers import AUTUMN, MONDAYS, PROTOCOL, RULES, day_window
from support.office import Mailbox, Office
from support.windows import MIXED
from tracker.chains import ChainLoop, NoNextTime
from tracker.commitments import After, Firmness, Person, Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.foresight import preview, why
from tracker.intake import Intake
from tracker.ladders import Ladders, Part, parse
from tracker.mail.failures import LostInData, Permanent, Temporary, Unreachable
from tracker.plan import holders
from tracker.register import Changes, NobodyToSnooze
from tracker.reminders import DeliveryState, Fate, Reminder
from tracker.sequels import AlreadyFollowed, DroppedStart, NotKeptYet

FIRST = date(2024, 9, 2)
LADDERS = Ladders(parse({"day": ["ahead-14", "ahead-7", "day", "overdue", "reviewer-14", "manager-30"]}))
NAMES = ("Nadia", "Paul", "Ruth")
FAILURES = (Temporary, Permanent, LostInData, Unreachable)

days = st.integers(0, 150)
whose = st.integers(0, len(NAMES) - 1)
which = st.integers(0, 2)
windows = st.one_of(
    st.sampled_from([OPEN, AUTUMN, MONDAYS, PROTOCOL]),
    st.integers(-40, 150).map(lambda n: day_window(FIRST + timedelta(n))),
    st.tuples(st.integers(-40, 150), st.integers(0, 400)).map(
        lambda it: Window(
            "",
            None,
            Precision.RANGE,
            FIRST + timedelta(it[0]),
            FIRST + timedelta(it[0] + it[1]),
            Kind.WINDOW,
        )
    ),
)

Act = Callable[[Office], None]


def _register(change: Callable[..., object]) -> Act:
    def act(office: Office) -> None:
        with office.register() as register:
            change(register)

    return act


def _person(register: object, number: int) -> Person:
    return next(p for p in register.books.people.all() if p.name == NAMES[number])  # type: ignore[attr-defined]


def _away(number: int, active: bool) -> Act:
    return _register(lambda r: r.edit_person(replace(_person(r, number), active=active)))


def _fail(number: int, kind: type[Temporary | Permanent]) -> Act:
    def act(office: Office) -> None:
        to = f"{NAMES[number]}@example.org"
        office.mailbox.answers.setdefault(to, []).append(kind(server="mail", to=to, words="no"))

    return act


def _snooze(number: int, later: int) -> Act:
    def change(register: Intake) -> None:
        with suppress(NobodyToSnooze):
            register.snooze(number + 1, register.today + timedelta(later), note="plus tard")

    return _register(change)


def _own_rules(number: int, own: Part) -> Act:
    """Of a commitment, of its owner, or of a mission that it comes to belong to, by turns."""

    def change(register: Intake) -> None:
        promise = register.books.commitments.get(number + 1)
        if number == 0:
            register.give_commitment(promise, own)
        elif number == 1 and promise.owner:
            register.give_person(promise.owner, own)
        else:
            register.edit(promise.id, Changes(mission="Europe"))
            register.give_mission(register.books.missions.named("Europe"), own)

    return _register(change)


def _hang(number: int, other: int, wording: str) -> Act:
    def change(register: Intake) -> None:
        with suppress(ChainLoop, DroppedStart):
            register.hang(number + 1, After(other + 1, wording, "fr"))

    return _register(change)


def _follow(number: int) -> Act:
    def change(register: Intake) -> None:
        with suppress(NotKeptYet, NoNextTime, AlreadyFollowed):
            register.follow(number + 1)

    return _register(change)


ladders = st.sampled_from(
    [{}, MIXED.of, parse({"day": ["ahead-20", "day"], "open": [], "period": ["middle"]})]
)
changes = st.one_of(
    st.builds(lambda i, w: _register(lambda r: r.postpone(i + 1, w)), which, windows),
    st.builds(lambda i, p: _register(lambda r: r.assign(i + 1, _person(r, p))), which, whose),
    st.builds(
        lambda i, s: _register(lambda r: r.set_status(i + 1, s, note="dit")), which, st.sampled_from(Status)
    ),
    st.builds(lambda i, p: _register(lambda r: r.edit(i + 1, Changes(reviewer=_person(r, p)))), which, whose),
    st.builds(
        lambda i, f: _register(lambda r: r.edit(i + 1, Changes(firmness=f))), which, st.sampled_from(Firmness)
    ),
    st.builds(_snooze, which, st.integers(1, 60)),
    st.builds(_own_rules, which, ladders),
    st.builds(_hang, which, which, st.sampled_from(["", "dans les 20 jours", "deux mois"])),
    st.builds(_follow, which),
    st.builds(_away, whose, st.booleans()),
).map(lambda change: change)  # one strategy among the others, not six
failures = st.builds(_fail, whose, st.sampled_from(FAILURES))
rounds = st.tuples(days, st.integers(0, 23), st.booleans())


@pytest.fixture(scope="module")
def open_office() -> Iterator[Callable[[], Office]]:
    """The same register in memory, emptied: what an example begins with."""
    database = Database("sqlite://")
    upgrade(database)

    def start() -> Office:
        with database.begin(write=True) as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name != "office":
                    connection.execute(delete(table))
        office = Office(database, replace(RULES, ladders=LADDERS), datetime(2024, 9, 2, 13, tzinfo=UTC))
        ruth = office.hire("Ruth", email="Ruth@example.org")
        nadia = office.hire("Nadia", email="Nadia@example.org", manager_id=ruth.id)
        office.hire("Paul", email="Paul@example.org", zone="Europe/Brussels")
        with office.register() as register:
            register.add("Un", window=day_window(FIRST + timedelta(30)), owner=nadia)
            register.add("Deux", window=AUTUMN, owner=nadia)
            register.add("Trois", window=OPEN)
        return office

    yield start
    database.close()


def at(day: int, hour: int) -> datetime:
    return datetime(2024, 9, 2, hour, 5, tzinfo=UTC) + timedelta(days=day)


class Watch:
    """Looks on while rounds run, and holds them to their word."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.sent: dict[int, Reminder] = {}
        self.copies: Counter[str] = Counter()

    def round(self, moment: datetime, *, patient: bool) -> None:
        office = self.office
        mails = len(office.mailbox.mails)
        outcome = office.run(moment, patient=patient)
        for sent in outcome.digests:
            if sent.state is DeliveryState.SENT:
                for number in sent.commitments:
                    assert office.get(number).status.reminded, "nobody is reminded of what is closed"
        if not patient and all(sent.state is DeliveryState.SENT for sent in outcome.digests):
            with office.books() as books:
                assert not books.deliveries.unsettled(), "what failed for a time is tried again"
        self.copies.update(str(mail["Message-ID"]) for _, mail in office.mailbox.mails[mails:])
        cut_off = any(isinstance(sent.reason, Unreachable) for sent in outcome.digests)
        self.look(cut_off=cut_off)
        if not patient and not cut_off and not any(office.mailbox.answers.values()):
            assert not office.run(moment, patient=True).digests, "a second round sends nothing"

    def look(self, *, cut_off: bool) -> None:
        office = self.office
        rows = {row.id: row for row in office.rows()}
        for number, row in self.sent.items():
            assert rows[number] == row, "what was sent stays as it was sent"
        new = {row.id: row for row in rows.values() if row.fate is Fate.SENT and row.id not in self.sent}
        self.sent.update(new)
        with office.books() as books:
            people = {person.id: person for person in books.people.all()}
            begun = {(it.person_id, it.day): it for it in map(books.deliveries.get, self._deliveries(rows))}
            unsettled = {it.id for it in books.deliveries.unsettled()}
            commitments = {it.id: it for it in books.commitments.select()}
        for row in new.values():
            part = holders(commitments[row.commitment_id]).get(row.stage.to)
            assert part == row.recipient_id, "who has let go of a commitment hears no more of it"
        for row in rows.values():
            person = people[row.recipient_id]
            day = office.rules.day_for(person, office.now)
            if row.fate is Fate.PLANNED and row.stage.on <= day and person.active and not cut_off:
                assert (person.id, day) in begun, "nothing due is left, but for who had today's digest"
            if row.fate is Fate.PLANNED and person.active:
                assert commitments[row.commitment_id].status.reminded
                assert holders(commitments[row.commitment_id])[row.stage.to] == person.id
            if row.fate is Fate.CLAIMED:
                assert row.delivery_id in unsettled, "a claim is sent, or waits to be sent again"
        self._everything_is_explained(rows, people)

    @staticmethod
    def _deliveries(rows: dict[int, Reminder]) -> set[int]:
        return {row.delivery_id for row in rows.values() if row.delivery_id is not None}

    def _everything_is_explained(self, rows: dict[int, Reminder], people: dict[int, Person]) -> None:
        today = self.office.now.astimezone(self.office.rules.zone).date()
        for number in {row.commitment_id for row in rows.values()}:
            mine = [row for row in rows.values() if row.commitment_id == number]
            told = why(self.office.get(number), mine, people.values(), self.office.rules, today=today)
            assert Counter(it.row.id for it in told if it.row) == Counter(row.id for row in mine)


@settings(max_examples=80)
@given(history=st.lists(st.one_of(changes, rounds, failures), max_size=25))
def test_each_stage_is_sent_once_at_most_and_nothing_is_lost(
    open_office: Callable[[], Office], history: list[Act | tuple[int, int, bool]]
) -> None:
    office = open_office()
    watch = Watch(office)
    for event in history:
        if isinstance(event, tuple):
            day, hour, patient = event
            watch.round(at(day, hour), patient=patient)
        else:
            event(office)
    office.mailbox.answers.clear()
    last = office.now + timedelta(days=1)
    watch.round(last.replace(hour=20), patient=False)
    twice = {message for message, times in watch.copies.items() if times > 1}
    assert not twice, "a mail that may be out there alone is sent again, and here none ever was"


@settings(max_examples=40)
@given(
    history=st.lists(st.one_of(changes, st.integers(0, 40)), max_size=15),
    ahead=st.integers(0, 120),
)
def test_a_preview_foresees_what_the_rounds_then_send(
    open_office: Callable[[], Office], history: list[Act | int], ahead: int
) -> None:
    office = open_office()
    office.now = at(0, 16)
    for event in history:
        if isinstance(event, int):
            office.run(office.now + timedelta(days=event))
        else:
            event(office)
    office.now += timedelta(days=1)
    today = office.now.date()
    with office.books() as books:
        commitments, people = books.commitments.select(), books.people.all()
        rows = books.reminders.of([it.id for it in commitments])
    foreseen = Counter(
        (max(it.stage.on, today), it.commitment.id, it.stage.name, it.recipient.id)
        for it in preview(
            commitments, rows, people, office.rules, today=today, until=today + timedelta(days=ahead)
        )
    )
    already = {row.id for row in rows if row.fate is Fate.SENT}
    happened: Counter[tuple[date, int, str, int]] = Counter()
    for number in range(ahead + 1):
        office.mailbox = Mailbox()
        office.run(office.now if number == 0 else office.now + timedelta(days=1))
        for row in office.rows():
            if row.fate is Fate.SENT and row.id not in already:
                already.add(row.id)
                happened[office.now.date(), row.commitment_id, row.stage.name, row.recipient_id] += 1
    assert foreseen == happened
