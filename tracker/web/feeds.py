"""`/feeds/<token>.ics`: a feed over HTTP, from memory while nothing changes.

What a feed's bytes depend on is the register's revision (the journal's last number), the office's day
and the feed itself. While those stand still, the body is kept with its entity tag and its compressed
form: an unchanged feed costs one small look-up and reads no commitment.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, time
from threading import Lock
from typing import TYPE_CHECKING

from tracker.feed import Feed, Renderer, etag
from tracker.feeds import hash_token, shown_by
from tracker.web.conditional import Validators
from tracker.web.documents import Document, document
from tracker.words import Words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tracker.books import Books, OpenBooks
    from tracker.clock import Clock

KEPT = 64
"""Bodies kept in memory, the longest unused let go first."""

Key = tuple[int, int, date]
"""What a document depends on: its feed, by id, the register's revision and the office's day."""


Glance = Callable[[str], tuple[int, int] | None]
"""`books.feeds.state`, answered without waiting for anybody."""


class FeedServer:
    """Serves feeds to several threads; `zone` is the office's, whose midnight makes a new day.

    `glance` tells at once what state a feed is in, so that an event loop may ask for what is in memory; a
    thread costs several times what an unchanged feed does. None where a look-up may take its time.
    """

    def __init__(
        self, open_books: OpenBooks, clock: Clock, zone: ZoneInfo, *, glance: Glance | None = None
    ) -> None:
        self._glance = glance
        self._open_books = open_books
        self._clock = clock
        self._zone = zone
        self._renderer = Renderer()
        self._kept: OrderedDict[Key, Document] = OrderedDict()
        self._last: dict[int, Validators] = {}
        self._lock = Lock()
        self._uses: dict[int, datetime] = {}

    def find(self, token: str) -> Document | None:
        """The feed behind a token; None for one that is unknown or revoked.

        The token is looked up by its hash, so the time taken tells nothing about it.
        """
        token_hash = hash_token(token)
        with self._open_books() as books:
            key = self._key(books.feeds.state(token_hash))
            return None if key is None else self._kept_document(key) or self._document(books, token_hash, key)

    def kept(self, token: str) -> Document | None:
        """The same when it is in memory and still right; None when only `find` can tell. Waits for nobody."""
        if self._glance is None:
            return None
        key = self._key(self._glance(hash_token(token)))
        return None if key is None else self._kept_document(key)

    def _key(self, state: tuple[int, int] | None) -> Key | None:
        if state is None:
            return None
        now = self._clock.now()
        self._uses[state[0]] = now
        return (*state, now.astimezone(self._zone).date())

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

    def _kept_document(self, key: Key) -> Document | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _document(self, books: Books, token_hash: str, key: Key) -> Document:
        feed, today = books.feeds.with_token_hash(token_hash), key[2]
        assert feed is not None  # noqa: S101 - this transaction has just seen it
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
        validators = Validators(etag(body), max(changed, midnight, feed.created_at))
        with self._lock:
            validators = self._last[feed.id] = validators.after(self._last.get(feed.id))
        made = document(feed.name, body, validators)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _living(books: Books, token: str) -> Feed | None:
    feed = books.feeds.with_token_hash(hash_token(token))
    return None if feed is None or feed.revoked else feed
