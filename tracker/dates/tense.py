"""Whether the verb that governs a date puts it ahead or behind.

"L'entente a été signée en mars" tells of a March that is past. The verb that governs a date is the
nearest before it in its clause, else the first one after it; a participle that only describes ("the
forms signed before May will be filed") leaves a limit to that one. Verbs are read as they are spelt,
because an accent tells "a signé" from "à signer".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from tracker.dates.lexicon import Lexicon

_REACH = 300  # characters: how far a verb governs in a sentence that does not end
_APART = re.compile(r"[,;:]|\b(?:et|mais|puis|qui|que|and|but|then|which|who|that)\b")


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass
class Verbs:
    """The verbs of a sentence as it is written, found when first asked for.

    `ahead` tells that a verb before the sentence governs it up to its own first one, and points ahead.
    """

    written: str
    lexicon: Lexicon
    ahead: bool = False
    _found: list[tuple[int, int, Tense]] | None = field(default=None, init=False)

    def governing(self, start: int, end: int, *, limit: bool = False) -> Tense:
        """The tense of the verb that governs the wording at `start` to `end`, which may be a limit."""
        if self._found is None:
            self._found = self._find()
        index = bisect_right([until for _, until, _ in self._found], start + 1)
        if index:
            _, until, tense = self._found[index - 1]
            if start - until < _REACH and ";" not in self.written[until:start]:
                described = (
                    limit and tense is Tense.PAST and _describes(self._found, index, self.written, end)
                )
                return Tense.FUTURE if described else tense
        elif self.ahead and start < _REACH:
            return Tense.FUTURE
        for at, _, tense in self._found[index : index + 2]:
            if at >= end:
                return tense if at - end < _REACH and ";" not in self.written[end:at] else Tense.UNKNOWN
        return Tense.UNKNOWN

    def _find(self) -> list[tuple[int, int, Tense]]:
        lower = self.written.lower()
        planned = self.lexicon.expressions["planned"]
        ahead = self.lexicon.expressions["passive_ahead"]
        found = []
        for match in self.lexicon.expressions["verbs"].finditer(lower):
            tense = Tense.FUTURE if match.lastgroup == "future" else Tense.PAST
            if tense is Tense.PAST and (
                planned.search(match.group().rstrip())
                or (len(match.group().split()) == 1 and _follows(ahead, lower, match.start()))
            ):
                tense = Tense.FUTURE
            found.append((match.start(), match.end(), tense))
        return found


def _describes(verbs: list[tuple[int, int, Tense]], index: int, written: str, end: int) -> bool:
    """Whether the past form before `index` is one word, and its noun's verb, in the future, follows `end`."""
    if index == len(verbs) or " " in written[verbs[index - 1][0] : verbs[index - 1][1]].strip():
        return False
    at, _, tense = verbs[index]
    return tense is Tense.FUTURE and at >= end and not _APART.search(written, end, at)


def _follows(pattern: re.Pattern[str], lower: str, start: int) -> bool:
    """True if the word before `start` matches."""
    before = lower[max(0, start - 24) : start].split()
    return bool(before) and pattern.fullmatch(before[-1]) is not None
