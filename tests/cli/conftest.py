"""A register in a fresh folder, made by the command itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Office:
    """A person at the keyboard, in a folder with a register."""

    folder: Path
    suivi: Callable[..., Any]

    def do(self, *args: object, **environment: str) -> str:
        """What a command that must succeed prints."""
        done = self.suivi(*args, **environment)
        assert (done.code, done.err) == (0, ""), done
        return str(done.out)

    def data(self, *args: object) -> Any:
        return json.loads(self.do(*args, "--json"))

    def fails(self, *args: object, code: int = 1, **environment: str) -> str:
        """The one line that a command that must fail prints on standard error."""
        done = self.suivi(*args, **environment)
        assert done.code == code, done
        assert "Traceback" not in done.err
        lines = done.err.splitlines()
        assert len(lines) == 1, done
        return str(lines[0])


@pytest.fixture
def empty(tmp_path: Path, suivi: Callable[..., Any]) -> Office:
    """A folder without a register."""
    return Office(tmp_path, suivi)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two people in it, made once and copied for each test: three processes are slow."""
    from commands.app import App
    from commands.main import suivi
    from commands.places import Settings

    folder = tmp_path_factory.mktemp("furnished")
    for words in (
        ["init", "--name", "Ville de Québec"],
        ["people", "add", "Hélène Bélanger", "--email", "helene@example.org", "--lang", "fr"],
        ["people", "add", "Marc Roy", "--email", "marc@example.org", "--lang", "fr"],
    ):
        app = App(Settings(folder / "suivi.toml", named=False), {}, language="en")
        suivi.main(words, prog_name="suivi", standalone_mode=False, obj=app)
        app.close()
    return folder


@pytest.fixture
def office(empty: Office, furnished: Path) -> Office:
    """A register with two people in it."""
    shutil.copytree(furnished, empty.folder, dirs_exist_ok=True)
    return empty
