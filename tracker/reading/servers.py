"""The near end of tracker.reading.serving: a process that reads files, kept for the next."""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread, Timer
from typing import IO, cast

from tracker.errors import SuiviError
from tracker.reading.forks import CAN_FORK
from tracker.reading.serving import PIECE, QUESTION, READY

_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""All that the process gets of our settings: addresses and passwords are none of a parser's business."""
_ROOM = {"MALLOC_TOP_PAD_": str(16 << 20)}
"""Has glibc keep what PDFium frees with each page: it would give it back and ask again (mallopt(3))."""
_WIDE = 1 << 20  # bytes that a pipe holds: as many as anybody may ask for (pipe(7))
_LAST_WORDS = 4000  # bytes
_READY = 0.5  # seconds to be ready again after an answer: it takes none
_END = 5.0  # seconds to end when there is nothing left to do

_kept: dict[tuple[str, str], Server] = {}


@contextmanager
def server_of(module: str) -> Iterator[Server]:
    """A process of `module` that waits for a question: the one that was kept, or a new one.

    It is kept again unless anything but a SuiviError is raised: that is an answer too. After an
    EOFError it has ended by itself, and its `status` tells how.
    """
    role = sys.executable, module
    server = _kept.pop(role, None)
    if server and not server.is_ready():
        server.kill()
        server = None
    server = server or Server(module)
    try:
        yield server
    except SuiviError:
        _keep(role, server)
        raise
    except EOFError:
        server.end()
        raise
    except BaseException:
        server.kill()
        raise
    _keep(role, server)


def _keep(role: tuple[str, str], server: Server) -> None:
    if not CAN_FORK or _kept.setdefault(role, server) is not server:
        server.end()


@atexit.register
def end_all() -> None:
    """End the processes that are kept: the next file starts one."""
    while _kept:
        _kept.popitem()[1].end()


if CAN_FORK:
    os.register_at_fork(after_in_child=_kept.clear)  # they answer to our parent


class Server:
    """A process of our own interpreter that does `main` of a module, which serves.

    It has no site module, which imports more than it needs; where modules are, it hears from us.
    """

    def __init__(self, module: str) -> None:
        self.late = False
        self.status: int | None = None  # once it has ended: negative for the signal that ended it
        self.last_words = b""  # the end of what it says on standard error
        self._ready: int | None = None
        tell: int | None = None
        if CAN_FORK:
            self._ready, tell = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603 - words of our own
            [sys.executable, "-P", "-S", "-X", "utf8", "-c", f"from {module} import main; main({tell})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            pass_fds=() if tell is None else (tell,),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if tell is not None:
            os.close(tell)
        self._questions = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._said = cast("IO[bytes]", self._process.stderr)
        _widen(self._questions, self._answers)
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def pieces(self, words: bytes, data: bytes, seconds: float) -> Iterator[bytes]:
        """Ask at once, and give the pieces of the answer as they come.

        EOFError if the process ends first, as when it is `late`.
        """
        clock = Timer(seconds, self._stop)
        clock.daemon = True
        clock.start()
        with suppress(OSError):  # it has ended: its answer tells
            self._questions.write(QUESTION.pack(len(words), len(data)) + words)
            self._questions.write(data)
            self._questions.flush()
        return self._told(clock)

    def _told(self, clock: Timer) -> Iterator[bytes]:
        try:
            while size := PIECE.unpack(self._read(PIECE.size))[0]:
                yield self._read(size)
        finally:
            clock.cancel()

    def _read(self, size: int) -> bytes:
        read = self._answers.read(size)
        if len(read) < size:
            raise EOFError
        return read

    def _stop(self) -> None:
        self.late = True
        self._process.kill()

    def kill(self) -> None:
        """End it whatever it does."""
        self._process.kill()
        self.end()

    def _listen(self) -> None:
        while words := os.read(self._said.fileno(), _LAST_WORDS):
            self.last_words = (self.last_words + words)[-_LAST_WORDS:]

    def is_ready(self) -> bool:
        """Whether it waits for a question; it may need a moment."""
        if self._ready is None or self._process.poll() is not None:
            return False
        poll = select.poll()
        poll.register(self._ready, select.POLLIN)
        return bool(poll.poll(_READY * 1000)) and os.read(self._ready, len(READY)) == READY

    def end(self) -> None:
        """Let it end, and its `status` be known. What does not end by itself is killed."""
        with suppress(OSError):
            self._questions.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self.status = self._process.wait()
        self._listener.join(_END)
        self._answers.close()
        self._said.close()
        if self._ready is not None:
            os.close(self._ready)


def _widen(*pipes: IO[bytes]) -> None:
    """Let a report, and what is told of it, wait in the pipes: neither end then waits for the other."""
    if CAN_FORK:
        import fcntl

        for pipe in pipes:
            with suppress(OSError):  # somebody else has so many
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)


def _environment() -> dict[str, str]:
    """A bare environment, with the modules found where we found ours."""
    bare = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return bare | _ROOM | {"PYTHONPATH": os.pathsep.join(place or "." for place in sys.path)}
