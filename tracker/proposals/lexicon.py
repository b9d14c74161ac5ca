"""The words of one language, as data: the files of lexicons/fr and lexicons/en, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tracker.commitments import Firmness
from tracker.proposals.folding import lenient
from tracker.proposals.values import ReasonCode

LANGUAGES = ("fr", "en")

_MACRO = re.compile(r"\{([a-z]\w*)\}")
_SHARED = re.compile(
    r"(?:(?:[\w',-]| )(?![?*+]|\{\d)|\{[a-z]\w*\}(?![?*+]))*"
)  # letters and macros, unrepeated
_PLAIN = re.compile(r"[\w' -]+")
_STEP = re.compile(r"\{\w+\}|.")
_ALTERNATIVES = re.compile(r"\(\?:([^()]*)\)(?![?*+{])")
Macros = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of wording that speaks for a promise. `weight` is added to the score of what rests on it."""

    name: str
    reason: ReasonCode
    firmness: Firmness
    weight: float
    needs_date: bool


class Patterns(dict[str, re.Pattern[str]]):
    """Named patterns of one table; a missing one matches nothing, so that a language may leave it out."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        return NOTHING


NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, eq=False)  # one per language: compared and hashed by identity
class Lexicon:
    """What the engine knows of a language; every pattern is to be run on folded text."""

    language: str
    family: Mapping[str, Family]
    adverbs: re.Pattern[str]
    cues: re.Pattern[str]  # for text without adverbs; a group for each family, in the order of `worded`
    worded: tuple[Family, ...]
    future: Patterns
    clauses: Patterns
    subjects: Patterns
    against: Patterns
    tasks: Patterns
    verbs: Patterns
    rows: Patterns
    sections: Patterns
    parties: Patterns
    titles: Patterns
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    infinitives: Mapping[str, Sequence[tuple[str, str]]]  # by form, [its ending, that of the infinitive]

    def without_adverbs(self, folded: str) -> str:
        """The text with "~" for every letter of its adverbs: as long as it was, so that offsets hold."""
        return self.adverbs.sub(lambda adverb: "~" * len(adverb[0]), folded)

    def family_of(self, cue: re.Match[str]) -> Family:
        """The family of a match of `cues`."""
        return self.worded[(cue.lastindex or 1) - 1]


def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; French, the language of most reports, when there is none."""
    return _load(language if language in LANGUAGES else "fr")


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> Lexicon:
    data = _tables(language)
    words = {name: frozenset(listed) for name, listed in data["words"].items()}
    words["heads"] = words["bodies"] | words["capital_bodies"]
    words["animate"] = words["heads"] | words["people"]
    macros = {name: _listed(listed) for name, listed in words.items()}
    macros |= {name: [_joined(way) for way in ways] for name, ways in data["macros"].items()}
    families = {name: _family(name, table) for name, table in data["cues"].items()}
    trees = {name: _wordings(table["patterns"], macros) for name, table in data["cues"].items()}
    worded = [name for name, tree in trees.items() if tree]
    return Lexicon(
        language=language,
        family=families,
        adverbs=re.compile(rf" (?:{lenient(one_of(words['adverbs']))})(?![\w'-])"),
        cues=re.compile(r"\b(?:" + "|".join(f"({trees[name]})" for name in worded) + ")"),
        worded=tuple(families[name] for name in worded),
        future=_patterns(data.get("future", {}), macros, exact=True),
        clauses=_patterns(data["clauses"], macros),
        subjects=_patterns(data["subjects"], macros),
        against=_patterns(data["against"], macros),
        tasks=_patterns(data["tasks"], macros),
        verbs=_patterns(data["verbs"], macros),
        rows=_patterns(data["rows"], macros),
        sections=_patterns(data["sections"], macros),
        parties=_patterns(data["parties"], macros),
        titles=_patterns(data["titles"], macros),
        words=words,
        forms=data["forms"],
        infinitives=data.get("infinitives", {}),
    )


def _tables(language: str) -> dict[str, Any]:
    """The tables of all files of a language; each table stands in one file."""
    tables: dict[str, Any] = {}
    for file in files("tracker.proposals").joinpath("lexicons", language).iterdir():
        if file.name.endswith(".toml"):
            tables |= tomllib.loads(file.read_text(encoding="utf-8"))
    return tables


def _family(name: str, table: Mapping[str, Any]) -> Family:
    return Family(
        name=name,
        reason=ReasonCode(table["reason"]),
        firmness=Firmness(table["firmness"]),
        weight=float(table.get("weight", 0)),
        needs_date=bool(table.get("needs_date", False)),
    )


def _patterns(table: Mapping[str, Any], macros: Macros, *, exact: bool = False) -> Patterns:
    """The patterns of a table; `exact` ones tell é from e, as the grammar of tenses must."""
    forgiving = str if exact else lenient
    return Patterns(
        (name, re.compile(forgiving(_expand(_joined(pattern), macros)))) for name, pattern in table.items()
    )


def _joined(pattern: str | list[str]) -> str:
    """A pattern that may be written in pieces."""
    return pattern if isinstance(pattern, str) else "".join(pattern)


def _expand(pattern: str, macros: Macros) -> str:
    """The pattern with each {macro} as a group of its alternatives; macros may hold macros."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda m: _group(macros[m[1]]), pattern)
    return pattern


def _listed(words: frozenset[str]) -> list[str]:
    """The alternatives that a list of words stands for: one, sharing first letters, where all are plain."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    plain = ordered and all(_PLAIN.fullmatch(word) for word in ordered)
    return [one_of(ordered)] if plain else ordered


def _group(alternatives: list[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else "(?:" + "|".join(alternatives) + ")"


def _wordings(patterns: Iterable[str | list[str]], macros: Macros) -> str:
    """One pattern for a family, as a tree of what its wordings begin with; empty when it has none."""
    entries: list[tuple[list[str], str]] = []
    for pattern in patterns:
        for variant in _open(_joined(pattern), macros):
            shared = _SHARED.match(variant)
            end = shared.end() if shared else 0
            rest = lenient(_expand(variant[end:], macros)).replace("[^", r"[^\n")  # a cue stays in its block
            entries.append((_STEP.findall(variant[:end]), rest))
    return _tree(entries, macros) if entries else ""


def _tree(entries: Iterable[tuple[list[str], str]], macros: Macros) -> str:
    """The alternatives `steps + rest`, with the first steps that they share written once."""
    branches: dict[str, list[tuple[list[str], str]]] = {}
    ends = []
    for steps, rest in entries:
        if steps:
            branches.setdefault(steps[0], []).append((steps[1:], rest))
        else:
            ends.append(rest)
    ways = [lenient(_expand(step, macros)) + _tree(below, macros) for step, below in branches.items()]
    alternatives = [*ways, *ends]
    return alternatives[0] if len(alternatives) == 1 else "(?:" + "|".join(alternatives) + ")"


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some literal words, the longest first, quick to fail on all others."""
    ordered = sorted(set(words), key=len, reverse=True)
    return (
        _tree([([re.escape(letter) for letter in word], "") for word in ordered], {}) if ordered else "(?!)"
    )


def _open(pattern: str, macros: Macros) -> Iterator[str]:
    """The pattern once for each alternative that it begins with, so that it begins with letters."""
    leading = _MACRO.match(pattern)
    if leading and leading[1] in macros:
        for alternative in macros[leading[1]]:
            yield from _open(alternative + pattern[leading.end() :], macros)
        return
    group = _ALTERNATIVES.match(pattern)
    if group:
        for alternative in group[1].split("|"):
            yield from _open(alternative + pattern[group.end() :], macros)
        return
    yield pattern
