"""The wordings that speak for a promise, found by what they begin with.

A language has hundreds, and most places in a text begin none of them. One scan finds the beginnings; only
there is a text compared with the wordings that begin so, whose pattern is compiled when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from tracker.proposals.folding import bare, lenient
from tracker.proposals.patterns import MACRO, Macros, expand, tree

_BEGINNING = re.compile(r"(?:[\w' -](?![?*+]|\{\d))*")
"""Letters, unrepeated, as far as the first macro or group."""
_SHARED = re.compile(r"(?:[\w', -](?![?*+]|\{\d)|\{[a-z]\w*\}(?![?*+]))*")
"""Letters and macros, unrepeated."""
_STEP = re.compile(r"\{\w+\}|.")
_MARKS = re.compile(r"\\.|\[[^\]]*\]|[(|)]")
_ENOUGH = 3  # letters that tell a beginning from most words
_REPEATED = re.compile(r"[*+]|\{\d")
_APART = ("{adv}", "{gap}")
"""Macros that stand between words: they begin with no letter, so that a word ends before them."""


class _Wording(NamedTuple):
    """One way to begin a pattern of a family: the letters `beginning`, without accents, then the rest.

    `whole` tells whether the beginning ends a word.
    """

    family: str
    pattern: str
    beginning: str
    whole: bool

    def fits(self, beginning: str) -> bool:
        """Whether it may stand where a text begins so."""
        follows = beginning[len(self.beginning) : len(self.beginning) + 1]
        return beginning.startswith(self.beginning) and not (self.whole and follows.isalnum())


class Found(NamedTuple):
    family: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """The wordings with one beginning: a pattern with a group for each family.

    `order` says for each of them where the first of its wordings stands among all.
    """

    pattern: re.Pattern[str]
    order: tuple[int, ...]


class Wordings:
    """The patterns of all families, in order: of two that begin in one place the first is meant."""

    def __init__(self, patterns: Mapping[str, Iterable[str]], macros: Macros) -> None:
        self._macros = macros
        self._wordings = [
            _wording(family, variant)
            for family, listed in patterns.items()
            for pattern in listed
            for variant in _opened(f"(?:{pattern})", macros)
        ]
        self._families = frozenset(patterns)
        self._groups: dict[tuple[str, bool], _Group] = {}
        self._fitting: dict[str, tuple[_Group, ...]] = {}
        self._begun: dict[str, frozenset[str]] = {}

    def find(self, folded: str) -> Iterator[Found]:
        """Those in a text, in order and without overlap; `folded` has "~" for the letters of its adverbs."""
        done = 0
        for place in self._beginnings.finditer(bare(folded)):
            start = place.start()
            if start < done:
                continue
            found = self._first_at(place[1] or "", folded, start)
            if found is not None:
                done = found.end
                yield found

    def _first_at(self, beginning: str, folded: str, start: int) -> Found | None:
        best, end = len(self._wordings), 0
        for group in self._groups_at(beginning):
            match = group.pattern.match(folded, start) if group.order[0] < best else None
            order = group.order[(match.lastindex or 1) - 1] if match else best
            if match and order < best:
                best, end = order, match.end()
        return Found(self._wordings[best].family, start, end) if end else None

    def absent(self, folded: str) -> frozenset[str]:
        """The families of which a text holds no beginning: none of their wordings can stand in it."""
        return self._families.difference(*map(self._begun_by, set(self._beginnings.findall(bare(folded)))))

    def _begun_by(self, beginning: str) -> frozenset[str]:
        if beginning not in self._begun:
            self._begun[beginning] = frozenset(w.family for w in self._wordings if w.fits(beginning))
        return self._begun[beginning]

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        """Finds every place of a bare text where a wording may begin, and the most letters that fit there."""
        spelt = {(w.beginning, w.whole) for w in self._wordings}
        ordered = sorted(spelt, key=lambda beginning: (-len(beginning[0]), beginning))
        letters = [
            ([*map(re.escape, beginning), *([r"\b"] if whole else [])], "")
            for beginning, whole in ordered
            if beginning
        ]
        unlettered = "".join(f"|{self._spelt(w.pattern)}" for w in self._wordings if not w.beginning)
        return re.compile(rf"\b(?=({tree(letters)}){unlettered})")

    def _groups_at(self, beginning: str) -> tuple[_Group, ...]:
        """The wordings that may stand where a text begins so, the first of all first.

        Each is compiled once, however many longer beginnings share its letters.
        """
        if beginning not in self._fitting:
            spelt = {(w.beginning, w.whole) for w in self._wordings if w.fits(beginning)}
            groups = (self._group(*begun) for begun in spelt)
            self._fitting[beginning] = tuple(sorted(groups, key=lambda group: group.order))
        return self._fitting[beginning]

    def _group(self, beginning: str, whole: bool) -> _Group:
        if (beginning, whole) not in self._groups:
            begun = [
                (place, w)
                for place, w in enumerate(self._wordings)
                if (w.beginning, w.whole) == (beginning, whole)
            ]
            families = {
                placed[0][0]: tree(self._entry(w) for _, w in placed)
                for placed in (list(group) for _, group in groupby(begun, key=lambda found: found[1].family))
            }
            pattern = re.compile("|".join(f"({worded})" for worded in families.values()))
            self._groups[beginning, whole] = _Group(pattern, tuple(families))
        return self._groups[beginning, whole]

    def _entry(self, wording: _Wording) -> tuple[list[str], str]:
        """Its first steps, which others may share, and the rest."""
        shared = _SHARED.match(wording.pattern)
        end = shared.end() if shared else 0
        steps = _STEP.findall(wording.pattern[:end])
        return [lenient(expand(step, self._macros)) for step in steps], self._spelt(wording.pattern[end:])

    def _spelt(self, pattern: str) -> str:
        return lenient(expand(pattern, self._macros)).replace("[^", r"[^\n")  # a cue stays in its block


def _wording(family: str, pattern: str) -> _Wording:
    letters, rest = _begun(pattern)
    return _Wording(family, pattern, bare(letters), rest.startswith(_APART))


def _begun(pattern: str) -> tuple[str, str]:
    """The letters that a pattern begins with, maybe none, and what follows them."""
    letters = _BEGINNING.match(pattern)
    end = letters.end() if letters else 0
    return pattern[:end], pattern[end:]


def _opened(pattern: str, macros: Macros) -> Iterator[str]:
    """The pattern once for each alternative that it begins with, so that it begins with some letters."""
    letters, rest = _begun(pattern)
    macro = MACRO.match(rest)
    ways, after = (macros[macro[1]], rest[macro.end() :]) if macro else leading_group(rest)
    if len(letters) >= _ENOUGH or not ways or rest.startswith(_APART) or _REPEATED.match(after):
        yield pattern
        return
    if after.startswith("?"):
        ways, after = [*ways, ""], after[1:]
    for way in ways:
        yield from _opened(letters + way + after, macros)


def leading_group(pattern: str) -> tuple[list[str], str]:
    """The alternatives of the group that a pattern begins with, if it does, and what follows the group."""
    if not pattern.startswith("(?:"):
        return [], pattern
    depth, cuts = 0, [2]
    for mark in _MARKS.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if depth == 0:
            cuts.append(mark.start())
            break
        if mark[0] == "|" and depth == 1:
            cuts.append(mark.start())
    return [pattern[first + 1 : last] for first, last in pairwise(cuts)], pattern[cuts[-1] + 1 :]
