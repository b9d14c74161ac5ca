"""The only writer of commitments. Each change is journalled and the reminders are planned anew.

A Register is one transaction's hand: the books it writes in, the rules that reminders follow, who
writes and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tracker.books import Books, Filter
from tracker.commitments import Commitment, Direction, Firmness, Mission, Party, Person, Proof, Report, Status
from tracker.errors import Refused
from tracker.journal import Action, Entry
from tracker.planning import FOLLOWED, Rules, refresh, replan, try_again
from tracker.proposals.stored import Decision, StoredProposal
from tracker.proposals.values import Proposal
from tracker.rereading import compare, is_rejected, is_revision
from tracker.words.marks import N_

if TYPE_CHECKING:
    from tracker.dates.window import Window


class ProofMissing(Refused):
    sentence = N_(
        "The proof is missing: add --proof LINK or FILE (a sentence of the minutes will do: --note). "
        "Nothing was changed."
    )


class ReasonMissing(Refused):
    sentence = N_("The reason is missing: add --note and say why it is dropped. Nothing was changed.")


class ClosedInFuture(Refused):
    sentence = N_("{day} is still to come: a commitment closes today or before. Nothing was changed.")


class AlreadyDecided(Refused):
    sentence = N_("P{id} was decided already ({decision}).")


class EmptyTitle(Refused):
    sentence = N_("A commitment needs a title. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file already stored under its SHA-256."""

    file_name: str
    sha256: str


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


@dataclass(frozen=True, slots=True)
class Changes:
    """New values for a commitment; None leaves a field as it is."""

    title: str | None = None
    quote: str | None = None
    firmness: Firmness | None = None
    direction: Direction | None = None
    actors: Sequence[str] | None = None
    counterparts: Sequence[str] | None = None
    reviewer: Person | None = None
    mission: str | None = None


