"""Forks of a reading process. Only Linux has them: it lets none outlive the process that it works for."""

from __future__ import annotations

import ctypes
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

CAN_FORK = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1  # prctl(2)
_SIGKILL = 9  # the module of signals imports more than all of ours
if CAN_FORK:
    _prctl = ctypes.CDLL(None).prctl


def fork(work: Callable[..., None], *given: object) -> int:
    """Have a fork of this process do `work` and end: its process id. It is killed when this one ends."""
    ours = os.getpid()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        _die_with(ours)
        work(*given)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(status)


def end_as(process: int) -> None:
    """Wait for a fork to end, and end as it did, unless it did well: what became of it became of us."""
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status < 0:
        os.kill(os.getpid(), -status)
    if status:
        sys.exit(status)


def _die_with(parent: int) -> None:
    """Have the system kill this process when its `parent` ends, who may be killed for its slowness."""
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
