from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tracker.commitments import Mission, Party, Person
from tracker.feed import EVERYTHING, Feed, Scope, ScopeKind

NADIA = Person(1, "Nadia Roy", "nadia@ville.example")
FEED = Feed(
    id=1,
    name="Coordination",
    scope=EVERYTHING,
    language="fr",
    created_at=datetime(2024, 3, 1, tzinfo=UTC),
    token_hash="5f2a",
)


def test_everything_covers_what_nobody_owns(promise):
    assert EVERYTHING.covers(promise())


def test_a_person_s_feed_holds_what_the_person_owns(promise):
    hers = Scope(ScopeKind.PERSON, 1)
    assert hers.covers(promise(owner=NADIA))
    assert not hers.covers(promise(owner=replace(NADIA, id=2)))
    assert not hers.covers(promise(reviewer=NADIA))


def test_a_party_s_feed_holds_what_it_does_and_what_concerns_it(promise):
    liege = Party(7, "Ville de Liège")
    scope = Scope(ScopeKind.PARTY, 7)
    assert scope.covers(promise(actors=(liege,)))
    assert scope.covers(promise(counterparts=(liege,)))
    assert not scope.covers(promise(actors=(Party(8, "Ville de Liège"),)))


def test_a_mission_s_feed_holds_what_came_of_it(promise):
    scope = Scope(ScopeKind.MISSION, 3)
    assert scope.covers(promise(mission=Mission(3, "Lyon 2024")))
    assert not scope.covers(promise())


@pytest.mark.parametrize(("kind", "id"), [(ScopeKind.EVERYTHING, 1), (ScopeKind.PERSON, None)])
def test_a_scope_names_whom_it_needs_and_nobody_else(kind, id):
    with pytest.raises(ValueError, match=kind.value):
        Scope(kind, id)


def test_a_feed_keeps_its_uid_under_a_new_name_and_shares_it_with_no_other():
    assert replace(FEED, name="Bureau").uid == FEED.uid
    assert replace(FEED, id=2).uid != FEED.uid
    assert replace(FEED, created_at=datetime(2024, 3, 2, tzinfo=UTC)).uid != FEED.uid


def test_what_a_feed_says_of_itself_does_not_hold_its_secret():
    assert FEED.token_hash not in repr(FEED)


def test_a_revoked_feed_says_so():
    assert not FEED.revoked
    assert replace(FEED, revoked_at=FEED.created_at).revoked
