"""Ending on request: what is in hand is finished, nothing new is begun."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)
"""What service managers send, and Ctrl-C."""


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """An event that the first SIGTERM or Ctrl-C sets; a second one ends the process as ever.

    Outside the main thread, which alone hears signals (Python's `signal`), nothing sets it.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def put_back() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def hear(*_: Any) -> None:
        asked.set()
        put_back()

    for number in SIGNALS:
        signal.signal(number, hear)
    try:
        yield asked
    finally:
        put_back()
