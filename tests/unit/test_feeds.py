from __future__ import annotations

from datetime import timedelta

import pytest

from support.makers import MONDAY, make_commitment
from support.office import Office
from tracker.commitments import Status
from tracker.feed.values import Feed, Options, Scope, ScopeKind
from tracker.feeds import (
    FeedNameTaken,
    NoSuchFeed,
    add_feed,
    find_feed,
    hash_token,
    new_token,
    revoke_feed,
    shown_by,
)
from tracker.journal import Action


def add(office: Office, name: str, **facts: object) -> tuple[Feed, str]:
    with office.books(write=True) as books:
        return add_feed(books, name, language="fr", by="Hélène", at=office.now, **facts)  # type: ignore[arg-type]


def revoke(office: Office, name: str) -> Feed:
    with office.books(write=True) as books:
        return revoke_feed(books, name, by="Hélène", at=office.now + timedelta(days=1))


def test_a_token_is_told_once_and_only_its_hash_is_kept(office: Office) -> None:
    feed, token = add(office, "Équipe", options=Options(tasks=True))
    assert len(token) >= 43  # 256 bits in base 64
    with office.books() as books:
        assert books.feeds.with_token_hash(hash_token(token)) == feed
    assert token not in repr(feed)
    assert feed.token_hash not in repr(feed)


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_a_name_is_free_again_once_its_feed_is_revoked(office: Office) -> None:
    first, _ = add(office, "Équipe")
    with pytest.raises(FeedNameTaken):
        add(office, " equipe ")
    revoked = revoke(office, "ÉQUIPE")
    assert (revoked.id, revoked.revoked) == (first.id, True)
    second, _ = add(office, "Équipe")
    assert second.id != first.id
    assert second.uid != first.uid


def test_one_feed_is_revoked_and_the_others_live(office: Office) -> None:
    add(office, "Une")
    other, token = add(office, "Autre")
    revoke(office, "une")
    with office.books() as books:
        assert books.feeds.with_token_hash(hash_token(token)) == other


def test_a_feed_is_found_by_name_before_number_and_only_while_it_lives(office: Office) -> None:
    first, _ = add(office, "2")
    second, _ = add(office, "Deux")
    with office.books() as books:
        assert find_feed(books, "2") == first
        assert find_feed(books, " 1 ") == first
        assert find_feed(books, "deux") == second
    revoke(office, "2")
    with office.books() as books:
        assert find_feed(books, "2") == second
    for name in ("1", "trois", ""):
        with pytest.raises(NoSuchFeed):
            revoke(office, name)


def test_making_and_revoking_are_journalled_without_the_token(office: Office) -> None:
    feed, token = add(office, "Équipe", scope=Scope(ScopeKind.PARTY, 3))
    revoke(office, "Équipe")
    with office.books() as books:
        entries = [link.entry for link in books.journal.of("feed", feed.id)]
    assert [(it.action, it.by, dict(it.details)) for it in entries] == [
        (Action.ADDED, "Hélène", {"name": "Équipe", "scope": "party", "of": 3}),
        (Action.REVOKED, "Hélène", {"name": "Équipe"}),
    ]
    assert token not in str(entries)
    assert hash_token(token) not in str(entries)


def test_a_feed_shows_what_is_in_its_scope_whatever_its_status(office: Office) -> None:
    nadia, paul = office.hire("Nadia"), office.hire("Paul")
    with office.books(write=True) as books:
        city, alpha = books.parties.named("Ville"), books.missions.named("Alpha")
        for facts in (
            {"owner": nadia, "actors": (city,)},
            {"owner": paul, "reviewer": nadia, "counterparts": (city,), "status": Status.DROPPED},
            {"mission": alpha},
        ):
            books.commitments.add(make_commitment(**facts))
        scopes = {
            Scope(): [1, 2, 3],
            Scope(ScopeKind.PERSON, nadia.id): [1],
            Scope(ScopeKind.PARTY, city.id): [1, 2],
            Scope(ScopeKind.MISSION, alpha.id): [3],
            Scope(ScopeKind.MISSION, 99): [],
        }
        for scope, expected in scopes.items():
            feed = Feed(0, "x", scope, "fr", MONDAY, "")
            assert [it.id for it in shown_by(books, feed)] == expected