class Register:
    """`by` names who writes, for the journal; `at` is the moment, aware UTC."""

    def __init__(self, books: Books, rules: Rules, *, by: str, at: datetime) -> None:
        self.books = books
        self._rules = rules
        self._by = by
        self._at = at

    @property
    def today(self) -> date:
        return self._at.astimezone(self._rules.zone).date()

    # Reports and proposals

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

        Raises NoSuchProposal, AlreadyDecided.
        """
        stored = self._undecided(proposal_id)
        proposal, report = stored.proposal, self.books.reports.get(stored.report_id)
        revised = self.books.proposals.get(stored.revises_id) if stored.revises_id else None
        if revised is not None and revised.commitment_id is not None:
            if window is None and not _means_the_same(proposal.window, revised.proposal.window):
                window = proposal.window
            return self._reword(stored, report, revised.commitment_id, owner, title, window)
        commitment = self._add(
            title=title or proposal.title,
            quote=proposal.quote,
            firmness=proposal.firmness,
            direction=proposal.direction,
            window=window or proposal.window,
            known_since=report.dated,
            owner=owner,
            mission=report.mission,
            actors=self._parties(proposal.actors),
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
            title=_title(title) if title else before.title,
            quote=proposal.quote,
            owner=owner or before.owner,
            report_id=report.id,
            location=proposal.location,
        )
        if window is not None:
            after = self._moved(after, window)
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
        first, *others = [_title(title) for title in titles]
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

    # Commitments

    def add(
        self,
        title: str,
        *,
        window: Window,
        owner: Person | None = None,
        quote: str = "",
        firmness: Firmness = Firmness.COMMITMENT,
        direction: Direction = Direction.OURS,
        mission: str | None = None,
        actors: Iterable[str] = (),
        counterparts: Iterable[str] = (),
    ) -> Commitment:
        """A commitment that no report told of."""
        commitment = self._add(
            title=title,
            quote=quote,
            firmness=firmness,
            direction=direction,
            window=window,
            known_since=self.today,
            owner=owner,
            mission=self.books.missions.named(mission) if mission else None,
            actors=self._parties(actors),
            counterparts=self._parties(counterparts),
        )
        self._journal(
            Action.ADDED,
            "commitment",
            commitment.id,
            title=commitment.title,
            owner=owner.name if owner else None,
            window=window.edtf,
        )
        return commitment

    def edit(self, commitment_id: int, changes: Changes) -> Commitment:
        before = self.books.commitments.get(commitment_id)
        after = replace(
            before,
            title=_title(changes.title) if changes.title is not None else before.title,
            quote=before.quote if changes.quote is None else changes.quote,
            firmness=changes.firmness or before.firmness,
            direction=changes.direction or before.direction,
            reviewer=changes.reviewer or before.reviewer,
            mission=self.books.missions.named(changes.mission) if changes.mission else before.mission,
            actors=before.actors if changes.actors is None else self._parties(changes.actors),
            counterparts=(
                before.counterparts if changes.counterparts is None else self._parties(changes.counterparts)
            ),
        )
        if after == before:
            return before
        return self._change(before, after, Action.EDITED, **_differences(before, after))

    def set_status(
        self,
        commitment_id: int,
        status: Status,
        *,
        links: Sequence[str] = (),
        files: Sequence[ProofFile] = (),
        note: str | None = None,
        on: date | None = None,
    ) -> Commitment:
        """Change a status; proofs and note may also be added to the one that stands.

        `on` is the day it closed, today when not given. Raises ProofMissing for kept and partly kept
        without a link, a file or a note; ReasonMissing for dropped without a note; ClosedInFuture.
        """
        before = self.books.commitments.get(commitment_id)
        links, note = [link.strip() for link in links if link.strip()], (note or "").strip()
        if status is not before.status:
            shown = links or files or note or self.books.proofs.of(commitment_id)
            if status in (Status.KEPT, Status.PARTLY) and not shown:
                raise ProofMissing
            if status is Status.DROPPED and not note:
                raise ReasonMissing
        if on is not None and on > self.today:
            raise ClosedInFuture(day=on)
        for link in links:
            self.books.proofs.add(Proof(0, commitment_id, self._at, link=link))
        for file in files:
            self.books.proofs.add(
                Proof(0, commitment_id, self._at, file_name=file.file_name, sha256=file.sha256)
            )
        closed = (on or before.closed_on or self.today) if status.final else None
        details: dict[str, Any] = {"before": before.status.value, "after": status.value}
        details |= {"note": note} if note else {}
        details |= {"proofs": [*links, *(f.file_name for f in files)]} if links or files else {}
        details |= {"on": closed.isoformat()} if closed else {}
        return self._change(
            before, replace(before, status=status, closed_on=closed), Action.STATUS, **details
        )

    def assign(self, commitment_id: int, owner: Person) -> Commitment:
        before = self.books.commitments.get(commitment_id)
        if before.owner is not None and before.owner.id == owner.id:
            return before
        return self._change(
            before,
            replace(before, owner=owner),
            Action.ASSIGNED,
            before=before.owner.name if before.owner else None,
            after=owner.name,
        )

    def postpone(self, commitment_id: int, window: Window, *, note: str | None = None) -> Commitment:
        before = self.books.commitments.get(commitment_id)
        details = {"note": note} if note else {}
        return self._change(
            before,
            self._moved(before, window),
            Action.POSTPONED,
            before=before.window.wording,
            after=window.wording,
            edtf=window.edtf,
            **details,
        )

    def _moved(self, commitment: Commitment, window: Window) -> Commitment:
        """With another window, known as of today: nobody is reminded of stages that lie behind.

        A window that lies behind altogether is entered after the fact, and keeps its own past.
        """
        behind = window.latest is not None and window.latest < self.today
        return replace(
            commitment,
            window=window,
            window_revision=commitment.window_revision + 1,
            known_since=commitment.known_since if behind else max(self.today, commitment.known_since),
        )

    def note(self, commitment_id: int, text: str) -> Commitment:
        before = self.books.commitments.get(commitment_id)
        return self._change(before, before, Action.NOTED, note=text)

    def _add(self, *, title: str, **values: Any) -> Commitment:
        commitment = self.books.commitments.add(
            Commitment(
                id=0,
                uid=str(uuid4()),
                title=_title(title),
                status=Status.TODO,
                created_at=self._at,
                updated_at=self._at,
                **values,
            )
        )
        replan(self.books, None, commitment, self._rules, at=self._at)
        return commitment

    def _change(self, before: Commitment, after: Commitment, action: Action, /, **details: Any) -> Commitment:
        after = replace(after, revision=before.revision + 1, updated_at=self._at)
        self.books.commitments.replace(after)
        replan(self.books, before, after, self._rules, at=self._at)
        self._journal(action, "commitment", after.id, **details)
        return after

    # People and parties

    def add_person(self, person: Person) -> Person:
        added = self.books.people.add(person)
        self._journal(Action.ADDED, "person", added.id, name=added.name)
        return added

    def edit_person(self, person: Person) -> None:
        """Change somebody. Raises AddressTaken.

        A corrected address gets what the old one refused; who has gone is not reminded any more.
        """
        before = self.books.people.get(person.id)
        changed = [it.name for it in fields(person) if getattr(person, it.name) != getattr(before, it.name)]
        if not changed:
            return
        self.books.people.replace(person)
        theirs = self.books.commitments.select(Filter(owner_id=person.id, statuses=FOLLOWED))
        if "email" in changed:
            try_again(self.books, person, theirs)
        refresh(self.books, theirs, self._rules, self.today, at=self._at)
        self._journal(Action.EDITED, "person", person.id, name=person.name, fields=changed)

    def _parties(self, names: Iterable[str]) -> tuple[Party, ...]:
        return tuple(dict.fromkeys(self.books.parties.named(name) for name in names if name.strip()))

    def _journal(self, action: Action, noun: str, noun_id: int, **details: Any) -> None:
        self.books.journal.append(Entry(self._at, self._by, action, noun, noun_id, details))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise EmptyTitle
    return title


def _means_the_same(one: Window, other: Window) -> bool:
    return replace(one, wording="") == replace(other, wording="")


def _differences(before: Commitment, after: Commitment) -> dict[str, Any]:
    """Before and after of each field that an edit changed, as words."""
    told: dict[str, Any] = {}
    for name in ("title", "quote", "firmness", "direction", "reviewer", "mission", "actors", "counterparts"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            told[name] = [_plain(old), _plain(new)]
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mission):
        return value.title
    if isinstance(value, Person | Party):
        return value.name
    return value
