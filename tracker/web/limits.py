"""A limit on wrong guesses, so that nobody tries addresses by the million."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

_CLIENTS = 10_000  # remembered at most; the longest quiet are forgotten first


@dataclass(slots=True)
class MissLimit:
    """At most `allowed` misses of one client within `seconds`; a client is an IP address."""

    allowed: int = 30
    seconds: int = 60
    _misses: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def is_over(self, client: str, now: datetime) -> bool:
        with self._lock:
            return len(self._recent(client, now)) >= self.allowed

    def count(self, client: str, now: datetime) -> None:
        with self._lock:
            self._misses[client] = [*self._recent(client, now), now]
            self._misses.move_to_end(client)
            while len(self._misses) > _CLIENTS:
                self._misses.popitem(last=False)

    def _recent(self, client: str, now: datetime) -> list[datetime]:
        start = now - timedelta(seconds=self.seconds)
        return [at for at in self._misses.get(client, ()) if at > start]
