"""Where a ladder meets a window: the steps to climb, before the working calendar moves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from tracker.dates.window import Kind, Precision, Window
from tracker.ladders import Form, Ladder, Rule
from tracker.series import Anchor, Mondays, Months, Occurrences, Series, Step, add_months, shift, shift_by
from tracker.workdays import Workdays

_MONTHS = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.SEASON: 3,
    Precision.HALF_YEAR: 6,
    Precision.YEAR: 12,
}


def opening(window: Window) -> date | None:
    """The day the window opens; None where the wording names none.

    "Prochainement" (precision open) opens on no day in particular. A deadline without a first day
    opens with the unit of its wording that ends on its last day: "d'ici juin 2025" on 1 June; a
    season counts for three months there.
    """
    if window.precision is Precision.OPEN:
        return None
    if window.earliest is not None or window.latest is None:
        return window.earliest
    if (months := _MONTHS.get(window.precision)) is not None:
        next_day = shift(window.latest, 1)
        return add_months(next_day, -months) if next_day else None
    return shift(window.latest, -6) if window.precision is Precision.WEEK else window.latest


class Ground(NamedTuple):
    """What the steps of one commitment are counted from."""

    window: Window
    opens: date | None
    last: date | None
    known_since: date
    began: date  # the first day, or the day since which it is known where there is none
    late: bool  # whether a day can come on which it is late
    rrule: str | None  # of a recurring promise
    workdays: Workdays


def survey(window: Window, known_since: date, workdays: Workdays) -> Ground:
    return Ground(
        window,
        opening(window),
        window.latest,
        known_since,
        window.earliest or known_since,
        window.is_overdue(date.max),
        window.rrule if window.kind is Kind.RECURRING else None,
        workdays,
    )


def steps(ground: Ground, ladder: Ladder) -> tuple[list[Step], list[Series]]:
    """The steps that can be counted, in the order of the ladder, and the series that cannot."""
    counted: list[Step] = []
    endless: list[Series] = []
    for place, rule in enumerate(ladder):
        if (make := _ENDLESS.get(rule.form)) and (series := make(ground, rule, place)):
            endless.append(series)
        elif found := _COUNTED.get(rule.form):
            anchor, days = found
            for number, (nominal, since) in enumerate(days(ground, rule), 1):
                name = f"{rule.name}-{number}" if rule.numbered else rule.name
                counted.append(Step(nominal, place, name, rule, anchor, since))
    return counted, endless


def is_endless(rule: Rule, window: Window) -> bool:
    """Whether the steps of a rule cannot be counted in a window, so that a plan holds but some of them."""
    if rule.form not in _ENDLESS:
        return False
    return rule.form not in _COUNTED or window.latest is None or window.rrule is not None


Days = Iterator[tuple[date, date]]
"""Nominal days, each with the day that it is counted from."""


def _beside(day: date | None, days: int) -> Days:
    if day is not None and (nominal := shift(day, days)) is not None:
        yield nominal, day


def _fix(ground: Ground, rule: Rule) -> Days:
    return _beside(ground.opens, -rule.count)


def _opens(ground: Ground, rule: Rule) -> Days:
    return _beside(ground.opens, rule.count)


def _middle(ground: Ground, rule: Rule) -> Days:
    if ground.opens is not None and ground.last is not None:
        half = ground.opens + (ground.last - ground.opens) // 2
        yield half, half


def _ahead(ground: Ground, rule: Rule) -> Days:
    if ground.last is not None:
        nominal = shift_by(ground.last, rule, ground.workdays, -1)
        if nominal is not None:
            yield nominal, ground.last


def _quarterly(ground: Ground, rule: Rule) -> Days:
    if ground.opens is None or ground.last is None:
        return
    first, last = (day.year * 4 + (day.month - 1) // 3 for day in (ground.opens, ground.last))
    for quarter in range(first, last + 1):
        day = date(quarter // 4, quarter % 4 * 3 + 1, 1)
        if day >= ground.opens:
            yield day, day


def _monthly(ground: Ground, rule: Rule) -> Days:
    if ground.last is None:
        return
    last = ground.last.year * 12 + ground.last.month - 1
    for month in range(max(last - rule.count + 1, 12), last + 1):
        day = date(month // 12, month % 12 + 1, 1)
        if ground.opens is None or day >= ground.opens:
            yield day, day


def _yearly(ground: Ground, rule: Rule) -> Days:
    """Anniversaries, but for the last year: what is left to decide then is whether to renew."""
    if ground.last is None:
        return
    for years in range(1, ground.last.year - ground.began.year + 1):
        anniversary = add_months(ground.began, 12 * years)
        next_one = add_months(ground.began, 12 * (years + 1))
        if anniversary is not None and next_one is not None and next_one <= ground.last:
            yield anniversary, ground.began


def _renew(ground: Ground, rule: Rule) -> Days:
    """Not before it has begun: what lasts for a year is not renewed on its first day."""
    if ground.last is None:
        return
    nominal = add_months(ground.last, -rule.count)
    if nominal is not None and (ground.window.earliest is None or nominal > ground.window.earliest):
        yield nominal, ground.last


def _escalate(ground: Ground, rule: Rule) -> Days:
    return _beside(ground.last if ground.late else None, rule.count)


_COUNTED: dict[Form, tuple[Anchor, Callable[[Ground, Rule], Days]]] = {
    Form.FIX: (Anchor.OPENS, _fix),
    Form.OPENS: (Anchor.OPENS, _opens),
    Form.OPENED: (Anchor.OPENS, _opens),
    Form.MIDDLE: (Anchor.MIDDLE, _middle),
    Form.AHEAD: (Anchor.LAST_DAY, _ahead),
    Form.AHEAD_IF_KNOWN: (Anchor.LAST_DAY, _ahead),
    Form.AHEAD_WORKING: (Anchor.LAST_DAY, _ahead),
    Form.DAY: (Anchor.LAST_DAY, _ahead),
    Form.QUARTERLY: (Anchor.PERIOD, _quarterly),
    Form.MONTHLY: (Anchor.PERIOD, _monthly),
    Form.YEARLY: (Anchor.BEGAN, _yearly),
    Form.RENEW: (Anchor.LAST_DAY, _renew),
    Form.REVIEWER: (Anchor.LAST_DAY, _escalate),
    Form.MANAGER: (Anchor.LAST_DAY, _escalate),
}


def _mondays(ground: Ground, rule: Rule, place: int) -> Series | None:
    if ground.last is None or not ground.late:
        return None
    return Mondays.since(rule, place, ground.last)


def _states_of_play(ground: Ground, rule: Rule, place: int) -> Series | None:
    return Months(rule, place, ground.began, rule.count, ground.last)


def _years(ground: Ground, rule: Rule, place: int) -> Series | None:
    return Months(rule, place, ground.began, 12) if ground.last is None else None


def _occurrences(ground: Ground, rule: Rule, place: int) -> Series | None:
    if not ground.rrule:
        return None
    return Occurrences(rule, place, ground.rrule, ground.began, ground.last, ground.workdays)


_ENDLESS: dict[Form, Callable[[Ground, Rule, int], Series | None]] = {
    Form.AHEAD: _occurrences,
    Form.AHEAD_IF_KNOWN: _occurrences,
    Form.AHEAD_WORKING: _occurrences,
    Form.DAY: _occurrences,
    Form.YEARLY: _years,
    Form.STATE_OF_PLAY: _states_of_play,
    Form.OVERDUE: _mondays,
}
