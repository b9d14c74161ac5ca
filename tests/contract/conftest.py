"""Programs that use one register together, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a task of `support.programs`; whatever still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def run(task: str, url: str, *args: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "support.programs", task, url, *map(str, args)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def together(start: Start) -> Callable[..., list[str]]:
    """Run tasks at the same moment, one a process; what each printed. A failure of one is the test's."""

    def run(tasks: list[tuple[object, ...]]) -> list[str]:
        processes = [start(*map(str, task)) for task in tasks]
        for process in processes:  # each says that it is ready, and waits to be let go
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        told = []
        for process in processes:
            out, err = process.communicate(timeout=120)
            assert process.returncode == 0, err
            told.append(out)
        return told

    return run
