"""Names of bodies, places and people as they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tracker.proposals.folding import fold, fold_name
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.patterns import one_of

LISTED = re.compile(r"\s*(?:[,;/&+]|\bet\b|\band\b)\s*")
"""What stands between the names of a list: "Ana, Luc & Mme Roy"."""


class NameKind(StrEnum):
    BODY = "body"  # a noun of organisation, with or without a name: "Ville de Québec", "le comité"
    OFFICE = "office"  # an office that stands for its city: "le maire de Québec"
    NAME = "name"  # capitals only: a place, a company, an acronym, a person


class Mention(NamedTuple):
    """A name at the characters `start` to `end` (exclusive) of a text; `head` is its folded noun."""

    kind: NameKind
    start: int
    end: int
    name: str
    head: str = ""

    @property
    def proper(self) -> bool:
        """False for a noun without a name of its own: "le comité"."""
        return len(self.name.split()) > 1


_ELISION = r"[LDJNSMTC]['’]|Qu['’]"
_UPPER = "[A-ZÀ-ÖØ-Þ]"
_CAPITAL = rf"(?!{_ELISION}){_UPPER}[\w&]*(?:['’‐‑-][\w&]+)*"
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(_UPPER)
_VOWEL = re.compile("[aeiouyàâéèêëîïôûùœ]")
_LONGEST_TITLE = 200
_BEFORE = 12  # characters in which a determiner stands
_MOSTLY = 0.7  # share of capitals in a line that is set in capitals


def mentions(text: str, folded: str, lexicon: Lexicon, *, title: bool = False) -> Iterator[Mention]:
    """Every name in `text`, of which `folded` is the folded form, in order and without overlap.

    In a `title`, which has no verb, any noun beside a body's is part of its name: "Commission budget".
    """
    determined = lexicon.parties["determined"]
    for match in _pattern(lexicon, title).finditer(text):
        start, end = match.span()
        if match.lastgroup == "of":
            yield Mention(NameKind.OFFICE, start, end, match["of"], fold_name(match["office"]))
        elif match.lastgroup == "body":
            before = folded[max(0, start - _BEFORE) : start]
            if match[0][0].isupper() or determined.search(before):
                name = _trimmed(match[0], lexicon)
                yield Mention(NameKind.BODY, start, start + len(name), name, fold_name(match["head"]))
        elif end - start > 1:
            kind, name, head = _named(match[0], lexicon)
            yield Mention(kind, start, start + len(name), name, head)


@lru_cache(maxsize=4096)
def _trimmed(name: str, lexicon: Lexicon) -> str:
    """A body's name without the name of its document: "MRC de Portneuf Procès-verbal"."""
    while " " in name:
        rest, last = name.rsplit(" ", 1)
        joined = fold(rest).endswith(tuple(f" {linker}" for linker in lexicon.words["linkers"]))
        if joined or not last[0].isupper() or fold(last) not in lexicon.words["nobodies"]:
            break
        name = rest
    return name


@lru_cache(maxsize=4096)
def _named(name: str, lexicon: Lexicon) -> tuple[NameKind, str, str]:
    """A run of capitals; a body when one of its words says so, as in "Northmere Borough Council"."""
    while " " in name and fold(name.rsplit(" ", 1)[1]) in lexicon.words["nobodies"]:
        name = name.rsplit(" ", 1)[0]  # "Parish Council Minutes": the council's
    words = fold(name).split() if " " in name else []
    head = next((word for word in reversed(words[1:]) if word in lexicon.words["heads"]), "")
    kind = NameKind.BODY if head else NameKind.NAME
    return kind, name, head


@lru_cache(maxsize=4)
def _pattern(lexicon: Lexicon, title: bool) -> re.Pattern[str]:
    """One pattern for the three kinds of names: an office, a body, a run of capitals."""
    words, parties = lexicon.words, lexicon.parties
    city_before = parties["city_before"].pattern
    link = one_of(w if w.endswith("'") else f"{w} " for w in words["linkers"]).replace("'", "['’]")
    heads = one_of([*_cased(words["bodies"]), *map(str.capitalize, words["capital_bodies"])])
    offices = one_of(_cased(words["city_offices"]))
    small = one_of(words["bodies"] | words["city_offices"])
    openers = one_of(_cased(words["starters"] | words["honorifics"]))
    further = parties["adjective"].pattern
    adjective = parties["specialty"].pattern if title else further
    noun = rf"(?!{one_of(words['tasks_of_bodies'])}\b){parties['plain_noun'].pattern}"  # not what a body does
    complements = rf"(?: {link}{noun}(?: {adjective}){{0,2}}){{0,2}}"
    tail = rf"(?: {adjective})?(?: {further})?{complements}(?: {link}?{_CAPITAL}(?: {adjective})?){{0,6}}"
    return re.compile(
        rf"\b(?={_UPPER}|{small})"  # most words are none of these
        rf"(?:(?P<office>{offices}) {link}(?:{city_before})?(?P<of>{_CAPITAL}(?: {_CAPITAL})*)"
        rf"|(?P<body>(?P<head>{heads})(?![\w‐‑-]){tail})"
        rf"|(?P<name>(?={_UPPER})(?!{openers}\b){_CAPITAL}(?: {link}?{_CAPITAL}){{0,6}}))"
    )


def _cased(words: Iterable[str]) -> set[str]:
    """Each word as it is, with a capital, and all in capitals."""
    return {form for word in words for form in (word, word[0].upper() + word[1:], word.upper())}


def titled(line: str, lexicon: Lexicon) -> str:
    """A line set in capitals, with capitals only where a name has them; other lines as they are."""
    if len(line) > _LONGEST_TITLE:
        return line
    capitals = len(_CAPITALS.findall(line))
    more = islice(_LETTER.finditer(line), int(capitals / _MOSTLY), None)
    if next(more, None) is not None:
        return line
    small = lexicon.words["linking"]

    def cased(word: re.Match[str]) -> str:
        if word[0].lower() in small:
            return word[0].lower()
        return word[0].capitalize() if _VOWEL.search(word[0].lower()) else word[0]  # an acronym: "MRC"

    return _LETTERS.sub(cased, line)
