"""Whom a pronoun stands for: somebody that the passages before it speak of."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.proposals.casework import Case
from tracker.proposals.folding import fold

_BETWEEN = re.compile(r"[.;!?]\s+")
_FURTHEST = 3  # passages back from the pronoun
_MOST = 3  # words before the name that a passage opens with: an article, a title, an office
_OPENING = 200  # characters that hold that name whole
_REACH = 1000  # characters back from the pronoun in which those passages begin
_TITLE = 14  # characters in which a title stands


def spoken_of(case: Case) -> list[str]:
    """The nearest that the subject's pronoun fits; empty when the block names nobody before it."""
    block, end = case.clause.sentence.block, case.clause.start
    start = max(block.start, end - _REACH)
    cuts = [match.end() for match in _BETWEEN.finditer(case.report.folded, start, end)]
    passages = [*pairwise([start, *cuts]), (cuts[-1] if cuts else start, end)]
    whole = passages if start == block.start else passages[1:]
    for first, last in reversed(whole[-_FURTHEST - 1 :]):
        found = _subject_of(case.report.document.text[first : min(last, first + _OPENING)], case)
        if found:
            return [found]
    return []


def _subject_of(opening: str, case: Case) -> str:
    """Who a passage opens with, where that may be what the pronoun stands for; else empty."""
    parties, directory, folded = case.lexicon.parties, case.report.directory, fold(opening)
    pronoun = case.folded[case.doer.start : case.doer.end]
    she, he = parties["she"].search(pronoun), parties["he"].search(pronoun)
    named = directory.named(opening, folded)
    titles = [folded[max(0, party.start - _TITLE) : party.start] for party in named]
    ladies = [party.name for party, title in zip(named, titles, strict=True) if parties["lady"].search(title)]
    if she and ladies:
        return ladies[0]
    for party, title in zip(named, titles, strict=True):
        before = folded[: party.start].split()
        subject = len(before) <= _MOST and not parties["led_by"].search(folded[: party.start])
        if (
            subject
            and party.name not in (ladies if he else [])
            and not (she and parties["lord"].search(title))
        ):
            return party.name
    first = opening.strip(" •*–-").split(" ", 1)[0]
    if fold(first) in directory.people:
        return first
    somebody = case.lexicon.subjects["somebody"].match(folded)
    if (
        somebody is None
        or (she and parties["masculine"].match(folded))
        or (he and parties["feminine"].match(folded))
    ):
        return ""
    plural = parties["plural"].match(folded) is not None
    return opening[: somebody.end()] if not ((she or he) and plural) else ""
