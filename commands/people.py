"""`suivi people`: who owns, reviews and is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from email.headerregistry import Address
from zoneinfo import available_timezones

import click

from commands.absences import absences_json, readers_of, tell_away
from commands.app import App
from commands.show import Column
from commands.types import LANGUAGE, ROLE, as_json
from commands.verbs import Verb, group, option
from commands.verbs import command as verb
from tracker.commitments import Absence, Person, Role, redacted
from tracker.errors import Refused
from tracker.naming import find_person, fold
from tracker.words import LANGUAGES, N_, Words


class NoSuchZone(Refused):
    sentence = N_("“{text}” is not a time zone. Write one of the IANA database, such as Europe/Brussels.")


class NotAnAddress(Refused):
    sentence = N_("“{text}” is not a mail address. Write name@example.org.")


class NotAnHour(Refused):
    sentence = N_("“{text}” is not an hour. Write 07:30.")


class EmptyName(Refused):
    sentence = N_("A person needs a name. Nothing was changed.")


class OwnManager(Refused):
    sentence = N_("{name} cannot be their own manager. Nothing was changed.")


language = option(
    "--lang", "--langue", "language", type=LANGUAGE, metavar="fr|en", help=N_("Language of the mails.")
)
zone = option("--zone", "--fuseau", "zone", metavar=N_("ZONE"), help=N_("Time zone, if not the office's."))
hour = option(
    "--at", "--heure", "send_at", metavar="HH:MM", help=N_("When the digest leaves, if not as usual.")
)
manager = option("--manager", "--superieur", "manager", metavar=N_("NAME"), help=N_("Whom they report to."))
channel = option(
    "--channel",
    "--canal",
    "channel",
    metavar=N_("ADDRESS"),
    help=N_("A service that gets the digests, such as slack://…; - reads it from standard input; or “mail”."),
)
role = option(
    "--role", type=ROLE, metavar=N_("ROLE"), help=N_("reader, owner, coordinator or administrator.")
)


@verb(help=N_("Add someone who can own, review or read."))
@click.argument("name", metavar=N_("NAME"))
@option("--email", "--courriel", "email", required=True, metavar=N_("ADDRESS"), help=N_("Mail address."))
@language
@zone
@hour
@manager
@role
@channel
@as_json
@click.pass_obj
def add(
    app: App,
    name: str,
    email: str,
    language: str | None,
    zone: str | None,
    send_at: str | None,
    manager: str | None,
    role: Role | None,
    channel: str | None,
    as_json: bool,
) -> None:
    with app.register() as register:
        person = register.add_person(
            Person(
                id=0,
                name=_name(name),
                email=_address(email),
                language=language or app.config.office.language,
                zone=_zone(zone),
                send_at=_hour(send_at),
                manager_id=find_person(register.books.people.all(), manager).id if manager else None,
                role=role or Role.OWNER,
                channel=_channel(channel) if channel else None,
            )
        )
    _tell(app, person, as_json)


@verb(help=N_("Change someone's name, address, language, hours or manager."))
@click.argument("who", metavar=N_("NAME"))
@option("--name", "--nom", metavar=N_("NAME"), help=N_("New name."))
@option("--email", "--courriel", "email", metavar=N_("ADDRESS"), help=N_("New mail address."))
@language
@zone
@hour
@manager
@role
@channel
@option("--inactive/--active", "--inactif/--actif", "inactive", default=None, help=N_("Gone, or back."))
@as_json
@click.pass_obj
def edit(
    app: App,
    who: str,
    name: str | None,
    email: str | None,
    language: str | None,
    zone: str | None,
    send_at: str | None,
    manager: str | None,
    role: Role | None,
    channel: str | None,
    inactive: bool | None,
    as_json: bool,
) -> None:
    with app.register() as register:
        people = register.books.people.all()
        before = find_person(people, who)
        chief = find_person(people, manager) if manager else None
        if chief == before:
            raise OwnManager(name=before.name)
        person = replace(
            before,
            name=_name(name) if name is not None else before.name,
            email=_address(email) if email else before.email,
            language=language or before.language,
            zone=_zone(zone) or before.zone,
            send_at=_hour(send_at) or before.send_at,
            manager_id=chief.id if chief else before.manager_id,
            role=role or before.role,
            channel=_channel(channel) if channel else before.channel,
            active=before.active if inactive is None else not inactive,
        )
        register.edit_person(person)
    _tell(app, person, as_json)


def _list(app: App, as_json: bool) -> None:
    with app.open_books() as books:
        people = books.people.all()
        absences = books.absences.all()
    today = app.day()
    if as_json:
        app.screen.json([_json(person, people, absences, today) for person in people])
        return
    say = app.say
    if not people:
        app.screen.line(say(N_("Nobody yet: suivi people add NAME --email ADDRESS")))
        return
    names = {person.id: person.name for person in people}
    readers = readers_of(people, absences)
    columns = [
        Column(say(N_("no.")), right=True),
        Column(say(N_("name")), wraps=True),
        Column(say(N_("address")), wraps=True),
        Column(say(N_("language"))),
        Column(say(N_("role"))),
        Column(say(N_("manager")), wraps=True),
        Column(say(N_("away")), wraps=True),
    ]
    rows = [
        [
            str(p.id),
            p.name,
            f"{p.email} · {p.reached_at}" if p.channel else p.email,
            p.language,
            say.label(p.role),
            names.get(p.manager_id or 0, ""),
            tell_away(p, readers, names, absences, today, say),
        ]
        for p in people
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    app.screen.table(columns, rows)
    app.screen.line(say.n("{n} person", "{n} people", len(people)))


def _tell(app: App, person: Person, as_json: bool) -> None:
    if as_json:
        app.screen.json(_json(person, [person], (), app.day()))
    else:
        app.screen.line(
            app.say(N_("{name} <{email}> is no. {id}."), name=person.name, email=person.email, id=person.id)
        )
        if person.channel:
            told = redacted(person.channel)
            app.screen.line(app.say(N_("The digests go to {channel}."), channel=told))


def _json(
    person: Person, people: Sequence[Person], absences: Sequence[Absence], today: date
) -> dict[str, object]:
    names = {it.id: it.name for it in people}
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "zone": person.zone,
        "send_at": f"{person.send_at:%H:%M}" if person.send_at else None,
        "manager": names.get(person.manager_id or 0),
        "role": person.role,
        "channel": redacted(person.channel) if person.channel else None,
        "active": person.active,
        **absences_json(person, people, absences, today),
    }


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise EmptyName
    return name


def _address(text: str) -> str:
    try:
        address = Address(addr_spec=text.strip())
        if not address.username or "." not in address.domain or any(c.isspace() for c in text.strip()):
            raise ValueError(text)
    except (ValueError, IndexError):
        raise NotAnAddress(text=text) from None
    return address.addr_spec


def _channel(text: str) -> str | None:
    """The address of a service, checked; None for mail. Raises NoSuchService, NoServices."""
    from tracker.mail.services import find_service

    address = sys.stdin.readline().strip() if text == "-" else text.strip()
    if fold(address) in [fold(Words(spoken)(N_("mail"))) for spoken in LANGUAGES]:
        return None
    find_service(address)
    return address


def _zone(text: str | None) -> str | None:
    if text and text not in available_timezones():
        raise NoSuchZone(text=text)
    return text


def _hour(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise NotAnHour(text=text) from None


@group(
    help=N_("Who owns, reviews and is told; without a verb: everybody."),
    invoke_without_command=True,
    verbs=(
        Verb("add", "ajouter", __name__, N_("Add someone."), "add"),
        Verb("edit", "modifier", __name__, N_("Change someone."), "edit"),
        Verb("absent", "absence", "commands.absences", N_("Someone is away, and who stands in."), "absent"),
        Verb("back", "retour", "commands.absences", N_("Someone is back."), "back"),
    ),
)
@as_json
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    if context.invoked_subcommand is None:
        app = context.obj
        assert isinstance(app, App)  # noqa: S101
        _list(app, as_json)
