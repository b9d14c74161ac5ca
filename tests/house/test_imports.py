"""Imports go down, start light, and name only what is declared."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("tracker", "db", "commands")
# Each costs 30 ms to 500 ms, and a person waits for every call.
HEAVY = ("alembic", "apprise", "apscheduler", "babel", "charset_normalizer", "holidays", "icalendar")
HEAVY += ("jinja2", "markdown_it", "psycopg", "pypdfium2", "rapidfuzz", "rich", "sqlalchemy", "starlette")
HEAVY += ("uvicorn",)


@pytest.mark.parametrize(
    "code",
    [
        "import commands",
        "import commands.main",
        "import tracker.words",
        "from commands.main import run; run(['--version'])",
        "from commands.main import run; run(['--help'])",
        "from commands.main import run; run(['remind', '--help'])",
    ],
)
def test_starting_loads_nothing_heavy(code, tmp_path):
    tell = f"import sys; sys.stderr.write(' '.join(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; {tell}"], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_list_from_sqlite_loads_neither_postgresql_nor_what_it_does_not_print(tmp_path):
    loaded = "sqlalchemy.dialects.postgresql", *(set(HEAVY) - {"sqlalchemy"})
    tell = f"import sys; sys.stderr.write(' '.join(set({loaded}) & set(sys.modules)))"
    for words in (["init"], ["list", "--json"]):
        code = f"from commands.main import run; run({words})"
        done = subprocess.run(
            [sys.executable, "-c", f"{code}; {tell}"], cwd=tmp_path, capture_output=True, encoding="utf-8"
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_heavy_ones_are_all_installed():
    """Else the test above could not fail."""
    assert set(HEAVY) <= packages_distributions().keys()


def test_imports_go_down():
    """The floors of the house: [tool.importlinter] in pyproject.toml."""
    command = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))
    assert command
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - set(ROOMS)


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", each)[0].lower() for each in requirements}


def test_every_library_that_the_code_imports_is_declared_and_no_other():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = names(project["dependencies"])
    extras = {name for extra in project["optional-dependencies"].values() for name in names(extra)}
    owner = packages_distributions()
    used = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        if path.name != "catalogues.py":  # a tool of the developers
            used |= {owner[name][0].lower().replace("_", "-") for name in imported(path)}
    assert used - declared - extras == set()
    assert extras - used == {"psycopg"}  # SQLAlchemy imports it
    assert declared - used == {"tzdata"}  # read as data, where the system has none
