"""Who reads whose reminders on a day: whoever is away has them read by a delegate, or nobody.

Days are those of the reader's digest: the reminders of an absent person belong to the one digest that
the delegate gets on the same day of the calendar.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from tracker.commitments import Absence
from tracker.quiet import QuietDays

_ONE = timedelta(days=1)


class Readers:
    """Who stands in for whom, by the absences that are known.

    `gone` holds the people, by id, who are not active any more: they read for nobody.
    """

    def __init__(self, absences: Iterable[Absence] = (), gone: Collection[int] = ()) -> None:
        self._of: dict[int, list[Absence]] = {}
        for absence in sorted(absences, key=lambda it: it.id, reverse=True):
            self._of.setdefault(absence.person_id, []).append(absence)
        self._gone = frozenset(gone)

    def absence(self, person_id: int, day: date) -> Absence | None:
        """Why somebody is away on a day; what was said last counts. None for whoever is there."""
        return next((it for it in self._of.get(person_id, ()) if it.covers(day)), None)

    def reader(self, person_id: int, day: date) -> int | None:
        """Who reads that person's reminders on a day, by id: themselves, or while away the delegate.

        A delegate who is away has a delegate in turn. None when nobody is there: the chain ends with
        somebody who is away or gone, or it comes back to where it began.
        """
        asked: set[int] = set()
        while person_id not in self._gone and person_id not in asked:
            absence = self.absence(person_id, day)
            if absence is None:
                return person_id
            if absence.delegate_id is None:
                return None
            asked.add(person_id)
            person_id = absence.delegate_id
        return None

    def read_by(self, person_id: int, day: date) -> list[int]:
        """Whose reminders a person reads on a day, by id: their own first, then those they stand in for."""
        away = (it for it in self._of if it != person_id and self.reader(it, day) == person_id)
        own = [person_id] if self.reader(person_id, day) == person_id else []
        return [*own, *sorted(away)]

    def next_reading(
        self, person_id: int, first: date, last: date, quiet: QuietDays
    ) -> tuple[date, int] | None:
        """The first day from `first` to `last`, both inclusive, on which somebody reads, and who that is.

        None when no day of them will do: all are quiet, or nobody is there.
        """
        day = quiet.after(first)
        while day <= last:
            if (reader := self.reader(person_id, day)) is not None:
                return day, reader
            day = quiet.after(day + _ONE)
        return None
