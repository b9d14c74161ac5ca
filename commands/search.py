"""`suivi search WORDS`: commitments in which every word stands."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitments_json, list_commitments
from commands.types import as_json
from commands.verbs import command as verb
from tracker.books import Filter
from tracker.plan import dormant
from tracker.words import N_


@verb(help=N_("Find commitments in which all the words stand, without regard to case or accents."))
@click.argument("words", nargs=-1, required=True, metavar=N_("WORD…"))
@as_json
@click.pass_obj
def command(app: App, words: tuple[str, ...], as_json: bool) -> None:
    today, text = app.day(), " ".join(words)
    with app.open_books() as books:
        found = books.commitments.select(Filter(text=text))
        next_days = books.reminders.next_days([it.id for it in found])
        quiet = dormant(books.reminders.unanswered(app.moment()))
    if as_json:
        app.screen.json(commitments_json(found, today, next_days, quiet))
    elif found:
        list_commitments(app, found, today, next_days, quiet)
    else:
        app.screen.line(app.say(N_("No commitment speaks of “{text}”."), text=text))
