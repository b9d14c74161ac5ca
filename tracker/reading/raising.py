"""Numbers of notes, which stand above the line."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """A run that is set above the line: a number stays apart so from the year before it, « 2031¹ »."""
    return text.translate(_RAISED) if text.strip().isdecimal() else text
