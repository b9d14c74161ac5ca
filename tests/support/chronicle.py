"""What was done in an office, as somebody who watched would tell it, and what follows from that.

The witness of rounds compares them with it: it knows nothing of how the register works.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support.almanac import DAY, LADDERS, WEEK, Calendar, Ladders, Mark, Term, marks, months_after
from tracker.commitments import Status

FINAL = (Status.KEPT, Status.PARTLY, Status.DROPPED)
SILENT = (*FINAL, Status.ON_HOLD)

DELAYS = ("", "dans les 30 jours", "dans trois mois", "trois semaines")
OFTEN = 3  # snoozes in a row of which the reviewer hears


def term_after(delay: str, day: date | None) -> Term:
    """What such a delay comes to when it is counted from that day; without a day it stays open."""
    if day is None:
        return Term("open", wording=delay)
    match delay:
        case "":
            return Term("open", day, day)
        case "dans les 30 jours":
            last = day + 30 * DAY
            return Term("day", last, None, last, late=True)
        case "dans trois mois":
            month = months_after(day, 3).replace(day=1)
            return Term("month", month, month, months_after(month, 1) - DAY, late=True)
        case "trois semaines":
            monday = day + 3 * WEEK - day.weekday() * DAY
            return Term("day", monday, monday, monday + 6 * DAY, late=True)
    raise AssertionError(delay)


@dataclass
class Someone:
    id: int
    name: str
    email: str
    zone: str | None = None
    send_at: time | None = None
    manager: str | None = None
    active: bool = True
    ladders: Ladders = field(default_factory=dict)


@dataclass
class Away:
    who: str
    first: date
    last: date | None
    delegate: str | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass
class Promise:
    """A commitment by its number; `after` is what it hangs on, and how long after it."""

    number: int
    title: str
    term: Term
    known_since: date
    owner: str | None = None
    reviewer: str | None = None
    mission: str | None = None
    status: Status = Status.TODO
    revision: int = 0
    closed_on: date | None = None
    snoozed: date | None = None
    snoozes: int = 0
    after: tuple[int, str] | None = None
    ladders: Ladders = field(default_factory=dict)
    handed_on: date | None = None  # when its owner was last changed for another
    been: set[Status] = field(default_factory=set)  # what it was at any time
    put_off: bool = False  # whether anybody ever did

    def move(self, term: Term) -> None:
        self.term = term
        self.revision += 1

    @property
    def counted_from(self) -> date | None:
        """The day from which others are counted."""
        return self.closed_on if self.status in FINAL else self.term.last


@dataclass
class Chronicle:
    """The office as it is now. People go by their names, promises by their numbers."""

    zone: ZoneInfo
    send_at: time
    calendar: Calendar = Calendar()
    ladders: Ladders = field(default_factory=dict)
    quiet: tuple[frozenset[int], tuple[date, date] | None] = (frozenset(), None)
    people: dict[str, Someone] = field(default_factory=dict)
    absences: list[Away] = field(default_factory=list)
    promises: dict[int, Promise] = field(default_factory=dict)
    missions: dict[str, Ladders] = field(default_factory=dict)
    rules_changed: bool = False

    # What people do

    @contextmanager
    def changing(self, number: int, today: date, *, news: bool = False) -> Iterator[Promise]:
        """Whatever is done to a promise. What is `news` answers a reminder: snoozes are counted anew."""
        it = self.promises[number]
        before = replace(it)
        yield it
        it.been.add(it.status)
        it.put_off |= it.snoozed is not None
        moved = it.revision != before.revision
        if moved and (it.term.last is None or it.term.last >= today):
            it.known_since = max(it.known_since, today)
        given = it.owner != before.owner
        if moved or given or it.status in FINAL:
            it.snoozed = None
        if moved or given or news:
            it.snoozes = 0
        if given:  # while it is on hold or closed, nobody is told that it is theirs
            is_told = before.owner is not None and it.status not in SILENT
            it.handed_on = today if is_told else None
        reopened = before.status in FINAL and it.status not in FINAL
        if reopened and it.after is not None:
            self._count_again(it, today)
        if it.counted_from != before.counted_from:
            for other in self.promises.values():
                if other.after is not None and other.after[0] == number and other.status not in FINAL:
                    self._count_again(other, today)

    def _count_again(self, it: Promise, today: date) -> None:
        assert it.after is not None
        number, delay = it.after
        other = self.promises[number]
        term = term_after(delay, other.counted_from)
        if other.status is not Status.DROPPED and term != it.term:
            with self.changing(it.number, today):
                it.move(term)

    def close(self, number: int, status: Status, today: date, on: date | None) -> None:
        with self.changing(number, today, news=True) as it:
            it.closed_on = (on or it.closed_on or today) if status in FINAL else None
            it.status = status

    def comes_back(self, who: str, on: date) -> None:
        for away in [it for it in self.absences if it.who == who and it.covers(on)]:
            if away.first < on:
                away.last = on - DAY
            else:
                self.absences.remove(away)

    # What follows

    def today(self, now: datetime, who: str | None = None) -> date:
        """The day on somebody's wall, or on the office's."""
        return now.astimezone(self._zone(who)).date()

    def digest_day(self, who: str, now: datetime) -> date:
        """The day whose digest is due: until the hour has come it is that of the day before."""
        today = self.today(now, who)
        hour = datetime.combine(today, self.people[who].send_at or self.send_at, self._zone(who))
        return today if now >= hour.astimezone(UTC) else today - DAY

    def _zone(self, who: str | None) -> ZoneInfo:
        own = self.people[who].zone if who is not None else None
        return ZoneInfo(own) if own else self.zone

    def is_quiet_day(self, day: date) -> bool:
        weekdays, span = self.quiet
        return day.weekday() in weekdays or (span is not None and span[0] <= day <= span[1])

    def is_quiet(self, who: str, now: datetime) -> bool:
        return self.is_quiet_day(self.digest_day(who, now)) or self.is_quiet_day(self.today(now, who))

    def reader(self, who: str, day: date) -> str | None:
        """Who reads what is for somebody: who is away has it read by a delegate, who may be away in turn."""
        asked: list[str] = []
        name: str | None = who
        while name is not None and name not in asked and self.people[name].active:
            away = next((it for it in reversed(self.absences) if it.who == name and it.covers(day)), None)
            if away is None:
                return name
            asked.append(name)
            name = away.delegate
        return None

    def first_reading(self, who: str, day: date, within: timedelta) -> tuple[date, str] | None:
        """The first day from that one on which somebody reads, and who does."""
        last = day + within
        while day <= last:
            if not self.is_quiet_day(day) and (reader := self.reader(who, day)) is not None:
                return day, reader
            day += DAY
        return None

    def parts(self, it: Promise) -> dict[str, str]:
        """Who is to hear, by part; nobody hears twice of what is their own."""
        owner = self.people[it.owner] if it.owner is not None and self.people[it.owner].active else None
        found = {"owner": it.owner if owner else None, "reviewer": it.reviewer}
        found["manager"] = owner.manager if owner else None
        return {
            part: name
            for part, name in found.items()
            if name is not None and self.people[name].active and (part == "owner" or name != found["owner"])
        }

    def new_owner(self, it: Promise, day: date) -> str | None:
        """Who is to have heard by a day that a promise was handed over to them."""
        if it.handed_on is None or it.status in SILENT or self.calendar.forth(it.handed_on) > day:
            return None
        return self.parts(it).get("owner")

    def ladder(self, it: Promise) -> tuple[str, ...]:
        """The nearest ladder there is for such a term."""
        owner = self.people[it.owner].ladders if it.owner is not None else {}
        mission = self.missions.get(it.mission or "", {})
        for own in (it.ladders, owner, mission, self.ladders):
            if it.term.ladder in own:
                return tuple(own[it.term.ladder])
        return tuple(LADDERS[it.term.ladder])

    def due(self, it: Promise, day: date) -> dict[str, list[Mark]]:
        """All that has fallen due by a day, for each person, in order."""
        if it.status in SILENT:
            return {}
        found = marks(it.term, self.ladder(it), it.known_since, self.calendar, day)
        if it.snoozed is not None:
            again = self.calendar.forth(it.snoozed)
            found = [mark for mark in found if mark.to != "owner" or mark.on > again]
            if again <= day:
                found.append(Mark(again, it.snoozed, -1, f"snoozed@{it.snoozed}", "owner"))
        whom: dict[str, list[Mark]] = {}
        parts = self.parts(it)
        for mark in sorted(found):
            if mark.to in parts:
                whom.setdefault(parts[mark.to], []).append(mark)
        return whom
