"""Reading in a process of its own, which may hang, crash or be killed without harm."""

from __future__ import annotations

import json
import logging
import os
import signal
import struct
import subprocess
import sys
from dataclasses import asdict

from tracker.reading.errors import Crashed, TooMuchMemory, TooSlow
from tracker.reading.limits import Limits
from tracker.reading.pdf.packing import FIRST
from tracker.reading.sniff import Format
from tracker.reading.wire import Answer, from_wire

_log = logging.getLogger(__name__)

_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""All that the process gets of our settings: addresses and passwords are none of a parser's business."""
_ROOM = {"MALLOC_TOP_PAD_": str(16 << 20)}
"""Has glibc keep what PDFium frees with each page: it would give it back and ask again (mallopt(3))."""


def read_apart(name: str, data: bytes, kind: Format | None, limits: Limits) -> Answer:
    """Have another process read `data`, a file of this `kind`, None for a package that it must open to tell.

    Raises the failure that it tells of, or that became of it.
    """
    command, ask = _pdf(name, limits) if kind is Format.PDF else _any(name, limits)
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, words and numbers of our own
            [sys.executable, "-P", "-X", "utf8", *command],
            input=json.dumps(ask).encode("ascii") + b"\n" + data,
            capture_output=True,
            timeout=limits.seconds,
            env=_environment(),
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow(name=name, seconds=limits.seconds) from error
    if child.returncode == 0:
        try:
            return _answer(name, child.stdout)
        except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
            raise _crashed(name, "no answer", child.stderr) from error
    if child.returncode == -getattr(signal, "SIGXCPU", 0):
        raise TooSlow(name=name, seconds=limits.seconds)
    killed = child.returncode == -getattr(signal, "SIGKILL", 0)  # by the system's memory guard: who else?
    if killed or b"MemoryError" in child.stderr:  # C code may die of it before it can answer
        raise TooMuchMemory(name=name, limit=limits.memory >> 20)
    raise _crashed(name, _how(child.returncode), child.stderr)


def _any(name: str, limits: Limits) -> tuple[list[str], object]:
    return ["-m", "tracker.reading.child"], {"name": name, "limits": asdict(limits)}


def _pdf(name: str, limits: Limits) -> tuple[list[str], object]:
    """No site module and no -m: both import more than it needs. Its path it has from the environment."""
    bounds = (str(limits.seconds), str(limits.memory), str(limits.pages))
    return ["-S", "-c", "from tracker.reading.pdf.child import main; main()", *bounds], name


def _answer(name: str, said: bytes) -> Answer:
    """What the process said: JSON, or the packed lines of a PDF."""
    if not said.startswith(FIRST):
        return from_wire(json.loads(said))
    from tracker.reading.formats import pdf
    from tracker.reading.pieces import assemble

    content = pdf.content_of(name, said)
    return Answer.of(Format.PDF, content, assemble(content.pieces, content.pages))


def _environment() -> dict[str, str]:
    """A bare environment, with the modules found where we found ours."""
    bare = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return bare | _ROOM | {"PYTHONPATH": os.pathsep.join(place or "." for place in sys.path)}


def _how(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return f"signal {-status}"
    return f"exit status {status:#x}" if status > 255 else f"exit status {status}"


def _crashed(name: str, how: str, said: bytes) -> Crashed:
    _log.error("the reading process ended with %s: %s", how, said.decode("utf-8", "replace")[-4000:])
    return Crashed(name=name, reason=how)
