from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import workers
from commands.workers import is_dead, this_worker

ROOT = Path(__file__).parents[3]


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget where this is, before and after the test."""
    workers._here.cache_clear()
    yield
    workers._here.cache_clear()


def worker_that_ended() -> str:
    """The name of a worker of this machine that has come and gone."""
    told = subprocess.run(
        [sys.executable, "-c", "from commands.workers import this_worker; print(this_worker())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def test_each_round_has_a_name_of_its_own() -> None:
    assert this_worker() != this_worker()


def test_a_worker_that_ended_is_dead_and_this_one_lives() -> None:
    assert is_dead(worker_that_ended())
    assert not is_dead(this_worker())


@pytest.mark.parametrize("name", ["", "somewhere", "somewhere:1:2", "a:b:c", ":::", "host:"])
def test_what_is_not_known_is_not_called_dead(name: str) -> None:
    assert not is_dead(name)


@pytest.mark.parametrize("pid", ["", "x", "²", str(2**80)])
def test_a_name_without_a_process_number_is_not_called_dead(pid: str) -> None:
    here = this_worker().partition(":")[0]
    assert not is_dead(f"{here}:{pid}:00")


def test_another_machine_of_the_same_name_is_another_place(
    moved: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies of one virtual machine share its name, and their process numbers mean other processes."""
    gone = worker_that_ended()
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: "another-boot")
    monkeypatch.setattr(workers, "getnode", lambda: 0xABCDEF)
    workers._here.cache_clear()
    assert this_worker().partition("/")[0] == gone.partition("/")[0]
    assert not is_dead(gone)


def test_the_name_is_short_and_of_one_line() -> None:
    assert len(this_worker()) < 200
    assert str(os.getpid()) in this_worker().split(":")
