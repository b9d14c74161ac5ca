"""When reminders of a promise fall due, counted day by day by hand: what the ladders are held to.

It shares nothing with the ladders but the words of their rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

MONDAY = 0
DAY = timedelta(days=1)
WEEK = timedelta(days=7)

Ladders = Mapping[str, Sequence[str]]

LADDERS: Ladders = {
    "day": ["ahead-30-if-known-60", "ahead-14", "ahead-7", "ahead-1", "day", "overdue", "reviewer-14"],
    "month": ["fix-30", "opens", "ahead-10w", "overdue", "reviewer-14"],
    "period": ["fix-60", "opens", "middle", "ahead-15", "overdue", "reviewer-14"],
    "range": ["yearly", "renew-12m", "renew-6m", "renew-3m"],
    "open": ["opens", "state-of-play-6m"],
    "recurring": ["ahead-7", "day"],
}

_WORD = re.compile(r"([a-z-]+?)(?:-(\d+)([wm]?))?(?:-if-known-(\d+))?")
_LATE = ("overdue", "reviewer", "manager")
_FORTH = (*_LATE, "state-of-play", "yearly")


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a promise: the ladder it climbs, when it opens, its first and its last day.

    `late` is whether it can be late, `weekly` whether it comes back each week from its first day on, and
    `wording` is as somebody gave it.
    """

    ladder: str
    opens: date | None = None
    first: date | None = None
    last: date | None = None
    late: bool = False
    weekly: bool = False
    wording: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A stage on its day; of several on one day the greatest goes before the others."""

    on: date
    nominal: date
    place: int
    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which nobody works: `weekend` by `date.weekday()`, and `closing` days."""

    weekend: frozenset[int] = frozenset({5, 6})
    closing: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.closing

    def forth(self, day: date) -> date:
        while not self.works(day):
            day += DAY
        return day

    def back(self, day: date) -> date:
        while not self.works(day):
            day -= DAY
        return day

    def earlier(self, day: date, working_days: int) -> date:
        for _ in range(working_days):
            day = self.back(day - DAY)
        return day


def marks(
    term: Term, ladder: Sequence[str], known_since: date, calendar: Calendar, until: date
) -> list[Mark]:
    """What falls due from `known_since` until that day, in order; one a day for each part, the last one."""
    best: dict[tuple[date, str], Mark] = {}
    for place, word in enumerate(ladder):
        found = _WORD.fullmatch(word)
        assert found is not None, word
        kind, count, unit, notice = found[1], int(found[2] or 0), found[3] or "", int(found[4] or 0)
        if notice and term.last is not None and term.last - known_since < notice * DAY:
            continue
        to = kind if kind in ("reviewer", "manager") else "owner"
        for name, nominal in _days(kind, count, unit, term, known_since, calendar, until):
            since = max(nominal, known_since) if kind in _LATE else nominal
            on = calendar.forth(since) if kind in _FORTH else calendar.back(since)
            too_late = term.last is not None and on > term.last and kind not in _LATE
            if known_since <= on <= until and not too_late:
                mark = Mark(on, nominal, place, name, to)
                best[on, to] = max(mark, best.get((on, to), mark))
    return sorted(best.values())


def _days(
    kind: str, count: int, unit: str, term: Term, known_since: date, calendar: Calendar, until: date
) -> Iterator[tuple[str, date]]:
    """Each stage that a rule makes, by name, with its day in a world without days off."""
    opens, last, began = term.opens, term.last, term.first or known_since
    name = f"{kind}-{count}{unit}" if count else kind

    def before(day: date) -> date:
        return calendar.earlier(day, count) if unit == "w" else day - count * DAY

    match kind:
        case "fix" | "opens" if opens:
            yield name, opens - count * DAY
        case "middle" if opens and last:
            yield name, opens + (last - opens) // 2
        case "ahead" | "day" if term.weekly:
            day = began
            while before(day) <= until + WEEK:
                yield f"{name}@{day}", before(day)
                day += WEEK
        case "ahead" | "day" if last:
            yield name if unit == "w" else name.partition("-if")[0], before(last)
        case "renew" if last and (term.first is None or months_after(last, -count) > term.first):
            yield name, months_after(last, -count)
        case "yearly" if last:
            for number in range(1, last.year - began.year + 1):
                if months_after(began, 12 * (number + 1)) <= last:
                    yield f"yearly-{number}", months_after(began, 12 * number)
        case "state-of-play":
            number = 1
            while (day := months_after(began, count * number)) <= min(until, last or until):
                yield f"state-of-play-{number}", day
                number += 1
        case "reviewer" | "manager" if last and term.late:
            yield name, last + count * DAY
        case "overdue" if last and term.late:
            yield "overdue-1", last + DAY
            day, number = last + DAY, 2
            while day.weekday() != MONDAY or day - last <= 3 * DAY:  # not the one after a weekend
                day += DAY
            while day <= until:
                yield f"overdue-{number}", day
                day, number = day + WEEK, number + 1


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    following = (first + 31 * DAY).replace(day=1)
    return min(first + (day.day - 1) * DAY, following - DAY)
