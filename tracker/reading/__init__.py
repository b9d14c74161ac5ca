"""A file becomes a document.

It is read in a process of its own, with a time and a memory limit, so that a hostile or broken file can
neither hang nor kill the caller; where the system forks, each file has a fork of one that is kept. A short
plain text is read here: starting a process takes longer.

That process imports this package too, and starts faster for what is not imported yet.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself would be a third of what that process imports
if TYPE_CHECKING:
    from tracker.reading.files import ReadFile, read_bytes, read_file
    from tracker.reading.limits import DEFAULT, Limits
    from tracker.reading.sniff import Format

__all__ = ["DEFAULT", "Format", "Limits", "ReadFile", "read_bytes", "read_file"]

_HOMES = {"DEFAULT": "limits", "Limits": "limits", "Format": "sniff"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"tracker.reading.{_HOMES.get(name, 'files')}"), name)
