"""The name of this process among those that send, and whether another one is still alive.

The lease on a claim is what counts; knowing that a worker of this machine is dead only saves waiting
for its lease to run out.
"""

from __future__ import annotations

import os
import socket
import sys
from functools import cache
from pathlib import Path
from uuid import getnode, uuid4


def this_worker() -> str:
    return f"{_here()}:{os.getpid()}:{uuid4().hex[:8]}"


def is_dead(worker: str) -> bool:
    """True when `worker` ran here and its process is gone; False when unknown."""
    here, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if here != _here() or not pid.isdecimal():
        return False
    if sys.platform == "win32":
        return _is_gone_on_windows(int(pid))
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


@cache
def _here() -> str:
    """Where a process number means one process, and no other machine or container says the same.

    A host's name is not enough: copies of one machine or container often share it.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
        numbers = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:  # not Linux
        return f"{socket.gethostname()}/{getnode():x}"
    return f"{socket.gethostname()}/{boot}/{numbers}"


def _is_gone_on_windows(pid: int) -> bool:
    """There `os.kill(pid, 0)` would end the process."""
    import ctypes

    query_limited_information, still_active = 0x1000, 259
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    handle = kernel.OpenProcess(query_limited_information, False, pid)
    if not handle:
        return bool(kernel.GetLastError() == 87)  # ERROR_INVALID_PARAMETER: no such process
    try:
        code = ctypes.c_ulong()
        return bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code))) and code.value != still_active
    finally:
        kernel.CloseHandle(handle)
