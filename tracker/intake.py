"""From reports to commitments: what is read is kept, what is proposed is decided, nothing is doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.commitments import Commitment, Person, Report
from tracker.errors import Refused
from tracker.journal import Action
from tracker.marks import N_
from tracker.naming import person_written
from tracker.proposals.stored import Decision, StoredProposal
from tracker.proposals.values import Proposal
from tracker.register import titled
from tracker.rereading import compare, is_rejected, is_revision
from tracker.rulebook import Rulebook

if TYPE_CHECKING:
    from tracker.dates.window import Window


class AlreadyDecided(Refused):
    sentence = N_("P{id} was decided already ({decision}).")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    `new` proposals wait for a decision, and so do the `changed` ones, each with the earlier proposal
    that it words otherwise. `vanished` ones stood in an earlier version of the report.
    """

    report: Report
    new: tuple[StoredProposal, ...] = ()
    changed: tuple[tuple[StoredProposal, StoredProposal], ...] = ()
    unchanged: int = 0
    vanished: tuple[StoredProposal, ...] = ()


class Intake(Rulebook):
    """A register's hand that takes in reports as well."""

    def import_report(self, report: Report, mission: str | None, found: Sequence[Proposal]) -> Imported:
        """Keep a report and what was proposed from it, without doubling what is known already.

        The same bytes again change nothing. Of a revised report, only what is new or worded otherwise
        becomes a proposal; so does, of another report of the mission, what none told before. What was
        rejected stays rejected, and so do its near copies.
        """
        before = self.books.reports.with_hash(report.sha256)
        if before is not None:
            known = self.books.proposals.of_report(before.id)
            return Imported(before, unchanged=len(known))
        if mission:
            report = replace(report, mission=self.books.missions.named(mission))
        earlier = self.books.proposals.beside(report)
        compared = compare(earlier, found)
        rejected = self.books.proposals.rejected_quotes()
        added = self.books.reports.add(report)
        new = [
            self.books.proposals.add(StoredProposal(0, added.id, proposal))
            for proposal in compared.new
            if not is_rejected(proposal.quote, rejected)
        ]
        changed = [
            (self._revise(added, proposal, old), old)
            for proposal, old in compared.changed
            if old.decision is not Decision.REJECTED
        ]
        vanished = compared.vanished if earlier and is_revision(compared, earlier) else ()
        self._journal(
            Action.IMPORTED,
            "report",
            added.id,
            file=added.file_name,
            sha256=added.sha256,
            proposals=[stored.id for stored in new],
            changed=[stored.id for stored, _ in changed],
        )
        return Imported(
            added,
            new=tuple(new),
            changed=tuple(changed),
            unchanged=len(compared.unchanged),
            vanished=vanished,
        )

    def _revise(self, report: Report, proposal: Proposal, old: StoredProposal) -> StoredProposal:
        """The new wording of a passage; one that still waited for a decision gives way to it."""
        waited = old.decision is Decision.WAITING
        revises_id = old.revises_id if waited and old.revises_id else old.id
        stored = self.books.proposals.add(StoredProposal(0, report.id, proposal, revises_id=revises_id))
        if waited:
            self._decide(old, Decision.REPLACED, None)
        return stored

    def accept(
        self,
        proposal_id: int,
        *,
        owner: Person | None = None,
        title: str | None = None,
        window: Window | None = None,
    ) -> Commitment:
        """Make a proposal a commitment, or the new wording of the one that it revises.

        Where no owner is given, it is the person whom the report names as acting, if it names one of ours.
        Raises NoSuchProposal, AlreadyDecided.
        """
        stored = self._undecided(proposal_id)
        proposal, report = stored.proposal, self.books.reports.get(stored.report_id)
        revised = self.books.proposals.get(stored.revises_id) if stored.revises_id else None
        if revised is not None and revised.commitment_id is not None:
            if window is None and not _means_the_same(proposal.window, revised.proposal.window):
                window = proposal.window
            return self._reword(stored, report, revised.commitment_id, owner, title, window)
        named = people_acting(proposal, self.books.people.all())
        owner = owner or next(iter(named.values()), None)
        commitment = self._add(
            title=title or proposal.title,
            quote=proposal.quote,
            firmness=proposal.firmness,
            direction=proposal.direction,
            window=window or proposal.window,
            known_since=report.dated,
            owner=owner,
            mission=report.mission,
            actors=self._parties(actor for actor in proposal.actors if actor not in named),
            counterparts=self._parties(proposal.counterparts),
            report_id=report.id,
            location=proposal.location,
        )
        self._decide(stored, Decision.ACCEPTED, commitment.id)
        self._journal(
            Action.ACCEPTED,
            "commitment",
            commitment.id,
            proposal=stored.id,
            title=commitment.title,
            owner=owner.name if owner else None,
            window=commitment.window.edtf,
        )
        return commitment

    def _reword(
        self,
        stored: StoredProposal,
        report: Report,
        commitment_id: int,
        owner: Person | None,
        title: str | None,
        window: Window | None,
    ) -> Commitment:
        """The commitment rests on the new wording; `window` is None when the report did not move it."""
        before, proposal = self.books.commitments.get(commitment_id), stored.proposal
        after = replace(
            before,
            title=titled(title) if title else before.title,
            quote=proposal.quote,
            owner=owner or before.owner,
            report_id=report.id,
            location=proposal.location,
        )
        if window is not None:
            after = replace(self._moved(after, window), after=None)  # the report's word is the nearer one
        self._decide(stored, Decision.ACCEPTED, commitment_id)
        return self._change(
            before,
            after,
            Action.REVISED,
            proposal=stored.id,
            quote=[before.quote, after.quote],
            window=[before.window.wording, after.window.wording],
        )

    def split(self, proposal_id: int, titles: Sequence[str]) -> list[StoredProposal]:
        """Make one proposal several, which share its quote; the first title stays with it."""
        stored = self._undecided(proposal_id)
        first, *others = [titled(title) for title in titles]
        kept = replace(stored, proposal=replace(stored.proposal, title=first))
        self.books.proposals.replace(kept)
        return [
            kept,
            *(
                self.books.proposals.add(
                    StoredProposal(0, stored.report_id, replace(stored.proposal, title=title))
                )
                for title in others
            ),
        ]

    def merge(self, proposal_id: int, commitment_id: int) -> Commitment:
        """The proposal tells the same act as an existing commitment."""
        stored, commitment = self._undecided(proposal_id), self.books.commitments.get(commitment_id)
        self._decide(stored, Decision.MERGED, commitment.id)
        self._journal(
            Action.MERGED, "commitment", commitment.id, proposal=stored.id, quote=stored.proposal.quote
        )
        return commitment

    def reject(self, proposal_id: int) -> StoredProposal:
        """Set a proposal aside for good: no later reading brings it back."""
        stored = self._undecided(proposal_id)
        decided = self._decide(stored, Decision.REJECTED, None)
        self._journal(Action.REJECTED, "proposal", stored.id, quote=stored.proposal.quote)
        return decided

    def _undecided(self, proposal_id: int) -> StoredProposal:
        stored = self.books.proposals.get(proposal_id)
        if stored.decision is not Decision.WAITING:
            raise AlreadyDecided(id=proposal_id, decision=stored.decision)
        return stored

    def _decide(
        self, stored: StoredProposal, decision: Decision, commitment_id: int | None
    ) -> StoredProposal:
        decided = replace(stored, decision=decision, commitment_id=commitment_id, decided_at=self._at)
        self.books.proposals.replace(decided)
        return decided


def people_acting(proposal: Proposal, people: Sequence[Person]) -> dict[str, Person]:
    """Those of our people whom a report names as acting, by the name it uses: no parties, but owners."""
    found = {actor: person_written(people, actor) for actor in proposal.actors}
    return {actor: person for actor, person in found.items() if person is not None}


def _means_the_same(one: Window, other: Window) -> bool:
    return replace(one, wording="") == replace(other, wording="")
