"""What follows what: windows that hang on another commitment, and the next one once one is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tracker.chains import anchor, next_time, refuse_loop, window_after
from tracker.commitments import After, Commitment, Status
from tracker.dates.window import OPEN, Window
from tracker.errors import Refused
from tracker.journal import Action
from tracker.marks import N_
from tracker.register import Register


class NotKeptYet(Refused):
    sentence = N_(
        "Only what is kept, or kept in part, has a next one: commitment {id} is not. Nothing was changed."
    )


class DroppedStart(Refused):
    sentence = N_("Commitment {id} was dropped: nothing can be counted from it. Nothing was changed.")


class AlreadyFollowed(Refused):
    sentence = N_("Commitment {next} follows commitment {id} already. Nothing was changed.")


class Sequels(Register):
    """A register's hand that keeps chains: whatever moves or closes moves what is counted from it."""

    def add(
        self, title: str, *, window: Window = OPEN, after: After | None = None, **facts: Any
    ) -> Commitment:
        """As Register.add; with `after`, the window is counted from that commitment."""
        if after is not None:
            window = window_after(self._start(after), after, conventions=self._conventions)
        return super().add(title, window=window, after=after, **facts)

    def hang(self, commitment_id: int, after: After | None) -> Commitment:
        """Count a window from another commitment from now on; None: no more, and the window stays.

        Raises ChainLoop, and the failures of a wording that names no day.
        """
        before = self.books.commitments.get(commitment_id)
        if after == before.after:
            return before
        changed = replace(before, after=after)
        if after is not None:
            other = self._start(after)
            refuse_loop(before, other, self.books.commitments.get)
            window = window_after(other, after, conventions=self._conventions)
            if window != before.window:
                changed = self._moved(changed, window)
        told = [_told(before.after), _told(after)]
        return self._change(before, changed, Action.EDITED, after=told)

    def follow(self, commitment_id: int, window: Window | None = None) -> Commitment:
        """The next one after a commitment that was kept: the same but for its window.

        Without a window it is the next time of what comes back. Raises NotKeptYet, AlreadyFollowed and
        NoNextTime.
        """
        kept = self.books.commitments.get(commitment_id)
        if kept.status not in (Status.KEPT, Status.PARTLY) or kept.closed_on is None:
            raise NotKeptYet(id=commitment_id)
        for link in self.books.journal.of("commitment", commitment_id):
            if link.entry.action is Action.FOLLOWED:
                raise AlreadyFollowed(id=commitment_id, next=link.entry.details["next"])
        following = self._add(
            title=kept.title,
            quote=kept.quote,
            firmness=kept.firmness,
            direction=kept.direction,
            window=window or next_time(kept, kept.closed_on, self._rules.workdays),
            known_since=self.today,
            owner=kept.owner,
            reviewer=kept.reviewer,
            mission=kept.mission,
            report_id=kept.report_id,
            location=kept.location,
            actors=kept.actors,
            counterparts=kept.counterparts,
            ladders=kept.ladders,
        )
        self._journal_added(following, follows=kept.id)
        self._journal(Action.FOLLOWED, "commitment", kept.id, next=following.id)
        return following

    def _change(self, before: Commitment, after: Commitment, action: Action, /, **details: Any) -> Commitment:
        changed = super()._change(before, after, action, **details)
        if before.status.final and not changed.status.final and changed.after is not None:
            changed = self._recount(changed, self.books.commitments.get(changed.after.commitment_id))
        if anchor(before) != anchor(changed):
            for hanging in self.books.commitments.hanging_on(changed.id):
                if not hanging.status.final:
                    self._recount(hanging, changed)
        return changed

    def _start(self, after: After) -> Commitment:
        other = self.books.commitments.get(after.commitment_id)
        if other.status is Status.DROPPED:
            raise DroppedStart(id=other.id)
        return other

    def _recount(self, hanging: Commitment, other: Commitment) -> Commitment:
        assert hanging.after is not None  # noqa: S101 - it hangs on `other`
        standing = hanging.window
        window = window_after(other, hanging.after, conventions=self._conventions, standing=standing)
        if window == standing:
            return hanging
        days = {"before": _day(standing), "after": _day(window)}
        return self._change(hanging, self._moved(hanging, window), Action.MOVED, cause=other.id, **days)


def _told(after: After | None) -> list[Any] | None:
    return [after.commitment_id, after.wording] if after else None


def _day(window: Window) -> str | None:
    """What tells most of where a window stands: its last day, or else its first."""
    day = window.latest or window.earliest
    return day.isoformat() if day else None
