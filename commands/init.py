"""`suivi init`: settings and database. Asks little, keeps what is there, safe to run again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from commands.app import App
from commands.verbs import command as verb
from commands.verbs import option
from tracker.errors import Unusable
from tracker.words import N_


class NotWritable(Unusable):
    sentence = N_("{place} cannot be written: {reason}.")


@verb(help=N_("Make a register here: settings and database. Safe to run again; keeps what is there."))
@option("--name", "--nom", metavar=N_("TEXT"), help=N_("Your own body, as reports name it."))
@click.pass_obj
def command(app: App, name: str | None) -> None:
    say, screen, path = app.say, app.screen, app.settings.path
    made = False
    if not app.settings.exists:
        if name is None and sys.stdin.isatty():
            name = click.prompt(say(N_("Name of your own body, as reports name it")), default="")
        _write(path, _settings(app, name or ""))
        made = True
    app = App(app.settings, app.environment, language=say.language, clock=app.clock)
    try:
        changed = _upgrade(app)
    finally:
        app.close()
    screen.line(say(N_("Settings: {place}"), place=str(path)) + ("" if made else " " + say(N_("(kept)"))))
    screen.line(
        say(N_("Register: {place}"), place=app.database.place) + ("" if changed else " " + say(N_("(kept)")))
    )
    screen.line(say(N_("Next: suivi people add NAME --email ADDRESS, then suivi import FILE")))


def _settings(app: App, name: str) -> str:
    from tracker.config import render_config

    office = {"name": name, "language": app.say.language}
    return render_config(app.say, {"office": office})


def _upgrade(app: App) -> bool:
    from db.upkeep import upgrade

    return upgrade(app.database)


def _write(path: Path, text: str) -> None:
    """Written beside and moved, so that an interrupted `init` leaves no half file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(text, encoding="utf-8")
        beside.chmod(0o600)  # it may come to hold a password
        beside.replace(path)
    except OSError as failure:
        raise NotWritable(place=path, reason=failure.strerror or str(failure)) from failure
