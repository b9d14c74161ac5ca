"""`suivi today`: what needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import click

from commands.app import App
from commands.present import commitments_json, list_commitments
from commands.types import as_json, as_of
from commands.verbs import command as verb
from commands.verbs import option
from tracker.books import Filter
from tracker.commitments import Commitment
from tracker.naming import find_person
from tracker.plan import dormant
from tracker.words import N_


@verb(help=N_("What needs somebody today: overdue, due within a week, without an owner or news, to decide."))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Only what is this person's."))
@as_of
@as_json
@click.pass_obj
def command(app: App, owner: str | None, as_of: str | None, as_json: bool) -> None:
    moment = app.moment(as_of)
    today = app.day(moment)
    with app.open_books() as books:
        person = find_person(books.people.all(), owner) if owner else None
        everything = books.commitments.select(Filter(owner_id=person.id if person else None))
        next_days = app.next_days(books, everything, moment)
        quiet = dormant(books.reminders.unanswered(moment))
        waiting = 0 if person else len(books.proposals.waiting())
    alive = [c for c in everything if not c.status.final]
    late = [c for c in alive if c.is_overdue(today)]
    week = today + timedelta(days=7)
    soon = [
        c for c in alive if c not in late and c.window.latest is not None and today <= c.window.latest <= week
    ]
    unowned = [c for c in alive if c.owner is None and c not in late and c not in soon]
    silent = [c for c in alive if c.id in quiet and c not in unowned]
    if as_json:

        def told(commitments: Sequence[Commitment]) -> list[dict[str, object]]:
            return commitments_json(commitments, today, next_days, quiet)

        app.screen.json(
            {
                "on": today,
                "overdue": told(late),
                "this_week": told(soon),
                "without_owner": told(unowned),
                "dormant": told(silent),
                "proposals_waiting": waiting,
            }
        )
        return
    say, screen = app.say, app.screen
    screen.line(screen.strong(say.day(today, weekday=True)))
    for title, commitments in (
        (say(N_("OVERDUE")), late),
        (say(N_("THIS WEEK")), soon),
        (say(N_("WITHOUT AN OWNER")), unowned),
        (say(N_("WITHOUT NEWS")), silent),
    ):
        if commitments:
            screen.line()
            screen.line(screen.strong(title))
            list_commitments(app, commitments, today, next_days, quiet)
    if waiting:
        screen.line()
        screen.line(
            say.n("{n} proposal to decide: suivi review", "{n} proposals to decide: suivi review", waiting)
        )
    if not (late or soon or unowned or silent or waiting):
        screen.line(say(N_("Nothing needs you today.")))
        upcoming = [next_days[c.id] for c in alive if c.id in next_days]
        if upcoming:
            screen.line(say(N_("Next reminder: {day}."), day=min(upcoming)))
