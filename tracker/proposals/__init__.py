"""From a document to proposals: sentences, cues, dates and parties, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.proposals.engine import propose as propose

__all__ = ["propose"]


def __getattr__(name: str) -> object:
    """The reader is loaded when it is asked for: most calls of a command read no report."""
    if name == "propose":
        from tracker.proposals.engine import propose

        return propose
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
