"""Who a passage is given to in brackets after it: "Five tents to hire. They must fold. (Action: Paul)"."""

from __future__ import annotations

from tracker.proposals.casework import Report
from tracker.proposals.sentences import Sentence

_NOTHING = " .;:-–—*_"


def owner_of(report: Report, sentence: Sentence) -> str:
    """The words of the tag that closes a passage, where `sentence` opens that passage; else nothing.

    A passage goes from the start of its block, or from the tag before it, to its own tag.
    """
    text, block, tag = report.document.text, sentence.block, report.lexicon.tasks["tag"]
    closing = tag.search(text, sentence.start, block.end)
    if closing is None or closing.start() == sentence.start:
        return ""
    opening = max((m.end() for m in tag.finditer(text, block.start, sentence.start)), default=block.start)
    opens = not text[opening : sentence.start].strip(_NOTHING)
    return closing["who"].strip() if opens else ""
