"""The days in which a promise may be kept, as somebody wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.errors import Refused
from tracker.marks import N_


class Precision(StrEnum):
    """The grain of the unit that a wording names; a deadline keeps that of its wording."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half-year"
    YEAR = "year"
    RANGE = "range"
    OPEN = "open"


class Kind(StrEnum):
    """What a wording says about its days."""

    DEADLINE = "deadline"  # at the latest
    WINDOW = "window"  # some time within
    START = "start"  # from then on
    RECURRING = "recurring"
    BACKGROUND = "background"  # past or reference date: never a due date
    VALIDITY = "validity"  # in force during; decided by the words around, not by the date itself


class ImpossibleWindow(Refused):
    """A wording that leaves no day, such as 31 November."""

    sentence = N_("“{wording}” is not a possible date. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which a promise may be kept, no more precise than its wording.

    Both days are inclusive; None leaves that side open. Plain calendar days: a time zone
    enters only when a message is sent. `edtf` is ISO 8601-2 (Extended Date/Time Format),
    None for a recurring wording. `rrule` is an RFC 5545 recurrence rule without DTSTART, which is
    `earliest` where the wording says from when; its UNTIL is `latest`.
    Raises ImpossibleWindow if no day is left.
    """

    wording: str
    edtf: str | None = None
    precision: Precision = Precision.OPEN
    earliest: date | None = None
    latest: date | None = None
    kind: Kind = Kind.WINDOW
    rrule: str | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ImpossibleWindow(wording=self.wording)

    def is_overdue(self, today: date) -> bool:
        """Nothing is late before its last day has passed; an open window never is.

        The end of a validity is when an agreement lapses, and a recurrence has no last day:
        neither makes anybody late.
        """
        if self.kind in (Kind.VALIDITY, Kind.RECURRING, Kind.BACKGROUND):
            return False
        return self.latest is not None and today > self.latest


OPEN = Window(wording="")
"""No date was named: never overdue."""


@dataclass(frozen=True, slots=True)
class FoundWindow:
    """A date wording found in a text, at the characters `start` to `end` (exclusive) of it.

    `wording` is exactly `text[start:end]`. An impossible one (31 November) has `edtf`, `earliest`
    and `latest` None and an `error`; an ambiguous or self-contradicting one (03/04/2025 in English,
    a weekday that is not that of the date) has a `warning` and is to be asked about. Both are keys
    of the catalogues, not sentences made up here.
    """

    wording: str
    start: int
    end: int
    edtf: str | None
    precision: Precision | None
    earliest: date | None
    latest: date | None
    kind: Kind
    rrule: str | None = None
    warning: str | None = None
    error: str | None = None

    def window(self) -> Window:
        """The value to keep. Raises ImpossibleWindow when the wording names no day."""
        if self.error is not None:
            raise ImpossibleWindow(wording=self.wording)
        return Window(
            wording=self.wording,
            edtf=self.edtf,
            precision=self.precision or Precision.OPEN,
            earliest=self.earliest,
            latest=self.latest,
            kind=self.kind,
            rrule=self.rrule,
        )
