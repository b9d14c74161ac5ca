"""A whole feed, made of components that are rendered once and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from operator import attrgetter
from threading import Lock
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from tracker.commitments import Commitment
from tracker.feed.days import leaves_after, overdue_after
from tracker.feed.sentences import Link
from tracker.feed.values import Options
from tracker.words import Words

REFRESH_HOURS = 12
CAPACITY = 64 * 1024 * 1024  # bytes: some 50,000 events
OVERHEAD = 700  # bytes that Python adds to each

_PLAIN = Options()


class _Kept(NamedTuple):
    """A commitment as it was rendered, with what decides on a given day whether it is shown.

    `face` is all that the bytes depend on: the revision counts the commitment's own changes, but its
    owner, mission and parties can be renamed without it.
    """

    face: tuple[Any, ...]
    events: bytes
    task: bytes
    overdue_after: date | None
    leaves_after: date | None


class Renderer:
    """Renders feeds, and keeps each commitment's components in memory for the next one.

    At most `capacity` bytes are kept; the newest make room for what comes. A feed that does not fit
    whole then still finds most of itself at the next poll, where letting the oldest go would find
    nothing. One renderer serves several threads: two may render the same component, to the same bytes.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.size = 0  # bytes kept
        self._kept: dict[tuple[int, str], _Kept] = {}
        self._varieties: dict[tuple[str, Options], int] = {}
        self._lock = Lock()

    def render(
        self,
        name: str,
        commitments: Iterable[Commitment],
        *,
        today: date,
        say: Words,
        options: Options = _PLAIN,
        link: Link | None = None,
        source: str | None = None,
        refresh_hours: int = REFRESH_HOURS,
        uid: str | None = None,
    ) -> bytes:
        """The feed `name` as it stands on `today`: UTF-8, CRLF, components in the order of their ids.

        `source` is the feed's own address, when it may be told. `uid` is that of the feed, from which
        the event of overdue commitments has its own; without one it comes of the name.
        """
        from tracker.feed import components

        head, end = components.calendar(name, say.language, source, timedelta(hours=refresh_hours))
        body = BytesIO()
        body.write(head)
        late = []
        variety, kept = self._variety(say.language, options), self._kept
        ordered = sorted(commitments, key=attrgetter("id"))
        for commitment in ordered:
            url = link(commitment.id) if link else None
            face = (
                commitment.revision,
                commitment.updated_at,
                commitment.owner,
                commitment.mission,
                commitment.actors,
                commitment.counterparts,
                url,
            )
            found = kept.get((variety, commitment.uid))
            if found is None or found.face != face:
                found = self._keep(
                    (variety, commitment.uid), self._rendered(commitment, face, say, options, url)
                )
            if found.leaves_after is not None and today > found.leaves_after:
                continue
            if found.overdue_after is not None and today > found.overdue_after:
                late.append(commitment)
            else:
                body.write(found.events)
            body.write(found.task)
        if late:
            late.sort(key=lambda c: (c.window.latest, c.id))
            changed_at = max(commitment.updated_at for commitment in ordered)
            body.write(components.overdue(late, uid or _uid_of(name), today, changed_at, say, options, link))
        if body.tell() == len(head):
            body.write(components.nothing())
        body.write(end)
        return body.getvalue()

    def _variety(self, language: str, options: Options) -> int:
        with self._lock:
            return self._varieties.setdefault((language, options), len(self._varieties))

    @staticmethod
    def _rendered(
        commitment: Commitment, face: tuple[Any, ...], say: Words, options: Options, url: str | None
    ) -> _Kept:
        from tracker.feed import components

        return _Kept(
            face,
            components.events(commitment, say, options, url),
            components.task(commitment, say, options, url) if options.tasks else b"",
            overdue_after(commitment),
            leaves_after(commitment),
        )

    def _keep(self, key: tuple[int, str], new: _Kept) -> _Kept:
        with self._lock:
            if old := self._kept.pop(key, None):
                self.size -= _weight(old)
            weight = _weight(new)
            while self._kept and self.size + weight > self.capacity:
                self.size -= _weight(self._kept.popitem()[1])
            if self.size + weight <= self.capacity:
                self._kept[key] = new
                self.size += weight
        return new


def _weight(kept: _Kept) -> int:
    return len(kept.events) + len(kept.task) + OVERHEAD


def _uid_of(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"suivi:feed:{name}"))


def render(name: str, commitments: Iterable[Commitment], **choices: Any) -> bytes:
    """One feed, once: see `Renderer.render`."""
    return Renderer(capacity=0).render(name, commitments, **choices)


def etag(body: bytes) -> str:
    """The strong entity tag of `body` (RFC 9110 §8.8.3), quotes included."""
    return f'"{hashlib.sha256(body).hexdigest()}"'
