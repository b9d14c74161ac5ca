"""What a section of a report is for, by the words of its heading or of the line that leads in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.documents import Block, BlockKind
from tracker.proposals.folding import fold
from tracker.proposals.lexicon import Lexicon


class Purpose(StrEnum):
    """In the order in which a heading's words are tried; NONE is false."""

    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    OBJECTIVES = "objectives"
    DISCARDED = "discarded"  # options that were weighed and not taken
    NEXT = "next"
    LEARNED = "learned"
    RESULTS = "results"
    HISTORY = "history"
    ROUTINE = "routine"
    RESOLVED = "resolved"  # a list led in by "il est résolu :", each item a decision
    NONE = ""


_HEADING_LENGTH = 90
_LABEL_LENGTH = 45
_YEAR = re.compile(r"\W*((?:19|20)\d\d)\W*$")
_YEAR_LABEL = re.compile(r"\W*(?:\w+ ){0,2}((?:19|20)\d\d)(?: ?[–/-] ?((?:19|20)\d\d))?(?: ?:| [–—-]) ")
_LABEL = re.compile(r"([^:.;,]{4,40}?) ?: ")
_OF_ITS_LABEL = frozenset({Purpose.OBJECTIVES, Purpose.DISCARDED, Purpose.LEARNED, Purpose.HISTORY})
_CONTINUES = re.compile(r"\W*(?:[a-zà-ÿ]|QUE\b|QU['’]|DE\b|D['’]|Que\b|Qu['’]|De\b|D['’]|THAT\b|That\b|TO\b)")
_HEADING_PURPOSES = tuple(p for p in Purpose if p not in (Purpose.RESOLVED, Purpose.NONE))


def purpose_of(words: str, lexicon: Lexicon) -> Purpose:
    """What a heading announces."""
    folded = fold(words)
    return next((p for p in _HEADING_PURPOSES if lexicon.sections[p].search(folded)), Purpose.NONE)


def reads_like_a_heading(text: str) -> bool:
    """A short line without the punctuation of a sentence."""
    return (
        len(text) <= _HEADING_LENGTH
        and " : " not in text
        and ": " not in text
        and not text.rstrip(' »”)"').endswith((".", ";", ",", ":", "!", "?", "…"))
    )


@dataclass(slots=True)
class SectionWalk:
    """Follows headings and lead-ins through a document's blocks; ask for each block, in order.

    `newest` is the latest year that is a heading of its own: sections of earlier years are history, and
    so are lines that are labelled with a year before `year`, the report's own ("1994: …"). `abroad` tells
    whether the block asked about last stands under the heading of a journey ("Visite à Dakar").
    """

    lexicon: Lexicon
    newest: int
    year: int
    abroad: bool = False
    _announced: dict[str, Purpose] = field(default_factory=dict)  # by the headings seen
    _path: tuple[str, ...] = ()
    _of_path: Purpose = Purpose.NONE
    _of_line: Purpose = Purpose.NONE  # a line of its own that reads like a heading
    _of_lead: Purpose = Purpose.NONE

    def at(self, block: Block, text: str) -> Purpose:
        """The purpose of the section that `block`, whose words are `text`, stands in."""
        heading = block.kind is BlockKind.HEADING
        titular = heading or reads_like_a_heading(text)
        if titular or block.heading != self._path:
            titles = (text,) if titular else block.heading[-1:]
            self.abroad = any(self.lexicon.sections["journey"].search(fold(title)) for title in titles)
        if block.heading != self._path:
            self._path, self._of_line, self._of_lead = block.heading, Purpose.NONE, Purpose.NONE
            self._of_path = next(
                (p for p in map(self._of_heading, reversed(block.heading)) if p), Purpose.NONE
            )
        if heading or (titular and block.kind is BlockKind.PARAGRAPH):
            announced = self._of_heading(text)
            if announced or heading:
                self._of_line, self._of_lead = announced, Purpose.NONE
        elif text.endswith(":") or (text.endswith("?") and len(text) <= _LABEL_LENGTH):  # "And now?"
            self._of_lead = self._of_leading_line(text) or (
                self._of_lead if len(text) <= _HEADING_LENGTH else Purpose.NONE
            )
        elif block.kind is BlockKind.PARAGRAPH and not _CONTINUES.match(text):
            self._of_lead = Purpose.RESOLVED if self._resolves(text) else Purpose.NONE
        return self._of_label(text) or self._of_lead or self._of_line or self._of_path

    def _resolves(self, text: str) -> bool:
        """Whether a line says that something is resolved, and breaks off before the list of what."""
        breaks_off = text[-1].isalnum() and len(text) > _HEADING_LENGTH
        return breaks_off and self.lexicon.sections[Purpose.RESOLVED].search(fold(text)) is not None

    def _of_label(self, text: str) -> Purpose:
        """What the words before the colon say of their own line: "1994 : …", "What we heard: …"."""
        year = _YEAR_LABEL.match(text)
        if year:
            return Purpose.HISTORY if int(year[2] or year[1]) < self.year else Purpose.NONE
        label = _LABEL.match(text) if ": " in text[:_LABEL_LENGTH] else None
        purpose = purpose_of(label[1], self.lexicon) if label else Purpose.NONE
        return purpose if purpose in _OF_ITS_LABEL else Purpose.NONE

    def _of_heading(self, words: str) -> Purpose:
        if words not in self._announced:
            year = _YEAR.match(words)
            past = year is not None and int(year[1]) < self.newest
            self._announced[words] = Purpose.HISTORY if past else self._of_leading_line(words)
        return self._announced[words]

    def _of_leading_line(self, text: str) -> Purpose:
        if self.lexicon.sections[Purpose.RESOLVED].search(fold(text)):
            return Purpose.RESOLVED
        return purpose_of(text, self.lexicon)


def newest_year(lines: list[str]) -> int:
    """The latest year that stands alone on a line; 0 when there is none."""
    return max((int(y[1]) for y in map(_YEAR.match, lines) if y), default=0)
