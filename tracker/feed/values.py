"""What a feed is: a name, a scope, a language and a few choices behind a secret address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from tracker.commitments import Commitment


class ScopeKind(StrEnum):
    EVERYTHING = "everything"
    PERSON = "person"  # what the person owns
    PARTY = "party"  # what the party does, and what concerns it
    MISSION = "mission"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which commitments a feed shows; `id` is that of the person, party or mission."""

    kind: ScopeKind = ScopeKind.EVERYTHING
    id: int | None = None

    def __post_init__(self) -> None:
        if (self.kind is ScopeKind.EVERYTHING) is not (self.id is None):
            raise ValueError(f"scope {self.kind.value!r} with id {self.id!r}")

    def covers(self, commitment: Commitment) -> bool:
        match self.kind:
            case ScopeKind.PERSON:
                return commitment.owner is not None and commitment.owner.id == self.id
            case ScopeKind.PARTY:
                return any(party.id == self.id for party in commitment.parties)
            case ScopeKind.MISSION:
                return commitment.mission is not None and commitment.mission.id == self.id
        return True


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Options:
    """What a feed's owner chose to see.

    `neutral_titles` is for calendars that others can look into: an entry then gives the number of the
    commitment, its dates, status, owner and link, and nothing of its substance.
    """

    neutral_titles: bool = False
    tasks: bool = False  # each commitment as a VTODO too, which Google, Outlook and iOS do not show
    alarms: bool = False  # most calendars ignore the alarms of a subscription
    banners: bool = False  # the window itself, as a bar over its days


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that people subscribe to. Timestamps are aware UTC.

    The token of its address is shown once and never kept; `token_hash` is what remains of it.
    """

    id: int
    name: str
    scope: Scope
    language: str
    created_at: datetime
    token_hash: str = field(repr=False)
    options: Options = Options()
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def uid(self) -> str:
        """Its name among all calendars, for life: a new title does not change it."""
        made = self.created_at.astimezone(UTC).isoformat()
        return str(uuid5(NAMESPACE_URL, f"suivi:feed:{self.id}:{made}"))
