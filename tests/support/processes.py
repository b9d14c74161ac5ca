"""Programs that tests run as processes of their own, each with a clock that the test sets.

    python -m support.processes round FOLDER MOMENT [KILL WHERE]
    python -m support.processes serve FOLDER CLOCKFILE PORT
    python -m support.processes suivi CLOCKFILE ARGUMENTS…

`round` runs one round on the register of FOLDER; with KILL it ends itself by SIGKILL around its KILLth
mail: WHERE is `before` the mail is handed over, or `after` the server has taken it and before that is
recorded. `serve` is `suivi serve`, and `suivi` any command, with the moment that stands in CLOCKFILE as
their time.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from commands.app import App
from commands.places import Settings
from tracker.clock import Clock, FixedClock

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
"""What such a process has to find its modules on."""


class FileClock:
    """The moment written in a file, in ISO 8601; it stands still until the file is written again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text()).astimezone(UTC)


class Mortal:
    """A channel that takes its process with it."""

    def __init__(self, channel: Any, number: int, where: str) -> None:
        self._channel = channel
        self._left = number
        self._where = where

    def send(self, message: EmailMessage, to: str) -> str:
        self._left -= 1
        if self._left == 0 and self._where == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer: str = self._channel.send(message, to)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def app_in(folder: Path, clock: Clock) -> App:
    settings = Settings(folder / "suivi.toml", named=False, url=os.environ["SUIVI_DATABASE_URL"])
    return App(settings, dict(os.environ), language="en", clock=clock)


def one_round(folder: Path, moment: datetime, kill: int = 0, where: str = "") -> None:
    app = app_in(folder, FixedClock(moment))
    round_ = app.round(patient=False)
    if kill:
        post = round_._post

        @contextmanager
        def mortal() -> Iterator[Mortal]:
            with post.open_channel() as channel:
                yield Mortal(channel, kill, where)

        round_._post = replace(post, open_channel=mortal)
    print(len(round_.run(moment).digests))


def suivi(clock: Path, *args: str) -> int:
    """The command as it is installed, but for its clock."""
    import commands.app
    from commands.main import run

    commands.app.SystemClock = lambda: FileClock(clock)  # type: ignore[assignment, misc]
    return run(list(args))


def main(verb: str, folder: str, *rest: str) -> None:
    if verb == "suivi":
        sys.exit(suivi(Path(folder), *rest))
    if verb == "round":
        moment = datetime.fromisoformat(rest[0]).astimezone(UTC)
        one_round(Path(folder), moment, *((int(rest[1]), rest[2]) if rest[1:] else ()))
        return
    from commands.main import suivi as command

    app = app_in(Path(folder), FileClock(Path(rest[0])))
    command.main(["serve", "--port", rest[1]], prog_name="suivi", standalone_mode=False, obj=app)


if __name__ == "__main__":
    main(*sys.argv[1:])
