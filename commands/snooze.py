"""`suivi snooze ID… WHEN`: come back to it later; the due date stays."""

from __future__ import annotations

from datetime import date

import click

from commands.app import App
from commands.present import commitment_json
from commands.types import NUMBER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.dates.window import OPEN, Kind
from tracker.errors import Refused
from tracker.words import N_


class NotADayToComeBack(Refused):
    sentence = N_("“{text}” names no day to come back on. Try “Monday”, “mid-October” or “2025-06-15”.")


@verb(help=N_("Put off the reminders of one or several commitments: snooze 3 4 Monday --note WHY."))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER, metavar=N_("NUMBER…"))
@click.argument("when", metavar=N_("WORDING"))
@option("--note", metavar=N_("TEXT"), help=N_("Why; it is said when the day has come."))
@as_json
@click.pass_obj
def command(app: App, numbers: tuple[int, ...], when: str, note: str | None, as_json: bool) -> None:
    until = _first_day(app, when)
    with app.register() as register:
        changed = [register.snooze(number, until, note=note) for number in dict.fromkeys(numbers)]
        next_days = register.books.reminders.next_days([it.id for it in changed])
    if as_json:
        app.screen.json([commitment_json(c, app.day(), next_days.get(c.id)) for c in changed])
        return
    say = app.say
    for commitment in changed:
        facts = {"id": commitment.id, "title": commitment.title}
        if until is None:
            line = say(N_("Commitment {id} is not put off any more: {title}."), **facts)
        else:
            line = say(N_("Commitment {id} is put off until {day}: {title}."), **facts, day=until)
        if day := next_days.get(commitment.id):
            line += " " + say(N_("Next reminder: {day}."), day=day)
        app.screen.line(line)


def _first_day(app: App, wording: str) -> date | None:
    """The first day of what was typed; None when it says that there is none."""
    from tracker.steps import opening

    window = app.window(wording)
    if window == OPEN:
        return None
    day = opening(window) if window.kind is not Kind.RECURRING else None
    if day is None:
        raise NotADayToComeBack(text=wording)
    return day
