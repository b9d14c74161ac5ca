"""A sentence, and what its words say about the dates in it."""

from __future__ import annotations

from typing import NamedTuple

from tracker.dates.conventions import MonthDay
from tracker.dates.lexicon import Lexicon
from tracker.dates.normalise import plain
from tracker.dates.periods import Frame

_REACH = 300  # characters: how far a word tells of a date in a sentence that does not end


class Sentence(NamedTuple):
    """A sentence as `written`, and its plain copy: `cased`, and `lower` when made small."""

    written: str
    cased: str
    lower: str
    lexicon: Lexicon
    frame: Frame

    @classmethod
    def of(cls, written: str, lexicon: Lexicon, frame: Frame) -> Sentence:
        cased = plain(written)
        return cls(written, cased, cased.lower(), lexicon, frame)

    def nearest(self, position: int, *names: str) -> str | None:
        """Which of the lexicon's expressions has the match nearest to a position, within reach of it."""
        near: tuple[int, str] | None = None
        for name in names:
            for match in self.lexicon.expressions[name].finditer(
                self.lower, max(0, position - _REACH), position + _REACH
            ):
                distance = abs(match.start() - position)
                if near is None or distance < near[0]:
                    near = distance, name
        return near[1] if near else None

    def fiscal_start(self, position: int) -> tuple[str | None, MonthDay]:
        """Whose fiscal year is meant near a position, and the day on which it begins."""
        conventions = self.frame.conventions
        body = self.nearest(position, "government", "city", "university")
        if body == "city":
            return body, conventions.city_fiscal_year
        if body == "university":
            return body, conventions.university_fiscal_year
        return body, conventions.fiscal_year

    def full_year(self, year: int) -> int:
        """A two-digit year in the century that keeps it near the day of the report."""
        if year > 99:
            return year
        latest = self.frame.reference.year + self.frame.conventions.two_digit_years_ahead
        return latest - (latest - year) % 100
