"""Feeds in the register: their addresses, and what each one holds."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.books import Books, Filter
from tracker.errors import Conflict, Missing
from tracker.feed.values import EVERYTHING, Feed, Options, Scope, ScopeKind
from tracker.journal import Action, Entry
from tracker.marks import N_
from tracker.naming import fold

if TYPE_CHECKING:
    from tracker.commitments import Commitment


class NoSuchFeed(Missing):
    sentence = N_("No feed is called “{name}”. `suivi feed list` shows them.")


class FeedNameTaken(Conflict):
    sentence = N_("A feed is called “{name}” already. Choose another name, or revoke that one.")


def new_token() -> str:
    """256 random bits, for an address that only its owner knows."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a token. It is random through and through, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_feed(
    books: Books,
    name: str,
    *,
    scope: Scope = EVERYTHING,
    language: str,
    options: Options = Options(),  # noqa: B008 - frozen
    by: str,
    at: datetime,
) -> tuple[Feed, str]:
    """A feed and its token, told this once. Raises FeedNameTaken."""
    if any(fold(feed.name) == fold(name) for feed in books.feeds.all() if not feed.revoked):
        raise FeedNameTaken(name=name)
    token = new_token()
    feed = books.feeds.add(
        Feed(
            id=0,
            name=name,
            scope=scope,
            language=language,
            created_at=at,
            token_hash=hash_token(token),
            options=options,
        )
    )
    details = {"name": name, "scope": scope.kind.value, "of": scope.id}
    books.journal.append(Entry(at, by, Action.ADDED, "feed", feed.id, details))
    return feed, token


def revoke_feed(books: Books, name: str, *, by: str, at: datetime) -> Feed:
    """From now on its address answers like one that never was. Raises NoSuchFeed."""
    feed = find_feed(books, name)
    revoked = replace(feed, revoked_at=at)
    books.feeds.replace(revoked)
    books.journal.append(Entry(at, by, Action.REVOKED, "feed", feed.id, {"name": feed.name}))
    return revoked


def find_feed(books: Books, name: str) -> Feed:
    """A living feed by its name or number. Raises NoSuchFeed."""
    living = [feed for feed in books.feeds.all() if not feed.revoked]
    for feed in living:
        if fold(feed.name) == fold(name):
            return feed
    for feed in living:
        if str(feed.id) == name.strip():
            return feed
    raise NoSuchFeed(name=name)


def shown_by(books: Books, feed: Feed) -> list[Commitment]:
    """The commitments within a feed's scope, in order of number."""
    scope = feed.scope
    wanted = Filter(
        owner_id=scope.id if scope.kind is ScopeKind.PERSON else None,
        party_id=scope.id if scope.kind is ScopeKind.PARTY else None,
        mission_id=scope.id if scope.kind is ScopeKind.MISSION else None,
    )
    return [commitment for commitment in books.commitments.select(wanted) if scope.covers(commitment)]
