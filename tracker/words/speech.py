"""One language's voice: sentences, plurals, and the values that stand in them."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.marks import N_
from tracker.words import calendar

if TYPE_CHECKING:
    from tracker.dates.window import Window
    from tracker.errors import SuiviError

LANGUAGES = ("fr", "en")
CATALOGUES = Path(__file__).parent


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("suivi", CATALOGUES, [language], fallback=True)


class Words:
    """Sentences in one language, `fr` or `en`.

    Call it with a sentence and its facts. Facts are values: days, hours, windows, enums, lists and
    failures are spelt in the same language.
    """

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no catalogue for {language!r}")
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, sentence: str, /, **facts: Any) -> str:
        found = self._catalogue.gettext(sentence) if sentence else ""
        return self._fill(found, facts)

    def n(self, one: str, many: str, number: int, /, **facts: Any) -> str:
        """The singular or the plural for `number`, itself the fact `{n}` (0 is singular in French)."""
        found = self._catalogue.ngettext(one, many, number)
        return self._fill(found, {"n": number, **facts})

    def _fill(self, sentence: str, facts: dict[str, Any]) -> str:
        if not facts:
            return sentence
        return sentence.format_map({name: self.spell(value) for name, value in facts.items()})

    def spell(self, value: Any) -> Any:
        """A value as it is written in this language; text and numbers are left as they are."""
        if isinstance(value, Enum):
            return self.label(value)
        if isinstance(value, str | int):  # nearly all of them
            return value
        from tracker.errors import SuiviError

        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, time):
            return self.hour(value)
        if isinstance(value, float):
            return self.number(value)
        if isinstance(value, SuiviError):
            return self.failure(value)
        if isinstance(value, tuple | list):
            return self.listing(value)
        return value

    def failure(self, failure: SuiviError) -> str:
        return self(failure.sentence, **failure.facts)

    def label(self, value: Enum) -> str:
        from tracker.words.labels import label_of

        return self(label_of(value))

    def number(self, value: float, digits: int = 2) -> str:
        text = f"{value:.{digits}f}"
        return text.replace(".", ",") if self.language == "fr" else text

    def day(self, day: date, *, year: bool = True, weekday: bool = False) -> str:
        return calendar.spell_day(day, self.language, year=year, weekday=weekday)

    def hour(self, hour: time) -> str:
        return calendar.spell_hour(hour, self.language)

    def moment(self, moment: datetime) -> str:
        """The day and the hour of `moment` in its own time zone."""
        return self(N_("{day} at {hour}"), day=moment.date(), hour=moment.time())

    def span(self, first: date, last: date) -> str:
        return calendar.spell_span(first, last, self.language)

    def listing(self, items: Iterable[Any]) -> str:
        """« a, b et c »."""
        texts = [str(self.spell(item)) for item in items]
        if len(texts) < 2:
            return "".join(texts)
        return self(N_("{first} and {last}"), first=", ".join(texts[:-1]), last=texts[-1])

    def window(self, window: Window) -> str:
        """The wording, with the days it stands for when it does not say them itself."""
        from tracker.words.windows import tell_window

        return tell_window(window, self)
