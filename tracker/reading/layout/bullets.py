"""Marks that begin a list item."""

from __future__ import annotations

import re
from typing import NamedTuple

STRONG = "•‣⁃◦▪▫■□●○◆◇►▶➢➤➔✓✔❖☐☑☒◉⦿·∙\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d"
"""Signs that prose does not begin a line with; those from U+F000 are Word's Symbol and Wingdings."""

WEAK = "-–—‒―−*+o→§"
"""Signs that may also stand at the start of a wrapped line of prose."""

_MARK = re.compile(
    rf"(?P<strong>[{STRONG}])\s*(?=[^\s{STRONG}])"
    rf"|(?P<stars>\*{{1,6}}|[-–—‒―−+o→§])(?:\s+(?=\S))"
    r"|(?P<number>\(?\d{1,2}\s?[.)°])(?:\s+(?=\S))"
    r"|(?P<letter>\([a-z]{1,5}\)|[a-z][.)]|[ivx]{2,5}[.)]|[A-Z]\))(?:\s+(?=\S))"
)
_ALONE = re.compile(rf"[{STRONG}]|[-–—‒―−*]|\(?\d{{1,2}}[.)]|\(?[a-z][.)]")
_LONGEST_ALONE = 4  # characters: (12)

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Mark(NamedTuple):
    """`kind` is the same for the marks of one list; `value` the place in a numbered one, else 0."""

    kind: str
    value: int
    strong: bool
    end: int  # where the words begin
    depth: int = 0  # of lists that say it by repeating the mark, as wikis do


def is_alone(text: str) -> bool:
    """Whether `text` is a mark that an extraction left on a line of its own."""
    return len(text) <= _LONGEST_ALONE and _ALONE.fullmatch(text) is not None


def mark_of(text: str) -> Mark | None:
    """The mark at the start of `text`, which has no blanks before it."""
    first = text[:1]
    if first.isalpha() and first != "o" and text[1:2] not in ".)ivx":  # almost every line
        return None
    found = _MARK.match(text)
    if found is None:
        return None
    if sign := found["strong"]:
        return Mark(sign, 0, True, found.end())
    if sign := found["stars"]:
        return Mark(sign[0], 0, False, found.end(), len(sign) - 1)
    if sign := found["number"]:
        digits = re.sub(r"\D", "", sign)
        return Mark(re.sub(r"\d+\s?", "1", sign), int(digits), False, found.end())
    sign = found["letter"]
    core = sign.strip("().")
    if core in _ROMAN and (len(core) > 1 or core in "ivx"):
        return Mark(sign.replace(core, "i"), _ROMAN.index(core) + 1, False, found.end())
    if len(core) > 1:
        return None
    return Mark(sign.replace(core, "a"), ord(core.lower()) - 96, False, found.end())


def follows(mark: Mark, before: Mark | None) -> bool:
    """Whether a numbered `mark` is the next of the list that `before` belongs to, or starts one."""
    return mark.value <= 1 or (before is not None and _next(mark, before))


def _next(mark: Mark, before: Mark) -> bool:
    if before.kind == mark.kind:
        return mark.value == before.value + 1
    # « i) » after « h) » is a letter, and so are « v) » and « x) »: the alphabet goes on
    if mark.kind.replace("i", "a") == before.kind:
        return _ROMAN[mark.value - 1] == chr(96 + before.value + 1)
    return False
