"""What the beginning and the end of a line say about the lines around it."""

from __future__ import annotations

import re

from tracker.reading.lexicon import words

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_TAIL = 12  # characters at the end that tell
_ENDS = ".!?…"
_QUOTES = "»”\"')] "
_OPENS = "([{«“/&,"
_GOES_ON = ",;.)]}»”!?%/:"


def finished(text: str) -> bool:
    """Whether `text` ends with a sentence."""
    return text[-1] in _ENDS or text[-_TAIL:].rstrip(_QUOTES)[-1:] in _ENDS


def unfinished(text: str) -> bool:
    """Whether `text` ends where no block does: on an article, a preposition, a comma."""
    if text[-1] in _OPENS:
        return True
    word = _LAST_WORD.search(text[-_TAIL:])
    return word is not None and word[0] in words("unfinished") and len(word[0]) < len(text)


def broken(text: str) -> bool:
    """Whether `text` ends within a word, or on an elided one."""
    return text[-1] in "-\u2010\u00ad’'" and text[-2:-1].isalpha()


def small(text: str) -> bool:
    """Whether `text` begins as the middle of a sentence does."""
    return text[0].islower() or text[0] in _GOES_ON


def capitals(text: str) -> bool:
    """Whether `text` is set in capitals."""
    return len(text) > 4 and text.isupper()
