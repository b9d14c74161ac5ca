"""Feeds, known by the hash of their token."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from support.makers import MONDAY
from tracker.feed.values import Feed, Options, Scope, ScopeKind


def make_feed(token_hash: str, **facts: object) -> Feed:
    feed = Feed(0, "Équipe", Scope(), "fr", MONDAY, token_hash)
    return replace(feed, **facts)  # type: ignore[arg-type]


def test_a_feed_comes_back_whole(database: Database) -> None:
    with database.books(write=True) as books:
        plain = books.feeds.add(make_feed("a" * 64))
        chosen = books.feeds.add(
            make_feed(
                "b" * 64,
                scope=Scope(ScopeKind.PARTY, 3),
                language="en",
                options=Options(neutral_titles=True, tasks=True, alarms=True, banners=True),
                revoked_at=MONDAY,
                last_used_at=MONDAY + timedelta(hours=1),
            )
        )
    with database.books() as books:
        assert books.feeds.all() == [plain, chosen]
        assert books.feeds.with_token_hash("b" * 64) == chosen
        assert books.feeds.with_token_hash("c" * 64) is None


def test_a_token_opens_one_feed(database: Database) -> None:
    with database.books(write=True) as books:
        books.feeds.add(make_feed("a" * 64))
    with pytest.raises(IntegrityError), database.books(write=True) as books:
        books.feeds.add(make_feed("a" * 64, name="Autre"))


def test_a_feed_is_revoked_and_its_uses_are_noted(database: Database) -> None:
    later = MONDAY + timedelta(days=1)
    with database.books(write=True) as books:
        one, two = books.feeds.add(make_feed("a" * 64)), books.feeds.add(make_feed("b" * 64))
        books.feeds.replace(replace(one, revoked_at=later))
        books.feeds.used([(two.id, MONDAY), (two.id, later)])
        books.feeds.used([])
        assert books.feeds.all() == [replace(one, revoked_at=later), replace(two, last_used_at=later)]
