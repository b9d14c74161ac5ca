"""One module a format. Each has `read(name, data, limits) -> Content`, and raises tracker.reading.errors."""

from __future__ import annotations

from importlib import import_module

from tracker.reading.limits import Limits
from tracker.reading.pieces import Content
from tracker.reading.sniff import Format, format_of


def read(name: str, data: bytes, limits: Limits) -> tuple[Format, Content]:
    """What `data` holds, read as what it is. Only the module of its format is imported."""
    kind = format_of(name, data)
    if kind is None:
        from tracker.reading.formats.package import kind_of

        kind = kind_of(name, data)
    content: Content = import_module(f"tracker.reading.formats.{kind}").read(name, data, limits)
    return kind, content
