"""A sentence cut into tokens, each with the class of its word or the shape of its figures."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from tracker.dates.figures import figure
from tracker.dates.lexicon import Entry, Lexicon
from tracker.dates.patterns import code
from tracker.dates.sentence import Sentence

_MARKS: Final = {
    ",": code("COMMA"),
    ".": code("DOT"),
    "-": code("DASH"),
    "/": code("SLASH"),
    ":": code("COLON"),
}
_PUNCT, _XLOW, _XCAP, _POSSESSIVE = map(code, ("PUNCT", "XLOW", "XCAP", "POSSESSIVE"))
_UNKNOWN: Final = frozenset((_XLOW, _XCAP))
_DASH: Final = _MARKS["-"]
# What makes a reference number of the figures hyphened to it: CV-2024, 641-2019.
_REFERENCES: Final = _UNKNOWN | set(map(code, ("N", "N2", "DAY", "DAYS", "DM")))
_CAPITALISED: Final = {code("MONTH"): code("MONTH_CAP"), code("SEASON"): code("SEASON_CAP")}
_UNCAPITALISED: Final = {code("MONTH"): code("MONTH_SHORT"), code("WEEKDAY"): _XLOW, code("WEEKDAYS"): _XLOW}
_CAPITAL_ONLY: Final = code("SPELL_CAP")
_MONTH_NEAR: Final = code("MONTH_NEAR")
_MODALS: Final = frozenset({"may", "march"})  # small, these are verbs
_GLUED_BEFORE: Final = frozenset("$€£#@/_=&+\\")
_GLUED_AFTER: Final = frozenset("@_=&\\")


class Token:
    """Words or figures of a sentence, at `start` to `end`: a class, and what it stands for.

    `value` is the number of a month or weekday, a figure, or, once read, a period.
    """

    __slots__ = ("code", "end", "start", "value")

    def __init__(self, code: str, start: int, end: int, value: Any = None) -> None:
        self.code = code
        self.start = start
        self.end = end
        self.value = value


def tokens_of(
    sentence: Sentence, start: int = 0, end: int | None = None, *, typed: bool = False
) -> list[Token]:
    """The tokens of a sentence from `start` to `end`.

    Neighbouring words that mean nothing here become one token. When `typed`, the wording is known
    to be a date, so that a capital, or its lack, tells nothing.
    """
    written, cased, lower, lexicon, _ = sentence
    words, phrases, accented = lexicon.words, lexicon.phrases, lexicon.accented
    pieces = list(lexicon.raw.finditer(lower, start, len(lower) if end is None else end))
    spelt = [piece.group() for piece in pieces]
    tokens: list[Token] = []
    unknown_since = ""
    skip = 0
    for at, word in enumerate(spelt):
        if skip:
            skip -= 1
            continue
        piece = pieces[at]
        kind = piece.lastgroup
        first, last = piece.span()
        if kind == "word" or kind == "mark":
            entry = words.get(word)
            following = phrases.get(word)
            if following is not None and at + 1 < len(spelt) and spelt[at + 1] in following:
                found, skip = _phrase(following[spelt[at + 1]], spelt, at + 2)
                if found is not None:
                    entry = found
                    last = pieces[at + skip].end()
            if word in accented and not skip:
                spelling, other = accented[word]
                if unicodedata.normalize("NFC", written[first:last]).lower() == spelling:
                    entry = other
            if entry is None and word[-1] == "'":  # a genitive, or a closing quote
                entry = words.get(word[:-1])
                last -= entry is not None
            if entry is not None:
                name = entry.code
                if entry.by_capital and not typed:
                    name = _by_capital(name, word, cased, first, lexicon)
                if name != _XLOW:
                    tokens.append(Token(name, first, last, entry.value))
                    unknown_since = ""
                    if not skip and last < piece.end() and lower.startswith("s", last + 1):
                        tokens.append(Token(_POSSESSIVE, last, last + 2))
                        skip = 1
                    continue
            elif kind == "mark":
                tokens.append(Token(_MARKS.get(word, _PUNCT), first, last))
                unknown_since = ""
                continue
        elif kind is not None and kind != "junk":
            shape = figure(kind, word, lexicon)
            if shape is not None and not _glued(lower, first, last, tokens):
                tokens.append(Token(shape.code, first, first + shape.length, shape.value))
                unknown_since = ""
                continue
        name = _XCAP if first and cased[first].isupper() and kind == "word" else _XLOW
        if name == unknown_since:
            tokens[-1].end = last
        else:
            tokens.append(Token(name, first, last))
            unknown_since = name
    return tokens


def _phrase(
    phrases: tuple[tuple[tuple[str, ...], Entry], ...], spelt: list[str], at: int
) -> tuple[Entry | None, int]:
    """The longest phrase that goes on at a piece, and how many pieces follow its first word."""
    for rest, entry in phrases:
        size = len(rest)
        if not size or tuple(spelt[at : at + size]) == rest:
            return entry, size + 1
    return None, 0


def _by_capital(name: str, word: str, cased: str, first: int, lexicon: Lexicon) -> str:
    """The class of a month, season or weekday as its capital tells; words all in capitals tell nothing."""
    capital = cased[first].isupper()
    if name == _CAPITAL_ONLY:
        return name if capital else _XLOW
    if lexicon.months_have_capitals:
        if not capital:
            return _MONTH_NEAR if word in _MODALS else _UNCAPITALISED.get(name, name)
        return _CAPITALISED.get(name, name)
    all_capitals = len(word) > 1 and cased[first : first + len(word)].isupper()
    return _CAPITALISED.get(name, name) if capital and not all_capitals else name


def _glued(lower: str, first: int, last: int, tokens: list[Token]) -> bool:
    """True if the figures belong to something longer: an address, an amount, a file or reference number."""
    before = lower[first - 1] if first else " "
    after = lower[last] if last < len(lower) else " "
    if before in _GLUED_BEFORE or after in _GLUED_AFTER:
        return before != "/" or len(tokens) < 2 or tokens[-2].code in _REFERENCES
    if before in ".:" and first > 1 and lower[first - 2].isdigit():
        return True
    if after == "." and lower[last + 1 : last + 2].isalnum():
        return True
    if before == "-" and len(tokens) > 1 and tokens[-1].code == _DASH:
        previous = tokens[-2]
        return previous.code in _REFERENCES and previous.end == tokens[-1].start
    return False
