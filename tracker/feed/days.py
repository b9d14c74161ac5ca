"""Which days of a calendar a commitment takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tracker.commitments import Commitment, Status
from tracker.dates.window import Kind, Precision, Window
from tracker.ladders import Group, group

CLOSED_STAYS = timedelta(days=30)
SEASON = 94  # days of the longest one, summer
FIX_AHEAD, FIX_AFTER = timedelta(days=-60), timedelta(days=14)  # from the day the window opens
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class Mark(StrEnum):
    """What a day means to the commitment that takes it."""

    DAY = "day"  # the day itself is known
    LAST_DAY = "last-day"  # of a deadline, or of a window in which the day is still open
    START = "start"
    RENEWAL = "renewal"  # an agreement, or what lasts for years, ends: renew or let lapse
    RECURRENCE = "recurrence"
    WINDOW = "window"  # all the days within which it is to happen
    FIX_A_DATE = "fix-a-date"


@dataclass(frozen=True, slots=True)
class Entry:
    """Days `first` to `last` (inclusive); `rule` is an RFC 5545 recurrence rule that starts on `first`."""

    mark: Mark
    first: date
    last: date
    rule: str | None = None


def entries(commitment: Commitment, *, banners: bool = False) -> tuple[Entry, ...]:
    """The commitment's own entry, then those derived from it; none when no day was named.

    A closed commitment keeps its own entry only: nothing is left to plan.
    """
    own = own_entry(commitment)
    if own is None:
        return ()
    if commitment.status.final:
        return (own,)
    window = commitment.window
    derived = [banner(window)] if banners else []
    derived.append(day_to_fix(window, commitment.known_since))
    return (own, *(entry for entry in derived if entry))


def own_entry(commitment: Commitment) -> Entry | None:
    """The last day of the window; the first one of what only has a start."""
    window = commitment.window
    if window.kind is Kind.BACKGROUND:
        return None
    if window.kind is Kind.RECURRING:
        series = recurrence(window, commitment.known_since)
        kept = commitment.closed_on if commitment.status in (Status.KEPT, Status.PARTLY) else None
        return until(series, kept) if series and kept else series
    if window.kind is Kind.START and window.earliest:
        return Entry(Mark.START, window.earliest, window.earliest)
    if window.latest is None:
        # Without a last day only a beginning that was named is a date to show.
        named = window.earliest if window.precision is not Precision.OPEN else None
        return Entry(Mark.START, named, named) if named else None
    if window.kind is not Kind.DEADLINE and group(window) is Group.RANGE:
        mark = Mark.RENEWAL
    elif window.kind is Kind.WINDOW and window.earliest == window.latest:
        mark = Mark.DAY
    else:
        mark = Mark.LAST_DAY
    return Entry(mark, window.latest, window.latest)


def length(window: Window) -> int:
    """Days from the first to the last, both counted; 0 when a side is open."""
    if window.earliest is None or window.latest is None:
        return 0
    return (window.latest - window.earliest).days + 1


def banner(window: Window) -> Entry | None:
    """The days within which something is to happen, up to a season: a longer bar says nothing any more."""
    first, last = window.earliest, window.latest
    if first is None or last is None or window.kind is not Kind.WINDOW or first == last:
        return None
    return Entry(Mark.WINDOW, first, last) if length(window) <= SEASON else None


def day_to_fix(window: Window, known_since: date) -> Entry | None:
    """The day on which a window longer than a season asks for a date.

    As on the ladders of reminders: sixty days before a half-year opens, the fifteenth of January for
    a year. A day that had passed before the commitment was known is left out.
    """
    if window.earliest is None or window.kind is not Kind.WINDOW or length(window) <= SEASON:
        return None
    match group(window):
        case Group.PERIOD:
            day = window.earliest + FIX_AHEAD
        case Group.YEAR:
            day = window.earliest + FIX_AFTER
        case _:
            return None
    return Entry(Mark.FIX_A_DATE, day, day) if day >= known_since else None


def recurrence(window: Window, known_since: date) -> Entry | None:
    """The first occurrence on or after the window's first day, or after the commitment was known.

    RFC 5545 §3.8.5.3: DTSTART is the first occurrence, and UNTIL has its type, a date. None for a
    rule that never falls, or that is not one of days.
    """
    from dateutil.rrule import rrulestr

    parts = dict(part.partition("=")[::2] for part in (window.rrule or "").upper().split(";"))
    if parts.get("FREQ") not in _FREQUENCIES:
        return None
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"][:8]
    elif window.latest and "COUNT" not in parts:
        parts["UNTIL"] = f"{window.latest:%Y%m%d}"
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    start = datetime.combine(window.earliest or known_since, time())
    try:
        first = next(iter(rrulestr(rule, dtstart=start)), None)
    except ValueError:
        return None
    return Entry(Mark.RECURRENCE, first.date(), first.date(), rule) if first else None


def until(series: Entry, last: date) -> Entry:
    """The times of a series up to `last`, or the first alone when it was kept ahead.

    What is kept has no time to come: its mark would tell of days that nobody has seen, beside those of
    the commitment that follows it. A dropped series is told whole, so that calendars strike all of it.
    """
    from dateutil.rrule import rrulestr

    start = datetime.combine(series.first, time())
    end = rrulestr(series.rule or "", dtstart=start).before(datetime.combine(last, time()), inc=True)
    if end is None or end == start:
        return replace(series, rule=None)
    parts = [part for part in (series.rule or "").split(";") if not part.startswith(("COUNT=", "UNTIL="))]
    return replace(series, rule=";".join([*parts, f"UNTIL={end:%Y%m%d}"]))


def overdue_after(commitment: Commitment) -> date | None:
    """The last day on which the commitment is not late; None when it never will be."""
    latest = commitment.window.latest
    if latest is None or latest == date.max:
        return None
    return latest if commitment.is_overdue(latest + timedelta(days=1)) else None


def leaves_after(commitment: Commitment) -> date | None:
    """The last day on which a closed commitment is shown; None while it is followed up."""
    closed = commitment.closed_on
    return closed + min(CLOSED_STAYS, date.max - closed) if closed else None
