"""Files stay small, and the project stands by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("tracker", "db", "commands", "tests", "docs")
TEXT = {".py", ".toml", ".md", ".po", ".html", ".txt", ".css", ".js", ".mjs", ".mako", ".yaml", ".ics"}
LONGEST = 450  # lines; a longer file has two subjects
ELSEWHERE = re.compile(r"/(?:work|root|home|tmp)/\w|\.\./" + "shared")


def files() -> Iterator[Path]:
    yield from (path for path in ROOT.glob("*") if path.is_file())
    yield from (path for path in (ROOT / ".ci").glob("*") if path.is_file())
    for room in ROOMS:
        yield from (
            path for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )


def test_no_file_is_longer_than_its_subject():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] != "tests"  # a table of cases may be long
    }
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_text_leans_on_a_place_outside_the_project():
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files()
        if path.suffix in TEXT or path.name == "run"
        for line in path.read_text(encoding="utf-8").splitlines()
        if ELSEWHERE.search(line)
    ]
    assert found == []
