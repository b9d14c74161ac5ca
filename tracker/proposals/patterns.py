"""Regular expressions made of a lexicon's patterns: macros spelt out, compiled when first used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.proposals.folding import lenient

Macros = Mapping[str, list[str]]
"""The alternatives that each {name} in a pattern stands for."""

_NEVER = "(?!)"
MACRO = re.compile(r"\{([a-z]\w*)\}")
_REACH = 60  # characters: the most that what is looked for at an end takes up
_PLAIN = re.compile(r"[\w' -]+")


class Patterns(dict[str, re.Pattern[str]]):
    """The patterns of one table by their names, each compiled when it is first asked for.

    One that the table lacks matches nothing, so that a language may leave it out. `exact` ones tell
    é from e, as the grammar of tenses must.
    """

    def __init__(self, table: Mapping[str, str | list[str]], macros: Macros, *, exact: bool = False) -> None:
        super().__init__()
        self.sources = {name: joined(pattern) for name, pattern in table.items()}
        self._macros = macros
        self._exact = exact

    def __missing__(self, name: str) -> re.Pattern[str]:
        worded = expand(self.sources.get(name, _NEVER), self._macros)
        if worded == _NEVER:
            worded = rf"\A{_NEVER}"  # fails in the first place, where the other is tried in each
        return self.setdefault(name, re.compile(worded if self._exact else lenient(worded)))


def at_end(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> re.Match[str] | None:
    """The match of a pattern that ends in `$`, looked for in the last letters before `end` only."""
    end = len(text) if end is None else end
    return pattern.search(text, max(start, end - _REACH), end)


def joined(pattern: str | list[str]) -> str:
    """A pattern that may be written in pieces."""
    return pattern if isinstance(pattern, str) else "".join(pattern)


def expand(pattern: str, macros: Macros) -> str:
    """The pattern with each {macro} as a group of its alternatives; macros may hold macros."""
    while MACRO.search(pattern):
        pattern = MACRO.sub(lambda m: grouped(macros[m[1]]), pattern)
    return pattern


def grouped(alternatives: list[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else "(?:" + "|".join(alternatives) + ")"


def listed(words: frozenset[str]) -> list[str]:
    """The alternatives that a list of words stands for: one, sharing first letters, where all are plain."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    plain = ordered and all(_PLAIN.fullmatch(word) for word in ordered)
    return [one_of(ordered)] if plain else ordered


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some literal words, the longest first, quick to fail on all others."""
    ordered = sorted(set(words), key=len, reverse=True)
    return tree([([re.escape(letter) for letter in word], "") for word in ordered]) if ordered else "(?!)"


def tree(entries: Iterable[tuple[list[str], str]]) -> str:
    """The alternatives `steps + rest` in their order, with the first steps that they share written once.

    Two that share a step are tried together, before what stands between them: steps are letters or macros,
    of which only one fits.
    """
    ways: list[str | tuple[str, list[tuple[list[str], str]]]] = []
    branches: dict[str, list[tuple[list[str], str]]] = {}
    for steps, rest in entries:
        if not steps:
            ways.append(rest)
            branches = {}  # what follows is tried after it
        elif steps[0] in branches:
            branches[steps[0]].append((steps[1:], rest))
        else:
            branches[steps[0]] = [(steps[1:], rest)]
            ways.append((steps[0], branches[steps[0]]))
    return grouped([way if isinstance(way, str) else way[0] + tree(way[1]) for way in ways])
