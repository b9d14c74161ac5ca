"""Putting the parts of a line-broken text together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from tracker.reading.layout.lines import Line
from tracker.reading.lexicon import words

_WHOLE = 5  # letters of a first half that is a word of its own and no mere syllable
_LONGEST = 80  # characters of a word with its hyphens

SOFT = "\u00ad"
"""The soft hyphen: there only because the line was full."""

_HYPHENS = "-\u2010\u00ad"
_TELLING = _HYPHENS + "’'"  # what a line ends with that may go on without a blank
_BROKEN = re.compile(r"(\w[\w’'-]*)[-\u2010]$")
_HEAD = re.compile(r"\w+")
_COMPOUND = re.compile(r"\b\w+(?:-\w+)+")
_ELISION = r"(?:^|[^\w])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|aujourd)[’']$"
_ELIDED = re.compile(_ELISION, re.IGNORECASE)


class Joiner:
    """Tells how a line goes on in the next, from the words that stand whole elsewhere in the text."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines
        self._known: tuple[dict[str, int], set[str]] | None = None

    def seam(self, above: str, below: str) -> tuple[int, str]:
        """How `below` goes on from `above`: characters to cut from the end of `above`, what comes between."""
        last = above[-1:]
        if last not in _TELLING:
            return 0, " "
        if last == SOFT and below[:1].isalpha():
            return 1, ""
        if (
            last in "-\u2010"
            and (broken := _BROKEN.search(_last_chunk(above)))
            and (head := _HEAD.match(below))
        ):
            if below[head.end() : head.end() + 1] == "-":  # c’est-à-dire, va-et-vient
                return 1, "-"
            if head[0].lower() in words("hyphen-suspended"):
                return 0, " "
            return 1, "-" if self._keeps(broken[1], head[0]) else ""
        if last in "’'" and _ELIDED.search(above[-_LONGEST:]):
            return 0, ""
        return 0, " "

    def whole(self, text: str) -> str:
        """`text`, with its line feeds, as one line."""
        first, *rest = text.split("\n")
        for below in rest:
            cut, between = self.seam(first, below)
            first = first[: len(first) - cut] + between + below
        return first

    def _keeps(self, left: str, right: str) -> bool:
        """Whether the hyphen between the two halves is spelling: Rochebelle-Centre, 2031-2036."""
        capitals = left.isupper() and right.isupper()
        if not left[-1].isalpha() or not (right[0].islower() or capitals):
            return True
        stem, right = re.split(r"[’']", left.lower())[-1], right.lower()
        simple, compounds = self._seen()
        if simple.get(stem + right, 0) > 0:
            return False
        if "-" in stem or f"{stem}-{right}" in compounds:
            return True
        both = simple.get(stem, 0) > 0 and simple.get(right, 0) > 0  # words elsewhere
        if both and len(stem) >= _WHOLE:
            return True
        return stem in words("hyphen-first") or right in words("hyphen-last")

    def _seen(self) -> tuple[dict[str, int], set[str]]:
        """How often each word stands whole in the text, and its compounds; each chunk is cut once."""
        if self._known is None:
            texts = [line.text for line in self._lines]
            simple: dict[str, int] = {}
            compounds: set[str] = set()
            for chunk, count in Counter("\n".join(texts).split()).items():
                chunk = chunk.lower()
                for word in (chunk,) if chunk.isalpha() else _HEAD.findall(chunk):
                    simple[word] = simple.get(word, 0) + count
                if "-" in chunk:
                    compounds.update(_COMPOUND.findall(chunk))
            for above, below in pairwise(texts):
                if above[-1] in _HYPHENS:  # the halves of a cut word are no words
                    halves = _HEAD.findall(_last_chunk(above).lower())[-1:]
                    if right := _HEAD.search(below[:_LONGEST].lower()):
                        halves.append(right[0])
                    for half in halves:
                        simple[half] = simple.get(half, 0) - 1
            self._known = simple, compounds
        return self._known


def _last_chunk(text: str) -> str:
    """What stands behind the last blank."""
    return text[-_LONGEST:].rpartition(" ")[2]
