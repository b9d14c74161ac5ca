"""Ladders: which stages a commitment goes through, written as words that a settings file can hold.

A ladder is a sequence of rules, the gentlest first; a rule is one word:

| word | falls due |
|---|---|
| `fix-30` | 30 days before the window opens: time to fix a date |
| `opens` | on the day the window opens |
| `opened-14` | 14 days after it opened |
| `middle` | half-way through the window |
| `ahead-7` | 7 days before the last day, or before each occurrence |
| `ahead-30-if-known-60` | the same, only if the promise was known 60 days before the last day |
| `ahead-10w` | 10 working days before the last day |
| `day` | on the last day, or on each occurrence |
| `quarterly` | on the first working day of each calendar quarter of the window |
| `monthly-3` | on the first working day of each of the window's last 3 months |
| `yearly` | each year on the day it began, while a year or more is left |
| `renew-12m` | 12 months before the end: renew or let lapse |
| `state-of-play-6m` | every 6 months |
| `overdue` | on the first working day after the last day, then every Monday |
| `reviewer-14` | 14 days after the last day, to the reviewer |
| `manager-30` | 30 days after the last day, to the owner's manager |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.dates.window import Kind, Precision, Window
from tracker.errors import Unusable
from tracker.marks import N_
from tracker.reminders import Recipient


class NoSuchRule(Unusable):
    """A word of a ladder that means nothing."""

    sentence = N_(
        "“{word}” is not a stage of a ladder. Use {accepted}, with numbers from 1 to 999 for N and M."
    )


class RepeatedRule(Unusable):
    """Two rules of a ladder would make stages of the same name."""

    sentence = N_("“{word}” stands twice in one ladder. Leave it only once.")


class NoSuchGroup(Unusable):
    """A ladder for windows that do not exist."""

    sentence = N_("“{group}” is not a kind of ladder. Use one of {accepted}.")


class Form(StrEnum):
    """What a rule counts, written as its word is, with N and M for its numbers."""

    FIX = "fix-N"
    OPENS = "opens"
    OPENED = "opened-N"
    MIDDLE = "middle"
    AHEAD = "ahead-N"
    AHEAD_IF_KNOWN = "ahead-N-if-known-M"
    AHEAD_WORKING = "ahead-Nw"
    DAY = "day"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly-N"
    YEARLY = "yearly"
    RENEW = "renew-Nm"
    STATE_OF_PLAY = "state-of-play-Nm"
    OVERDUE = "overdue"
    REVIEWER = "reviewer-N"
    MANAGER = "manager-N"

    __hash__ = str.__hash__  # looked up for each step of each commitment; Enum's own is slower


STATE_OF_PLAY = "state-of-play-"
"""What the words of rules begin with that ask how things stand."""

NUMBERED = frozenset({Form.QUARTERLY, Form.MONTHLY, Form.YEARLY, Form.STATE_OF_PLAY, Form.OVERDUE})
"""Forms that make a series of stages, counted from 1 in their names: `overdue-1`, `overdue-2`."""

LATE = frozenset({Form.OVERDUE, Form.REVIEWER, Form.MANAGER})
"""Forms whose stages come when the last day has passed; the others have nothing to say by then."""

_WORDS = {form: re.compile(re.sub("[NM]", "([1-9][0-9]{0,2})", form.value)) for form in Form}
_HEARS = {Form.REVIEWER: Recipient.REVIEWER, Form.MANAGER: Recipient.MANAGER}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a ladder, as `rule()` reads it from its `word`.

    `count` is its first number, in the unit of its form, in working days if `working`; `known` the
    days before the last day by which the promise must have been known, 0 for no such condition.
    `name` is that of its stage, or what the names of its stages begin with. `afterwards` says where
    a stage moves from a day off: to the working day after it, or else to the one before.
    """

    word: str
    form: Form
    name: str
    to: Recipient
    count: int = 0
    known: int = 0
    working: bool = False
    numbered: bool = False
    late: bool = False
    afterwards: bool = False


Ladder = tuple[Rule, ...]

NONE = "none"
"""What stands for an empty ladder, where one has to be told or typed."""


@lru_cache(maxsize=1024)
def rule(word: str) -> Rule:
    """What a word of a ladder means. Raises NoSuchRule."""
    asked = word.strip().lower()
    for form, pattern in _WORDS.items():
        if found := pattern.fullmatch(asked):
            count, known = (*map(int, found.groups()), 0, 0)[:2]
            numbered, late = form in NUMBERED, form in LATE
            return Rule(
                word=asked,
                form=form,
                name=form.value.partition("-N")[0] if numbered else asked.partition("-if-known-")[0],
                to=_HEARS.get(form, Recipient.OWNER),
                count=count,
                known=known,
                working=form is Form.AHEAD_WORKING,
                numbered=numbered,
                late=late,
                afterwards=numbered or late,
            )
    raise NoSuchRule(word=word, accepted=", ".join(Form))


