"""What missions, people and commitments are reminded by, where it is not what the office says."""

from __future__ import annotations

from dataclasses import replace

from tracker.books import Filter
from tracker.commitments import Commitment, Mission, Person
from tracker.journal import Action
from tracker.ladders import NONE, Part, render
from tracker.planning import FOLLOWED, plan_by, refresh
from tracker.sequels import Sequels


class Rulebook(Sequels):
    """A register's hand that gives ladders of their own; only what they concern is planned anew.

    Each gives these ladders and no others, and returns the value as it is then.
    """

    def give_mission(self, mission: Mission, own: Part) -> Mission:
        if own == mission.ladders:
            return mission
        changed = replace(mission, ladders=own)
        self.books.missions.replace(changed)
        self._refresh(self.books.commitments.select(Filter(mission_id=mission.id, statuses=FOLLOWED)))
        told = _told(mission.ladders, own)
        self._journal(Action.EDITED, "mission", mission.id, title=mission.title, ladders=told)
        return changed

    def give_person(self, person: Person, own: Part) -> Person:
        if own == person.ladders:
            return person
        changed = replace(person, ladders=own)
        self.books.people.replace(changed)
        concerned = self.books.commitments.select(Filter(owner_id=person.id, statuses=FOLLOWED))
        self._refresh([it for it in concerned if it.owner == changed])  # not what is only reviewed
        told = _told(person.ladders, own)
        self._journal(Action.EDITED, "person", person.id, name=person.name, ladders=told)
        return changed

    def give_commitment(self, commitment: Commitment, own: Part) -> Commitment:
        if own == commitment.ladders:
            return commitment
        after = replace(commitment, ladders=own)
        return self._change(commitment, after, Action.EDITED, ladders=_told(commitment.ladders, own))

    def _refresh(self, commitments: list[Commitment]) -> None:
        plan_by(self.books, self._rules)
        refresh(self.books, commitments, self._rules, self.today, at=self._at)


def _told(before: Part, after: Part) -> list[str]:
    """Before and after, as words: `day: ahead-7 day; open: none`."""
    return [
        "; ".join(f"{group}: {' '.join(words) or NONE}" for group, words in render(part).items())
        for part in (before, after)
    ]
