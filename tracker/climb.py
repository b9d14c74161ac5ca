"""How a window climbs its ladder: the stages, the days they fall due, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile

from tracker.dates.window import Window
from tracker.ladders import Ladders
from tracker.reminders import Recipient, Stage
from tracker.series import Anchor, Series, Step, moved, shift
from tracker.steps import Ground, steps, survey
from tracker.workdays import Closed, Workdays


class Left(StrEnum):
    """Why a step of the ladder is left out."""

    BEFORE_KNOWN = "before-known"  # nobody can be reminded of what is not yet known
    KNOWN_TOO_LATE = "known-too-late"  # for a rule that asks for more notice
    PAST_LAST_DAY = "past-last-day"  # moved beyond the window, where only late stages have a say
    END_OF_CALENDAR = "end-of-calendar"
    SAME_DAY = "same-day"  # a more advanced stage falls on the same day
    SNOOZED = "snoozed"  # its owner asked to come back to it later
    ON_HOLD = "on-hold"
    CLOSED = "closed"  # nothing is left to follow up


Landed = tuple[date, Step]
"""A step and the working day on which it falls due. The greatest of a day is the most advanced."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a step falls on its day, or why it is left out: facts for a sentence.

    `stage.rule` counts from `day`, which is the `anchor` of the window. `closed` says why the
    nominal day is not a working day, None where it is one; `known` is the day from which it is told
    instead, because it was late already when it became known. When `left` is set, no reminder is sent
    for this step; `gave_way_to` names the stage of the same day that goes out in its place.
    """

    stage: Stage
    anchor: Anchor
    day: date
    closed: Closed | None = None
    known: date | None = None
    left: Left | None = None
    gave_way_to: str | None = None


def stages(
    window: Window, *, ladders: Ladders, workdays: Workdays, known_since: date, until: date
) -> list[Stage]:
    """Every stage up to and including `until`, with the first later one of each endless series.

    In order of day. It depends on nothing but its arguments: no run, and no day on which it is
    asked, changes a name or a day. All fall on working days from `known_since` on, at most one a
    day for each recipient: the most advanced.
    """
    ground = survey(window, known_since, workdays)
    counted, endless = steps(ground, ladders.climbed_by(window))
    pool, later = _until(ground, counted, endless, until)
    return [
        _stage(on, step) for on, step in _most_advanced(pool) if on <= until or (on, step.rule.to) in later
    ]


def outlook(
    window: Window, *, ladders: Ladders, workdays: Workdays, known_since: date, as_of: date
) -> list[Stage]:
    """The stages worth keeping on `as_of`, in order of day; all of them are among `stages`.

    Those that can be counted, past ones too; of an endless series only the last one reached and the
    next, found by arithmetic however long ago the previous run was.
    """
    ground = survey(window, known_since, workdays)
    counted, endless = steps(ground, ladders.climbed_by(window))
    pool = _landed(counted, ground)
    for series in endless:
        last, following = _around(series, ground, as_of)
        pool += _landed((last,), ground)
        pool += _on_one_day(series, ground, following)
    pool += _meeting(endless, ground, pool)
    return [_stage(on, step) for on, step in _most_advanced(pool)]


def explain(
    window: Window, *, ladders: Ladders, workdays: Workdays, known_since: date, until: date
) -> list[Because]:
    """Why each step of the ladder falls on its day, or is left out, in order of day.

    All the steps that can be counted, and of endless series those that `stages` holds, with those
    that gave way to another of the same day.
    """
    ground = survey(window, known_since, workdays)
    counted, endless = steps(ground, ladders.climbed_by(window))
    pool, _ = _until(ground, counted, endless, until)
    best = {(on, step.rule.to): step for on, step in _most_advanced(pool)}
    found = []
    for step in dict.fromkeys([*counted, *(step for _, step in pool)]):
        landing = _landing(step, ground)
        left = landing if isinstance(landing, Left) else None
        on = step.nominal if isinstance(landing, Left) else landing
        winner = best[on, step.rule.to] if left is None else step
        found.append(
            Because(
                stage=_stage(on, step),
                anchor=step.anchor,
                day=step.day,
                closed=workdays.closed(step.nominal),
                known=known_since if step.rule.late and step.nominal < known_since else None,
                left=left if winner == step else Left.SAME_DAY,
                gave_way_to=winner.name if winner != step else None,
            )
        )
    return sorted(found, key=lambda it: (it.stage.on, it.stage.nominal))


def _landing(step: Step, ground: Ground) -> date | Left:
    """The day on which a step falls due, or why it never does.

    What is late already when it becomes known is told as late from that day on.
    """
    rule = step.rule
    nominal = max(step.nominal, ground.known_since) if rule.late else step.nominal
    on = moved(nominal, rule, ground.workdays)
    if on is None:
        return Left.END_OF_CALENDAR
    if on < ground.known_since:
        return Left.BEFORE_KNOWN
    if rule.known and (step.day - ground.known_since).days < rule.known:
        return Left.KNOWN_TOO_LATE
    if not rule.late and ground.last is not None and on > ground.last:
        return Left.PAST_LAST_DAY
    return on


def _landed(taken: Iterable[Step | None], ground: Ground) -> list[Landed]:
    """Those of the steps that fall due, in the order given."""
    return [
        (landing, step)
        for step in taken
        if step is not None and not isinstance(landing := _landing(step, ground), Left)
    ]


def _around(series: Series, ground: Ground, day: date) -> tuple[Step | None, Step | None]:
    """The last step of a series that has moved to `day` or before, and the first that has not.

    The search starts from the nominal days, from which days off move a step by little. Before the
    promise is known, its eve stands for `day`; of late steps behind it, the last one is still to come.
    """
    if day < ground.known_since:
        day = shift(ground.known_since, -1) or day
    last, following = series.before(day), series.after(day)
    while last is not None and not _is_reached(last, ground, day):
        following, last = last, _before(series, last)
    while following is not None and _is_reached(following, ground, day):
        last, following = following, series.after(following.nominal)
    if last is not None and last.rule.late and last.nominal < ground.known_since:
        landing = _landing(last, ground)
        if not isinstance(landing, Left) and landing > day:
            return None, last
    return last, following


def _is_reached(step: Step, ground: Ground, day: date) -> bool:
    on = moved(step.nominal, step.rule, ground.workdays)
    return on is not None and on <= day


def _before(series: Series, step: Step) -> Step | None:
    day = shift(step.nominal, -1)
    return series.before(day) if day is not None else None


def _onwards(series: Series, ground: Ground, step: Step | None) -> Iterator[Landed]:
    """The stages of a series from `step` on."""
    while step is not None:
        yield from _landed((step,), ground)
        step = series.after(step.nominal)


def _on_one_day(series: Series, ground: Ground, step: Step | None) -> list[Landed]:
    """The next stages of a series from `step` on: one, or those that days off have piled up on its day."""
    found: list[Landed] = []
    while step is not None:
        landing = _landing(step, ground)
        if not isinstance(landing, Left):
            if found and landing != found[0][0]:
                break
            found.append((landing, step))
            if step.rule.afterwards and landing == step.nominal:
                break  # nothing later moves back to it
        step = series.after(step.nominal)
    return found


def _until(
    ground: Ground, counted: list[Step], endless: list[Series], until: date
) -> tuple[list[Landed], set[tuple[date, Recipient]]]:
    """All that falls due up to `until` and on the next day of each series; and those next days."""
    pool, later = _landed(counted, ground), []
    for series in endless:
        _, first = _around(series, ground, date.min)
        pool.extend(takewhile(lambda it: it[0] <= until, _onwards(series, ground, first)))
        later += _on_one_day(series, ground, _around(series, ground, until)[1])
    pool += later
    pool += _meeting(endless, ground, [it for it in pool if it[0] > until])
    return pool, {(on, step.rule.to) for on, step in later}


def _meeting(endless: list[Series], ground: Ground, pool: list[Landed]) -> list[Landed]:
    """The stages of endless series that fall on the days of `pool`, to be measured against it."""
    found: list[Landed] = []
    for series in endless:
        rule, begins = series.rule, series.begins
        days = {on for on, step in pool if on >= begins and step.rule.to is rule.to and step.rule is not rule}
        for day in days:
            last, _ = _around(series, ground, day)
            found += [it for it in _landed((last,), ground) if it[0] == day]
    return found


def _most_advanced(pool: list[Landed]) -> list[Landed]:
    """One stage for each day and recipient, in order of day."""
    kept: list[Landed] = []
    for on, step in sorted(pool, reverse=True):
        for day, other in reversed(kept):
            if day != on:
                kept.append((on, step))
                break
            if other.rule.to is step.rule.to:
                break
        else:
            kept.append((on, step))
    kept.reverse()
    return kept


def _stage(on: date, step: Step) -> Stage:
    return Stage(step.name, on, step.nominal, step.rule.word, step.rule.to)
