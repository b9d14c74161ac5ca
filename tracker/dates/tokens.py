"""A sentence cut into tokens, each with the class of its word or the shape of its figures."""

from __future__ import annotations

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
_CAPITAL_ONLY: Final = {code("SPELL_CAP"): code("SPELL_CAP"), code("FEAST_CAP"): code("FEAST_CUED")}
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
    lower, lexicon = sentence.lower, sentence.lexicon
    pieces = list(lexicon.raw.finditer(lower, start, len(lower) if end is None else end))
    spelt = [piece.group() for piece in pieces]
    tokens: list[Token] = []
    unknown = ""  # the class of the unknown words just before
    skip = 0
    for at, piece in enumerate(pieces):
        if skip:
            skip -= 1
            continue
        kind = piece.lastgroup
        first, last = piece.span()
        token: Token | None = None
        if kind == "word" or kind == "mark":
            token, skip = _known(sentence, spelt, at, first, last, typed)
            if skip and token is not None:
                token.end = pieces[at + skip].end()
            if token is None and kind == "mark":
                token = Token(_MARKS.get(spelt[at], _PUNCT), first, last)
        elif kind is not None and kind != "junk":
            shape = figure(kind, spelt[at], lexicon)
            if shape is not None and not _glued(lower, first, last, tokens):
                token = Token(shape.code, first, first + shape.length, shape.value)
        if token is not None:
            tokens.append(token)
            unknown = ""
            continue
        name = _XCAP if first and kind == "word" and sentence.cased[first].isupper() else _XLOW
        if name == unknown:
            tokens[-1].end = last
        else:
            tokens.append(Token(name, first, last))
            unknown = name
    return tokens


def _known(
    sentence: Sentence, spelt: list[str], at: int, first: int, last: int, typed: bool
) -> tuple[Token | None, int]:
    """The token of a known word or phrase, and how many pieces of the phrase follow its first."""
    word, lexicon = spelt[at], sentence.lexicon
    phrases = lexicon.phrases.get(word)
    if phrases is not None and at + 1 < len(spelt):
        for rest, entry in phrases.get(spelt[at + 1], ()):
            if not rest or tuple(spelt[at + 2 : at + 2 + len(rest)]) == rest:
                name = _class(entry, word, sentence, first, typed)
                return Token(name, first, last, entry.value), len(rest) + 1
    known = lexicon.words.get(word)
    if word in lexicon.accented:
        spelling, other = lexicon.accented[word]
        if sentence.written[first:last].lower() == spelling:
            known = other
    if known is None and word[-1] == "'":  # a genitive, or a closing quote
        known = lexicon.words.get(word[:-1])
        last -= 1
    if known is None:
        if word == "s" and first and sentence.lower[first - 1] == "'":
            return Token(_POSSESSIVE, first, last), 0
        return None, 0
    name = _class(known, word, sentence, first, typed)
    return (None if name == _XLOW else Token(name, first, last, known.value)), 0


def _class(entry: Entry, word: str, sentence: Sentence, first: int, typed: bool) -> str:
    if not entry.by_capital:
        return entry.code
    if typed:
        return _CAPITAL_ONLY.get(entry.code, entry.code)
    return _by_capital(entry.code, word, sentence.cased, first, sentence.lexicon)


def _by_capital(name: str, word: str, cased: str, first: int, lexicon: Lexicon) -> str:
    """The class of a month, season or weekday as its capital tells; words all in capitals tell nothing."""
    capital = cased[first].isupper()
    if name in _CAPITAL_ONLY:
        return _CAPITAL_ONLY[name] if capital else _XLOW
    dot = first + len(word)
    if cased[dot : dot + 1] == "." and cased[dot + 1 : dot + 2].islower():
        return _XLOW  # a site: monday.com
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
