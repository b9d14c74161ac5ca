"""The only reader of the clock. Everywhere else, time is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from tracker.errors import Refused
from tracker.marks import N_


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for a world as it was at `moment` (aware)."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)


class UnknownMoment(Refused):
    sentence = N_("“{text}” is not a moment. Write 2024-09-02 or 2024-09-02T08:00.")


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 day or date-time as aware UTC; without an offset it is the local time of `zone`.

    A day alone stands for its noon, when every digest of the day has been due. The first and the last
    year of the calendar are refused: there is nothing to count to beyond them. Raises UnknownMoment.
    """
    try:
        if len(text) <= 10:
            moment = datetime.combine(date.fromisoformat(text), time(12))
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise UnknownMoment(text=text) from None
    if moment.year in (date.min.year, date.max.year):
        raise UnknownMoment(text=text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
