"""Typography undone: a plain copy of a text to match on, and the way back to what was written.

Accents, typographic apostrophes, dashes and blanks are made plain one for one, so that offsets
stay the same. What is not one for one (decomposed accents, ligatures, soft hyphens, words cut at
the end of a line) is rare; it is evened out first, and only then is a map of offsets kept.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
APOSTROPHES = "\u2018\u2019\u02bc\u02b9\u2032\u0060\u00b4\u201b"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SUPERSCRIPTS = dict(zip("ᵉʳˢᵗⁿᵈʰᵐªº", "erstndhmao", strict=True))
_FOOTNOTE_MARKS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_ACCENTS = "\u0300-\u036f"  # that stand after their letter
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_SPELT_OUT = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "İ": "I"}  # İ grows when made small

# What does not go one for one. Possessive, so that a long run of blanks is read once.
_ODD = re.compile(f"[{_ACCENTS}{_INVISIBLE}{''.join(_SPELT_OUT)}]")
_CUT = re.compile(r"[-\u2010\u2011][ \t]*+\r?\n[ \t]*+")
_UNEVEN = re.compile(f"[{_ACCENTS}]+|[{_INVISIBLE}{''.join(_SPELT_OUT)}]|{_CUT.pattern}")


def _table() -> Mapping[str, str]:
    letters = (chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    bases = ((letter, unicodedata.normalize("NFD", letter)[0]) for letter in letters)
    return {
        **{letter: base for letter, base in bases if base.isascii()},
        **dict.fromkeys(_BLANKS + _FOOTNOTE_MARKS, " "),
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(DASHES, "-"),
        **_SUPERSCRIPTS,
    }


_PLAIN = _table()
_NOT_PLAIN = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")


@dataclass(frozen=True, slots=True)
class Evened:
    """A text in which every character of a word stands for itself, and the way back to the original.

    `starts[i]` and `ends[i]` are the bounds, in the text as written, of what character i stands
    for; both are None when nothing had to be evened.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The bounds in the text as written of the characters `start` to `end`."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> str:
    """The plain copy of an evened text, of the same length; capitals stay."""
    return _NOT_PLAIN.sub(lambda odd: _PLAIN[odd[0]], text)


def fold(word: str) -> str:
    """A word of a lexicon as it stands in a plain copy made small."""
    return plain(unicodedata.normalize("NFC", word)).lower()


def evened(text: str, kept_hyphens: frozenset[str]) -> Evened:
    """The text with its accents composed, its ligatures spelt out and its cut words joined.

    A hyphen at the end of a line is dropped with the line break ("sep-⏎tembre"), but kept after
    the words `kept_hyphens` ("mi-⏎octobre") and before a digit or a capital.
    """
    if not _ODD.search(text) and not ("\n" in text and _CUT.search(text)):
        return Evened(text)
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    position = 0

    def keep(until: int) -> None:
        if until == position:
            return
        pieces.append(text[position:until])
        starts.extend(range(position, until))
        ends.extend(range(position + 1, until + 1))

    for match in _UNEVEN.finditer(text):
        keep(match.start())
        position = match.end()
        found = match.group()
        if found in _SPELT_OUT:
            letters = _SPELT_OUT[found]
            pieces.append(letters)
            starts.extend([match.start()] * len(letters))
            ends.extend([match.end()] * len(letters))
        elif "\n" in found:
            if not _joins(text, match.start(), match.end(), kept_hyphens):
                pieces.append("-")
                starts.append(match.start())
                ends.append(match.start() + 1)
        elif ends and unicodedata.combining(found[0]):
            letter = unicodedata.normalize("NFC", pieces[-1][-1:] + found)
            if len(letter) == 1:
                pieces[-1] = pieces[-1][:-1] + letter
            ends[-1] = match.end()  # a mark belongs to the letter before it
    keep(len(text))
    return Evened("".join(pieces), starts, ends)


def _joins(text: str, start: int, end: int, kept_hyphens: frozenset[str]) -> bool:
    """True if the hyphen before a line break only cuts a word."""
    before = start
    while before and start - before < 12 and text[before - 1].isalpha():
        before -= 1
    word = text[before:start]
    following = text[end : end + 1]
    return bool(word) and following.islower() and plain(word).lower() not in kept_hyphens
