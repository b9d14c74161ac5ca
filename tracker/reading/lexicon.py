"""The words of lexicon.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def words(table: str, language: str = "") -> frozenset[str]:
    """The words of `table` in `language`, or in all languages."""
    lists = _lexicon()[table]
    chosen = (lists[language],) if language else lists.values()
    return frozenset(word for one in chosen for word in one.split())


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    source = Path(__file__).with_name("lexicon.toml").read_text("utf-8")
    lexicon: dict[str, dict[str, str]] = tomllib.loads(source)
    return lexicon
