"""The parties that a passage names, by the names that stand in its document and in the register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from tracker.proposals.folding import bare, fold, fold_name
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.names import Mention, NameKind, mentions

SHARED_STEM = 4
"""Letters that a demonym ("namurois") and its place have in common, at least."""

_WITHIN = re.compile(r"[\w,;'’-] ?$")  # what precedes a capital within a sentence
_WORD = re.compile(r"[^\W_]+")
_LIST = re.compile(r",? (?:et|and) [A-ZÀ-Þ]|, [A-ZÀ-Þ]")


class KnownParty(Protocol):
    """A party of the register, under any of its names."""

    @property
    def name(self) -> str: ...

    @property
    def aliases(self) -> tuple[str, ...]: ...


class NamedParty(NamedTuple):
    """A party at the characters `start` to `end` (exclusive) of a passage."""

    name: str
    start: int
    end: int
    kind: NameKind
    located: bool = False  # only said as a place: "à Dakar"

    def starting_at(self, start: int) -> NamedParty:
        """The party without what stands before `start`; its name is empty when nothing is left."""
        return self._replace(name=self.name[start - self.start :], start=start)

    def ending_at(self, end: int) -> NamedParty:
        """The party without what stands from `end` on."""
        return self._replace(name=self.name[: end - self.start].strip(), end=end)


@dataclass(frozen=True, slots=True)
class Directory:
    """The bodies of one document, and whose document it is. Keys and sets hold folded names."""

    lexicon: Lexicon
    own: str | None
    by_head: Mapping[str, tuple[str, ...]]  # noun → full names, our own first, then the most frequent
    cities: Mapping[str, str]  # place → the body that stands for it
    places: Mapping[str, tuple[str, ...]]  # the first bare letters of a place → the places that begin so
    located: frozenset[str]  # said as places: "à Dakar"
    certain: frozenset[str]  # capitals within a sentence, never in lower case
    people: frozenset[str]  # those who attended, or who bear a title ("Mme Roy")
    foremost: tuple[str, ...]  # the two bodies, or places, that the document's opening names
    joint: tuple[str, ...]  # the two bodies whose common paper it is
    author: str | None  # who writes in the first person: "From: …"
    known: re.Pattern[str] | None
    known_names: Mapping[str, str]

    def named(self, text: str, folded: str | None = None) -> list[NamedParty]:
        """The parties in `text`, in order; those of the register are recognised first.

        `folded` is the folded form of `text`, where it is at hand.
        """
        folded = fold(text) if folded is None else folded
        found = self._registered(folded)
        taken = [(p.start, p.end) for p in found]
        for mention in mentions(text, folded, self.lexicon):
            if any(mention.start < end and start < mention.end for start, end in taken):
                continue
            before = folded[max(0, mention.start - 12) : mention.start]
            name = self._resolve(mention, before, text, folded)
            if name:
                located = self.lexicon.parties["locative"].search(before) is not None
                found.append(NamedParty(name, mention.start, mention.end, mention.kind, located))
        found.extend(self._demonyms(folded))
        return sorted(found, key=lambda p: p.start)

    def is_own(self, name: str) -> bool:
        """Whether the name is our own body's, or that of one of its organs ("Conseil municipal")."""
        first, *others = name.split()
        organ = fold_name(first) in self.lexicon.words["organs"] and not any(w[0].isupper() for w in others)
        return organ or (self.own is not None and (same_name(name, self.own) or is_short_for(name, self.own)))

    def is_other_body(self, name: str) -> bool:
        """Whether the name is that of a body, and not of our own."""
        return not self.is_own(name) and any(p.kind is not NameKind.NAME for p in self.named(name))

    def is_place(self, party: NamedParty) -> bool:
        """Whether the party is a city, or a name that the document uses as a place."""
        city = party.kind is NameKind.OFFICE or party.name in self.cities.values()
        return city or fold_name(party.name) in self.located

    def pair(self, noun: str) -> tuple[str, ...]:
        """The two bodies that "les deux villes" stands for: those of that noun, else the two foremost."""
        alike = self.by_head.get(noun.removesuffix("s"), ())
        return alike if len(alike) == 2 else self.foremost

    def _registered(self, folded: str) -> list[NamedParty]:
        if self.known is None:
            return []
        return [
            NamedParty(self.known_names[m[0]], m.start(), m.end(), NameKind.BODY)
            for m in self.known.finditer(folded)
        ]

    def _resolve(self, mention: Mention, before: str, text: str, folded: str) -> str | None:
        if mention.kind is NameKind.OFFICE:
            return self.cities.get(fold_name(mention.name)) or city_named(mention.name, self.lexicon)
        if mention.kind is NameKind.BODY:
            return self._body(mention, before, folded)
        name = fold_name(mention.name)
        if name in self.cities:
            return self.cities[name]
        if name in self.lexicon.words["nobodies"]:
            return None
        sure = " " in mention.name or mention.name.isupper() or name in self.certain
        listed = name not in self.lexicon.words["starters"] and _LIST.match(text, mention.end)
        return mention.name if sure or listed or is_within(before) else None

    def _body(self, mention: Mention, before: str, folded: str) -> str | None:
        """A noun alone is the only body of that noun that has a name; somebody else's remains unnamed."""
        if mention.proper:
            return mention.name[0].upper() + mention.name[1:]
        parties = self.lexicon.parties
        if parties["others"].search(before) or parties["others_after"].match(folded, mention.end):
            return None
        full = self.by_head.get(mention.head, ())
        return full[0] if full else mention.name

    def _demonyms(self, folded: str) -> list[NamedParty]:
        found = []
        for match in self.lexicon.parties["demonym"].finditer(folded):
            place = self._place_of(bare(match[0][: match.start("suffix") - match.start()]))
            if place:
                name = self.cities.get(fold_name(place), place)
                found.append(NamedParty(name, match.start(), match.end(), NameKind.NAME))
        return found

    def _place_of(self, stem: str) -> str | None:
        """The place whose name begins like `stem`: "namur" is Namur, "bordel" Bordeaux."""
        for place in self.places.get(stem[:SHARED_STEM], ()):
            name = bare(fold_name(place))
            if _common_prefix(name, stem) >= max(SHARED_STEM, len(stem) - 1, len(name) - 3):
                return place
        return None


def is_within(before: str) -> bool:
    """Whether a capital after `before` stands within a sentence, and so is a name."""
    return _WITHIN.search(before) is not None


def city_named(name: str, lexicon: Lexicon) -> str:
    """The body that stands for a city: "Ville de Namur", "Ville d'Arlon"."""
    form = "city_vowel" if bare(fold_name(name[:1])) in "aeiouyh" else "city"
    return lexicon.forms[form].format(name=name)


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two names stand for the same body: all words of the shorter are in the longer."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


def is_short_for(acronym: str, name: str) -> bool:
    """Whether an acronym is made of the initials of a name: "CCL", "Chambre de commerce du Littoral"."""
    if not acronym.isupper() or len(acronym) < _ACRONYM:
        return False
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", fold_name(name)) if word not in _SMALL)
    return initials == fold(acronym)


_ACRONYM = 3  # letters at least
_SMALL = frozenset({"de", "la", "le", "les", "l", "du", "des", "d", "et", "the", "of", "and", "for"})


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(name))) - _SMALL


def _common_prefix(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
