"""`suivi demo`: the whole chain on a sample report, in a throw-away folder."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.verbs import command as verb
from commands.verbs import option, spelled
from tracker.clock import FixedClock
from tracker.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = "rapport-de-mission.txt"
MISSION = "Vauclair et Haut-Escaut 2023"
OFFICE = "Ville de Clairbaie"
PEOPLE = (
    ("Hélène Bélanger", "helene.belanger@clairbaie.example"),
    ("Marc Roy", "marc.roy@clairbaie.example"),
)
READ_ON = datetime(2023, 5, 24, 9, 0)  # noqa: DTZ001 - in the office's zone
EARLIER_DAY = datetime(2024, 9, 20, 8, 0)  # noqa: DTZ001
SIMULATED_DAY = datetime(2024, 9, 30, 8, 0)  # noqa: DTZ001


@verb(help=N_("The whole chain on a sample report, in a throw-away folder."))
@option("--folder", "--dossier", type=click.Path(path_type=Path), metavar=N_("FOLDER"), help=N_("Where to."))
@click.pass_obj
def command(app: App, folder: Path | None) -> None:
    say, screen = app.say, app.screen
    place = Path(folder or mkdtemp(prefix="suivi-demo-")).absolute()
    place.mkdir(parents=True, exist_ok=True)
    report = place / SAMPLE
    report.write_bytes(files("commands").joinpath("samples", SAMPLE).read_bytes())
    steps = _Steps(app, place)

    steps.title(say(N_("A register of its own, in a throw-away folder")))
    steps.call("init", "--name", OFFICE)
    for name, address in PEOPLE:
        steps.call("people", "add", name, "--email", address)

    steps.title(say(N_("What the report promises")))
    steps.call("read", str(report))

    steps.title(say(N_("Stored, accepted and given to their owners")))
    steps.call("import", str(report), "--mission", MISSION, "--accept", "all", "--owner", PEOPLE[0][0])
    for number in steps.talks():
        steps.call("assign", str(number), PEOPLE[1][0])
    steps.call("list", "--as-of", f"{SIMULATED_DAY:%Y-%m-%d}")

    for day in (EARLIER_DAY, SIMULATED_DAY):
        steps.title(say(N_("The reminders of {moment}"), moment=day))
        steps.call("remind", "run", "--as-of", f"{day:%Y-%m-%dT%H:%M}")
    for mail in sorted((place / "outbox").glob("*.eml"))[-1:]:
        screen.line()
        screen.line(screen.faint(_text_of(mail)))

    steps.title(say(N_("The calendar")))
    steps.call("feed", "write", str(place / "suivi.ics"), "--as-of", f"{SIMULATED_DAY:%Y-%m-%d}")

    steps.title(say(N_("All of it")))
    for name, path in (
        (say(N_("Report")), report),
        (say(N_("Settings")), place / "suivi.toml"),
        (say(N_("Register")), place / "suivi.db"),
        (say(N_("Mails")), place / "outbox"),
        (say(N_("Calendar")), place / "suivi.ics"),
    ):
        screen.line(say(N_("   {name}: {fact}"), name=name, fact=str(path)))
    screen.line()
    screen.line(say(N_("To go on with it: cd {folder}, then suivi today"), folder=str(place)))


class _Steps:
    """Calls of the very command that a person would type, in the demo's folder and at its time."""

    def __init__(self, app: App, place: Path) -> None:
        self._app = app
        self._place = place

    def title(self, text: str) -> None:
        self._app.screen.line()
        self._app.screen.line(self._app.screen.strong(f"— {text}"))

    def call(self, *words: str) -> None:
        from commands.main import suivi

        shown = spelled(words, suivi, self._app.say)
        self._app.screen.line()
        self._app.screen.line(self._app.screen.faint("$ suivi " + " ".join(shown)))
        with self._session() as app:
            suivi.main(list(words), prog_name="suivi", standalone_mode=False, obj=app)

    def talks(self) -> list[int]:
        """The commitments without a date, which somebody else looks after."""
        with self._session() as app, app.open_books() as books:
            return [c.id for c in books.commitments.select() if c.window.latest is None]

    @contextmanager
    def _session(self) -> Iterator[App]:
        from commands.places import Settings

        settings = Settings(self._place / "suivi.toml", named=False)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SUIVI_")}
        moment = READ_ON.replace(tzinfo=self._app.config.office.zone)
        app = App(settings, environment, language=self._app.say.language, clock=FixedClock(moment))
        try:
            yield app
        finally:
            app.close()


def _text_of(mail: Path) -> str:
    """The subject and the plain text of a mail, as a reader shows them."""
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(mail.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return f"{message['Subject']}\n\n{body.get_content() if body else ''}"
