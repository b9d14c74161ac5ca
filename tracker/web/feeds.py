"""`/feeds/<token>.ics`: a feed over HTTP, from memory while nothing changes.

What a feed's bytes depend on is the register's revision (the journal's last number), the office's day
and the feed itself. While those stand still, the body is kept with its entity tag and its compressed
form: an unchanged feed costs two small look-ups and reads no commitment.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, time
from threading import Lock
from typing import TYPE_CHECKING

from tracker.feed import Feed, Renderer, etag
from tracker.feeds import hash_token, shown_by
from tracker.web.conditional import Validators
from tracker.words import Words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock

KEPT = 64
"""Bodies kept in memory, the longest unused let go first."""

SHORTEST_COMPRESSED = 512  # octets


@dataclass(frozen=True, slots=True)
class Document:
    """A rendered feed: the body, the same compressed, and what a client may know it by."""

    name: str
    body: bytes
    compressed: bytes | None
    validators: Validators


class FeedServer:
    """Serves feeds to several threads; `zone` is the office's, whose midnight makes a new day."""

    def __init__(self, open_books: OpenBooks, clock: Clock, zone: ZoneInfo) -> None:
        self._open_books = open_books
        self._clock = clock
        self._zone = zone
        self._renderer = Renderer()
        self._kept: OrderedDict[tuple[object, ...], Document] = OrderedDict()
        self._lock = Lock()
        self._uses: dict[int, datetime] = {}

    def find(self, token: str) -> Document | None:
        """The feed behind a token; None for one that is unknown or revoked.

        The token is looked up by its hash, so the time taken tells nothing about it.
        """
        now = self._clock.now()
        with self._open_books() as books:
            feed = _living(books, token)
            if feed is None:
                return None
            self._uses[feed.id] = now
            return self._document(books, feed, now.astimezone(self._zone).date())

    def named(self, token: str) -> Feed | None:
        """The feed behind a token, for a page about it: nothing is rendered, and it is no use of it."""
        with self._open_books() as books:
            return _living(books, token)

    def record_uses(self) -> None:
        """Write down who read what since the last call: one write for many fetches."""
        uses, self._uses = self._uses, {}
        if uses:
            with self._open_books(write=True) as books:
                books.feeds.used(uses.items())

    def _document(self, books: Books, feed: Feed, today: date) -> Document:
        key = (feed.id, feed.name, feed.scope, feed.language, feed.options, books.journal.head(), today)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        body = self._renderer.render(
            feed.name,
            shown_by(books, feed),
            today=today,
            say=Words(feed.language),
            options=feed.options,
            uid=feed.uid,
        )
        changed = books.journal.changed_at() or feed.created_at
        midnight = datetime.combine(today, time(), self._zone)
        compressed = gzip.compress(body, 6, mtime=0) if len(body) >= SHORTEST_COMPRESSED else None
        document = Document(
            feed.name, body, compressed, Validators(etag(body), max(changed, midnight, feed.created_at))
        )
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return document


def _living(books: Books, token: str) -> Feed | None:
    feed = books.feeds.with_token_hash(hash_token(token))
    return None if feed is None or feed.revoked else feed
