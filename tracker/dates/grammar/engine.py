"""The stages, and what a builder is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

from tracker.dates.lexicon import STAGES
from tracker.dates.patterns import code, codes
from tracker.dates.periods import Period
from tracker.dates.sentence import Sentence
from tracker.dates.tokens import Token

P, P_DAY, P_DAYS, P_PART, YR = map(code, ("P", "P_DAY", "P_DAYS", "P_PART", "YR"))
"""The classes of what is read: a period, a day, a run of days, part of a period, a year."""
REC, OFTEN, DONE = map(code, ("REC", "OFTEN", "DONE"))
"""What comes again, the same where its days are named, and a reading of the whole."""


class Reading(NamedTuple):
    """What a wording says, before it is settled to days.

    `cue` is the pattern of the cue around the period: by, before, start, after, plain … `rrule` is
    the rule of a recurring wording, whose period, if any, is that of its days. `past` is true when the
    words themselves say that it is over, `looks_ahead` when they say that it is not, whatever the verb.
    Some are a date only under a verb that looks ahead. `warning` is for one without a period.
    """

    cue: str
    period: Period | None = None
    rrule: str | None = None
    past: bool = False
    looks_ahead: bool = False
    needs_verb_ahead: bool = False
    warning: str | None = None


@dataclass(slots=True)
class Parts:
    """The tokens that the pattern `name` matched, and the sentence they stand in."""

    name: str
    tokens: Sequence[Token]
    sentence: Sentence
    before: Token | None
    after: Token | None

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def all(self, *names: str) -> list[Token]:
        wanted = codes(*names)
        return [token for token in self.tokens if token.code in wanted]

    def first(self, *names: str) -> Token | None:
        wanted = codes(*names)
        for token in self.tokens:
            if token.code in wanted:
                return token
        return None

    def value(self, *names: str) -> Any:
        token = self.first(*names)
        return None if token is None else token.value

    def has(self, *names: str) -> bool:
        return self.first(*names) is not None

    def words(self, token: Token) -> str:
        """The plain words of a token."""
        return self.sentence.lower[token.start : token.end]

    def is_name(self, token: Token) -> bool:
        """True for a word with a capital inside a sentence, not all in capitals."""
        cased = self.sentence.cased[token.start : token.end]
        return token.start > 0 and cased[0].isupper() and not cased.isupper()

    def follows(self, name: str, reach: int = 48) -> bool:
        """True if an expression of the lexicon stands within `reach` characters before."""
        start = self.tokens[0].start
        expression = self.sentence.lexicon.expressions[name]
        return expression.search(self.sentence.lower, max(0, start - reach), start) is not None

    def token(self, name: str, value: Any) -> Token:
        return Token(name, self.tokens[0].start, self.tokens[-1].end, value)

    @property
    def language(self) -> str:
        return self.sentence.lexicon.code


Built = Token | list[Token] | None
Builder = Callable[[Parts], Built]
_BUILDERS: dict[tuple[str, str], Builder] = {}


def builds(stage: str, *names: str) -> Callable[[Builder], Builder]:
    """Mark the function that says what the patterns `names` of a stage mean.

    It returns the token that replaces those matched, several of them, or None to leave them alone.
    """

    def mark(builder: Builder) -> Builder:
        for name in names:
            _BUILDERS[stage, name] = builder
        return builder

    return mark


def load() -> None:
    """Make the builders known, once."""
    if not _BUILDERS:
        for module in ("recurring", "delays", "dates", "units", "pieces", "bounds", "cues"):
            import_module(f"tracker.dates.grammar.{module}")


def read(tokens: list[Token], sentence: Sentence) -> list[Token]:
    """The tokens after all stages; those with class DONE hold a Reading."""
    load()
    classes = [token.code for token in tokens]
    needs = sentence.lexicon.needs
    for stage in STAGES:
        needed = needs.get(stage)
        if needed is not None and needed.isdisjoint(classes):
            continue
        replaced = _replace(stage, classes, tokens, sentence)
        if replaced is not tokens:
            tokens, classes = replaced, [token.code for token in replaced]
            if stage == "parts":  # the end of the first week of March
                tokens = _replace(stage, classes, tokens, sentence)
                classes = [token.code for token in tokens]
    return tokens


def _replace(stage: str, classes: list[str], tokens: list[Token], sentence: Sentence) -> list[Token]:
    """The tokens, with what a stage builds in place of what it matches; the same list if nothing."""
    out: list[Token] = []
    done = 0
    for match in sentence.lexicon.stages[stage].finditer("".join(classes)):
        start, end = match.span()
        name = match.lastgroup or ""
        before = tokens[start - 1] if start else None
        after = tokens[end] if end < len(tokens) else None
        built = _BUILDERS[stage, name](Parts(name, tokens[start:end], sentence, before, after))
        if built is not None:
            out += tokens[done:start]
            out += built if isinstance(built, list) else [built]
            done = end
    return out + tokens[done:] if done else tokens
