"""`suivi review`: decide on proposals, one by one or by command.

Without a verb it walks those that wait: on a terminal with one key for each decision, elsewhere as a
list. Every decision is stored at once, so that an interruption loses nothing and the next call goes
on where this one stopped.
"""

from __future__ import annotations

import sys
from collections import deque
from dataclasses import replace

import click

from commands.app import App
from commands.present import commitments_json, proposal_json
from commands.read import show_proposal
from commands.types import NUMBER, WORDING, as_json
from commands.verbs import Verb, group, option
from commands.verbs import command as verb
from tracker.commitments import Commitment, Location, Person
from tracker.dates.window import Window
from tracker.errors import SuiviError
from tracker.naming import find_person
from tracker.proposals.stored import StoredProposal
from tracker.words import N_, Words


@verb(help=N_("Make proposals commitments: review accept P3 P4 --owner NAME."))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER, metavar=N_("NUMBER…"))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Who follows it up."))
@option("--title", "--titre", metavar=N_("TEXT"), help=N_("A better title."))
@option("--due", "--echeance", type=WORDING, metavar=N_("WORDING"), help=N_("A better due date."))
@as_json
@click.pass_obj
def accept(
    app: App,
    numbers: tuple[int, ...],
    owner: str | None,
    title: str | None,
    due: Window | None,
    as_json: bool,
) -> None:
    with app.register() as register:
        person = find_person(register.books.people.all(), owner) if owner else None
        accepted = [
            register.accept(number, owner=person, title=title, window=due)
            for number in dict.fromkeys(numbers)
        ]
        next_days = register.books.reminders.next_days([it.id for it in accepted])
    if as_json:
        app.screen.json(commitments_json(accepted, app.day(), next_days))
        return
    for number, commitment in zip(dict.fromkeys(numbers), accepted, strict=True):
        app.screen.line(_accepted(number, commitment, app.say))


@verb(help=N_("A proposal tells the same as a commitment: review merge P3 12."))
@click.argument("number", type=NUMBER)
@click.argument("into", type=NUMBER, metavar=N_("NUMBER"))
@click.pass_obj
def merge(app: App, number: int, into: int) -> None:
    with app.register() as register:
        commitment = register.merge(number, into)
    app.screen.line(
        app.say(
            N_("P{number} joined commitment {id}: {title}."), number=number, id=into, title=commitment.title
        )
    )


@verb(help=N_("Set proposals aside for good: review reject P3 P4."))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER, metavar=N_("NUMBER…"))
@click.pass_obj
def reject(app: App, numbers: tuple[int, ...]) -> None:
    with app.register() as register:
        for number in dict.fromkeys(numbers):
            register.reject(number)
    names = [f"P{number}" for number in dict.fromkeys(numbers)]
    app.screen.line(app.say(N_("Rejected: {names}. No later reading brings them back."), names=names))


@verb(help=N_("One proposal holds several acts: review split P3 TITLE TITLE."))
@click.argument("number", type=NUMBER)
@click.argument("titles", nargs=-1, required=True, metavar=N_("TITLE…"))
@click.pass_obj
def split(app: App, number: int, titles: tuple[str, ...]) -> None:
    with app.register() as register:
        parts = register.split(number, titles)
    for part in parts:
        app.screen.line(f"P{part.id}  {part.proposal.title}")


@group(
    help=N_("Decide on the proposals that wait; without a verb, one after the other."),
    invoke_without_command=True,
    verbs=(
        Verb("accept", "accepter", __name__, N_("Make proposals commitments."), "accept"),
        Verb("merge", "fusionner", __name__, N_("Join a proposal to a commitment."), "merge"),
        Verb("split", "diviser", __name__, N_("Make one proposal several."), "split"),
        Verb("reject", "rejeter", __name__, N_("Set proposals aside for good."), "reject"),
    ),
)
@as_json
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    if context.invoked_subcommand is not None:
        return
    app = context.obj
    assert isinstance(app, App)  # noqa: S101
    with app.open_books() as books:
        waiting = books.proposals.waiting()
    if as_json:
        app.screen.json(
            [
                {"id": stored.id, "report": stored.report_id, **proposal_json(stored.proposal, app.say)}
                for stored in waiting
            ]
        )
    elif not waiting:
        app.screen.line(app.say(N_("No proposal waits. `suivi import` reads a report.")))
    elif sys.stdin.isatty() and app.screen.terminal:
        _Walk(app).through(waiting)
    else:
        for stored in waiting:
            show_proposal(app.screen, f"P{stored.id}", stored.proposal)
        count = app.say.n("{n} proposal waits", "{n} proposals wait", len(waiting))
        app.screen.line(
            count + " · " + app.say(N_("suivi review accept P{id} --owner NAME"), id=waiting[0].id)
        )