def ladder(words: Iterable[str]) -> Ladder:
    """A ladder from its words, one by one or in one string; an empty one reminds nobody.

    Raises NoSuchRule or RepeatedRule.
    """
    rules = tuple(map(rule, words.replace(",", " ").split() if isinstance(words, str) else words))
    names = [r.name for r in rules]
    for twice in (r for n, r in enumerate(rules) if r.name in names[:n]):
        raise RepeatedRule(word=twice.word)
    return rules


class Group(StrEnum):
    """The windows that share a ladder."""

    DAY = "day"  # and week
    MONTH = "month"
    PERIOD = "period"  # quarter, season, half-year
    YEAR = "year"
    RANGE = "range"  # validity, and what lasts longer than a year
    OPEN = "open"  # no last day
    RECURRING = "recurring"


_OF_PRECISION = {
    Precision.DAY: Group.DAY,
    Precision.WEEK: Group.DAY,
    Precision.MONTH: Group.MONTH,
    Precision.QUARTER: Group.PERIOD,
    Precision.SEASON: Group.PERIOD,
    Precision.HALF_YEAR: Group.PERIOD,
    Precision.YEAR: Group.YEAR,
}

_OF_LENGTH = ((7, Group.DAY), (31, Group.MONTH), (184, Group.PERIOD), (366, Group.YEAR))
"""The most days of a range that is followed up like the unit it would fit in."""


def group(window: Window) -> Group | None:
    """Whose ladder a window climbs; None for a background date, which is nobody's to keep.

    A range of some days or months, "du 3 au 20 octobre", goes by its length: a review once a year
    would say nothing of it.
    """
    if window.kind is Kind.BACKGROUND:
        return None
    if window.kind is Kind.RECURRING and window.rrule:
        return Group.RECURRING
    if window.kind is Kind.VALIDITY and (window.earliest or window.latest):
        return Group.RANGE
    if window.latest is None:
        return Group.OPEN
    if (known := _OF_PRECISION.get(window.precision)) is not None:
        return known
    days = (window.latest - window.earliest).days + 1 if window.earliest else 1
    return next((of for most, of in _OF_LENGTH if days <= most), Group.RANGE)


Part = Mapping[Group, Ladder]
"""Some ladders of some groups: what a mission, a person or a commitment has of its own."""

_LATE = ("overdue", "reviewer-14")

DEFAULT: Part = {
    Group.DAY: ladder(("ahead-30-if-known-60", "ahead-14", "ahead-7", "ahead-1", "day", *_LATE)),
    Group.MONTH: ladder(("fix-30", "opens", "ahead-10w", *_LATE)),
    Group.PERIOD: ladder(("fix-60", "opens", "middle", "ahead-15", *_LATE)),
    Group.YEAR: ladder(("opened-14", "quarterly", "monthly-3", *_LATE)),
    Group.RANGE: ladder(("yearly", "renew-12m", "renew-6m", "renew-3m")),
    Group.OPEN: ladder(("opens", "state-of-play-6m")),
    Group.RECURRING: ladder(("ahead-7", "day")),
}


@dataclass(frozen=True, slots=True)
class Ladders:
    """A ladder for each group of windows; a group without one has the default."""

    of: Part

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", {**DEFAULT, **self.of})

    def climbed_by(self, window: Window) -> Ladder:
        """The ladder of that window; an empty one when nobody is to be reminded of it."""
        whose = group(window)
        return () if whose is None else self.of[whose]


class Source(StrEnum):
    """Whose ladders they are, from the widest to the nearest."""

    OFFICE = "office"
    MISSION = "mission"
    PERSON = "person"  # the owner
    COMMITMENT = "commitment"


def nearest(*parts: Part | None) -> Ladders:
    """The ladders in force, from the widest to the nearest: office, mission, person, commitment.

    The nearest that has a ladder for a group decides it alone; ladders are replaced, not mixed.
    """
    of: dict[Group, Ladder] = {}
    for part in parts:
        of.update(part or {})
    return Ladders(of)


def parse(words: Mapping[str, Iterable[str]]) -> Part:
    """Ladders from a settings file, `{"day": ["ahead-7", "day"], …}`.

    Raises NoSuchGroup, NoSuchRule or RepeatedRule.
    """
    part: dict[Group, Ladder] = {}
    for key, of in words.items():
        if key not in list(Group):
            raise NoSuchGroup(group=key, accepted=", ".join(Group))
        part[Group(key)] = ladder(of)
    return part


def render(part: Part) -> dict[str, list[str]]:
    """The words that `parse` reads back, in the order of the groups."""
    return {g.value: [r.word for r in part[g]] for g in Group if g in part}
