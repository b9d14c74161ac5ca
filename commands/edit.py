"""`suivi edit ID`: a commitment's words, partners, mission or reviewer."""

from __future__ import annotations

from dataclasses import replace

import click

from commands.app import App
from commands.present import commitment_json
from commands.types import FIRMNESS, NUMBER, OTHER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.commitments import After, Commitment, Firmness
from tracker.errors import Refused
from tracker.naming import find_person
from tracker.words import N_


class NothingToChange(Refused):
    sentence = N_("Nothing to change was given. `suivi edit --help` lists what can be.")


class DelayWithoutStart(Refused):
    sentence = N_(
        "Commitment {id} is counted from no other: add --after NUMBER, or move it with "
        "`suivi postpone {id} WORDING`. Nothing was changed."
    )


@verb(help=N_("Change a commitment's words, partners, mission, reviewer, or what it comes after."))
@click.argument("number", type=NUMBER)
@option("--title", "--titre", metavar=N_("TEXT"), help=N_("New title."))
@option(
    "--by", "--par", "actors", multiple=True, metavar=N_("PARTNER"), help=N_("Who does it; may be repeated.")
)
@option("--with", "--avec", "partners", multiple=True, metavar=N_("PARTNER"), help=N_("Whom it concerns."))
@option("--firmness", "--fermete", type=FIRMNESS, metavar=N_("FIRMNESS"), help=N_("How firm it is."))
@option("--reviewer", "--repondant", metavar=N_("NAME"), help=N_("Who is told when it slips."))
@option("--mission", metavar=N_("TITLE"), help=N_("The mission it belongs to."))
@option(
    "--after",
    "--apres",
    type=OTHER,
    metavar=N_("NUMBER|none"),
    help=N_("Count it from this commitment, or from none any more."),
)
@option("--due", "--echeance", metavar=N_("WORDING"), help=N_("With --after: how long after it."))
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
    after: int | None,
    due: str | None,
    as_json: bool,
) -> None:
    from tracker.register import Changes

    chained = after is not None or due is not None
    if not any((title, actors, partners, firmness, reviewer, mission, chained)) and title is None:
        raise NothingToChange
    with app.register() as register:
        if chained:
            before = register.books.commitments.get(number)
            register.hang(number, _after(before, after, due, app.say.language))
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
        next_day = register.books.reminders.next_days([number]).get(number)
    if as_json:
        app.screen.json(commitment_json(commitment, app.day(), next_day))
    else:
        facts = {"id": commitment.id, "title": commitment.title}
        app.screen.line(app.say(N_("Commitment {id} changed: {title}."), **facts))
        if chained:  # what was understood is shown back
            line = app.say(N_("Due: {window}."), window=app.say.window(commitment.window))
            if next_day:
                line += " " + app.say(N_("Next reminder: {day}."), day=next_day)
            app.screen.line(line)


def _after(commitment: Commitment, other: int | None, due: str | None, language: str) -> After | None:
    """What it is to be counted from; what was not given stays as it was."""
    before = commitment.after
    if other == 0:
        return None
    if other is None and before is None:
        raise DelayWithoutStart(id=commitment.id)
    if due is None and before is not None:
        return replace(before, commitment_id=other or before.commitment_id)
    return After(other or (before.commitment_id if before else 0), due or "", language)
