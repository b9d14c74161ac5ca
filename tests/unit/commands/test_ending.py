"""The first signal asks, the second one ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from commands.ending import SIGNALS, asked_to_end


@pytest.fixture(autouse=True)
def handlers_as_before() -> Iterator[None]:
    found = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    assert {number: signal.getsignal(number) for number in SIGNALS} == before
    signal.signal(signal.SIGINT, found)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_is_heard_and_interrupts_nothing(number: signal.Signals) -> None:
    with asked_to_end() as asked:
        assert not asked.is_set()
        signal.raise_signal(number)
        assert asked.is_set()


def test_a_second_ctrl_c_interrupts_as_ever() -> None:
    def interrupted() -> None:
        with asked_to_end():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_a_thread_of_its_own_hears_nothing_and_disturbs_nobody() -> None:
    heard = []

    def work() -> None:
        with asked_to_end() as asked:
            heard.append(asked.is_set())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert heard == [False]
