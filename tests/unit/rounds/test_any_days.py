"""Any sequence of absences, quiet days, changes and failures, with rounds on any days between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from db.engine import Database
from db.tables import metadata
from db.upkeep import upgrade
from support.makers import AUTUMN, RULES, day_window
from support.office import Office
from tracker.absences import NotAway
from tracker.commitments import Person, Role, Status
from tracker.dates.window import OPEN
from tracker.foresight import preview, why
from tracker.intake import Intake
from tracker.ladders import nearest, parse
from tracker.mail.failures import Permanent, Temporary
from tracker.plan import holders
from tracker.quiet import QuietDays
from tracker.readers import Readers
from tracker.reminders import UNDELIVERED, DeliveryState, Fate, Reminder
from tracker.rounds import Outcome

FIRST = date(2024, 9, 2)
LADDERS = nearest(parse({"day": ["ahead-14", "ahead-7", "day", "overdue", "reviewer-14", "manager-30"]}))
NAMES = ("Nadia", "Paul", "Ruth", "Cleo")
DAY = timedelta(days=1)

Act = Callable[[Office], None]


def _people(office: Office) -> list[Person]:
    with office.books() as books:
        everybody = {person.name: person for person in books.people.all()}
    return [everybody[name] for name in NAMES]


def _away(who: int, delegate: int | None, first: int, length: int | None) -> Act:
    def act(office: Office) -> None:
        people = _people(office)
        stand_in = None if delegate is None else people[delegate]
        if stand_in is None or (stand_in.active and delegate != who):
            begins = FIRST + first * DAY
            office.away(people[who], stand_in, begins, None if length is None else begins + length * DAY)

    return act


def _back(who: int, on: int) -> Act:
    def act(office: Office) -> None:
        try:
            office.back(_people(office)[who], FIRST + on * DAY)
        except NotAway:
            return

    return act


def _quiet(weekdays: frozenset[int], first: int, length: int) -> Act:
    def act(office: Office) -> None:
        span = FIRST + first * DAY, FIRST + (first + length) * DAY
        office.rules = replace(office.rules, quiet=QuietDays(weekdays, (span,)))

    return act


def _register(change: Callable[[Intake, list[Person]], object]) -> Act:
    def act(office: Office) -> None:
        people = _people(office)
        with office.register() as register:
            change(register, people)

    return act


def _fail(who: int, kind: type[Temporary | Permanent]) -> Act:
    def act(office: Office) -> None:
        to = f"{NAMES[who]}@example.org"
        office.mailbox.answers.setdefault(to, []).append(kind(server="mail", to=to, words="no"))

    return act


whose, which, days = st.integers(0, len(NAMES) - 1), st.integers(1, 3), st.integers(0, 60)
standing = st.one_of(
    st.builds(_away, whose, st.none() | whose, days, st.none() | st.integers(0, 20)),
    st.builds(_back, whose, days),
    st.builds(_quiet, st.frozensets(st.integers(0, 6), max_size=4), days, st.integers(0, 9)),
).map(lambda act: act)
changing = st.one_of(
    st.builds(lambda n, p: _register(lambda r, them: r.assign(n, them[p])), which, whose),
    st.builds(
        lambda n, d: _register(lambda r, them: r.postpone(n, day_window(FIRST + d * DAY))), which, days
    ),
    st.builds(
        lambda n, s: _register(lambda r, them: r.set_status(n, s, note="dit")), which, st.sampled_from(Status)
    ),
    st.builds(
        lambda p, active: _register(lambda r, them: r.edit_person(replace(them[p], active=active))),
        whose,
        st.booleans(),
    ),
).map(lambda act: act)
failing = st.builds(_fail, whose, st.sampled_from((Temporary, Permanent)))
moments = st.builds(
    lambda day, hour: datetime(2024, 9, 2, hour, 5, tzinfo=UTC) + day * DAY, days, st.integers(0, 23)
)


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
        office.hire("Cleo", email="Cleo@example.org", role=Role.COORDINATOR, zone="Asia/Tokyo")
        ruth = office.hire("Ruth", email="Ruth@example.org")
        nadia = office.hire("Nadia", email="Nadia@example.org", manager_id=ruth.id)
        office.hire("Paul", email="Paul@example.org", zone="Europe/Brussels")
        with office.register() as register:
            register.add("Un", window=day_window(FIRST + 30 * DAY), owner=nadia)
            register.add("Deux", window=AUTUMN, owner=nadia)
            register.add("Trois", window=OPEN, owner=ruth)
        return office

    yield start
    database.close()


class Watch:
    """Looks on while rounds run, and holds them to their word."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.sent: dict[int, Reminder] = {}
        self.mails: Counter[str] = Counter()
        self.known: set[int] = set()

    def round(self, moment: datetime) -> None:
        office = self.office
        before = len(office.mailbox.mails)
        self.known = {row.id for row in office.rows()}
        outcome = office.run(moment)
        self.mails.update(str(mail["Message-ID"]) for _, mail in office.mailbox.mails[before:])
        assert max(self.mails.values(), default=1) == 1, "no mail comes twice"
        self.look(outcome)

    def look(self, outcome: Outcome) -> None:
        office = self.office
        rows = {row.id: row for row in office.rows()}
        for number, row in self.sent.items():
            assert rows[number] == row, "what was sent stays as it was sent"
        new = {row.id: row for row in rows.values() if row.fate is Fate.SENT and row.id not in self.sent}
        self.sent.update(new)
        with office.books() as books:
            people = {person.id: person for person in books.people.all()}
            absences = books.absences.all()
            commitments = {it.id: it for it in books.commitments.select()}
            deliveries = books.deliveries.by_ids(r.delivery_id for r in rows.values() if r.delivery_id)
            over = {
                (it.person_id, it.day)
                for it in books.deliveries.of(people, FIRST - 9 * DAY, FIRST + 99 * DAY)
                if it.state in (DeliveryState.SENT, DeliveryState.FAILED)
            }
        readers = Readers(absences, [it.id for it in people.values() if not it.active])
        for row in new.values():
            digest = deliveries[row.delivery_id or 0]
            assert readers.reader(row.recipient_id, digest.day) == digest.person_id, "who is there reads it"
            assert digest.day not in office.rules.quiet
            if row.stage.rule != UNDELIVERED:
                assert commitments[row.commitment_id].status.reminded, "nobody hears of what is closed"
                part = holders(commitments[row.commitment_id]).get(row.stage.to)
                assert part == row.recipient_id, "who has let go of a commitment hears no more of it"
        later = {person.id for person in (*outcome.waiting, *outcome.held)}
        failed = {sent.person.id for sent in outcome.digests if sent.state is DeliveryState.RETRY}
        for row in rows.values():
            if row.fate is not Fate.PLANNED:
                continue
            for person in people.values():
                day = office.rules.day_for(person, office.now)
                due = row.stage.on <= day and readers.reader(row.recipient_id, day) == person.id
                if due and not office.rules.is_quiet(person, office.now) and person.id not in failed:
                    of_this_round = row.stage.rule == UNDELIVERED and row.id not in self.known
                    assert (person.id, day) in over or of_this_round, "nothing due is left"
                    assert person.id in later or of_this_round, "and the round says so"
        for number, commitment in commitments.items():
            mine = [row for row in rows.values() if row.commitment_id == number]
            told = why(
                commitment,
                mine,
                people.values(),
                office.rules,
                today=office.now.date(),
                absences=absences,
                read_by={it.id: it.person_id for it in deliveries.values()},
            )
            assert Counter(it.row.id for it in told if it.row) == Counter(row.id for row in mine)


