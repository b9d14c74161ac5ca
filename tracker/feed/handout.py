"""A few commitments as a calendar file, to be kept by whoever gets it beside a mail.

Its entries are those of the feeds, under the same UIDs: a calendar that has both shows each once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from tracker.commitments import Commitment
from tracker.feed.sentences import Link
from tracker.feed.values import Options
from tracker.words import Words

_PLAIN = Options()


def handout(
    commitments: Iterable[Commitment], *, today: date, say: Words, link: Link | None = None
) -> bytes | None:
    """What is still to come of these, in the order of their ids; None when no day is.

    What is overdue has no day of its own any more: a feed moves it along, which a file cannot.
    """
    to_come = [it for it in commitments if not (it.status.final or it.is_overdue(today))]
    if not to_come:
        return None
    from tracker.feed import components

    body = b"".join(
        components.events(it, say, _PLAIN, link(it.id) if link else None)
        for it in sorted(to_come, key=attrgetter("id"))
    )
    if not body:
        return None
    head, end = components.envelope(say.language)
    return head + body + end
