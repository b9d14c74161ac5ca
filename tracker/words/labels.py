"""The name of every value that a person meets."""

from __future__ import annotations

from enum import Enum

from tracker.commitments import Direction, Firmness, Role, Status
from tracker.ladders import Group, Source
from tracker.marks import N_
from tracker.proposals.values import AsideCode, ReasonCode
from tracker.reminders import Fate, Skip

_LABELS: dict[type[Enum], dict[Enum, str]] = {
    Status: {
        Status.TODO: N_("to do"),
        Status.IN_PROGRESS: N_("in progress"),
        Status.WAITING: N_("waiting"),
        Status.ON_HOLD: N_("on hold"),
        Status.KEPT: N_("kept"),
        Status.PARTLY: N_("partly kept"),
        Status.DROPPED: N_("dropped"),
    },
    Firmness: {
        Firmness.COMMITMENT: N_("firm"),
        Firmness.INTENTION: N_("intention"),
        Firmness.TALKS: N_("talks"),
        Firmness.DONE: N_("accomplished"),
    },
    Direction: {
        Direction.OURS: N_("ours"),
        Direction.THEIRS: N_("theirs"),
        Direction.MUTUAL: N_("mutual"),
    },
    Role: {
        Role.READER: N_("reader"),
        Role.OWNER: N_("owner"),
        Role.COORDINATOR: N_("coordinator"),
        Role.ADMINISTRATOR: N_("administrator"),
    },
    Group: {
        Group.DAY: N_("day"),
        Group.MONTH: N_("month"),
        Group.PERIOD: N_("period"),
        Group.YEAR: N_("year"),
        Group.RANGE: N_("validity"),
        Group.OPEN: N_("undated"),
        Group.RECURRING: N_("recurring"),
    },
    Source: {
        Source.OFFICE: N_("the office"),
        Source.MISSION: N_("the mission"),
        Source.PERSON: N_("the owner"),
        Source.COMMITMENT: N_("the commitment itself"),
    },
    Fate: {
        Fate.PLANNED: N_("planned"),
        Fate.CLAIMED: N_("being sent"),
        Fate.SENT: N_("sent"),
        Fate.FAILED: N_("failed"),
        Fate.SKIPPED: N_("skipped"),
    },
    Skip: {
        Skip.CAUGHT_UP: N_("a later stage took its place"),
        Skip.WINDOW_CHANGED: N_("the due date changed"),
        Skip.OWNER_CHANGED: N_("the owner changed"),
        Skip.CLOSED: N_("the commitment was closed"),
        Skip.ON_HOLD: N_("the commitment was put on hold"),
        Skip.RULE_CHANGED: N_("the rule changed"),
        Skip.SETTLED: N_("there is nothing left to tell"),
        Skip.SNOOZED: N_("its owner put it off"),
    },
    ReasonCode: {
        ReasonCode.FUTURE_TENSE: N_("future tense"),
        ReasonCode.PROMISE: N_("words of promise or decision"),
        ReasonCode.OBLIGATION: N_("obligation"),
        ReasonCode.MANDATE: N_("a mandate"),
        ReasonCode.WISH: N_("a wish"),
        ReasonCode.TALKS: N_("talks under way"),
        ReasonCode.ANNOUNCEMENT: N_("announcement without a verb"),
        ReasonCode.PLANNED: N_("planned"),
        ReasonCode.VALIDITY: N_("in force for a period"),
        ReasonCode.ACTION_ROW: N_("an action with its owner or date"),
        ReasonCode.DATE_AHEAD: N_("a date ahead"),
        ReasonCode.NAMED_PARTY: N_("a party is named"),
        ReasonCode.SECTION: N_("the section is about what comes next"),
        ReasonCode.CONDITION: N_("on a condition"),
    },
    AsideCode: {
        AsideCode.NO_CUE: N_("nothing in it promises anything"),
        AsideCode.PAST: N_("already past"),
        AsideCode.BACKGROUND_DATE: N_("the date is background"),
        AsideCode.LEARNED: N_("seen or learned, not promised"),
        AsideCode.OBJECTIVE: N_("an objective of the mission"),
        AsideCode.ROUTINE: N_("a routine or a standing rule"),
        AsideCode.THIRD_PARTY: N_("a third party's own affair"),
        AsideCode.FORECAST: N_("a forecast or an effect"),
        AsideCode.COURTESY: N_("a courtesy or a general value"),
        AsideCode.NEGATION: N_("says that it will not be done"),
        AsideCode.FORMALITY: N_("a formality of the meeting"),
        AsideCode.ATTENDANCE: N_("who was there"),
        AsideCode.HEADING: N_("a heading or a caption"),
        AsideCode.NO_ACTOR: N_("nobody is said to act"),
        AsideCode.REPEATED: N_("the same act is proposed from another passage"),
        AsideCode.REJECTED_BEFORE: N_("rejected at an earlier reading"),
    },
}


def label_of(value: Enum) -> str:
    """The message id of a value's name.

    By kind first: members of two string enums with the same value are equal.
    """
    return _LABELS.get(type(value), {}).get(value, str(value.value))
