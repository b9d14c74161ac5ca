"""The name of this process among those that send, and whether another one is still alive.

The lease on a claim is what counts; knowing that a worker of this machine is dead only saves waiting
for its lease to run out.
"""

from __future__ import annotations

import os
import socket
import sys
from uuid import uuid4


def this_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def is_dead(worker: str) -> bool:
    """True when `worker` ran on this machine and its process is gone; False when unknown."""
    host, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
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
