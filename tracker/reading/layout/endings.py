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
    word = _WORD.match(text[: -_TAIL - 1 : -1])  # the last, backwards
    if word is None or word.end() == len(text):
        return False
    return text[-word.end() :] in words("unfinished")


def broken(text: str) -> bool:
    """Whether `text` ends within a word, or on an elided one."""
    return text[-1] in "-\u2010\u00ad’'" and text[-2:-1].isalpha()


def small(text: str) -> bool:
    """Whether `text` begins as the middle of a sentence does."""
    return text[0].islower() or text[0] in _GOES_ON


def capitals(text: str) -> bool:
    """Whether `text` is set in capitals."""
    return len(text) > 4 and text.isupper()
