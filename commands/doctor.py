"""`suivi doctor`: what works, what is stuck, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.types import as_json
from commands.verbs import command as verb
from commands.verbs import option
from commands.workers import is_dead
from tracker.errors import SuiviError
from tracker.words import N_

if TYPE_CHECKING:
    from tracker.health import Chart, Finding

NO_SENDER = "localhost.localdomain"
"""The domain of the sender that nobody has set yet."""


class NeedsSomebody(SuiviError):
    sentence = N_("Needs somebody: {subjects}.")


@verb(
    help=N_("What works, what is stuck and what to do about it. Exits with 1 when something needs somebody.")
)
@option(
    "--connect",
    "--connecter",
    is_flag=True,
    help=N_("Also log in to the mail server; nothing is sent."),
)
@option(
    "--quiet", "--discret", is_flag=True, help=N_("Tell only what needs somebody; nothing when all is well.")
)
@as_json
@click.pass_obj
def command(app: App, connect: bool, quiet: bool, as_json: bool) -> None:
    from tracker.health import Grade, Subject
    from tracker.health.findings import TITLES

    order = list(Subject)
    findings = sorted(_look(app, connect=connect), key=lambda it: order.index(it.subject))
    wrong = [it for it in findings if it.grade is Grade.WRONG]
    shown = wrong if quiet else findings
    if as_json:
        _print_json(app, shown, healthy=not wrong)
    else:
        _print(app, shown)
        if not (wrong or quiet):
            app.screen.line(app.say(N_("All is well.")))
    if wrong:
        subjects = dict.fromkeys(app.say(TITLES[it.subject]) for it in wrong)
        raise NeedsSomebody(subjects=list(subjects))


def _look(app: App, *, connect: bool) -> Iterator[Finding]:
    """At one thing after the other: what cannot be looked at is a finding, and keeps nothing else from it."""
    from tracker.health import Failed, Subject, examine
    from tracker.health.findings import DefaultSettings, ReadableSettings, SoundDatabase

    place = str(app.settings.path)
    try:
        app.rules.workdays.check()
    except SuiviError as failure:
        yield Failed(Subject.SETTINGS, failure)
        return
    yield ReadableSettings(place) if app.settings.exists else DefaultSettings(place)
    services: set[str] = set()
    try:
        version, seen = _look_into_register(app)
    except SuiviError as failure:
        yield Failed(Subject.DATABASE, failure)
    else:
        yield SoundDatabase(app.database.place, version)
        alarm = timedelta(hours=app.config.reminders.alarm_hours)
        yield from examine(seen, app.rules, now=app.clock.now(), alarm=alarm, is_dead=is_dead)
        services = {it.channel for it in seen.people.values() if it.active and it.channel}
    try:
        yield from _look_at_mail(app, connect=connect)
    except SuiviError as failure:
        yield Failed(Subject.MAIL, failure)
    yield from _look_at_services(services)


def _look_into_register(app: App) -> tuple[str, Chart]:
    from db.upkeep import check
    from tracker.health import chart

    version = check(app.database)
    with app.open_books() as books:
        return version, chart(books, app.clock.now())


def _look_at_mail(app: App, *, connect: bool) -> Iterator[Finding]:
    from tracker.health.findings import NoSender, OutboxOnly, ServerAnswers, ServerNamed
    from tracker.mail.probe import probe
    from tracker.mail.settings import ChannelName

    settings = app.post().settings
    probe(settings, connect=connect)
    if settings.channel is ChannelName.OUTBOX:
        yield OutboxOnly(str(settings.outbox))
        return
    if settings.domain == NO_SENDER:
        yield NoSender(settings.sender)
    server = f"{settings.host}:{settings.port}"
    yield ServerAnswers(server, settings.sender) if connect else ServerNamed(server)


def _look_at_services(addresses: Iterable[str]) -> Iterator[Finding]:
    """Whether each can be spoken to from here; none is called. The same failure is told once."""
    from tracker.health import Failed, Subject

    told = set()
    for address in sorted(addresses):
        from tracker.mail.services import find_service

        try:
            find_service(address)
        except SuiviError as failure:
            if str(failure) not in told:
                yield Failed(Subject.MAIL, failure)
            told.add(str(failure))


def _print(app: App, findings: Sequence[Finding]) -> None:
    from tracker.health import Grade, Subject
    from tracker.health.findings import TITLES

    say, screen = app.say, app.screen
    colours: dict[Grade, Callable[[str], str]] = {
        Grade.FINE: screen.faint,
        Grade.NOTE: str,
        Grade.WRONG: screen.urgent,
    }
    wide = {kind: max(len(say(TITLES[it])) for it in kind) for kind in (Grade, Subject)}
    for it in findings:
        grade = colours[it.grade](say(TITLES[it.grade]).ljust(wide[Grade]))
        screen.line(f"{grade}  {say(TITLES[it.subject]).ljust(wide[Subject])}  {it.tell(say)}")


def _print_json(app: App, findings: Sequence[Finding], *, healthy: bool) -> None:
    app.screen.json(
        {
            "healthy": healthy,
            "checked_at": app.clock.now(),
            "findings": [
                {
                    "subject": it.subject,
                    "grade": it.grade,
                    "finding": it.kind(),
                    "sentence": it.tell(app.say),
                    "facts": {
                        name: fact for name, fact in it.facts.items() if not isinstance(fact, SuiviError)
                    },
                }
                for it in findings
            ],
        }
    )
