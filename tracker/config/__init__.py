"""Every setting: its name, type, default and meaning.

A settings file is TOML with one table per section. Reading it knows nothing of files: the text comes in,
a `Config` comes out. The same tables write `config.example.toml` and the file that `suivi init` lays down.
"""

from __future__ import annotations

from tracker.config.file import (
    BadConfig,
    BadValue,
    NotToml,
    UnknownKey,
    UnknownSection,
    parse_config,
    render_config,
)
from tracker.config.kinds import WEEK
from tracker.config.settings import Config

__all__ = [
    "WEEK",
    "BadConfig",
    "BadValue",
    "Config",
    "NotToml",
    "UnknownKey",
    "UnknownSection",
    "parse_config",
    "render_config",
]
