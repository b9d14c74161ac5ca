"""`suivi postpone ID WORDING`: move a due date."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitment_json
from commands.types import NUMBER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.dates.window import ImpossibleWindow
from tracker.errors import SuiviError
from tracker.words import N_


class NotPostponed(ImpossibleWindow):
    sentence = N_("{reason} The due date stays “{window}”.")


@verb(help=N_("Move a due date: postpone 12 “mid-October”."))
@click.argument("number", type=NUMBER)
@click.argument("wording", metavar=N_("WORDING"))
@option("--note", metavar=N_("TEXT"), help=N_("A sentence for the history."))
@as_json
@click.pass_obj
def command(app: App, number: int, wording: str, note: str | None, as_json: bool) -> None:
    try:
        window = app.window(wording)
    except SuiviError as failure:
        with app.open_books() as books:
            stays = books.commitments.get(number).window
        raise NotPostponed(reason=failure, window=_now(app, stays)) from failure
    with app.register() as register:
        before = register.books.commitments.get(number)
        commitment = register.postpone(number, window, note=note)
        next_day = register.books.reminders.next_days([number]).get(number)
    if as_json:
        app.screen.json(commitment_json(commitment, app.day(), next_day))
        return
    line = app.say(
        N_("Commitment {id}: {before} → {after}."),
        id=number,
        before=_now(app, before.window),
        after=app.say.window(window),
    )
    if next_day:
        line += " " + app.say(N_("Next reminder: {day}."), day=next_day)
    app.screen.line(line)


def _now(app: App, window: object) -> str:
    from tracker.dates.window import Window
    from tracker.words.windows import tell_days

    assert isinstance(window, Window)  # noqa: S101
    return window.wording or tell_days(window, app.say)
