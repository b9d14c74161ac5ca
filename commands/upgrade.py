"""`suivi upgrade`: bring the register of an older version up to date."""

from __future__ import annotations

import click

from commands.app import App
from commands.verbs import command as verb
from tracker.words import N_


@verb(help=N_("Bring the register of an older version up to date."))
@click.pass_obj
def command(app: App) -> None:
    from db.upkeep import upgrade

    if upgrade(app.database):
        app.screen.line(app.say(N_("The register {place} is up to date now."), place=app.database.place))
    else:
        app.screen.line(app.say(N_("The register {place} was up to date."), place=app.database.place))
