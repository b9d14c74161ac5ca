"""What a window is counted from, told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.chains import anchor
from tracker.commitments import Commitment, Status
from tracker.marks import N_

if TYPE_CHECKING:
    from tracker.words.speech import Words


def tell_after(other: Commitment, say: Words) -> str:
    """« n° 3, Signer l’entente, fermé le 12 mai 2025 »: the commitment that another is counted from."""
    facts = {"id": other.id, "title": other.title, "day": anchor(other)}
    if other.status is Status.DROPPED:
        return say(N_("no. {id}, {title}, which was dropped: the due date stays as it is"), **facts)
    if facts["day"] is None:
        return say(N_("no. {id}, {title}, which has no last day yet"), **facts)
    if other.status.final:
        return say(N_("no. {id}, {title}, closed on {day}"), **facts)
    return say(N_("no. {id}, {title}, whose last day is {day}"), **facts)
