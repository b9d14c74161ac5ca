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
from tracker.commitments import After, Commitment, Direction, Firmness, Mission, Party, Person, Proof, Status
from tracker.errors import Refused
from tracker.journal import Action, Entry
from tracker.marks import N_
from tracker.naming import renamed
from tracker.plan import holders
from tracker.planning import FOLLOWED, Rules, plan_by, refresh, replan, skip, try_again
from tracker.reminders import Recipient, Skip

if TYPE_CHECKING:
    from tracker.dates.conventions import Conventions
    from tracker.dates.window import Window


class ProofMissing(Refused):
    sentence = N_(
        "The proof is missing: add --proof LINK or FILE (a sentence of the minutes will do: --note). "
        "Nothing was changed."
    )


class ReasonMissing(Refused):
    sentence = N_("The reason is missing: add --note and say why it is dropped. Nothing was changed.")


class SnoozeReasonMissing(Refused):
    sentence = N_("The reason is missing: add --note and say why it is put off. Nothing was changed.")


class SnoozedIntoPast(Refused):
    sentence = N_("{day} is not ahead: a commitment is put off to a later day. Nothing was changed.")


class NobodyToSnooze(Refused):
    sentence = N_("Nobody is reminded of commitment {id}: there is nothing to put off. Nothing was changed.")


class ClosedInFuture(Refused):
    sentence = N_("{day} is still to come: a commitment closes today or before. Nothing was changed.")


