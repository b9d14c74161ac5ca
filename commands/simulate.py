"""`suivi remind simulate`: the digests of a year in one table, none of them sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.show import Column
from commands.types import DAY, as_json, as_of
from commands.verbs import command as verb
from commands.verbs import option
from tracker.errors import Refused
from tracker.naming import find_person
from tracker.words import N_, Words

if TYPE_CHECKING:
    from tracker.simulation import Simulated


class OneFormat(Refused):
    sentence = N_(
        "--json and --csv - would both print to the screen. Leave one out, or name a file for the table."
    )


@verb(
    help=N_("The digests of a year, or until a day, as they would be sent if nothing changed. Sends nothing.")
)
@option(
    "--until",
    "--jusqu-au",
    "until",
    type=DAY,
    metavar=N_("DAY"),
    help=N_("Last day; a year on if not given."),
)
@option(
    "--owner",
    "--responsable",
    metavar=N_("NAME"),
    help=N_("Only what this person gets, or another in their place."),
)
@option(
    "--csv",
    "place",
    metavar=N_("FILE"),
    help=N_("Write the table to a file for a spreadsheet; - prints it as CSV."),
)
@as_of
@as_json
@click.pass_obj
def command(
    app: App, until: date | None, owner: str | None, place: str | None, as_of: str | None, as_json: bool
) -> None:
    from tracker.simulation import YEAR

    if as_json and place == "-":
        raise OneFormat
    today = app.day(app.moment(as_of))
    last = until or today + YEAR
    seen = _look_ahead(app, today, last, owner)
    if place is not None:
        from commands.sheets import to_csv, write_csv

        write_csv(place, to_csv(_header(app.say), _sheet(seen.digests)))
    if as_json:
        _print_json(app, seen, last)
    elif place is None:
        _print(app, seen.digests)
        app.screen.line(_tell(app.say, seen, last))
    elif place != "-":
        app.screen.line(app.say(N_("Written to {place}."), place=place))
        app.screen.line(_tell(app.say, seen, last))


@dataclass(frozen=True, slots=True)
class Seen:
    """`held` names who is away while nobody stands in, `unowned` counts commitments without an owner."""

    digests: Sequence[Simulated]
    held: Sequence[str]
    unowned: int


def _look_ahead(app: App, today: date, last: date, owner: str | None) -> Seen:
    from tracker.foresight import preview
    from tracker.rounds.undelivered import told
    from tracker.simulation import simulate

    with app.open_books() as books:
        people = books.people.all()
        person = find_person(people, owner) if owner else None
        commitments = books.commitments.select()
        rows = books.reminders.of([it.id for it in commitments])
        absences = books.absences.all()
        undelivered = told(books, rows)
    foreseen = preview(commitments, rows, people, app.rules, today=today, until=last, absences=absences)
    came_back = {row.stage.name: undelivered[row.id] for row in rows if row.id in undelivered}
    digests = simulate(foreseen, app.rules, came_back)
    held = dict.fromkeys(it.recipient.name for it in foreseen if it.day is None)
    unowned = sum(it.owner is None and it.status.reminded for it in commitments)
    if person is None:
        return Seen(digests, list(held), unowned)
    theirs = [it for it in digests if person in (it.reader, *it.standing_in)]
    return Seen(theirs, [name for name in held if name == person.name], 0)


def _tell(say: Words, seen: Seen, last: date) -> str:
    parts = [
        say.n(
            "{n} digest until {day} if nothing changes, and none sent",
            "{n} digests until {day} if nothing changes, and none sent",
            len(seen.digests),
            day=last,
        )
    ]
    if seen.unowned:
        parts.append(say.n("{n} without an owner", "{n} without an owner", seen.unowned))
    if seen.held:
        parts.append(say(N_("held, for nobody stands in: {names}"), names=list(seen.held)))
    return " · ".join(parts)


def _print(app: App, digests: Sequence[Simulated]) -> None:
    from tracker.simulation import totals

    say, screen = app.say, app.screen
    columns = [
        Column(say(N_("day"))),
        Column(say(N_("hour")), right=True),
        Column(say(N_("person")), wraps=True),
        Column(say(N_("subject")), wraps=True),
        Column(say(N_("commitments")), wraps=True),
    ]
    rows = [
        [
            say.day(it.at.date()),
            say.hour(it.at.time()),
            it.reader.name,
            it.subject,
            ", ".join(str(commitment.id) for commitment in it.commitments),
        ]
        for it in digests
    ]
    screen.table(columns, rows)
    if digests:
        screen.line()
    columns = [
        Column(say(N_("person")), wraps=True),
        Column(say(N_("digests")), right=True),
        Column(say(N_("commitments")), right=True),
    ]
    screen.table(columns, [[it.reader.name, str(it.digests), str(it.commitments)] for it in totals(digests)])
    if digests:
        screen.line()


def _header(say: Words) -> list[str]:
    titles = (N_("day"), N_("hour"), N_("time zone"), N_("person"), N_("email"), N_("subject"))
    return [say(title) for title in (*titles, N_("commitments"), N_("titles"))]


def _sheet(digests: Sequence[Simulated]) -> list[list[str]]:
    return [
        [
            it.at.date().isoformat(),
            f"{it.at:%H:%M}",
            str(it.at.tzinfo),
            it.reader.name,
            it.reader.email,
            it.subject,
            ", ".join(str(commitment.id) for commitment in it.commitments),
            "; ".join(commitment.title for commitment in it.commitments),
        ]
        for it in digests
    ]


def _print_json(app: App, seen: Seen, last: date) -> None:
    from tracker.simulation import totals

    app.screen.json(
        {
            "until": last,
            "digests": [
                {
                    "at": it.at,
                    "time_zone": str(it.at.tzinfo),
                    "reader": it.reader.name,
                    "email": it.reader.email,
                    "subject": it.subject,
                    "commitments": [commitment.id for commitment in it.commitments],
                    "standing_in": [person.name for person in it.standing_in],
                }
                for it in seen.digests
            ],
            "totals": [
                {"reader": it.reader.name, "digests": it.digests, "commitments": it.commitments}
                for it in totals(seen.digests)
            ],
            "held": list(seen.held),
            "without_owner": seen.unowned,
        }
    )
