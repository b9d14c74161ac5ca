"""`suivi list`: the register."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import commitments_json, list_commitments
from commands.types import STATUS, as_json, as_of
from commands.verbs import command as verb
from commands.verbs import option
from tracker.books import Filter
from tracker.commitments import Status
from tracker.naming import find_mission, find_party, find_person
from tracker.plan import dormant
from tracker.words import N_


@verb(help=N_("List the commitments."))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Only those of this person."))
@option("--partner", "--partenaire", metavar=N_("NAME"), help=N_("Only those with this partner."))
@option("--mission", metavar=N_("TITLE"), help=N_("Only those of this mission."))
@option("--status", "--etat", type=STATUS, metavar=N_("STATUS"), help=N_("Only those with this status."))
@option("--open", "--ouverts", "only_open", is_flag=True, help=N_("Only those not yet closed."))
@option("--overdue", "--en-retard", is_flag=True, help=N_("Only those that are late."))
@option(
    "--dormant", "--en-sommeil", "only_dormant", is_flag=True, help=N_("Only those without news for long.")
)
@as_of
@as_json
@click.pass_obj
def command(
    app: App,
    owner: str | None,
    partner: str | None,
    mission: str | None,
    status: Status | None,
    only_open: bool,
    overdue: bool,
    only_dormant: bool,
    as_of: str | None,
    as_json: bool,
) -> None:
    moment = app.moment(as_of)
    today = app.day(moment)
    with app.open_books() as books:
        wanted = Filter(
            owner_id=find_person(books.people.all(), owner).id if owner else None,
            party_id=find_party(books.parties.all(), partner).id if partner else None,
            mission_id=find_mission(books.missions.all(), mission).id if mission else None,
            statuses=(status,) if status else None,
        )
        commitments = books.commitments.select(wanted)
        next_days = app.next_days(books, commitments, moment)
        quiet = dormant(books.reminders.unanswered(moment))
    if only_open:
        commitments = [c for c in commitments if not c.status.final]
    if overdue:
        commitments = [c for c in commitments if c.is_overdue(today)]
    if only_dormant:
        commitments = [c for c in commitments if c.id in quiet]
    if as_json:
        app.screen.json(commitments_json(commitments, today, next_days, quiet))
    elif commitments:
        list_commitments(app, commitments, today, next_days, quiet)
    else:
        app.screen.line(app.say(N_("No commitment. `suivi import` reads a report; `suivi add` adds one.")))
