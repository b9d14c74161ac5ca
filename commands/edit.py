"""`suivi edit ID`: a commitment's words, partners, mission or reviewer."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitment_json
from commands.types import FIRMNESS, NUMBER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.commitments import Firmness
from tracker.errors import Refused
from tracker.naming import find_person
from tracker.words import N_


class NothingToChange(Refused):
    sentence = N_("Nothing to change was given. `suivi edit --help` lists what can be.")


@verb(help=N_("Change a commitment's words, partners, mission or reviewer."))
@click.argument("number", type=NUMBER)
@option("--title", "--titre", metavar=N_("TEXT"), help=N_("New title."))
@option(
    "--by", "--par", "actors", multiple=True, metavar=N_("PARTNER"), help=N_("Who does it; may be repeated.")
)
@option("--with", "--avec", "partners", multiple=True, metavar=N_("PARTNER"), help=N_("Whom it concerns."))
@option("--firmness", "--fermete", type=FIRMNESS, metavar=N_("FIRMNESS"), help=N_("How firm it is."))
@option("--reviewer", "--repondant", metavar=N_("NAME"), help=N_("Who is told when it slips."))
@option("--mission", metavar=N_("TITLE"), help=N_("The mission it belongs to."))
@as_json
@click.pass_obj
def command(
    app: App,
    number: int,
    title: str | None,
    actors: tuple[str, ...],
    partners: tuple[str, ...],
    firmness: Firmness | None,
    reviewer: str | None,
    mission: str | None,
    as_json: bool,
) -> None:
    from tracker.register import Changes

    if not any((title, actors, partners, firmness, reviewer, mission)) and title is None:
        raise NothingToChange
    with app.register() as register:
        commitment = register.edit(
            number,
            Changes(
                title=title,
                firmness=firmness,
                actors=actors or None,
                counterparts=partners or None,
                reviewer=find_person(register.books.people.all(), reviewer) if reviewer else None,
                mission=mission,
            ),
        )
        next_day = register.books.reminders.next_days().get(number)
    if as_json:
        app.screen.json(commitment_json(commitment, app.day(), next_day))
    else:
        app.screen.line(
            app.say(N_("Commitment {id} changed: {title}."), id=commitment.id, title=commitment.title)
        )
