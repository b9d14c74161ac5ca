"""`suivi people absent` and `people back`: who is away, and who stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import click

from commands.app import App
from commands.types import DAY, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.absences import announce, end, still_to_come
from tracker.commitments import Absence, Person
from tracker.naming import find_person
from tracker.readers import Readers
from tracker.words import N_, Words


@verb(help=N_("Someone is away: the reminders go to who stands in, or wait."))
@click.argument("who", metavar=N_("NAME"))
@option(
    "--from", "--du", "first", type=DAY, metavar=N_("DAY"), help=N_("First day away; today if not given.")
)
@option(
    "--until",
    "--au",
    "last",
    type=DAY,
    metavar=N_("DAY"),
    help=N_("Last day away; until further notice if not given."),
)
@option(
    "--delegate",
    "--suppleant",
    "delegate",
    metavar=N_("NAME"),
    help=N_("Who stands in and gets the reminders; without anybody they wait."),
)
@as_json
@click.pass_obj
def absent(
    app: App, who: str, first: date | None, last: date | None, delegate: str | None, as_json: bool
) -> None:
    with app.register() as register:
        books = register.books
        people = books.people.all()
        person = find_person(people, who)
        stand_in = find_person(people, delegate) if delegate else None
        announce(books, person, first or app.day(), last, stand_in, by=app.user, at=app.clock.now())
        absences = books.absences.all()
    _tell_absences(app, person, people, absences, as_json)


@verb(help=N_("Someone is back: the reminders are their own again."))
@click.argument("who", metavar=N_("NAME"))
@option("--on", "--le", "on", type=DAY, metavar=N_("DAY"), help=N_("First day back; today if not given."))
@as_json
@click.pass_obj
def back(app: App, who: str, on: date | None, as_json: bool) -> None:
    with app.register() as register:
        books = register.books
        people = books.people.all()
        person = find_person(people, who)
        end(books, person, on or app.day(), by=app.user, at=app.clock.now())
        absences = books.absences.all()
    _tell_absences(app, person, people, absences, as_json)


def _tell_absences(
    app: App, person: Person, people: Sequence[Person], absences: Sequence[Absence], as_json: bool
) -> None:
    """The absences of a person that are not over, and who reads what comes meanwhile."""
    if as_json:
        app.screen.json({"name": person.name, **absences_json(person, people, absences, app.day())})
        return
    say, today = app.say, app.day()
    readers, known = readers_of(people, absences), {it.id: it.name for it in people}
    announced = still_to_come(absences, person, today)
    if not announced:
        app.screen.line(say(N_("{name} is there: the reminders are their own."), name=person.name))
    for absence in announced:
        facts = {"name": person.name, "first": absence.first, "last": absence.last}
        if absence.last is None:
            app.screen.line(say(N_("{name} is away from {first} until further notice."), **facts))
        else:
            app.screen.line(say(N_("{name} is away from {first} to {last}."), **facts))
        reader = known.get(readers.reader(person.id, max(absence.first, today)) or 0)
        if reader:
            app.screen.line(say(N_("The reminders go to {reader}."), reader=reader))
        else:
            app.screen.line(say(N_("Nobody is there to read the reminders: they wait until somebody is.")))


def readers_of(people: Sequence[Person], absences: Sequence[Absence]) -> Readers:
    return Readers(absences, [person.id for person in people if not person.active])


def absences_json(
    person: Person, people: Sequence[Person], absences: Sequence[Absence], today: date
) -> dict[str, object]:
    """What is not over, and who reads that person's reminders on `today`."""
    names = {it.id: it.name for it in people}
    return {
        "absences": [
            {"from": it.first, "until": it.last, "delegate": names.get(it.delegate_id or 0)}
            for it in still_to_come(absences, person, today)
        ],
        "reader": names.get(readers_of(people, absences).reader(person.id, today) or 0),
    }


def tell_away(
    person: Person,
    readers: Readers,
    names: Mapping[int, str],
    absences: Sequence[Absence],
    today: date,
    say: Words,
) -> str:
    """« jusqu’au 15 septembre → Paul », or when the next absence begins."""
    if not person.active:
        return say(N_("gone"))
    absence = readers.absence(person.id, today)
    if absence is None:
        coming = still_to_come(absences, person, today)
        return say(N_("from {day}"), day=coming[0].first) if coming else ""
    until = say(N_("until {day}"), day=absence.last) if absence.last else say(N_("until further notice"))
    reader = names.get(readers.reader(person.id, today) or 0)
    return f"{until} → {reader or say(N_('nobody'))}"
