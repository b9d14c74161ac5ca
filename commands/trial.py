"""`suivi remind test`: see one message arrive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.types import as_json
from commands.verbs import command as verb
from tracker.commitments import Person
from tracker.errors import Refused
from tracker.naming import NoSuchPerson, find_person
from tracker.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence


class ToWhom(Refused):
    sentence = N_(
        "Nobody here is called “{name}”, as you are. Say who gets the test: suivi remind test NAME, "
        "or a mail address."
    )


@verb(
    help=N_(
        "Send one message now, as a digest would leave, and tell what the server says. Nothing is recorded."
    )
)
@click.argument("who", required=False, metavar=N_("[NAME|ADDRESS]"))
@as_json
@click.pass_obj
def command(app: App, who: str | None, as_json: bool) -> None:
    from tracker.rounds.trial import try_out

    with app.open_books() as books:
        person = _reader(app, books.people.all(), who)
    post = app.post()
    tried = try_out(app.open_books, post, app.rules, person, by=app.user, at=app.moment())
    if as_json:
        app.screen.json(
            {
                "name": person.name,
                "email": person.email,
                "channel": person.reached_at if person.channel else post.settings.channel,
                "message_id": tried.message_id,
                "subject": tried.subject,
                "answer": tried.answer,
            }
        )
        return
    say = app.say
    facts = {"name": person.name, "address": person.reached_at, "answer": tried.answer}
    if person.name == person.email:
        app.screen.line(
            say(N_("Test to {address}: {answer}"), address=person.reached_at, answer=tried.answer)
        )
    else:
        app.screen.line(say(N_("Test to {name} <{address}>: {answer}"), **facts))
    app.screen.line(say(N_("Nothing was recorded; the digests come as usual.")))


def _reader(app: App, people: Sequence[Person], who: str | None) -> Person:
    """Whom a name or an address means; without one, whoever is at the keyboard."""
    if who is None:
        try:
            return find_person(people, app.user)
        except NoSuchPerson:
            raise ToWhom(name=app.user) from None
    try:
        return find_person(people, who)
    except NoSuchPerson:
        if "@" not in who:
            raise
        stranger = Person(0, who.strip(), who.strip())
        return replace(stranger, language=app.config.office.language)
