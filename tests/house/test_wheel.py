"""What `pip install` brings: everything that runs, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("tracker", "db", "commands")
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.mo")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, in this environment: the build writes into its tree, and needs no network."""
    place = tmp_path_factory.mktemp("build")
    for room in (*ROOMS, "tests"):
        shutil.copytree(ROOT / room, place / "source" / room, ignore=LEFT_BEHIND)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place / "source")
    options = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(place), str(place / "source")],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return {entry.filename for entry in archive.infolist() if not entry.is_dir()}


def sources(pattern: str) -> set[str]:
    found = {
        path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob(pattern) if path.is_file()
    }
    return {path.as_posix() for path in found if "__pycache__" not in path.parts and path.suffix != ".mo"}


def test_it_holds_every_file_of_the_packages(contents):
    assert sources("*") - contents == set()


@pytest.mark.parametrize(
    "pattern",
    [
        "tracker/**/lexicons/*.toml",
        "tracker/mail/templates/*.html",
        "db/migrations/script.py.mako",
        "*/py.typed",
    ],
)
def test_it_holds_the_data_that_runs(contents, pattern):
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
    assert found
    assert found <= contents


def test_it_holds_each_catalogue_compiled(contents):
    compiled = {name.removesuffix(".po") + ".mo" for name in sources("*.po")}
    assert len(compiled) == 2
    assert compiled <= contents


def test_it_holds_nothing_else(contents):
    folders = {name.split("/")[0] for name in contents}
    assert {name for name in folders if not name.endswith(".dist-info")} == set(ROOMS)
    assert (
        contents - sources("*") - {name for name in contents if ".dist-info/" in name or name.endswith(".mo")}
        == set()
    )


def test_the_command_runs_from_it_and_speaks_french(wheel, tmp_path):
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-m", "commands.main", "init"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "SUIVI_LANG": "fr"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Réglages" in done.stdout
