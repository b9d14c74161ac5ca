"""Tables of contents: they announce what the text says again, and nobody promises anything there."""

from __future__ import annotations

import re

from tracker.reading.layout.lines import Line

_TITLE = re.compile(
    r"(?:\d+\.?\s+)?(?:table des mati[eè]res|sommaire|table of contents|contents|contenu)\s*:?", re.IGNORECASE
)
_LEADER = re.compile(r"(?:(?:[.…·_]\s?){4,}|…{2,})\s*\d{1,4}$")
_ENTRY = re.compile(r"\D.*?\s+(?:p\.\s?)?(\d{1,3})$")
_LONGEST = 150  # characters of an entry
_WIDEST = 300  # characters of one with its dots: small ones fill a line
_FARTHEST = 60  # pages from one entry to the next


def without_contents(lines: list[Line]) -> list[Line]:
    """`lines` without tables of contents: dotted leaders, or a titled list whose page numbers grow."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        text = lines[at].text
        if _is_leader(text) or (len(text) <= 40 and _TITLE.fullmatch(text)):
            end = _end_of_list(lines, at)
            if end > at:
                at = end
                if at < len(lines):
                    lines[at].turn = lines[at].gap = True
                continue
        kept.append(lines[at])
        at += 1
    return kept


def _end_of_list(lines: list[Line], start: int) -> int:
    """Where the table of contents that begins at `start` ends (exclusive); `start` if there is none.

    One line in a row may lack its number: an entry that goes on over the next line.
    """
    sure = _is_leader(lines[start].text)
    entries, page, end = 0, 0, start
    for at in range(start, len(lines)):
        text = lines[at].text
        if lines[at].cells:
            break
        entry = _ENTRY.match(text) if len(text) <= _LONGEST else None
        if _is_leader(text):
            sure = True
        elif entry and page <= int(entry[1]) <= page + _FARTHEST:
            page = int(entry[1])
        elif at == start or (at == max(end, start + 1) and len(text) <= _LONGEST and text[-1] != "."):
            continue
        else:
            break
        entries += 1
        end = at + 1
    return end if sure or entries >= 3 else start


def _is_leader(text: str) -> bool:
    return text[-1].isdigit() and len(text) <= _WIDEST and _LEADER.search(text) is not None
