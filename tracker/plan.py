"""The plan of reminders: who is to hear of what and when, and what a changed plan changes in the ledger.

A round plans first and sends afterwards: `plan` → `replan` → `due`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.climb import Because, Left, explain, outlook, stages
from tracker.commitments import Commitment, Firmness
from tracker.dates.window import Kind
from tracker.ladders import Ladders
from tracker.reminders import SNOOZED, Fate, Recipient, Reminder, Skip, Stage
from tracker.workdays import EndOfCalendar, Workdays

__all__ = [
    "Because",
    "Changes",
    "Left",
    "Planned",
    "awakening",
    "dormant",
    "due",
    "explain",
    "holders",
    "is_dormant",
    "is_followed",
    "is_put_off",
    "managed",
    "outlook",
    "plan",
    "replan",
    "stages",
]

UNANSWERED = 2
"""States of play without an answer after which talks are shown as dormant."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage for one person: what a reminder is before it has a row."""

    stage: Stage
    recipient_id: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What brings the ledger to the plan; each in the order of the ledger or of the plan.

    `insert` needs new rows. `skip` names planned rows that are no longer wanted, with the reason.
    `renew` holds rows to be planned again as they stand here: their day has moved, or they were
    skipped for a reason that has passed.
    """

    insert: tuple[Planned, ...] = ()
    skip: tuple[tuple[Reminder, Skip], ...] = ()
    renew: tuple[Reminder, ...] = ()


def plan(
    commitment: Commitment, *, ladders: Ladders, workdays: Workdays, as_of: date, unowned: int | None = None
) -> list[Planned]:
    """The rows that a commitment should have, as seen on `as_of`, in order of day.

    Every stage that can be counted, past ones too; of an endless series the last one reached and the
    next. What is snoozed has one stage for its owner on the day it ends, and none before it. Nothing for
    what is closed, on hold or an accomplished fact. `unowned` is the person who hears in the owner's
    place while there is none.
    """
    if not commitment.status.reminded or not is_followed(commitment):
        return []
    whom = holders(commitment, unowned)
    climbed = outlook(
        commitment.window, ladders=ladders, workdays=workdays, known_since=commitment.known_since, as_of=as_of
    )
    again = awakening(commitment, workdays)
    if again is not None:
        kept = [stage for stage in climbed if not is_put_off(stage, again)]
        climbed = sorted([*kept, again], key=lambda stage: (stage.on, stage.nominal))
    return [Planned(stage, whom[stage.to]) for stage in climbed if stage.to in whom]


def awakening(commitment: Commitment, workdays: Workdays) -> Stage | None:
    """The stage on which the owner comes back to what is snoozed; None when it is not, or never comes back.

    Named after the day that was asked for: the same day asked for twice is one stage. From a day off it
    moves to the working day after.
    """
    until = commitment.snoozed_until
    if until is None:
        return None
    try:
        on = workdays.on_or_after(until)
    except EndOfCalendar:
        return None
    return Stage(f"{SNOOZED}@{until.isoformat()}", on, until, SNOOZED)


def is_put_off(stage: Stage, again: Stage) -> bool:
    """Whether a snooze that ends with `again` silences a stage: the owner's, up to that day."""
    return stage.to is Recipient.OWNER and stage.on <= again.on and stage.rule != SNOOZED


def is_followed(commitment: Commitment) -> bool:
    """What is done needs no follow-up, but for the end of what is in force."""
    return commitment.firmness is not Firmness.DONE or commitment.window.kind is Kind.VALIDITY


def holders(commitment: Commitment, unowned: int | None = None) -> dict[Recipient, int]:
    """The person in each part of a commitment, by id; a part that nobody has is left out.

    Nobody hears as a reviewer or manager of what is already their own to keep.
    """
    owner = commitment.owner if commitment.owner is not None and commitment.owner.active else None
    reviewer = commitment.reviewer if commitment.reviewer is not None and commitment.reviewer.active else None
    parts = {
        Recipient.OWNER: owner.id if owner else unowned,
        Recipient.REVIEWER: reviewer.id if reviewer else None,
        Recipient.MANAGER: owner.manager_id if owner else None,
    }
    return {
        part: person
        for part, person in parts.items()
        if person is not None and (part is Recipient.OWNER or person != parts[Recipient.OWNER])
    }


def managed(commitment: Commitment, gone: Container[int]) -> Commitment:
    """As a plan sees it: whoever's manager is among the `gone` has none.

    An owner names their manager by number alone, which does not tell whether that one is active.
    """
    owner = commitment.owner
    if owner is None or owner.manager_id is None or owner.manager_id not in gone:
        return commitment
    return replace(commitment, owner=replace(owner, manager_id=None))


