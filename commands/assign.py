"""`suivi assign ID… NAME`: give commitments an owner."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitments_json
from commands.types import NUMBER, as_json
from commands.verbs import command as verb
from tracker.naming import find_person
from tracker.words import N_


@verb(help=N_("Give one or several commitments an owner: assign 3 4 NAME."))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER, metavar=N_("NUMBER…"))
@click.argument("name", metavar=N_("NAME"))
@as_json
@click.pass_obj
def command(app: App, numbers: tuple[int, ...], name: str, as_json: bool) -> None:
    with app.register() as register:
        person = find_person(register.books.people.all(), name)
        changed = [register.assign(number, person) for number in dict.fromkeys(numbers)]
        next_days = register.books.reminders.next_days([it.id for it in changed])
    if as_json:
        app.screen.json(commitments_json(changed, app.day(), next_days))
        return
    for commitment in changed:
        line = app.say(
            N_("Commitment {id} is {name}'s: {title}."),
            id=commitment.id,
            name=person.name,
            title=commitment.title,
        )
        if day := next_days.get(commitment.id):
            line += " " + app.say(N_("Next reminder: {day}."), day=day)
        app.screen.line(line)