class EmptyTitle(Refused):
    sentence = N_("A commitment needs a title. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file already stored under its SHA-256."""

    file_name: str
    sha256: str


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
    """`by` names who writes, for the journal; `at` is the moment, aware UTC.

    `conventions` are those by which delays are counted anew when what they hang on has moved.
    """

    def __init__(
        self,
        books: Books,
        rules: Rules,
        *,
        by: str,
        at: datetime,
        conventions: Conventions | None = None,
    ) -> None:
        self.books = books
        self._rules = rules
        self._conventions = conventions
        self._by = by
        self._at = at

    @property
    def today(self) -> date:
        return self._at.astimezone(self._rules.zone).date()

    # Commitments

    def add(
        self,
        title: str,
        *,
        window: Window,
        owner: Person | None = None,
        reviewer: Person | None = None,
        quote: str = "",
        firmness: Firmness = Firmness.COMMITMENT,
        direction: Direction = Direction.OURS,
        mission: str | None = None,
        actors: Iterable[str] = (),
        counterparts: Iterable[str] = (),
        after: After | None = None,
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
            reviewer=reviewer,
            mission=self.books.missions.named(mission) if mission else None,
            actors=self._parties(actors),
            counterparts=self._parties(counterparts),
            after=after,
        )
        self._journal_added(commitment, **({"counted_from": after.commitment_id} if after else {}))
        return commitment

    def edit(self, commitment_id: int, changes: Changes) -> Commitment:
        before = self.books.commitments.get(commitment_id)
        after = replace(
            before,
            title=titled(changes.title) if changes.title is not None else before.title,
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
        changed = self._change(before, after, Action.EDITED, **_differences(before, after))
        for old, new in filter(
            None,
            (renamed(before.actors, after.actors), renamed(before.counterparts, after.counterparts)),
        ):
            self.books.parties.join(old, new)  # the next reading knows it by both names
        return changed

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
        """Give it another date, by hand: from then on it hangs on no other commitment."""
        before = self.books.commitments.get(commitment_id)
        details: dict[str, Any] = {"note": note} if note else {}
        if before.after is not None:
            details["cut"] = before.after.commitment_id
        return self._change(
            before,
            replace(self._moved(before, window), after=None),
            Action.POSTPONED,
            before=before.window.wording,
            after=window.wording,
            edtf=window.edtf,
            **details,
        )

    def snooze(self, commitment_id: int, until: date | None, *, note: str | None = None) -> Commitment:
        """Remind its owner of nothing before `until`; the due date stays. None: from now on again.

        Raises SnoozeReasonMissing, SnoozedIntoPast, and NobodyToSnooze where there is no owner, or the
        commitment is closed or on hold.
        """
        before = self.books.commitments.get(commitment_id)
        note = (note or "").strip()
        if until is None:
            after = replace(before, snoozed_until=None)
        else:
            if Recipient.OWNER not in holders(before) or not before.status.reminded:
                raise NobodyToSnooze(id=commitment_id)
            if until <= self.today:
                raise SnoozedIntoPast(day=until)
            if not note:
                raise SnoozeReasonMissing
            again = until != before.snoozed_until
            after = replace(before, snoozed_until=until, snoozes=before.snoozes + again)
        if after == before:
            return before
        days = (before.snoozed_until, after.snoozed_until)
        details: dict[str, Any] = dict(zip(("before", "after"), map(_iso, days), strict=True))
        return self._change(before, after, Action.SNOOZED, **details, **({"note": note} if note else {}))

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
                title=titled(title),
                status=Status.TODO,
                created_at=self._at,
                updated_at=self._at,
                **values,
            )
        )
        replan(self.books, None, commitment, self._rules, at=self._at)
        return commitment

    def _change(self, before: Commitment, after: Commitment, action: Action, /, **details: Any) -> Commitment:
        after = _awoken(before, after, action)
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

        A corrected address or channel gets what the old one refused; who has gone is not reminded any more.
        """
        before = self.books.people.get(person.id)
        changed = [it.name for it in fields(person) if getattr(person, it.name) != getattr(before, it.name)]
        if not changed:
            return
        self.books.people.replace(person)
        if "email" in changed or "channel" in changed:
            try_again(self.books, person, at=self._at)
        if not person.active:
            left = self.books.reminders.planned([person.id], date.max)
            skip(self.books, ((row, Skip.OWNER_CHANGED) for row in left), at=self._at)
        plan_by(self.books, self._rules)
        refresh(self.books, self._concerning(person), self._rules, self.today, at=self._at)
        self._journal(Action.EDITED, "person", person.id, name=person.name, fields=changed)

    def _concerning(self, person: Person) -> list[Commitment]:
        """What is followed and a person owns, reviews, or hears of as somebody's manager."""
        managed = (it.id for it in self.books.people.all() if it.manager_id == person.id)
        found = (
            commitment
            for owner_id in (person.id, *managed)
            for commitment in self.books.commitments.select(Filter(owner_id=owner_id, statuses=FOLLOWED))
        )
        return list({commitment.id: commitment for commitment in found}.values())

    def _parties(self, names: Iterable[str]) -> tuple[Party, ...]:
        return tuple(dict.fromkeys(self.books.parties.named(name) for name in names if name.strip()))

    def _journal_added(self, commitment: Commitment, **details: Any) -> None:
        self._journal(
            Action.ADDED,
            "commitment",
            commitment.id,
            title=commitment.title,
            owner=commitment.owner.name if commitment.owner else None,
            window=commitment.window.edtf,
            **details,
        )

    def _journal(self, action: Action, noun: str, noun_id: int, **details: Any) -> None:
        self.books.journal.append(Entry(self._at, self._by, action, noun, noun_id, details))


NEWS = (Action.STATUS, Action.ASSIGNED, Action.POSTPONED, Action.NOTED)
"""Changes that answer a reminder: what is put off after one of them is put off for the first time."""


def _awoken(before: Commitment, after: Commitment, action: Action) -> Commitment:
    """What a change leaves of a snooze: another date, another owner or the end of it all ends it."""
    moved = after.window_revision != before.window_revision
    given = (after.owner and after.owner.id) != (before.owner and before.owner.id)
    if moved or given or after.status.final:
        after = replace(after, snoozed_until=None)
    return replace(after, snoozes=0) if moved or given or action in NEWS else after


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def titled(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise EmptyTitle
    return title


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
