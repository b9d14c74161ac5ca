"""Absences in the register: who is away, and who stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from tracker.books import Books
from tracker.commitments import Absence, Person
from tracker.errors import Conflict, Refused
from tracker.journal import Action, Entry
from tracker.marks import N_
from tracker.planning import try_another

_ONE = timedelta(days=1)


class EndsBeforeItBegins(Refused):
    sentence = N_("The absence would end on {last}, before it begins on {first}. Nothing was changed.")


class OwnDelegate(Refused):
    sentence = N_("{name} cannot stand in for themselves. Nothing was changed.")


class GoneDelegate(Refused):
    sentence = N_("{name} is not active any more, and can stand in for nobody. Nothing was changed.")


class NotAway(Conflict):
    sentence = N_("{name} is not away on {day}. `suivi people` shows who is, and --on takes another day.")


def announce(
    books: Books,
    person: Person,
    first: date,
    last: date | None,
    delegate: Person | None,
    *,
    by: str,
    at: datetime,
) -> Absence:
    """Somebody is away from `first` to `last`, both inclusive; None is until further notice.

    On days that an earlier one takes in as well, this one counts. Raises EndsBeforeItBegins, OwnDelegate
    or GoneDelegate.
    """
    if last is not None and last < first:
        raise EndsBeforeItBegins(first=first, last=last)
    if delegate is not None and delegate.id == person.id:
        raise OwnDelegate(name=person.name)
    if delegate is not None and not delegate.active:
        raise GoneDelegate(name=delegate.name)
    added = books.absences.add(Absence(0, person.id, first, last, delegate.id if delegate else None))
    try_another(books, person, at=at)
    details = {
        "name": person.name,
        "from": first.isoformat(),
        "until": last.isoformat() if last else None,
        "delegate": delegate.name if delegate else None,
    }
    books.journal.append(Entry(at, by, Action.ABSENT, "person", person.id, details))
    return added


def end(books: Books, person: Person, day: date, *, by: str, at: datetime) -> None:
    """Somebody is back on `day`: no absence takes it in, or a later day of the same one, any more.

    What could not be delivered to who stood in is planned again. Raises NotAway.
    """
    ended = [it for it in books.absences.during(day, day) if it.person_id == person.id]
    if not ended:
        raise NotAway(name=person.name, day=day)
    for absence in ended:
        if absence.first < day:
            books.absences.replace(replace(absence, last=day - _ONE))
        else:
            books.absences.remove(absence.id)
    try_another(books, person, at=at)
    details = {"name": person.name, "on": day.isoformat()}
    books.journal.append(Entry(at, by, Action.BACK, "person", person.id, details))


def still_to_come(absences: Sequence[Absence], person: Person, today: date) -> list[Absence]:
    """A person's absences that are not over on `today`, in order of day."""
    theirs = (it for it in absences if it.person_id == person.id and (it.last is None or it.last >= today))
    return sorted(theirs, key=lambda it: (it.first, it.id))
