"""Whatever people change and mail does, whenever rounds run: told once, nothing lost, all explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, update

from db.engine import Database
from db.tables import metadata, office
from db.upkeep import upgrade
from support.almanac import Calendar, Ladders, Term
from support.chronicle import DELAYS, Away, Chronicle, Promise, Someone, term_after
from support.makers import (
    AUTUMN,
    MONDAY,
    MONDAYS,
    PROTOCOL,
    RULES,
    TORONTO,
    day_window,
    make_proposal,
    make_report,
)
from support.office import Office
from support.witness import Killed, Objection, Trouble, Witness
from tracker.absences import GoneDelegate, NotAway, OwnDelegate
from tracker.chains import ChainLoop, NoNextTime
from tracker.commitments import After, Commitment, Person, Role, Status
from tracker.dates.window import OPEN, Window
from tracker.intake import Intake
from tracker.ladders import nearest, parse
from tracker.quiet import QuietDays
from tracker.register import Changes, NobodyToSnooze
from tracker.sequels import AlreadyFollowed, DroppedStart
from tracker.workdays import Workdays

FIRST = MONDAY.date()
DAY = timedelta(days=1)
YEAR = timedelta(days=366)
NAMES = ("Nadia", "Paul", "Ruth", "Cleo")
TITLES = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")

LADDERS: dict[str, Ladders] = {
    "usual": {},
    "escalating": {"day": ["ahead-14", "ahead-7", "day", "overdue", "reviewer-14", "manager-30"]},
    "hasty": {"day": ["ahead-3", "ahead-10w", "reviewer-1", "overdue"], "open": ["state-of-play-1m"]},
    "sparing": {"day": [], "period": ["opens", "middle", "overdue"], "recurring": ["ahead-2w", "day"]},
    "early": {"period": ["fix-30", "ahead-7", "manager-1"], "range": ["yearly", "renew-3m"]},
    "together": {
        "month": ["opens", "ahead-1", "overdue", "manager-7"],
        "day": ["day", "manager-1", "reviewer-1"],
    },
}
CALENDARS = {
    "usual": Calendar(),
    "no weekends": Calendar(frozenset()),
    "closing days": Calendar(closing=frozenset(FIRST + n * DAY for n in (9, 14, 15))),
}
KEPT_WITH: dict[str, Any] = {"links": ["https://example.org/proces-verbal"], "note": "dit"}

Wording = str | int
"""A window by its name, or by how many days after the first one its only day is."""

WINDOWS = {"autumn": AUTUMN, "open": OPEN, "mondays": MONDAYS, "protocol": PROTOCOL}
TERMS = {
    "autumn": Term("period", date(2024, 9, 22), date(2024, 9, 22), date(2024, 12, 20), late=True),
    "open": Term("open"),
    "mondays": Term("recurring", FIRST, FIRST, weekly=True),
    "protocol": Term("range", date(2023, 1, 1), date(2023, 1, 1), date(2026, 12, 31)),
}


def window_of(wording: Wording) -> Window:
    return WINDOWS[wording] if isinstance(wording, str) else day_window(FIRST + wording * DAY)


def term_of(wording: Wording) -> Term:
    if isinstance(wording, str):
        return TERMS[wording]
    day = FIRST + wording * DAY
    return Term("day", day, day, day, late=True)


whose = st.sampled_from(NAMES)
which = st.integers(0, len(TITLES) - 1)
ladders = st.sampled_from(list(LADDERS))
wordings = st.one_of(st.sampled_from(list(TERMS)), st.integers(-5, 30))
delays = st.sampled_from(DELAYS)
weather = st.dictionaries(whose, st.sampled_from(Trouble), max_size=2)


class Bureau(RuleBasedStateMachine):
    """An office where anything happens, with rounds between; the chronicle is told of all that was taken."""

    open_office: Callable[[], Office]

    def __init__(self) -> None:
        super().__init__()
        self.office = self.open_office()
        self.chronicle = Chronicle(TORONTO, RULES.send_at)
        self.witness = Witness(self.office, self.chronicle)
        self.first = self.office.now
        self.sound = True

    @initialize()
    def begin(self) -> None:
        self._hire("Cleo", role=Role.COORDINATOR, zone="Asia/Tokyo")
        self._hire("Ruth")
        self._hire("Nadia", manager="Ruth")
        self._hire("Paul", manager="Nadia", zone="Europe/Brussels")
        self.add("Nadia", "Ruth", "Namur", 20)
        self.add("Nadia", None, None, "autumn")

    def _hire(self, name: str, *, manager: str | None = None, zone: str | None = None, **facts: Any) -> None:
        email = f"{name.lower()}@example.org"
        manager_id = self.chronicle.people[manager].id if manager else None
        person = self.office.hire(name, email=email, manager_id=manager_id, zone=zone, **facts)
        self.chronicle.people[name] = Someone(person.id, name, email, zone, manager=manager)

    # Rounds

    def _round(self, **how: Any) -> None:
        self.sound = False
        try:
            outcome = self.office.run(channel=lambda: self.witness, **how)
        except Killed:
            self.witness.disturbed = False
            self.witness.met.clear()
        except Objection as objection:
            raise objection.__cause__ from None  # type: ignore[misc]
        else:
            self.witness.look(outcome)
        self.sound = True

    @rule(
        days=st.integers(0, 9),
        hour=st.integers(0, 23),
        patient=st.booleans(),
        dead=st.booleans(),
        company=st.booleans(),
        weather=weather,
    )
    def a_round_some_days_later(
        self, days: int, hour: int, patient: bool, dead: bool, company: bool, weather: dict[str, Trouble]
    ) -> None:
        """With `company`, another machine's round comes while this one sends."""
        self.office.now = max(self.office.now, self.office.now.replace(hour=hour) + days * DAY)
        self._expect(weather)
        if company:
            self.witness.meanwhile.append(self._round_elsewhere)
        self._round(patient=patient, is_dead=lambda worker: dead)

    @rule(weather=weather)
    def the_same_round_again(self, weather: dict[str, Trouble]) -> None:
        self._expect(weather)
        self._round()

    @rule(mornings=st.integers(1, 5), patient=st.booleans(), weather=weather)
    def rounds_on_the_next_mornings(self, mornings: int, patient: bool, weather: dict[str, Trouble]) -> None:
        self._expect(weather)
        for _ in range(mornings):
            self.office.now = (self.office.now + DAY).replace(hour=13)
            self._round(patient=patient)

    @rule(
        number=which,
        trouble=st.sampled_from([Trouble.CUT, Trouble.UNANSWERED, Trouble.KILLED, Trouble.KILLED_LATE]),
        change=st.sampled_from(["pause", "close", "go", "give"]),
    )
    def a_change_of_mind_after_a_lost_answer(self, number: int, trouble: Trouble, change: str) -> None:
        """What was done to a promise while nobody knows whether it was told is undone on another day."""
        it = self.chronicle.promises[self._number(number)]
        owner, status = it.owner or "Nadia", it.status
        self.rounds_on_the_next_mornings(1, False, {owner: trouble})
        if change == "go":
            self.change_person(owner, {"active": False})
        elif change == "give":
            self.hand_over(number, "Paul")
        else:
            self.change_status(number, Status.ON_HOLD if change == "pause" else Status.KEPT)
        self.the_same_round_again({})
        self._round(is_dead=lambda worker: True)
        if change == "go":
            self.change_person(owner, {"active": True})
        elif change == "give":
            self.hand_over(number, owner)
        else:
            self.change_status(number, status)
        self._round()

    @rule()
    def a_clock_set_back_a_day(self) -> None:
        self.office.now -= DAY
        self._round()

    @precondition(lambda self: self.office.now < self.first + YEAR)
    @rule()
    def a_clock_set_forward_a_year(self) -> None:
        self.office.now += YEAR
        self._round()

    @precondition(lambda self: self.office.now >= self.first + YEAR)
    @rule()
    def a_clock_set_right_again(self) -> None:
        self.office.now -= YEAR
        self._round()

    @rule(who=whose, trouble=st.sampled_from(Trouble), times=st.integers(2, 6))
    def trouble_for_days(self, who: str, trouble: Trouble, times: int) -> None:
        for _ in range(times):
            self._expect({who: trouble})

    def _round_elsewhere(self) -> None:
        self.office.round(channel=lambda: self.witness, worker="other").run(self.office.now)

    def _expect(self, weather: dict[str, Trouble]) -> None:
        """Troubles ahead, each met once, whatever the address is by then."""
        for who, trouble in weather.items():
            self.witness.troubles.setdefault(who.lower(), []).append(trouble)

    @rule(number=which, who=whose, change=st.sampled_from(["close", "give", "move", "leave", "go"]))
    def something_while_a_mail_is_on_its_way(self, number: int, who: str, change: str) -> None:
        def happens() -> None:
            self.witness.disturbed = True
            match change:
                case "close":
                    self.change_status(number, Status.KEPT)
                case "give":
                    self.hand_over(number, who)
                case "move":
                    self.move(number, (self._today - FIRST).days + 3)
                case "leave":
                    self.leave(who, None, 0, 3)
                case "go":
                    self.change_person(who, {"active": False})

        self.witness.meanwhile.append(happens)

    # Commitments

    @property
    def _today(self) -> date:
        return self.chronicle.today(self.office.now)

    @contextmanager
    def _register(self, *refused: type[Exception]) -> Iterator[Intake]:
        """A transaction that writes; what the register may refuse changes nothing."""
        with suppress(*refused), self.office.register() as register:
            yield register

    def _person(self, register: Intake, name: str) -> Person:
        return register.books.people.get(self.chronicle.people[name].id)

    def _number(self, which: int) -> int:
        """One of those there are."""
        numbers = list(self.chronicle.promises)
        return numbers[which % len(numbers)]

    @property
    def _next_title(self) -> str | None:
        """None once there are enough commitments."""
        return next(iter(TITLES[len(self.chronicle.promises) :]), None)

    def _added(self, it: Commitment, term: Term, **facts: Any) -> None:
        self.chronicle.promises[it.id] = Promise(it.id, it.title, term, **facts)

    @rule(
        who=st.none() | whose,
        reviewer=st.none() | whose,
        mission=st.sampled_from([None, "Namur"]),
        due=wordings,
    )
    def add(self, who: str | None, reviewer: str | None, mission: str | None, due: Wording) -> None:
        if title := self._next_title:
            facts: dict[str, Any] = {"owner": who, "reviewer": reviewer, "mission": mission}
            with self._register() as register:
                persons: dict[str, Any] = {
                    part: self._person(register, name)
                    for part, name in (("owner", who), ("reviewer", reviewer))
                    if name is not None
                }
                it = register.add(title, window=window_of(due), mission=mission, **persons)
            self._added(it, term_of(due), known_since=self._today, **facts)

    @rule(who=whose, due=wordings, days=st.integers(0, 90))
    def accept(self, who: str, due: Wording, days: int) -> None:
        """What a report of some days ago proposed."""
        if title := self._next_title:
            known_since = self._today - days * DAY
            report = make_report(dated=known_since)
            with self._register() as register:
                found = make_proposal(3 * f"{title[::-1]} ", title=title, window=window_of(due), actors=())
                (stored,) = register.import_report(report, None, [found]).new
                it = register.accept(stored.id, owner=self._person(register, who))
            self._added(it, term_of(due), known_since=known_since, owner=who)

    @rule(who=whose, other=which, delay=delays)
    def add_after(self, who: str, other: int, delay: str) -> None:
        if title := self._next_title:
            start = self.chronicle.promises[self._number(other)]
            with self._register(DroppedStart) as register:
                after = After(start.number, delay, "fr")
                it = register.add(title, owner=self._person(register, who), after=after)
                term = term_after(delay, start.counted_from)
                facts = {"owner": who, "known_since": self._today, "after": (start.number, delay)}
                self._added(it, term, **facts)

    @rule(number=which, due=wordings)
    def move(self, number: int, due: Wording) -> None:
        number = self._number(number)
        with self._register() as register:
            register.postpone(number, window_of(due))
        with self.chronicle.changing(number, self._today, news=True) as it:
            it.after = None
            it.move(term_of(due))

    @rule(number=which, who=whose)
    def hand_over(self, number: int, who: str) -> None:
        number = self._number(number)
        with self._register() as register:
            register.assign(number, self._person(register, who))
        if self.chronicle.promises[number].owner != who:
            with self.chronicle.changing(number, self._today, news=True) as it:
                it.owner = who

    @rule(number=which, who=whose, mission=st.sampled_from([None, "Namur", "Liège"]))
    def edit(self, number: int, who: str, mission: str | None) -> None:
        number = self._number(number)
        with self._register() as register:
            register.edit(number, Changes(reviewer=self._person(register, who), mission=mission))
        with self.chronicle.changing(number, self._today) as it:
            it.reviewer, it.mission = who, mission or it.mission

    @rule(number=which, status=st.sampled_from(Status), ago=st.sampled_from([None, 0, 3]))
    def change_status(self, number: int, status: Status, ago: int | None = None) -> None:
        number = self._number(number)
        on = None if ago is None else self._today - ago * DAY
        with self._register() as register:
            register.set_status(number, status, **KEPT_WITH, on=on)
        self.chronicle.close(number, status, self._today, on)

    @rule(number=which, due=st.none() | wordings)
    def keep_and_follow(self, number: int, due: Wording | None) -> None:
        """In one go, as by --next."""
        number, title = self._number(number), self._next_title
        if title is None:
            return
        with self._register(AlreadyFollowed, NoNextTime) as register:
            register.set_status(number, Status.KEPT, **KEPT_WITH)
            following = register.follow(number, None if due is None else window_of(due))
            register.edit(following.id, Changes(title=title))
            self.chronicle.close(number, Status.KEPT, self._today, None)
            kept = self.chronicle.promises[number]
            follower = Promise(
                following.id, title, _next_week(kept) if due is None else term_of(due), self._today
            )
            follower.owner, follower.reviewer = kept.owner, kept.reviewer
            follower.mission, follower.ladders = kept.mission, kept.ladders
            self.chronicle.promises[following.id] = follower

    @rule(number=which, ahead=st.none() | st.integers(1, 40))
    def snooze(self, number: int, ahead: int | None) -> None:
        number = self._number(number)
        until = None if ahead is None else self._today + ahead * DAY
        with self._register(NobodyToSnooze) as register:
            register.snooze(number, until, note="plus tard")
            with self.chronicle.changing(number, self._today) as it:
                it.snoozes += until not in (None, it.snoozed)
                it.snoozed = until

    @rule(number=which)
    def note(self, number: int) -> None:
        number = self._number(number)
        with self._register() as register:
            register.note(number, "Namur a répondu")
        with self.chronicle.changing(number, self._today, news=True):
            pass

    @rule(number=which, other=st.none() | st.tuples(which, delays))
    def hang(self, number: int, other: tuple[int, str] | None) -> None:
        number = self._number(number)
        after = (self._number(other[0]), other[1]) if other else None
        with self._register(ChainLoop, DroppedStart) as register:
            register.hang(number, After(*after, "fr") if after else None)
            it = self.chronicle.promises[number]
            if after != it.after:
                with self.chronicle.changing(number, self._today):
                    it.after = after
                    if after is not None:
                        term = term_after(after[1], self.chronicle.promises[after[0]].counted_from)
                        if term != it.term:
                            it.move(term)

    # People

    @rule(who=whose, to=st.none() | whose, begins=st.integers(-2, 9), length=st.none() | st.integers(0, 20))
    def leave(self, who: str, to: str | None, begins: int, length: int | None) -> None:
        first = self._today + begins * DAY
        last = None if length is None else first + length * DAY
        with self._register() as register:
            person, delegate = self._person(register, who), self._person(register, to) if to else None
        self.witness.forgive()
        with suppress(OwnDelegate, GoneDelegate):
            self.office.away(person, delegate, first, last)
            self.chronicle.absences.append(Away(who, first, last, to))

    @rule(who=whose)
    def come_back(self, who: str) -> None:
        with self._register() as register:
            person = self._person(register, who)
        self.witness.forgive()
        with suppress(NotAway):
            self.office.back(person, self._today)
            self.chronicle.comes_back(who, self._today)

    @rule(
        who=whose,
        facts=st.one_of(
            st.fixed_dictionaries({"active": st.booleans()}),
            st.fixed_dictionaries({"zone": st.sampled_from([None, "Asia/Tokyo", "America/St_Johns"])}),
            st.fixed_dictionaries({"send_at": st.sampled_from([None, time(1, 30), time(17)])}),
        ),
    )
    def change_person(self, who: str, facts: dict[str, Any]) -> None:
        self._edit_person(who, **facts)
        for fact, value in facts.items():
            setattr(self.chronicle.people[who], fact, value)

    def _edit_person(self, who: str, **facts: Any) -> None:
        with self._register() as register:
            register.edit_person(replace(self._person(register, who), **facts))

    @rule(who=whose, manager=st.none() | whose)
    def give_manager(self, who: str, manager: str | None) -> None:
        manager = manager if manager != who else None
        self._edit_person(who, manager_id=self.chronicle.people[manager].id if manager else None)
        self.chronicle.people[who].manager = manager

    @rule(who=whose)
    def correct_address(self, who: str) -> None:
        someone = self.chronicle.people[who]
        name, _, place = someone.email.partition("@")
        email = f"{name}@{'example.net' if place == 'example.org' else 'example.org'}"
        self.witness.forgive()
        self._edit_person(who, email=email)
        someone.email = email

    # Settings and rules

    @rule(own=ladders, calendar=st.sampled_from(list(CALENDARS)))
    def office_settings(self, own: str, calendar: str) -> None:
        chronicle = self.chronicle
        chronicle.ladders, chronicle.calendar = LADDERS[own], CALENDARS[calendar]
        chronicle.rules_changed = True
        workdays = Workdays("", chronicle.calendar.weekend, chronicle.calendar.closing)
        of_the_office = nearest(parse(chronicle.ladders))
        self.office.rules = replace(self.office.rules, ladders=of_the_office, workdays=workdays)

    @rule(
        send_at=st.sampled_from([time(7, 30), time(12)]),
        zone=st.sampled_from(["America/Toronto", "America/Vancouver"]),
    )
    def office_hours(self, send_at: time, zone: str) -> None:
        self.office.rules = replace(self.office.rules, send_at=send_at, zone=ZoneInfo(zone))
        self.chronicle.send_at, self.chronicle.zone = send_at, ZoneInfo(zone)

    @rule(
        weekdays=st.frozensets(st.integers(0, 6), max_size=3),
        begins=st.integers(-1, 5),
        length=st.integers(0, 9),
    )
    def quiet_days(self, weekdays: frozenset[int], begins: int, length: int) -> None:
        first = self._today + begins * DAY
        span = first, first + length * DAY
        self.office.rules = replace(self.office.rules, quiet=QuietDays(weekdays, (span,)))
        self.chronicle.quiet = weekdays, span

    @rule(own=ladders, of=st.sampled_from(["mission", "person", "commitment"]), who=whose, number=which)
    def ladders_of_their_own(self, own: str, of: str, who: str, number: int) -> None:
        number, ladders = self._number(number), LADDERS[own]
        self.chronicle.rules_changed = True
        with self._register() as register:
            match of:
                case "mission":
                    register.give_mission(register.books.missions.named("Namur"), parse(ladders))
                    self.chronicle.missions["Namur"] = ladders
                case "person":
                    register.give_person(self._person(register, who), parse(ladders))
                    self.chronicle.people[who].ladders = ladders
                case "commitment":
                    register.give_commitment(register.books.commitments.get(number), parse(ladders))
                    self.chronicle.promises[number].ladders = ladders

    # In the end

    def teardown(self) -> None:
        """Nothing stands in the way any more, and days come that have had no digest: what is due leaves."""
        if not self.sound:  # a failure is told as it is
            return
        office = self.office
        self.witness.troubles.clear()
        self.witness.meanwhile.clear()
        office.rules = replace(office.rules, quiet=QuietDays())
        self.chronicle.quiet = frozenset(), None
        for name in NAMES:
            self.change_person(name, {"active": True})
        with office.books(write=True) as books:
            for absence in books.absences.all():
                books.absences.remove(absence.id)
        self.chronicle.absences.clear()
        office.now = max(office.now, self.witness.latest)
        for _ in range(4):
            office.now = (office.now + DAY).replace(hour=22, minute=0)
            self._round(patient=True)
        self.witness.look_back()