@settings(max_examples=80)
@given(history=st.lists(st.one_of(standing, standing, changing, failing, moments, moments), max_size=30))
def test_each_stage_is_read_once_at_most_by_who_is_there_and_nothing_due_is_left(
    open_office: Callable[[], Office], history: list[Act | datetime]
) -> None:
    office = open_office()
    watch = Watch(office)
    for event in history:
        if isinstance(event, datetime):
            watch.round(event)
        else:
            event(office)
    office.mailbox.answers.clear()
    watch.round(office.now + DAY)


@settings(max_examples=50)
@given(
    history=st.lists(st.one_of(standing, standing, changing, moments), max_size=12), ahead=st.integers(0, 60)
)
def test_what_is_foreseen_is_what_is_read(
    open_office: Callable[[], Office], history: list[Act | datetime], ahead: int
) -> None:
    office = open_office()
    for event in history:
        if isinstance(event, datetime):
            office.run(max(event, office.now))  # time goes on
        else:
            event(office)
    # All in one zone: where a day begins at another hour, the day of a digest depends on that of the round.
    with office.books() as books:
        people = books.people.all()
    for person in people:
        with office.register() as register:
            register.edit_person(replace(person, zone=None))
    start = office.now.replace(hour=13) + DAY
    today, until = start.date(), start.date() + ahead * DAY
    with office.books() as books:
        commitments = books.commitments.select()
        foreseen = preview(
            commitments,
            books.reminders.of([it.id for it in commitments]),
            books.people.all(),
            office.rules,
            today=today,
            until=until,
            absences=books.absences.all(),
        )
    for n in range(ahead + 1):
        office.run(start + n * DAY)
    rows = office.rows()
    with office.books() as books:
        read = [row for row in rows if row.fate is Fate.SENT and (row.settled_at or start) >= start]
        digests = books.deliveries.by_ids(row.delivery_id for row in read if row.delivery_id)
        names = {person.id: person.name for person in books.people.all()}
    assert Counter(
        (digests[row.delivery_id or 0].day, names[digests[row.delivery_id or 0].person_id], row.stage.name)
        for row in read
    ) == Counter((it.day, it.reader.name, it.stage.name) for it in foreseen if it.reader)
