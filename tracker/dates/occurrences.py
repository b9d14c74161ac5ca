"""The days of a recurring window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice


def occurrences(
    rrule: str, *, start: date, after: date, count: int | None = None, until: date | None = None
) -> Iterator[date]:
    """The days of an RFC 5545 rule on or after `after`, in order.

    `start` is the rule's DTSTART: the day from which intervals are counted, itself a day of the
    rule when it fits it. Ends after `count` days or with the day `until`, whichever comes first;
    without either it goes on as long as the rule does. Raises ValueError for what is no rule.
    """
    from dateutil.rrule import rrulestr  # late: few commands expand a rule

    rule = rrulestr(rrule, dtstart=datetime.combine(start, time()))
    days = (moment.date() for moment in rule.xafter(datetime.combine(after, time()), inc=True))
    for day in islice(days, count):
        if until is not None and day > until:
            return
        yield day
