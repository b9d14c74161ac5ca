"""The mark of a sentence that is looked up later."""

from __future__ import annotations


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark `sentence` for the catalogues without translating it now."""
    return sentence
