"""Whether the verb that governs a date puts it ahead or behind.

"L'entente a été signée en mars" tells of a March that is past. The verb that governs a date is the
nearest before it in its clause, else the first one after it. Verbs are read as they are spelt,
because an accent tells "a signé" from "à signer".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from tracker.dates.lexicon import Lexicon

_REACH = 300  # characters: how far a verb governs in a sentence that does not end


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass
class Verbs:
    """The verbs of a sentence as it is written, found when first asked for."""

    written: str
    lexicon: Lexicon
    _found: list[tuple[int, int, Tense]] | None = field(default=None, init=False)

    def governing(self, start: int, end: int) -> Tense:
        """The tense of the verb that governs the wording at `start` to `end`."""
        if self._found is None:
            self._found = self._find()
        index = bisect_right(self._found, start + 1, key=lambda verb: verb[1])
        if index:
            _, until, tense = self._found[index - 1]
            if start - until < _REACH and ";" not in self.written[until:start]:
                return tense
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


def _follows(pattern: re.Pattern[str], lower: str, start: int) -> bool:
    """True if the word before `start` matches."""
    before = lower[max(0, start - 24) : start].split()
    return bool(before) and pattern.fullmatch(before[-1]) is not None
