"""Chains: what falls due so long after another commitment, and what comes back once it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.commitments import After, Commitment, Status
from tracker.dates.window import Kind, Precision, Window
from tracker.errors import Refused, SuiviError
from tracker.ladders import rule
from tracker.marks import N_
from tracker.series import Occurrences, shift
from tracker.workdays import Workdays

if TYPE_CHECKING:
    from tracker.dates.conventions import Conventions


class ChainLoop(Refused):
    """Two commitments, or several in a row, would each be counted from the other."""

    sentence = N_(
        "Commitment {id} cannot be counted from no. {after}, “{title}”: that one is counted from it "
        "({path}). Nothing was changed."
    )


class NoNextTime(Refused):
    sentence = N_(
        "Commitment {id} does not come back after {day}: say when the next one is due, such as "
        "--next “in six months”. Nothing was changed."
    )


_LATER = re.compile(r"\s+(?:après|apres|plus\s+tard|later|after(?:wards)?)$", re.IGNORECASE)
_READINGS = {"fr": ("{}", "dans {}"), "en": ("{}", "in {}")}
"""How a delay may be meant: as it stands ("dans les 30 jours"), or bare ("trois mois")."""


def anchor(commitment: Commitment) -> date | None:
    """The day from which others are counted: when it closed, until then its last day; None while unknown."""
    return commitment.closed_on if commitment.status.final else commitment.window.latest


def counted(wording: str, day: date, *, language: str, conventions: Conventions | None = None) -> Window:
    """The window that a delay names when it is counted from `day`; without words it begins then.

    Raises UnknownWording, ImpossibleWindow, AmbiguousWording.
    """
    from tracker.dates.conventions import DEFAULT
    from tracker.dates.typed import UnknownWording, parse_typed

    if not wording:
        return Window("", f"{day.isoformat()}/..", Precision.DAY, day, None, Kind.START)
    bare = _LATER.sub("", wording.strip())
    unknown: UnknownWording | None = None
    for reading in _READINGS.get(language[:2].lower(), _READINGS["en"]):
        try:
            typed = parse_typed(
                reading.format(bare), reference=day, language=language, conventions=conventions or DEFAULT
            )
        except UnknownWording as failure:
            unknown = unknown or failure
        else:
            return replace(typed.window(), wording=wording)
    raise unknown or UnknownWording(wording=wording)


def window_after(
    other: Commitment, after: After, *, conventions: Conventions | None = None, standing: Window | None = None
) -> Window:
    """The window of what is counted from `other`; open while that has no last day.

    What was dropped leaves the `standing` window as it is, and so does a delay that names no day when it
    is counted from this one. Without a `standing` window that raises as `counted` does.
    """
    day = anchor(other)
    if other.status is Status.DROPPED and standing is not None:
        return standing
    if day is None:
        return Window(after.wording)
    try:
        return counted(after.wording, day, language=after.language, conventions=conventions)
    except SuiviError:
        if standing is None:
            raise
        return standing


def refuse_loop(commitment: Commitment, other: Commitment, get: Callable[[int], Commitment]) -> None:
    """Raises ChainLoop when `other` is counted from `commitment`, straight or by way of others."""
    path, link = [other.id], other
    while link.id != commitment.id:
        if link.after is None or link.after.commitment_id in path:
            return
        link = get(link.after.commitment_id)
        path.append(link.id)
    told = " → ".join(map(str, path))
    raise ChainLoop(id=commitment.id, after=other.id, title=other.title, path=told)


def next_time(commitment: Commitment, closed_on: date, workdays: Workdays) -> Window:
    """The window of a recurring commitment from the time after the one that was kept on `closed_on`.

    Kept is the last time up to that day, or the first when it was kept ahead. Raises NoNextTime.
    """
    window = commitment.window
    began = window.earliest or commitment.known_since
    following = None
    if window.kind is Kind.RECURRING and window.rrule:
        series = Occurrences(rule("day"), 0, window.rrule, began, window.latest, workdays)
        kept = series.before(closed_on) or series.after(shift(began, -1) or began)
        following = series.after(kept.day) if kept is not None else None
    if following is None:
        raise NoNextTime(id=commitment.id, day=closed_on)
    return replace(window, earliest=following.day)
