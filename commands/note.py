"""`suivi note ID TEXT`: a sentence for the history."""

from __future__ import annotations

import click

from commands.app import App
from commands.types import NUMBER
from commands.verbs import command as verb
from tracker.errors import Refused
from tracker.words import N_


class EmptyNote(Refused):
    sentence = N_("The note is empty. Nothing was changed.")


@verb(help=N_("Write a note into a commitment's history."))
@click.argument("number", type=NUMBER)
@click.argument("text", nargs=-1, required=True, metavar=N_("TEXT"))
@click.pass_obj
def command(app: App, number: int, text: tuple[str, ...]) -> None:
    note = " ".join(" ".join(text).split())
    if not note:
        raise EmptyNote
    with app.register() as register:
        commitment = register.note(number, note)
    app.screen.line(app.say(N_("Noted on commitment {id}: {title}."), id=number, title=commitment.title))