class _Walk:
    """Through the proposals, one key for each decision."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._owner: Person | None = None

    def through(self, waiting: list[StoredProposal]) -> None:
        app, say = self._app, self._app.say
        queue, place, count = deque(waiting), 0, len(waiting)
        while queue:
            stored, place = queue.popleft(), place + 1
            app.screen.line(say(N_("{place} of {count}"), place=place, count=count))
            self._show(stored)
            outcome = self._decide(stored)
            if outcome is None:
                break
            queue.extendleft(reversed(outcome))
            count += len(outcome)
        with app.open_books() as books:
            left = len(books.proposals.waiting())
        app.screen.line(say.n("{n} proposal left to decide.", "{n} proposals left to decide.", left))

    def _show(self, stored: StoredProposal) -> None:
        """The proposal, the text around its quote, and the earlier wording when there is one."""
        screen, say = self._app.screen, self._app.say
        show_proposal(screen, f"P{stored.id}", stored.proposal)
        with self._app.open_books() as books:
            report = books.reports.get(stored.report_id)
            old = books.proposals.get(stored.revises_id) if stored.revises_id else None
        before, after = around(report.text, stored.proposal.location)
        if before or after:
            quote = screen.strong(stored.proposal.quote)
            screen.line(f"      {screen.faint(before)}{quote}{screen.faint(after)}")
            screen.line()
        if old is not None:
            screen.line("      " + say(N_("Before: “{quote}”"), quote=old.proposal.quote))
            screen.line()

    def _decide(self, stored: StoredProposal) -> list[StoredProposal] | None:
        """Ask until the answer is carried out. None to stop; else the proposals that a split made."""
        app, say = self._app, self._app.say
        title, window = stored.proposal.title, None
        while True:
            key = self._ask(say(N_("[a]ccept [e]dit [m]erge [s]plit [r]eject [l]ater [q]uit")), "aemsrlq")
            try:
                if key in "ql":
                    return None if key == "q" else []
                if key == "s":
                    return self._split(stored)
                if key == "e":
                    title, window = self._edit(stored, title, window)
                    edited = replace(stored.proposal, title=title, window=window or stored.proposal.window)
                    show_proposal(app.screen, f"P{stored.id}", edited)
                    continue
                self._store(stored, key, title, window)
                return []
            except SuiviError as failure:
                app.screen.line(say.failure(failure))

    def _edit(self, stored: StoredProposal, title: str, window: Window | None) -> tuple[str, Window | None]:
        say = self._app.say
        title = click.prompt(say(N_("Title")), default=title)
        shown = (window or stored.proposal.window).wording or say(N_("no date set"))
        wording = click.prompt(say(N_("Due")), default=shown)
        if wording != shown:
            window = self._app.window(wording)
            self._app.screen.line(say(N_("Understood: {window}"), window=say.window(window)))
        return title, window

    def _split(self, stored: StoredProposal) -> list[StoredProposal]:
        say = self._app.say
        titles: list[str] = []
        while title := click.prompt(
            say(N_("Title of part {number} (empty when done)"), number=len(titles) + 1),
            default="",
            show_default=False,
        ):
            titles.append(title)
        if len(titles) < 2:
            return [stored]
        with self._app.register() as register:
            return register.split(stored.id, titles)

    def _store(self, stored: StoredProposal, key: str, title: str, window: Window | None) -> None:
        app, say = self._app, self._app.say
        if key == "r":
            with app.register() as register:
                register.reject(stored.id)
            app.screen.line(say(N_("P{id} is rejected."), id=stored.id))
        elif key == "m":
            into = click.prompt(say(N_("Number of the commitment")), type=NUMBER)
            with app.register() as register:
                register.merge(stored.id, into)
            app.screen.line(say(N_("P{number} joined commitment {id}."), number=stored.id, id=into))
        else:
            named = next(iter(self._people_acting(stored)), self._owner)
            name = click.prompt(
                say(N_("Owner (empty for nobody)")),
                default=named.name if named else "",
                show_default=named is not None,
            )
            with app.register() as register:
                self._owner = find_person(register.books.people.all(), name) if name else None
                commitment = register.accept(
                    stored.id,
                    owner=self._owner,
                    title=None if title == stored.proposal.title else title,
                    window=window,
                )
            app.screen.line(_accepted(stored.id, commitment, say))

    def _people_acting(self, stored: StoredProposal) -> list[Person]:
        from tracker.intake import people_acting

        with self._app.open_books() as books:
            return list(people_acting(stored.proposal, books.people.all()).values())

    def _ask(self, question: str, keys: str) -> str:
        """One key; the letters are the first of each word, in the language in force."""
        letters = self._app.say(N_("aemsrlq"))
        self._app.screen.line(question)
        while True:
            key = click.getchar(echo=False).lower()
            if key in ("\x03", "\x04"):
                raise click.Abort
            if key and key in letters:
                return keys[letters.index(key)]


def around(text: str, location: Location, width: int = 160) -> tuple[str, str]:
    """What stands before and after a quote in its own paragraph, at most `width` characters each."""
    start = text.rfind("\n", 0, location.start) + 1
    end = text.find("\n", location.end)
    before = text[start : location.start]
    after = text[location.end : end if end >= 0 else len(text)]
    if len(before) > width:
        before = "…" + before[-width:]
    if len(after) > width:
        after = after[:width] + "…"
    return before, after


def _accepted(number: int, commitment: Commitment, say: Words) -> str:
    owner = commitment.owner.name if commitment.owner else say(N_("nobody yet"))
    return say(
        N_("P{number} is commitment {id}: {title} – {window} – {owner}."),
        number=number,
        id=commitment.id,
        title=commitment.title,
        window=say.window(commitment.window),
        owner=owner,
    )