def _next_week(kept: Promise) -> Term:
    """The next time of what comes back each week, after the one that was kept."""
    assert kept.closed_on is not None
    assert kept.term.first is not None
    weeks = max((kept.closed_on - kept.term.first).days // 7, 0) + 1
    first = kept.term.first + weeks * 7 * DAY
    return replace(kept.term, opens=first, first=first)


def emptied(database: Database) -> Office:
    """The same register, emptied: what an example begins with."""
    with database.begin(write=True) as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "office":
                connection.execute(delete(table))
        connection.execute(update(office).values(rules=None, last_round_at=None, last_good_round_at=None))
    return Office(database, RULES, MONDAY)


def let_anything_happen(database: Database, share: int = 1) -> None:
    """As many examples as the profile of Hypothesis says, or a share of them; `long` takes an hour."""

    class Example(Bureau):
        open_office = staticmethod(lambda: emptied(database))

    # No explaining: it traces each line of every example that it tries.
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    examples = settings().max_examples // share
    run_state_machine_as_test(Example, settings=settings(max_examples=examples, phases=phases))


@pytest.mark.timeout(0)  # a failure takes its time to become a short one, and so does `long`
def test_whatever_happens_each_stage_is_told_once_and_nothing_is_lost() -> None:
    database = Database("sqlite://")
    upgrade(database)
    let_anything_happen(database)
    database.close()


@pytest.mark.timeout(0)
def test_the_same_holds_on_a_server(postgres: Callable[[], str]) -> None:
    database = Database(postgres(), pooled=True)
    upgrade(database)
    let_anything_happen(database, share=12)
    database.close()
