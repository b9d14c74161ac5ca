"""Blocks cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.documents import Block, Document
from tracker.proposals.lexicon import Lexicon

LONGEST = 1200
"""Characters: a longer "sentence", as of a hostile file, is cut, so that reading stays linear."""

# The mark stands first, so that the search leaps from one to the next.
_END = re.compile(
    r"[.!?…](?:[.!?…]*(?:[\"'’”)\]]| ?»)*(?=\s+[\"'’«“(\[–—>-]*\s?[^\W_a-zà-öø-ÿ])"
    r"|[.!?…]{0,2}[»”]?\s*(?=[•▪►➢]))"
)
_BULLET = re.compile(
    r"[\s•◦‒–—▪■●○·*►➢➤→✓✔⇒=>-]*"
    r"(?:(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)°]|[a-zA-Z]\)|\(\d{1,2}\)|[ivxIVX]{1,4}[.)])\s+)?"
    r"(?:\[ ?\]\s*)?"
    # what the item is called by: "D7.", "21/04**", "2.1", "Action 2.**"
    r"(?:(?:[A-Z]{1,4}[- ]?\d{1,3}[.:)]\*{0,2}|\d{1,3}[/.-]\d{1,3}\*\*|(?<=\*)[A-ZÀ-Þ][^*.:\n]{1,40}[.:]\*\*"
    r"|\d{1,2}\.\d{1,2}(?=\s+[A-ZÀ-Þ]))\s+)?"
)
_ITEM_END = re.compile(r";|,(?= [A-ZÀ-Þ]{5,}E(?:NT)? [a-zà-ÿ])")  # "… après en avoir délibéré, AUTORISE le …"
_WORD_AHEAD = re.compile(r"\s+[A-ZÀ-Þ]")
_LABEL = 24  # characters before a full stop in which what a letter names stands: "building C."
_LAST_WORD = re.compile(r"([\w°.’'-]+)\.$")
_ELISION = re.compile(r"^(?:\w|qu)['’]")
_INITIALS = re.compile(r"(?:^|[^\w])(?:[A-ZÀ-Þ]\.-?)+$")
_NUMBERED = re.compile(r"^\s*\d{1,3}(?:\.\d{1,3}){0,3}\.$")


class Sentence(NamedTuple):
    """Characters `start` to `end` (exclusive) of a document's text, without bullet and outer blanks."""

    start: int
    end: int
    text: str
    block: Block


def sentences(document: Document, block: Block, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of `block`, in order; never empty."""
    text = document.text
    for start, end in _spans(text[block.start : block.end], lexicon):
        begin, stop = block.start + start, block.start + end
        bullet = _BULLET.match(text, begin, stop)
        begin = bullet.end() if bullet else begin
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        if stop > begin:
            yield Sentence(begin, stop, text[begin:stop], block)


def items(sentence: Sentence) -> Iterator[Sentence]:
    """The parts of a sentence between its semicolons and its verbs in capitals, in order; never empty."""
    start = 0
    for mark in [*_ITEM_END.finditer(sentence.text), None]:
        words = sentence.text[start : mark.start() if mark else None]
        text = words.strip()
        begin = sentence.start + start + len(words) - len(words.lstrip())
        if text:
            yield Sentence(begin, begin + len(text), text, sentence.block)
        start = mark.end() if mark else start


def _spans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    every, closing = lexicon.words["abbreviations"], lexicon.words["closing_abbreviations"]
    inner = every - closing
    start = 0
    for end in _END.finditer(text):
        stop = end.end()
        if (
            text[end.start()] == "."
            and end.start() > start
            and not lexicon.clauses["lettered"].search(text[max(start, end.start() - _LABEL) : end.start()])
            and _goes_on(text[start : end.start() + 1], inner if _WORD_AHEAD.match(text, stop) else every)
        ):
            continue
        yield from _pieces(text, start, stop)
        start = stop
    yield from _pieces(text, start, len(text))


def _goes_on(head: str, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at the end of `head` belongs to an abbreviation, an initial or a number."""
    tail = head[-24:]
    if _INITIALS.search(tail) or _NUMBERED.match(head[:24]):
        return True
    word = _LAST_WORD.search(tail)
    return word is not None and _ELISION.sub("", word[1].lower()).rstrip(".") in abbreviations


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) + 1 for mark in ("; ", ", ", " "))
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end
