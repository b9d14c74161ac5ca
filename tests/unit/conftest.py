"""A register in a file of its own, copied rather than made anew for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import Database
from db.upkeep import upgrade
from support.office import Office


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register") / "suivi.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()  # the last one out folds the write-ahead log into the file
    return path


@pytest.fixture
def office(empty_register: Path, tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "suivi.db"
    shutil.copy(empty_register, path)
    office = Office(Database(f"sqlite:///{path}"))
    yield office
    office.database.close()
