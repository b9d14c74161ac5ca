"""A language's words and patterns, read from lexicons/*.toml once, when first needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tracker.dates.normalise import fold
from tracker.dates.patterns import code, codes, compile_expressions, endings, raw_pattern
from tracker.dates.stages import Stage

STAGES = ("often", "recurring", "delays", "years", "periods", "parts", "runs", "bounds", "cues")
# Classes whose words alone make a sentence worth reading; the others only stand beside them.
_TELLING = re.compile(
    r"MONTH|MONTH_SHORT|DELAY|SEM|SEPT|MAR|WEEKDAYS?|SEASONS?|U_\w+|DAYWORD|FISCAL|SCHOOL|FEAST\w*|SPELL\w*"
    r"|OPEN|FREQ|ENDOF|NEW_YEAR|MILLE"
)
# Months, weekdays and seasons whose class depends on their capital.
_BY_CAPITAL = frozenset({"MONTH", "SEASON", "WEEKDAY", "WEEKDAYS", "SPELL_CAP", "FEAST_CAP"})
_ABBREVIATED = ("MONTH_SHORT", "WEEKDAY_SHORT", "MAR", "SEPT")


class Entry(NamedTuple):
    """What a word is: the code of its class, its value, and whether its capital matters."""

    code: str
    value: int | str | None
    by_capital: bool = False


Phrases = Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]]
"""Phrases by their first and second word: the words that follow, the longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are plain and small.

    `accented` gives, by plain word, the spelling whose accent makes it another word. `codes` are
    the classes of letters beside a figure (T1, W48). `telling` are the words, with and without
    accents, that make a sentence worth reading, and `known` those that a wording may hold. `raw`
    cuts a text into pieces; `stages` are the patterns of the grammar, and `needs` the classes
    without which a stage has nothing to do. `expressions` tell tenses, bodies and limits, `adjectives`
    one at the end of a text, its group called as a frequency. `no_date` is what people type
    for none.
    """

    code: str
    words: Mapping[str, Entry]
    phrases: Phrases
    accented: Mapping[str, tuple[str, Entry]]
    codes: Mapping[str, str]
    telling: frozenset[str]
    known: frozenset[str]
    raw: re.Pattern[str]
    stages: Mapping[str, Stage]
    needs: Mapping[str, frozenset[str]]
    expressions: Mapping[str, re.Pattern[str]]
    adjectives: re.Pattern[str]
    kept_hyphens: frozenset[str]
    abbreviations: frozenset[str]
    months_have_capitals: bool
    no_date: frozenset[str]


def lexicon_for(language: str) -> Lexicon:
    """The lexicon of an RFC 5646 tag, by its first part; French when it is unknown."""
    return _lexicon("en" if language[:2].lower() == "en" else "fr")


@cache
def _lexicon(language: str) -> Lexicon:
    data, common = _read(language), _read("common")
    macros = common["macros"] | data["macros"]
    raw = raw_pattern(data["ordinal_endings"], "".join(data["codes"]))
    words, phrases = _words(data["words"], raw)
    telling = _telling(data["words"], frozenset(data["frequent"])) | _telling_figures(data["codes"])
    return Lexicon(
        code=language,
        words=words,
        phrases=phrases,
        accented={
            fold(word): (word, Entry(code(name), value)) for name, word, value in _entries(data["accented"])
        },
        codes=data["codes"],
        telling=telling,
        known=telling | _parts(words, phrases) | set(data["ordinal_endings"]) | {"s"},
        raw=raw,
        stages={stage: Stage(data[stage], macros) for stage in STAGES},
        needs={stage: codes(*names) for stage, names in common["needs"].items()},
        expressions=compile_expressions(data["expressions"]),
        adjectives=endings(data["adjectives"]),
        kept_hyphens=frozenset(map(fold, data["kept_hyphens"])),
        abbreviations=frozenset(data["abbreviations"])
        | {word for word, entry in words.items() if entry.code in codes(*_ABBREVIATED)},
        months_have_capitals=data["months_have_capitals"],
        no_date=frozenset(map(fold, data["no_date"])),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tracker.dates").joinpath("lexicons", f"{name}.toml").read_text("utf-8"))


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, int | str | None]]:
    """(class, word, value) of every word: a class is a list of words, or lists by value."""
    for name, words in table.items():
        if isinstance(words, list):
            yield from ((name, word, None) for word in words)
        else:
            for key, listed in words.items():
                value = int(key) if key.lstrip("-").isdigit() else key
                yield from ((name, word, value) for word in listed)


def _words(table: Mapping[str, Any], raw: re.Pattern[str]) -> tuple[dict[str, Entry], Phrases]:
    """The words and the phrases. Raises ValueError when one stands in two classes."""
    spelt: dict[tuple[str, ...], Entry] = {}
    for name, word, value in _entries(table):
        entry = Entry(code(name), value, name in _BY_CAPITAL)
        for parts in _spellings(fold(word), raw):
            if spelt.setdefault(parts, entry) != entry:
                raise ValueError(f"{word!r} stands in two classes")
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
    for parts in sorted(spelt, key=len, reverse=True):
        if len(parts) > 1:
            first, second, *rest = parts
            phrases.setdefault(first, {}).setdefault(second, []).append((tuple(rest), spelt[parts]))
    return (
        {parts[0]: entry for parts, entry in spelt.items() if len(parts) == 1},
        {
            first: {second: tuple(rest) for second, rest in following.items()}
            for first, following in phrases.items()
        },
    )


def _spellings(word: str, raw: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """A word or phrase cut as a text is, with its hyphens and with blanks in their place."""
    parts = tuple(match.group() for match in raw.finditer(word))
    yield parts
    if "-" in parts[1:-1]:
        yield tuple(part for part in parts if part != "-")


def _parts(words: Iterable[str], phrases: Phrases) -> set[str]:
    """Every word of the words and phrases, as a text is scanned for them."""
    parts = set(words) | set(phrases)
    for following in phrases.values():
        for second, listed in following.items():
            parts.add(second)
            parts.update(word for rest, _ in listed for word in rest)
    return {part.rstrip("'") for part in parts}


def _telling(table: Mapping[str, Any], frequent: frozenset[str]) -> frozenset[str]:
    """The longest word of each telling phrase that is not frequent, with and without its accents."""
    found: set[str] = set()
    for name, word, _ in _entries(table):
        if _TELLING.fullmatch(name):
            parts = re.split(r"[\W_]+", word.lower())
            longest = max((part for part in parts if part not in frequent), key=len, default=word)
            found |= {longest, fold(longest)}
    return frozenset(found)


def _telling_figures(letters: Iterable[str]) -> frozenset[str]:
    """Years, and codes such as Q3, S48 or FY25."""
    years = [str(year) for year in range(1800, 2101)]
    return frozenset(
        (
            *years,
            *(f"{letter}{number}" for letter in letters for number in range(1, 54)),
            *(f"{number}{letter}" for letter in "qh" for number in range(1, 5)),
            *(f"fy{year}" for year in years),
            *(f"fy{number:02}" for number in range(100)),
        )
    )
