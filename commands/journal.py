"""`suivi journal verify`: nothing in the history was altered."""

from __future__ import annotations

import click

from commands.app import App
from commands.types import as_json
from commands.verbs import Verb, group
from commands.verbs import command as verb
from tracker.errors import Conflict
from tracker.words import N_


class BrokenChain(Conflict):
    sentence = N_(
        "The journal was altered at entry {sequence}: from there on it cannot be trusted. "
        "Compare it with a copy made before."
    )


@verb(help=N_("Follow the chain of the journal from its first entry to its last."))
@as_json
@click.pass_obj
def verify(app: App, as_json: bool) -> None:
    from tracker.journal import first_break

    with app.open_books() as books:
        broken = first_break(books.journal.all())
        entries = books.journal.head()
    if as_json:
        app.screen.json({"entries": entries, "whole": broken is None, "broken_at": broken})
    if broken is not None:
        raise BrokenChain(sequence=broken)
    if not as_json:
        app.screen.line(
            app.say.n("The journal is whole: {n} entry.", "The journal is whole: {n} entries.", entries)
        )


command = group(
    help=N_("The journal: every change, in a chain that shows any alteration."),
    verbs=(Verb("verify", "verifier", __name__, N_("Check that nothing was altered."), "verify"),),
)(lambda: None)
