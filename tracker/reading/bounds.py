"""Limits that the system holds a process to, where it can; on Windows there is only the caller's clock."""

from __future__ import annotations

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def bound(seconds: float, memory: int) -> None:
    """Hold this process, and those it starts, to so much processor time and memory (bytes) each."""
    _set("RLIMIT_AS", memory, for_good=True)
    _set("RLIMIT_DATA", memory, for_good=True)
    _set("RLIMIT_CPU", int(seconds) + 1, for_good=True)  # should the caller die before us


def without_core() -> None:
    """Have no image of this process, and of those it starts, written to the disk when it crashes."""
    _set("RLIMIT_CORE", 0, for_good=True)


def bound_memory(memory: int) -> None:
    """Hold it to less memory for a while, or again to as much as `bound` allowed."""
    _set("RLIMIT_AS", memory, for_good=False)
    _set("RLIMIT_DATA", memory, for_good=False)


def _set(name: str, most: int, *, for_good: bool) -> None:
    try:
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (soft, soft if for_good else hard))
    except (AttributeError, ValueError, OSError):  # macOS has no RLIMIT_AS that works
        pass
