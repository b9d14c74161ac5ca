"""The wordings in a text that speak for a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.proposals.lexicon import Family, Lexicon
from tracker.proposals.verbs import future_stem, infinitive_of_future

_MODALS = frozenset({"devoir", "pouvoir", "falloir", "vouloir"})  # they have families of their own
_QUOTE = re.compile('[«“"]')
_INFINITIVES = ("due", "scheduled")  # families whose wordings look like a place after "à"
_SAID = 160  # characters before a verb in which what it tells was said
_REACH = 90  # characters after "sera" in which its participle stands


class Cue(NamedTuple):
    """A wording of promise at the characters `start` to `end` (exclusive) of the text.

    `verb` is the infinitive of a future, or empty. `passive` is true when what comes before the
    cue undergoes the act ("sera signée").
    """

    family: Family
    start: int
    end: int
    verb: str = ""
    passive: bool = False


def find_cues(text: str, folded: str, lexicon: Lexicon) -> list[Cue]:
    """Every cue of a text, in order and without overlap."""
    found = []
    plain = lexicon.without_adverbs(folded)
    for name, start, end in lexicon.cues.find(plain):
        family = lexicon.family[name]
        if not (name in _INFINITIVES and _holds_a_name(text[start:end])):
            passive = lexicon.verbs["passive"].search(folded[start:end]) is not None
            passive = passive or (
                name == "present" and lexicon.verbs["undergone"].match(folded, start) is not None
            )
            found.append(Cue(family, start, end, passive=passive))
    found.extend(cue for cue in _futures(text, plain, lexicon) if not _is_name(text, cue))
    found.extend(_conditionals(plain, lexicon))
    titles = [m.span() for m in lexicon.clauses["title"].finditer(folded)] if _QUOTE.search(folded) else []
    return in_order([c for c in found if not any(start <= c.start < end for start, end in titles)])


def in_order(cues: list[Cue]) -> list[Cue]:
    """Without overlap: the cue that begins first stays, then the longest."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept


def _holds_a_name(words: str) -> bool:
    """Whether what looks like an infinitive is a place: "à Montclair le 3"."""
    return not words.isupper() and any(word[0].isupper() for word in words.split()[1:])


def _is_name(text: str, cue: Cue) -> bool:
    """A verb has no capital within a French sentence, unless the whole line is in capitals."""
    return text[cue.start].isupper() and not text[cue.start + 1].isupper()


def _conditionals(folded: str, lexicon: Lexicon) -> Iterator[Cue]:
    """ "If the vote is won, a team would come before the snow": possible, where it has a day to come.

    Where somebody is said to have said it ("they stated that works would begin on 3 May") it is a future.
    """
    agentive, tasks = lexicon.words["agentive"], lexicon.words["tasks"]
    for ending in lexicon.future["would"].finditer(folded):
        start = _start_of_word(folded, ending.start())
        word = f"{folded[start : ending.start() + 1]}a"
        stem = future_stem(word, lexicon)
        verb = infinitive_of_future(stem, lexicon) if stem else ""
        told = lexicon.clauses["told"].search(folded, max(0, start - _SAID), start) is not None
        family = lexicon.family["told" if told else "possible"]
        if lexicon.future["being"].fullmatch(word):  # "the square would be paved in April"
            if not lexicon.future["hearsay"].search(folded, max(0, start - _SAID), start):
                yield from _being(folded, folded, start, ending.end(), family, lexicon)
        elif (told and verb and verb not in _MODALS) or verb in agentive or verb in tasks:
            yield Cue(family, start, ending.end(), verb)


def _futures(text: str, folded: str, lexicon: Lexicon) -> Iterator[Cue]:
    family, future = lexicon.family["future"], lexicon.future
    for ending in future["ending"].finditer(folded):
        start, end = _start_of_word(folded, ending.start()), ending.end()
        word = folded[start:end]
        if future["being"].fullmatch(word):
            yield from _being(text, folded, start, end, family, lexicon)
        elif future["having"].fullmatch(word):
            event = future["events"].match(folded, end, end + _REACH)
            if event:
                yield Cue(family, start, event.end())
        else:
            stem = future_stem(word, lexicon)
            verb = infinitive_of_future(stem, lexicon) if stem else ""
            if verb and verb not in _MODALS:
                yield Cue(family, start, end, verb)


def _start_of_word(text: str, at: int) -> int:
    while at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at -= 1
    return at


def _being(text: str, folded: str, start: int, end: int, family: Family, lexicon: Lexicon) -> Iterator[Cue]:
    """A passive ("sera signée") or a presence ("sera à Namur"); any other "sera" tells of a state."""
    participle = lexicon.future["participle"].match(folded, end, end + _REACH)
    if participle and not lexicon.verbs["stative_participles"].match(folded, participle.start("word")):
        yield Cue(family, start, participle.end(), passive=True)
        return
    place = lexicon.future["places"].match(folded, end, end + _REACH)
    place = place or lexicon.future["town"].match(text, end, end + _REACH)
    if place:
        yield Cue(family, start, place.end())
