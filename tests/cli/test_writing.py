"""While one command writes, the others wait: what it has to load, it loads before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Office = Any
ROOT = Path(__file__).parents[2]
WATCHED = """
import contextlib, sys
from db.engine import Database

begin, late = Database.begin, set()

@contextlib.contextmanager
def watched(self, **asked):
    with begin(self, **asked) as connection:
        before = set(sys.modules)
        yield connection
    if asked.get("write"):
        late.update(set(sys.modules) - before)

Database.begin = watched
from commands.main import run
code = run(sys.argv[1:])
print(*sorted(late), file=sys.stderr)
sys.exit(code)
"""
HEAVY = ("holidays", "dateutil", "tracker.dates", "tracker.digest", "tracker.mail", "icalendar", "jinja2")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Envoyer le devis", "--due", "mi-juin 2031", "--owner", "marc"),
        ("note", "1", "Namur a répondu"),
        ("postpone", "1", "mi-juin 2031"),
        ("status", "1", "in-progress"),
        ("assign", "1", "hélène"),
        ("snooze", "1", "2031-03-03", "--note", "plus tard"),
        ("remind", "run", "--as-of", "2031-03-17T09:00"),
        ("remind", "run", "--as-of", "2031-03-24T09:00"),
    ],
)
def test_nothing_heavy_is_loaded_while_others_wait(office: Office, words: tuple[str, ...]) -> None:
    office.do("add", "Envoyer le devis", "--due", "2031-03-17", "--owner", "marc")
    if "2031-03-24T09:00" in words:  # the second round has no rules to follow, and a series to plan on
        office.do("remind", "run", "--as-of", "2031-03-18T09:00")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "--lang", "en", *words],
        cwd=office.folder,
        env={"PATH": os.environ["PATH"], "HOME": str(office.folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done
    assert [name for name in done.stderr.split() if name.startswith(HEAVY)] == []
