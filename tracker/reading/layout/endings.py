"""What the beginning and the end of a line say about the lines around it."""

from __future__ import annotations

import re

from tracker.reading.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
_TAIL = 12  # characters at the end that tell
_ENDS = ".!?…"
_QUOTES = "»”\"')] "
_OPENS = "([{«“/&,"
_GOES_ON = ",;.)]}»”!?%/:"


def finished(text: str) -> bool:
    """Whether `text` ends with a sentence."""
    last = text[-1]
    return last in _ENDS or (last in _QUOTES and text[-_TAIL:].rstrip(_QUOTES)[-1:] in _ENDS)


def unfinished(text: str) -> bool:
    """Whether `text` ends where no block does: on an article, a preposition, a comma."""
    if text[-1] in _OPENS:
        return True
    word = text[-_TAIL:].rpartition(" ")[2]
    if not word.isalpha():  # the letters at its end
        found = _WORD.match(word[::-1])
        word = word[-found.end() :] if found else ""
    return word in words("unfinished") and len(word) < len(text)


def broken(text: str) -> bool:
    """Whether `text` ends within a word, or on an elided one."""
    return text[-1] in "-\u2010\u00ad’'" and text[-2:-1].isalpha()


def small(text: str) -> bool:
    """Whether `text` begins as the middle of a sentence does."""
    return text[0].islower() or text[0] in _GOES_ON


def capitals(text: str) -> bool:
    """Whether `text` is set in capitals."""
    return len(text) > 4 and text.isupper()
