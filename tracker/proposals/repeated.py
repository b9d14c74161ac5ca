"""The same act told twice, as in a lead and again in the text, is one proposal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tracker.commitments import Firmness
from tracker.proposals.folding import fold
from tracker.proposals.values import Aside, AsideCode, Proposal

_SIMILAR = 0.75
_FEWEST = 3  # stems that two tellings of one act share
_STEM = 6  # letters: "accueillir", "accueil" and "accueillera" share them


def without_repeats(proposals: Sequence[Proposal]) -> tuple[list[Proposal], list[Aside]]:
    """The proposals with each act once, in order; the other places are set aside.

    The surer passage stays, and takes the window of the other when it has none itself.
    """
    stems = [_stems(p) for p in proposals]
    kept: list[int] = []
    asides: list[Aside] = []
    merged = list(proposals)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, proposal in enumerate(proposals):
        twin = _twin(number, stems, merged, places)
        if twin is None:
            kept.append(number)
            for stem in stems[number]:
                places[stem].append(number)
            continue
        first, second = merged[twin], proposal
        stays, goes = (second, first) if second.score > first.score else (first, second)
        if stays.found is None and goes.found is not None:
            stays = replace(stays, window=goes.window, found=goes.found)
        merged[twin] = stays
        asides.append(Aside(goes.quote, AsideCode.REPEATED, goes.location, stays.quote))
    return sorted((merged[n] for n in kept), key=lambda p: p.location.start), asides


def _twin(
    number: int, stems: Sequence[frozenset[str]], proposals: Sequence[Proposal], places: dict[str, list[int]]
) -> int | None:
    mine = stems[number]
    seen = {other for stem in mine for other in places.get(stem, [])[-20:]}
    for other in sorted(seen):
        shared = len(mine & stems[other])
        alike = shared >= max(_FEWEST, _SIMILAR * min(len(mine), len(stems[other])))
        if alike and _agree(proposals[number], proposals[other]):
            return other
    return None


def _agree(one: Proposal, other: Proposal) -> bool:
    """Two passages with different dates or without overlap in their parties are two acts; so are a term
    and an act, such as the renewal after it.
    """
    same_place = one.location.start < other.location.end and other.location.start < one.location.end
    dates = {p.window.edtf for p in (one, other) if p.window.edtf}
    done = {one.firmness is Firmness.DONE, other.firmness is Firmness.DONE}
    apart = one.actors and other.actors and not set(one.actors) & set(other.actors)
    return not same_place and not apart and len(dates) < 2 and len(done) == 1


def _stems(proposal: Proposal) -> frozenset[str]:
    """What the act is made of: the words of its title and the dates and parties around it left out."""
    words = re.findall(r"[^\W\d_]{4,}", fold(proposal.title))
    return frozenset(word[:_STEM] for word in words)
