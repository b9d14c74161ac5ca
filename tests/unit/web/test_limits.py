"""The limit on wrong guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tracker.web.limits import MissLimit

NOW = datetime(2024, 9, 2, tzinfo=UTC)


def test_a_client_is_stopped_after_its_allowance_and_freed_when_it_is_past() -> None:
    limit = MissLimit(allowed=3, seconds=60)
    for second in range(3):
        assert not limit.is_over("192.0.2.1", NOW)
        limit.count("192.0.2.1", NOW + timedelta(seconds=second))
    assert limit.is_over("192.0.2.1", NOW + timedelta(seconds=3))
    assert not limit.is_over("192.0.2.1", NOW + timedelta(seconds=61))


def test_one_client_does_not_stop_another() -> None:
    limit = MissLimit(allowed=1)
    limit.count("192.0.2.1", NOW)
    assert limit.is_over("192.0.2.1", NOW)
    assert not limit.is_over("192.0.2.2", NOW)


def test_a_crowd_of_clients_does_not_fill_the_memory() -> None:
    limit = MissLimit(allowed=1)
    for number in range(20_000):
        limit.count(f"client {number}", NOW)
    assert len(limit._misses) == 10_000
    assert limit.is_over("client 19999", NOW)
