"""The clock that wakes a round. It decides nothing and remembers nothing: all state is in the books.

APScheduler runs a UTC interval, so neither of the clock changes of a year adds or drops a tick. A
tick that comes late still runs (`misfire_grace_time=None`), several late ones run once (`coalesce`), and
never two at a time (`max_instances=1`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

if TYPE_CHECKING:
    from tracker.clock import Clock

log = logging.getLogger(__name__)

LATE = 3
"""Ticks without a good round after which the service calls itself late."""


class Clockwork:
    """Calls `tick` at once and then every `minutes`. A tick that raises is logged; the next one runs."""

    def __init__(self, tick: Callable[[], None], clock: Clock, *, minutes: int) -> None:
        self._tick = tick
        self._clock = clock
        self._every = timedelta(minutes=minutes)
        self._good = clock.now()
        self._running = Lock()
        self._scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
        self._scheduler.add_job(
            self._run,
            "interval",
            minutes=minutes,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Let the tick in hand finish, and start no other."""
        self._scheduler.shutdown(wait=True)

    def is_alive(self) -> bool:
        return self._clock.now() - self._good < LATE * self._every + timedelta(minutes=1)

    def _run(self) -> None:
        with self._running:
            try:
                self._tick()
                self._good = self._clock.now()
            except Exception:
                log.exception("The round failed; the next one starts on time.")
