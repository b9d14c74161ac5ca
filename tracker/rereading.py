"""A report read again: which passages are new, changed, gone or the same, and which stay rejected.

Two quotes are the same passage when they are alike but for white space, case and punctuation, and a
changed one when most of their words are (the ratio of `rapidfuzz`, 0 to 100).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.naming import fold
from tracker.proposals.stored import StoredProposal
from tracker.proposals.values import Proposal

CHANGED = 75.0
"""From this likeness on, a passage is another wording of an earlier one."""

COPIED = 90.0
"""From this likeness on, a passage is a copy of a rejected one."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new reading holds against the earlier ones, each in its own order."""

    new: tuple[Proposal, ...] = ()
    changed: tuple[tuple[Proposal, StoredProposal], ...] = ()
    unchanged: tuple[StoredProposal, ...] = ()
    vanished: tuple[StoredProposal, ...] = ()


def compare(before: Sequence[StoredProposal], now: Sequence[Proposal]) -> Comparison:
    """Pair each passage of `now` with one of `before` at most; the most alike first."""
    from rapidfuzz.fuzz import ratio

    old = {stored.id: _plain(stored.proposal.quote) for stored in before}
    pairs = []
    for place, proposal in enumerate(now):
        text = _plain(proposal.quote)
        for stored in before:
            likeness = ratio(text, old[stored.id], score_cutoff=CHANGED)
            if likeness:
                # Several acts may rest on one sentence: their titles tell them apart.
                likeness += ratio(proposal.title, stored.proposal.title) / 100
                pairs.append((likeness, place, stored))
    taken: dict[int, tuple[float, StoredProposal]] = {}
    used: set[int] = set()
    for likeness, place, stored in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].id)):
        if place not in taken and stored.id not in used:
            taken[place] = (likeness, stored)
            used.add(stored.id)
    new, changed, unchanged = [], [], []
    for place, proposal in enumerate(now):
        if place not in taken:
            new.append(proposal)
        elif taken[place][0] >= 100:
            unchanged.append(taken[place][1])
        else:
            changed.append((proposal, taken[place][1]))
    vanished = [stored for stored in before if stored.id not in used]
    return Comparison(tuple(new), tuple(changed), tuple(unchanged), tuple(vanished))


def is_rejected(quote: str, rejected: Iterable[str]) -> bool:
    """Whether the passage, or one that is nearly the same, was turned down before."""
    from rapidfuzz.fuzz import ratio

    text = _plain(quote)
    return any(ratio(text, _plain(other)) >= COPIED for other in rejected)


def is_revision(comparison: Comparison, before: Sequence[StoredProposal]) -> bool:
    """Whether the new reading is another version of the earlier report, and not one beside it."""
    return 2 * (len(comparison.unchanged) + len(comparison.changed)) >= max(len(before), 1)


def _plain(quote: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(quote)).strip()
