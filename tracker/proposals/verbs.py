"""French verbs as they are written in reports: which words are futures, and of which infinitive."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.proposals.lexicon import Lexicon

_INFLECTED = ("es", "e", "s", "")
_ENDING = re.compile(r"(?:ai|as|a|ons|ez|ont)$")


def future_stem(word: str, lexicon: Lexicon) -> str | None:
    """The stem of a folded word that is in the future ("accueiller" of "accueillera"), else None."""
    if lexicon.future["not_word"].fullmatch(word):
        return None
    stem = _ENDING.sub("", word)
    if not lexicon.future["stem"].fullmatch(stem) or lexicon.future["not_stem"].fullmatch(stem):
        return None
    return stem


def infinitive_of_future(stem: str, lexicon: Lexicon) -> str:
    """The infinitive behind a future stem: "viendr" is "venir", "signer" is itself."""
    tables = lexicon.infinitives
    for whole, infinitive in tables.get("future_words", ()):
        if stem == whole:
            return str(infinitive)
    return _by_ending(stem, tables.get("future", ())) or stem


def infinitive_of_participle(participle: str, lexicon: Lexicon) -> str | None:
    """The infinitive behind a past participle in any gender and number; None when it is not known."""
    stems = [participle.removesuffix(ending) for ending in _INFLECTED if participle.endswith(ending)]
    for table in ("participle", "participle_endings"):  # "soumis" is that of "soumettre", not of "soumir"
        endings = lexicon.infinitives.get(table, ())
        found = next(filter(None, (_by_ending(stem, endings) for stem in stems)), None)
        if found:
            return found
    return None


def infinitive_of_present(form: str, lexicon: Lexicon) -> str:
    """The infinitive behind a verb in the third person of the present: "prend" is "prendre"."""
    endings = lexicon.infinitives.get("present")
    if endings is None:
        return form  # English has one form for both
    return _by_ending(form, endings) or (form + "r" if form.endswith("e") else form)


def _by_ending(word: str, endings: Iterable[tuple[str, str]]) -> str | None:
    fitting = [(old, new) for old, new in endings if word.endswith(old)]
    if not fitting:
        return None
    old, new = max(fitting, key=lambda pair: len(pair[0]))
    return word[: len(word) - len(old)] + new
