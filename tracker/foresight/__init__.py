"""The plan looked at: what will be sent, and why each stage falls on its day."""

from __future__ import annotations

from tracker.foresight.ahead import Foreseen, next_days, preview
from tracker.foresight.reasons import Explained, why

__all__ = ["Explained", "Foreseen", "next_days", "preview", "why"]
