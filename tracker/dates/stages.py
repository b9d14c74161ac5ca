"""The patterns of a stage of the grammar.

A class of words is one character, and a sentence is a short string of them: patterns over classes are
regular expressions over such strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.dates.patterns import code


class Stage:
    """The patterns of a stage, each under its name, in the order of the file.

    In each place only those are tried that can begin with the class that stands there: they are one
    expression, made when it is first needed. Raises ValueError for what is no pattern.
    """

    def __init__(self, patterns: Mapping[str, list[str]], macros: Mapping[str, str]) -> None:
        self.names = tuple(patterns)
        self._beginning: dict[str, dict[str, list[str]]] = {}  # by first class, then by name
        for name, sources in patterns.items():
            for source in sources:
                expression = _over_codes(source, macros)
                for first in _Beginnings(expression).read():
                    self._beginning.setdefault(first, {}).setdefault(name, []).append(expression)
        self._places = re.compile(f"[{''.join(sorted(self._beginning))}]")
        self._made: dict[str, re.Pattern[str]] = {}

    def finditer(self, line: str) -> Iterator[re.Match[str]]:
        """The matches in a string of classes, in order and without overlap; the last group is its name."""
        done = 0
        for place in self._places.finditer(line):
            start = place.start()
            if start >= done:
                first = line[start]
                pattern = self._made.get(first) or self._with_first(first)
                found = pattern.match(line, start)
                if found:
                    done = found.end()
                    yield found

    def _with_first(self, first: str) -> re.Pattern[str]:
        named = (f"(?P<{name}>{'|'.join(ways)})" for name, ways in self._beginning[first].items())
        return self._made.setdefault(first, re.compile("|".join(named)))


def _over_codes(source: str, macros: Mapping[str, str]) -> str:
    """A pattern as a regular expression over codes, its shorthands spelt out and its groups unnumbered."""

    def expand(match: re.Match[str]) -> str:
        name = match.group()
        if name in macros:
            return f"(?:{_over_codes(macros[name], macros)})"
        return code(name)

    expanded = re.sub(r"[A-Za-z]\w*", expand, source)
    return re.sub(r"\((?!\?)", "(?:", expanded).replace(" ", "")


class _Beginnings:
    """Which codes a regular expression over codes can begin with.

    It knows what patterns use: codes, groups, alternatives, lookarounds and quantifiers.
    """

    def __init__(self, expression: str) -> None:
        self._rest = expression

    def read(self) -> set[str]:
        begins, empty = self._alternatives()
        if self._rest or empty:
            raise ValueError(f"not a pattern, or one that matches nothing: {self._rest!r}")
        return begins

    def _take(self, *starts: str) -> bool:
        for start in starts:
            if self._rest.startswith(start):
                self._rest = self._rest[len(start) :]
                return True
        return False

    def _alternatives(self) -> tuple[set[str], bool]:
        begins, empty = self._sequence()
        while self._take("|"):
            more, may_be_empty = self._sequence()
            begins |= more
            empty = empty or may_be_empty
        return begins, empty

    def _sequence(self) -> tuple[set[str], bool]:
        begins: set[str] = set()
        empty = True
        while self._rest and self._rest[0] not in "|)":
            more, may_be_empty = self._item()
            if empty:
                begins |= more
            empty = empty and may_be_empty
        return begins, empty

    def _item(self) -> tuple[set[str], bool]:
        if self._take("$"):
            return set(), True
        if self._take("(?=", "(?!", "(?<=", "(?<!"):
            self._alternatives()
            self._take(")")
            return set(), True
        if self._take("(?:"):
            begins, empty = self._alternatives()
            self._take(")")
        else:
            begins, empty = {self._rest[0]}, False
            self._rest = self._rest[1:]
        quantifier = re.match(r"[?*+]|\{(\d),\d\}", self._rest)
        if quantifier:
            self._rest = self._rest[quantifier.end() :]
            empty = empty or quantifier.group() in "?*" or quantifier.group(1) == "0"
        return begins, empty
