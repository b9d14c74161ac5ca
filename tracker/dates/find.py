"""Find the date wordings of a text.

Most sentences name no date: a cheap scan for words that do comes first, and only what lies around
such a word is cut into tokens and read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.grammar import DONE, read
from tracker.dates.lexicon import Lexicon, lexicon_for
from tracker.dates.normalise import APOSTROPHES, DASHES, evened
from tracker.dates.periods import Frame
from tracker.dates.sentence import Sentence
from tracker.dates.settle import Settled, settled
from tracker.dates.tense import Verbs
from tracker.dates.tokens import tokens_of
from tracker.dates.window import FoundWindow

# A sentence ends at a full stop before a capital, at a blank line, and before the mark of a list.
# The marks that may end one stand first, so that the search leaps from one to the next.
_SENTENCE_ENDS = re.compile(
    r"[.!?;…\n](?:"
    r"(?<!\n)[\"'’»)\]]*+\s++(?=[\"«“(\[]*+[A-ZÀ-ÖØ-Þ])"
    r"|(?<=\n)(?:[ \t]*+\n\s*+|(?=[ \t]*+[•▪◦‣*-]))"
    r")"
)
_WORD = re.compile(r"[^\W_]+")
_AFTER_FIGURES = ":"  # words that begin with a figure come before it
_FIGURES = re.compile(r"[0-9](?:[-/._][0-9]|q[1-4]|(?<=[elu]\s[0-9]))")
"""Figures that tell of a date without a word that does: 15/03, "le 15"."""
_BETWEEN_WORDS = re.compile(rf"[{APOSTROPHES}{DASHES}'\-.,;:()«»“”\"/!?\[\]]")


def find_windows(
    text: str, *, reference: date, language: str, conventions: Conventions = DEFAULT, ahead: bool = False
) -> list[FoundWindow]:
    """The date wordings of `text`, in reading order, none overlapping another.

    `reference` is the day of the report, on which "in March" or "next week" hang. `language` is an
    RFC 5646 tag, French or English; another is read as French. `ahead` tells that the text goes on from
    words that put it in the future, as "in May, with the money raised" does after "has promised to pay".
    """
    lexicon = lexicon_for(language)
    frame = Frame(reference, conventions)
    even = evened(text, lexicon.kept_hyphens)
    lower = even.text.lower()
    scanned = _BETWEEN_WORDS.sub(" ", lower)
    found: list[FoundWindow] = []
    for start, end in _sentences(even.text, lower, lexicon):
        if lexicon.telling.isdisjoint(scanned[start:end].split()) and not _FIGURES.search(lower, start, end):
            continue
        for first, last, value in _settled_in(
            even.text[start:end], lexicon, frame, ahead=ahead and start == 0
        ):
            at, until = even.span(start + first, start + last)
            found.append(FoundWindow(text[at:until], at, until, *value))
    return found


def _settled_in(
    written: str, lexicon: Lexicon, frame: Frame, *, ahead: bool
) -> Iterator[tuple[int, int, Settled]]:
    """What the wordings of a sentence say, with the place of each, in reading order."""
    sentence = Sentence.of(written, lexicon, frame)
    verbs = Verbs(written, lexicon, ahead)
    last = 0
    for start, end in _stretches(sentence):
        for token in read(tokens_of(sentence, start, end), sentence):
            if token.code == DONE:
                value = settled(token, sentence, verbs, last)
                last = token.end
                if value is not None:
                    yield token.start, token.end, value


def _stretches(sentence: Sentence) -> list[tuple[int, int]]:
    """Where a sentence may hold a date: each run of known words around one that tells of a date.

    A word more on either side is taken along: it shows what the figures count, or that a month is
    somebody's name.
    """
    lower, telling, known = sentence.lower, sentence.lexicon.telling, sentence.lexicon.known
    words = list(_WORD.finditer(lower))
    spelt = [word[0] for word in words]
    tell = [
        at
        for at, word in enumerate(spelt)
        if word in telling or (word < _AFTER_FIGURES and _tells(lower, words[at]))
    ]
    runs: list[list[int]] = []
    done = -1
    for at in tell:
        if at <= done:
            continue
        first = last = at
        while first > done + 1 and (spelt[first - 1] in known or spelt[first - 1][0].isdigit()):
            first -= 1
        while last + 1 < len(words) and (spelt[last + 1] in known or spelt[last + 1][0].isdigit()):
            last += 1
        done = last
        first, last = max(first - 1, 0), min(last + 1, len(words) - 1)
        if runs and first <= runs[-1][1] + 1:
            runs[-1][1] = last
        else:
            runs.append([first, last])
    return [
        (
            words[first - 1].end() if first else 0,
            words[last + 1].start() if last + 1 < len(words) else len(lower),
        )
        for first, last in runs
    ]


def _tells(lower: str, figures: re.Match[str]) -> bool:
    return _FIGURES.search(lower, figures.start(), figures.end() + 2) is not None


def _sentences(text: str, lower: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; the full stop belongs to it."""
    start = 0
    for match in _SENTENCE_ENDS.finditer(text):
        at = match.start()
        if text[at] == "." and _abbreviated(lower, at, lexicon):
            continue
        yield start, at + 1
        start = match.end()
    yield start, len(text)


def _abbreviated(lower: str, dot: int, lexicon: Lexicon) -> bool:
    """True if the full stop at `dot` belongs to a short word, as in "Sept." or "M."."""
    first = dot
    while first and dot - first < 6 and lower[first - 1].isalpha():
        first -= 1
    return lower[first:dot] in lexicon.abbreviations
