"""What reading yields: proposals, what was set aside, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.commitments import Direction, Firmness, Location
from tracker.dates.window import FoundWindow, Window


class ReasonCode(StrEnum):
    """Why a passage was proposed. The sentence for each stands in the catalogues."""

    FUTURE_TENSE = "future-tense"
    PROMISE = "promise"  # a verb or noun of promise, agreement or decision
    OBLIGATION = "obligation"
    MANDATE = "mandate"  # somebody is charged with it or authorised to do it
    WISH = "wish"
    TALKS = "talks"
    ANNOUNCEMENT = "announcement"  # no verb, but an act with a date to come
    PLANNED = "planned"  # "prévu", "scheduled": a past form whose object lies ahead
    VALIDITY = "validity"  # in force during or until
    ACTION_ROW = "action-row"  # a row of an action table, or "X to do Y by Z"
    DATE_AHEAD = "date-ahead"
    NAMED_PARTY = "named-party"
    SECTION = "section"  # what the section is for speaks for it
    CONDITION = "condition"  # lowers the score


class AsideCode(StrEnum):
    """Why a passage that looked like a commitment was set aside, or why none was seen."""

    NO_CUE = "no-cue"
    PAST = "past"
    BACKGROUND_DATE = "background-date"
    LEARNED = "learned"
    OBJECTIVE = "objective"
    ROUTINE = "routine"
    THIRD_PARTY = "third-party"
    FORECAST = "forecast"
    COURTESY = "courtesy"
    NEGATION = "negation"
    FORMALITY = "formality"
    ATTENDANCE = "attendance"
    HEADING = "heading"
    NO_ACTOR = "no-actor"
    REPEATED = "repeated"  # the same act is proposed from another passage
    REJECTED_BEFORE = "rejected-before"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a proposal; `detail` is the passage's own words that gave it, or empty."""

    code: ReasonCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that reads like a commitment.

    `quote` is exactly `document.text[location.start:location.end]`. `window` is OPEN when no date
    was named; `found` is what the date reader said of it, with its warning or error. `actors` do
    it, `counterparts` are concerned. `score` is 0..1.
    """

    quote: str
    title: str
    firmness: Firmness
    direction: Direction
    window: Window
    found: FoundWindow | None
    actors: tuple[str, ...]
    counterparts: tuple[str, ...]
    score: float
    reasons: tuple[Reason, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Aside:
    """A passage that is not proposed."""

    quote: str
    why: AsideCode
    location: Location
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that one reading found, in the order of the text."""

    proposals: tuple[Proposal, ...]
    set_aside: tuple[Aside, ...]
