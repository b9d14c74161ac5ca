"""Text as the lexicons see it: every character in its place, in one spelling."""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = {
    other: plain
    for plain, others in (("'", "’‘ʼ"), ("-", "‐‑‒–—−"), (" ", "\u00a0\u202f\u2009\t"))
    for other in others
}
_ODD = re.compile(f"[{''.join(_SPELLINGS)}]")
_TITLES = (
    *("m", "mm", "mme", "mmes", "mlle", "mgr", "dr", "dre", "mr", "mrs", "ms", "prof", "st", "ste", "cllr"),
    *("no", "art", "inc", "ltée", "ltd", "cie", "co"),
)
# The full stop stands first, so that the search leaps from one to the next.
_ABBREVIATED = re.compile(r"\.(?= )(?:" + "|".join(rf"(?<=\b{title}\.)" for title in _TITLES) + ")")
_EMPHASIS = re.compile(r"(?<!\w)_+(?=\w)|(?<=[.,;:!?])_+(?!\w)")  # of Markdown, about words
_LOST = re.compile(
    r"(?<![\w'’.-])(?:[cdjlmnstCDJLMNST]|(?:jus|lors|puis)?qu|Qu) (?=[aeiouyhàâéèêîôûœ][a-zà-ÿ])"
)
_BARE = dict(zip("éèêëàâçîïôûù", "eeeeaaciiouu", strict=True))
_SPELT = {letter: f"[{letter}{plain}]" for letter, plain in _BARE.items()} | {"œ": "(?:œ|oe)"}
_ACCENTED = re.compile(r"\[[^\]]*\]|[" + "".join(_SPELT) + "]")


def fold(text: str) -> str:
    """Lower case, straight apostrophes, plain hyphens and blanks; as long as `text`, so that offsets hold.

    The full stop of an abbreviated title becomes a low line: it ends no clause.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals, such as İ, grow
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "_" in lower:
        lower = _EMPHASIS.sub(lambda marks: " " * len(marks[0]), lower)
    if "." in lower:
        lower = _ABBREVIATED.sub("_", lower)
    for odd in set(_ODD.findall(lower)):
        lower = lower.replace(odd, _SPELLINGS[odd])
    return lower


def with_elisions(folded: str, text: str) -> str:
    """The folded French `text` with the apostrophes that it lost, as in "d ici" or "l école".

    Those of old files may have become blanks; an initial ("M Abel") stands before a capital.
    """
    lost = [match.end() - 1 for match in _LOST.finditer(text)]
    if not lost:
        return folded
    letters = list(folded)
    for at in lost:
        letters[at] = "'"
    return "".join(letters)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A name, or another few words that come again and again, folded."""
    return fold(name)


def bare(text: str) -> str:
    """The text without accents, as long as it was."""
    if text.isascii():
        return text
    for accented, plain in _BARE.items():
        text = text.replace(accented, plain)
    return text


def lenient(pattern: str) -> str:
    """The pattern with every accented letter matching its bare form too: capitals and old files lose accents.

    The two letters of "œ" may stand apart. Character classes are left as they are.
    """
    return _ACCENTED.sub(lambda m: _SPELT.get(m[0], m[0]), pattern)
