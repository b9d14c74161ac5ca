"""The names of a document, gathered once, and whose document it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.documents import Block, BlockKind, Document
from tracker.proposals.folding import bare, fold, fold_name
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.names import Mention, NameKind, mentions, titled
from tracker.proposals.parties import SHARED_STEM, Directory, KnownParty, city_named, is_within, same_name
from tracker.proposals.sections import reads_like_a_heading

_OPENING = 6  # blocks in which a report names the body it comes from
_FIRST = 2  # characters before the name that a document begins with
_HEADING_WEIGHT = 5  # mentions that one in the opening's headings counts for, and more the higher it stands
_TITLES = 3  # blocks in which a title stands
_LINE = 120  # characters of a line that says what the paper is
_OFTEN = 2  # mentions that make a body the report's own when its opening names none
_APART = ("–", "—", "-", "|")  # "Town Council – Budget Committee": the committee's report


def is_titled(document: Document, words: re.Pattern[str]) -> bool:
    """Whether the title holds the words: "Portrait d'un partenaire", "Notes de visite"."""
    titles = (b for b in document.blocks[:_TITLES] if b.kind is BlockKind.HEADING or b is document.blocks[0])
    return any(
        b.end - b.start <= _LINE and words.search(fold(document.text[b.start : b.end])) for b in titles
    )


def directory_of(
    document: Document,
    folded: str,
    lexicon: Lexicon,
    own_body: str | None,
    known_parties: Sequence[KnownParty],
) -> Directory:
    """The directory of a document, whose text is `folded` when folded; the rest as for `propose`."""
    gathered = _Gathering(lexicon)
    for number, block in enumerate(document.blocks):
        line = document.text[block.start : block.end]
        gathered.read(line, folded[block.start : block.end], block, number)
    return gathered.directory(document, own_body, known_parties)


@dataclass(slots=True)
class _Gathering:
    lexicon: Lexicon
    bodies: Counter[str] = field(default_factory=Counter)
    weights: Counter[str] = field(default_factory=Counter)  # of bodies, for whose report it is
    titular: set[str] = field(default_factory=set)
    heads: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    cities: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    spelling: dict[str, str] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    located: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)  # capitals in the opening's headings
    paired: tuple[str, ...] = ()  # two bodies that a line of the opening joins
    author: str | None = None

    def read(self, line: str, folded: str, block: Block, number: int) -> None:
        text = titled(line, self.lexicon)  # folded alike: only its capitals change
        opens = number < _OPENING and (block.kind is BlockKind.HEADING or reads_like_a_heading(text))
        written = self.lexicon.parties["author"].match(text)
        self.author = written["who"].strip() if written and self.author is None else self.author
        listed = self.lexicon.against["attendance"].match(folded) is not None
        proper: list[Mention] = []
        for mention in mentions(text, folded, self.lexicon, title=opens):
            heads = opens or (number == 0 and mention.start <= _FIRST)
            before = folded[max(0, mention.start - 12) : mention.start]
            if mention.kind is NameKind.NAME:
                self._name(mention, before, listed)
                self.names[mention.name] += 1 + opens
            elif mention.kind is NameKind.OFFICE or mention.proper:
                proper.append(mention)
                aside = text.startswith("(") or self.lexicon.sections["portrait"].search(folded)
                weight = _HEADING_WEIGHT * (_OPENING - number) if heads and not aside else 0
                self._body(mention, weight, apart=before.rstrip().endswith(_APART))

        if opens and len(proper) == 2 and not self.paired:
            one, other = proper
            if self.lexicon.parties["paired"].fullmatch(folded, one.end, other.start):
                self.paired = (one.name, other.name)

    def _name(self, mention: Mention, before: str, listed: bool) -> None:
        folded = fold_name(mention.name)
        if listed or self.lexicon.parties["honorific"].search(before):
            self.people.add(folded)
        if listed:
            self.people.add(folded.split()[0])  # who is called by the first name in what follows
        if is_within(before) and folded not in self.lexicon.words["nobodies"]:
            self.certain.add(folded)
            self.places.add(mention.name)
        if self.lexicon.parties["locative"].search(before):
            self.located.add(folded)

    def _body(self, mention: Mention, weight: int, apart: bool) -> None:
        if mention.kind is NameKind.OFFICE:
            name = city_named(mention.name, self.lexicon)
            head = fold_name(name.split()[0])
        else:
            name, head = mention.name[0].upper() + mention.name[1:], mention.head
        name = self.spelling.setdefault(fold_name(name), name)
        self.bodies[name] += 1
        self.weights[name] += 1
        if head in self.lexicon.words["divisions"]:
            weight //= 2  # "Office of Global Affairs" above "University of Ghent": the university's
        if weight and head not in self.lexicon.words["headers"]:
            self.weights[name] += weight + apart
            self.titular.add(name)
        self.heads[head].append(name)
        place = self.lexicon.parties["place_in_name"].search(name)
        if place:
            self.places.add(place["place"])
            if head in self.lexicon.words["city_offices"]:
                self.cities.setdefault(fold_name(place["place"]), name)

    def directory(
        self, document: Document, own_body: str | None, known_parties: Sequence[KnownParty]
    ) -> Directory:
        ordered = self.weights.most_common()
        own = own_body or self._by_title(document)
        often = next((name for name, weight in ordered[:1] if weight >= _OFTEN), None)
        own = own or (often if self.author is None or often in self.titular else None)
        foremost = self._foremost()
        known = {fold(a): p.name for p in known_parties for a in (p.name, *p.aliases) if a.strip()}
        return Directory(
            lexicon=self.lexicon,
            own=own,
            by_head={head: self._ranked(names, own) for head, names in self.heads.items()},
            cities=self.cities,
            places=_by_first_letters(sorted(self.places)),
            located=frozenset(self.located),
            certain=frozenset(self.certain.difference(_ORDINARY.findall(document.text))),
            people=frozenset(self.people),
            foremost=foremost,
            joint=self._joint(document, foremost),
            author=self.author,
            known=_any_of(known),
            known_names=known,
        )

    def _by_title(self, document: Document) -> str | None:
        """The body that the first line is the name of, by its legal form or as "friends of"."""
        first = document.blocks[0] if document.blocks else None
        if first is None or first.kind is not BlockKind.HEADING:
            return None
        line = titled(document.text[first.start : first.end], self.lexicon)
        found = self.lexicon.parties["letterhead"].match(line)
        return next(filter(None, found.groups())).strip(" -–—«»“”'\"") if found else None

    def _joint(self, document: Document, foremost: tuple[str, ...]) -> tuple[str, ...]:
        """The two bodies whose agreement or statement the opening calls the paper."""
        lines = (
            document.text[b.start : b.end] for b in document.blocks[:_OPENING] if b.end - b.start <= _LINE
        )
        common = any(self.lexicon.sections["joint"].search(fold(line)) for line in lines)
        pair = self.paired or foremost
        return pair if common and len(pair) == 2 else ()

    def _foremost(self) -> tuple[str, ...]:
        """Two bodies of the opening's headings, without their organs; places where these name no second."""
        organs, nobodies = self.lexicon.words["organs"], self.lexicon.words["nobodies"]
        ordered = [name for name, _ in self.weights.most_common() if name in self.titular]
        bodies = [name for name in ordered if organs.isdisjoint(fold_name(name).split())] or ordered
        often = [name for name, times in self.names.most_common() if times > _OFTEN]
        named = [name for name in often if fold_name(name) not in nobodies | self.people]
        places = [n for n in named if n in self.places and not any(n in body for body in bodies)]
        first = [*bodies, *places]
        return tuple([*first[:1], *(n for n in first[1:] if not same_name(n, first[0]))][:2])

    def _ranked(self, names: Iterable[str], own: str | None) -> tuple[str, ...]:
        return tuple(sorted(set(names), key=lambda name: (name != own, -self.bodies[name], name)))


_ORDINARY = re.compile(r"\b(?<!-)[a-zà-ÿ]\w+")


def _by_first_letters(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    places: dict[str, tuple[str, ...]] = {}
    for name in names:
        if " " not in name and len(name) >= SHARED_STEM:
            first = bare(fold_name(name))[:SHARED_STEM]
            places[first] = (*places.get(first, ()), name)
    return places


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)") if longest_first else None
