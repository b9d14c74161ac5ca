"""The clock that wakes a round. Events tell when a tick has run; nobody waits for time to pass."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MAX_INSTANCES

from tracker.clockwork import LATE, Clockwork

SOON = 10  # seconds: a test that waits so long has failed


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2024, 9, 2, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clockwork(clock: Clock) -> Iterator[Callable[..., Clockwork]]:
    started: list[Clockwork] = []

    def start(tick: Callable[[], None], minutes: int = 60) -> Clockwork:
        made = Clockwork(tick, clock, minutes=minutes)
        started.append(made)
        made.start()
        return made

    yield start
    for each in started:
        if each._scheduler.running:
            each.stop()


def heard(clockwork: Clockwork, kind: int) -> threading.Event:
    """Set when the scheduler tells of an event of that kind."""
    told = threading.Event()
    clockwork._scheduler.add_listener(lambda _: told.set(), kind)
    return told


def ring(clockwork: Clockwork) -> None:
    """Make the next tick due now."""
    (job,) = clockwork._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC))


def test_the_first_round_runs_at_once(clockwork: Callable[..., Clockwork]) -> None:
    ran = threading.Event()
    clockwork(ran.set)
    assert ran.wait(SOON)


def test_ticks_come_late_rather_than_never_and_late_ones_come_once(
    clockwork: Callable[..., Clockwork],
) -> None:
    ticks = threading.Semaphore(0)
    made = clockwork(ticks.release, minutes=1)
    assert ticks.acquire(timeout=SOON)
    (job,) = made._scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC) - timedelta(days=3))  # the machine was asleep
    assert ticks.acquire(timeout=SOON)
    assert not ticks.acquire(blocking=False)
    assert job.next_run_time > datetime.now(UTC)


def test_a_round_that_fails_is_logged_and_the_next_one_runs(
    clockwork: Callable[..., Clockwork], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    first, second, let_go = threading.Event(), threading.Event(), threading.Event()

    def tick() -> None:
        if not first.is_set():
            first.set()
            let_go.wait(SOON)
            raise ZeroDivisionError("of the test")
        second.set()

    made = clockwork(tick)
    over = heard(made, EVENT_JOB_EXECUTED)
    let_go.set()
    assert over.wait(SOON)
    ring(made)
    assert second.wait(SOON)
    assert "of the test" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_two_rounds_never_run_at_a_time(clockwork: Callable[..., Clockwork]) -> None:
    started, let_go = threading.Semaphore(0), threading.Event()

    def tick() -> None:
        started.release()
        let_go.wait(SOON)

    made = clockwork(tick)
    assert started.acquire(timeout=SOON)
    turned_away = heard(made, EVENT_JOB_MAX_INSTANCES)
    ring(made)
    assert turned_away.wait(SOON)
    assert not started.acquire(blocking=False)
    let_go.set()


def test_stopping_lets_the_round_in_hand_finish(clockwork: Callable[..., Clockwork]) -> None:
    started, let_go, finished = threading.Event(), threading.Event(), threading.Event()

    def tick() -> None:
        started.set()
        let_go.wait(SOON)
        finished.set()

    made = clockwork(tick)
    assert started.wait(SOON)
    threading.Timer(0.05, let_go.set).start()
    made.stop()
    assert finished.is_set()


def test_a_service_without_a_good_round_for_some_ticks_says_that_it_is_late(clock: Clock) -> None:
    made = Clockwork(lambda: None, clock, minutes=5)
    assert made.is_alive()
    clock.moment += LATE * timedelta(minutes=5)
    assert made.is_alive()
    clock.moment += timedelta(minutes=1)
    assert not made.is_alive()
    made._run()
    assert made.is_alive()


def test_a_failing_round_is_no_sign_of_life(clock: Clock) -> None:
    def tick() -> None:
        raise ZeroDivisionError

    made = Clockwork(tick, clock, minutes=5)
    clock.moment += timedelta(hours=1)
    made._run()
    assert not made.is_alive()


def test_ticks_are_counted_in_utc_so_that_no_change_of_the_clock_adds_or_drops_one(clock: Clock) -> None:
    made = Clockwork(lambda: None, clock, minutes=5)
    (job,) = made._scheduler.get_jobs()
    assert str(job.trigger.timezone) == "UTC"
    assert (job.coalesce, job.misfire_grace_time, job.max_instances) == (True, None, 1)
