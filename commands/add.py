"""`suivi add TITLE`: a commitment that no report told of."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitment_json
from commands.types import FIRMNESS, NUMBER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.commitments import After, Direction, Firmness
from tracker.dates.window import OPEN
from tracker.naming import find_person
from tracker.words import N_


@verb(help=N_("Add a commitment that no report told of."))
@click.argument("title")
@option(
    "--due",
    "--echeance",
    metavar=N_("WORDING"),
    help=N_("When: “mi-octobre”, “by June 2025”, “2024-11-01”; with --after, how long after it."),
)
@option("--after", "--apres", type=NUMBER, metavar=N_("NUMBER"), help=N_("Counted from this commitment."))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Who follows it up."))
@option("--reviewer", "--repondant", metavar=N_("NAME"), help=N_("Who is told when it slips."))
@option("--mission", metavar=N_("TITLE"), help=N_("The mission it belongs to."))
@option(
    "--by", "--par", "actors", multiple=True, metavar=N_("PARTNER"), help=N_("Who does it; may be repeated.")
)
@option("--with", "--avec", "partners", multiple=True, metavar=N_("PARTNER"), help=N_("Whom it concerns."))
@option("--firmness", "--fermete", type=FIRMNESS, metavar=N_("FIRMNESS"), help=N_("How firm it is."))
@option("--theirs", "--le-leur", "theirs", is_flag=True, help=N_("They owe it to us."))
@as_json
@click.pass_obj
def command(
    app: App,
    title: str,
    due: str | None,
    after: int | None,
    owner: str | None,
    reviewer: str | None,
    mission: str | None,
    actors: tuple[str, ...],
    partners: tuple[str, ...],
    firmness: Firmness | None,
    theirs: bool,
    as_json: bool,
) -> None:
    window = app.window(due) if due and after is None else OPEN
    with app.register() as register:
        people = register.books.people.all() if owner or reviewer else []
        commitment = register.add(
            title,
            window=window,
            after=After(after, due or "", app.say.language) if after is not None else None,
            owner=find_person(people, owner) if owner else None,
            reviewer=find_person(people, reviewer) if reviewer else None,
            mission=mission,
            actors=actors,
            counterparts=partners,
            firmness=firmness or Firmness.COMMITMENT,
            direction=Direction.THEIRS if theirs else Direction.OURS,
        )
        next_day = register.books.reminders.next_days([commitment.id]).get(commitment.id)
    if as_json:
        app.screen.json(commitment_json(commitment, app.day(), next_day))
        return
    app.screen.line(
        app.say(
            N_("Commitment {id}: {title} – {window}."),
            id=commitment.id,
            title=commitment.title,
            window=app.say.window(commitment.window),
        )
    )
    if commitment.owner is None:
        app.screen.line(app.say(N_("Nobody owns it yet: suivi assign {id} NAME"), id=commitment.id))
    elif next_day:
        app.screen.line(
            app.say(N_("{name} will be reminded on {day}."), name=commitment.owner.name, day=next_day)
        )
