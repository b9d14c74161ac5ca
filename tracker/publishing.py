"""Feeds as files, for offices that publish on a file share: the bytes that the service would give."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tracker.errors import SuiviError, Unusable
from tracker.feed import Feed, Renderer
from tracker.feeds import find_feed, shown_by
from tracker.marks import N_
from tracker.words import Words

if TYPE_CHECKING:
    from tracker.books import Books, OpenBooks

WATCH_SECONDS = 2.0
EVERYTHING_FILE = "suivi.ics"


class FeedUnwritable(Unusable):
    sentence = N_("Cannot write {place}: {reason}. The file that was there is untouched.")


@dataclass(frozen=True, slots=True)
class Target:
    """Where feeds are written: one file, or a folder for all of them.

    `everything` is the feed that needs no name; it is what a file holds when `name` is None, and
    `suivi.ics` in a folder. The other files of a folder are named by the numbers of their feeds.
    """

    path: Path
    everything: Feed
    name: str | None = None

    def places(self, books: Books) -> list[tuple[Path, Feed]]:
        """Raises NoSuchFeed."""
        if self.path.is_dir() and self.name is None:
            living = [feed for feed in books.feeds.all() if not feed.revoked]
            named = [(self.path / f"{feed.id}.ics", feed) for feed in living]
            return [*named, (self.path / EVERYTHING_FILE, self.everything)]
        feed = find_feed(books, self.name) if self.name is not None else self.everything
        return [(self.path / f"{feed.id}.ics" if self.path.is_dir() else self.path, feed)]

    def leavings(self, books: Books) -> list[Path]:
        """The files of revoked feeds: whoever can read the folder must not go on reading those."""
        if not self.path.is_dir():
            return []
        return [self.path / f"{feed.id}.ics" for feed in books.feeds.all() if feed.revoked]


class Publisher:
    """Writes the feeds of a target, each whole or not at all, and takes away those that were revoked.

    What it rendered is kept, so that writing again after one change renders that change alone.
    """

    def __init__(self, open_books: OpenBooks, target: Target) -> None:
        self._open_books = open_books
        self._target = target
        self._renderer = Renderer()
        self._seen: tuple[int, date] | None = None

    def write(self, today: date) -> list[Path]:
        """Every file that did not hold its feed's present bytes yet, in the order of the feeds.

        Raises NoSuchFeed or FeedUnwritable.
        """
        with self._open_books() as books:
            seen = books.journal.head(), today
            bodies = [(path, self._body(books, feed, today)) for path, feed in self._target.places(books)]
            leavings = self._target.leavings(books)
        for path in leavings:
            remove_file(path)
        changed = [(path, body) for path, body in bodies if not _holds(path, body)]
        for path, body in changed:
            replace_file(path, body)
        self._seen = seen
        return [path for path, _ in changed]

    def write_news(self, today: date) -> list[Path]:
        """The same when the register or the day has changed since; else one small look-up."""
        with self._open_books() as books:
            if self._seen == (books.journal.head(), today):
                return []
        return self.write(today)

    def watch(
        self,
        today: Callable[[], date],
        stop: Event,
        tell: Callable[[list[Path]], None],
        complain: Callable[[SuiviError], None],
    ) -> None:
        """Write after each change until `stop` is set; `tell` hears what was written.

        What fails, such as a share that is away for a while, is tried again: `complain` hears of it once.
        """
        failing = False
        while not stop.wait(WATCH_SECONDS):
            try:
                if written := self.write_news(today()):
                    tell(written)
                failing = False
            except SuiviError as failure:
                if not failing:
                    complain(failure)
                failing = True

    def _body(self, books: Books, feed: Feed, today: date) -> bytes:
        return self._renderer.render(
            feed.name,
            shown_by(books, feed),
            today=today,
            say=Words(feed.language),
            options=feed.options,
            uid=feed.uid if feed.id else None,
        )


def replace_file(target: Path, body: bytes) -> None:
    """Whoever reads `target` meanwhile gets the old file or the new one, whole. Raises FeedUnwritable."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as failure:
        beside.unlink(missing_ok=True)
        raise FeedUnwritable(place=target, reason=failure.strerror or str(failure)) from failure


def remove_file(target: Path) -> None:
    """Raises FeedUnwritable."""
    try:
        target.unlink(missing_ok=True)
    except OSError as failure:
        raise FeedUnwritable(place=target, reason=failure.strerror or str(failure)) from failure


def _holds(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except OSError:
        return False