def due(planned: Iterable[Reminder], as_of: date) -> tuple[list[Reminder], list[Reminder]]:
    """What to send on `as_of`, and what to skip as caught up; both in order of day.

    Sent: the most advanced stage reached, one for each commitment and recipient. Skipped: the
    stages that it overtakes, so that a week of downtime ends in one digest, not in seven. Rows that
    are no longer planned are left alone.
    """
    reached = sorted((r for r in planned if r.fate is Fate.PLANNED and r.stage.on <= as_of), key=_advance)
    latest = {(r.commitment_id, r.recipient_id): r.id for r in reached}
    send: list[Reminder] = []
    skip: list[Reminder] = []
    for r in reached:
        (send if latest[r.commitment_id, r.recipient_id] == r.id else skip).append(r)
    return send, skip


def _advance(r: Reminder) -> tuple[date, date, int, int]:
    return r.stage.on, r.stage.nominal, r.window_revision, r.id


def replan(commitment: Commitment, existing: Iterable[Reminder], wanted: Iterable[Planned]) -> Changes:
    """The difference between the ledger of a commitment, with all its revisions, and its plan.

    What was sent, claimed or failed stays, and is never planned again. Nobody is told of a stage
    that fell due no later than one already sent to whoever had the same part: after a hand-over or a
    change of date only what is still to come is planned. What was skipped is planned again when its
    reason has passed, unless it may have been told.
    """
    rows, wanted = list(existing), list(wanted)
    wishes = {(it.stage.name, it.recipient_id): it for it in wanted}
    again = next((it.stage for it in wanted if it.stage.rule == SNOOZED), None)
    climbed = {(it.stage.rule, it.recipient_id) for it in wanted if it.stage.rule != SNOOZED}
    whom = {**holders(commitment), **{it.stage.to: it.recipient_id for it in wanted}}
    heard: dict[Recipient, date] = {}
    for row in rows:
        if row.fate in (Fate.SENT, Fate.CLAIMED):
            heard[row.stage.to] = max(row.stage.on, heard.get(row.stage.to, date.min))

    def news(stage: Stage) -> bool:
        return stage.to not in heard or stage.on > heard[stage.to]

    skip: list[tuple[Reminder, Skip]] = []
    renew: list[Reminder] = []
    for row in rows:
        current = row.window_revision == commitment.window_revision
        wish = wishes.pop((row.stage.name, row.recipient_id), None) if current else None
        if row.fate is Fate.PLANNED and wish is None:
            # An endless series moves on: what it has reached stays, and `due` overtakes it.
            put_off = again is not None and is_put_off(row.stage, again)
            if put_off or not (current and (row.stage.rule, row.recipient_id) in climbed):
                skip.append((row, _reason(commitment, row, whom, put_off=put_off)))
        elif wish is None:
            continue
        elif row.fate is Fate.PLANNED:
            if wish.stage == row.stage:
                continue
            if news(wish.stage):
                renew.append(_again(row, wish.stage))
            else:
                skip.append((row, Skip.CAUGHT_UP))
        elif (
            row.fate is Fate.SKIPPED
            and not maybe_told(row)
            and news(wish.stage)
            and not _is_overtaken(row, rows)
        ):
            renew.append(_again(row, wish.stage))
    insert = tuple(it for it in wishes.values() if news(it.stage))
    return Changes(insert, tuple(skip), tuple(renew))


def maybe_told(row: Reminder) -> bool:
    """Whether a row was let go of while a mail that holds it may have been out there: it is told no more."""
    return row.fate is Fate.SKIPPED and row.delivery_id is not None


def _is_overtaken(row: Reminder, rows: Iterable[Reminder]) -> bool:
    """Whether what a row gave way to has left, or may yet. A digest that was given up overtakes nothing."""
    return row.reason == Skip.CAUGHT_UP and any(
        other.fate in (Fate.CLAIMED, Fate.SENT, Fate.FAILED)
        and other.stage.on >= row.stage.on
        and (other.recipient_id == row.recipient_id or other.stage.to is row.stage.to)
        for other in rows
    )


def _reason(commitment: Commitment, row: Reminder, whom: dict[Recipient, int], *, put_off: bool) -> Skip:
    """Why a planned row is no longer wanted: the widest reason there is."""
    if commitment.status.final or not is_followed(commitment):
        return Skip.CLOSED
    if not commitment.status.reminded:
        return Skip.ON_HOLD
    if row.window_revision != commitment.window_revision:
        return Skip.WINDOW_CHANGED
    if row.recipient_id != whom.get(row.stage.to):
        return Skip.OWNER_CHANGED
    if row.stage.rule == SNOOZED:
        return Skip.SNOOZED if commitment.snoozed_until is not None else Skip.SETTLED
    return Skip.SNOOZED if put_off else Skip.RULE_CHANGED


def _again(row: Reminder, stage: Stage) -> Reminder:
    return replace(row, stage=stage, fate=Fate.PLANNED, reason=None, delivery_id=None, settled_at=None)


def dormant(unanswered: Mapping[int, int]) -> frozenset[int]:
    """The dormant ones among commitments, by id, each with its states of play without an answer."""
    return frozenset(number for number, sent in unanswered.items() if is_dormant(sent))


def is_dormant(sent_unanswered: int) -> bool:
    """Whether talks have gone quiet: so many states of play in a row were sent and not answered."""
    return sent_unanswered >= UNANSWERED
