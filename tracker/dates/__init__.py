"""Date wordings and the windows they stand for.

`find_windows` finds them in a text; `window` says what a window is, `conventions` what a wording means
where usage differs, `lexicons/` which words there are in each language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.dates.find import find_windows as find_windows

__all__ = ["find_windows"]


def __getattr__(name: str) -> object:
    """The reader of dates is loaded when it is asked for: most calls of a command read none."""
    if name == "find_windows":
        from tracker.dates.find import find_windows

        return find_windows
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
