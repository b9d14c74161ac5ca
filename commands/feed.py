"""`suivi feed`: calendars to subscribe to."""

from __future__ import annotations

from pathlib import Path

import click

from commands.app import App
from commands.ending import asked_to_end
from commands.show import Column
from commands.types import LANGUAGE, as_json, as_of
from commands.verbs import Verb, group, option
from commands.verbs import command as verb
from tracker.books import Books
from tracker.errors import Refused
from tracker.feed.values import EVERYTHING, Feed, Options, Scope, ScopeKind
from tracker.naming import find_mission, find_party, find_person
from tracker.words import N_, Words


class WatchesThePast(Refused):
    sentence = N_("--watch follows the present: leave --as-of out.")


class SeveralScopes(Refused):
    sentence = N_("A feed has one scope: choose --all, --person, --partner or --mission.")


@verb(help=N_("Make a feed. Its address is shown once; keep it like a password."))
@click.argument("name")
@option("--all", "--tout", "everything", is_flag=True, help=N_("Every commitment; the default."))
@option("--person", "--personne", metavar=N_("NAME"), help=N_("What this person owns."))
@option("--partner", "--partenaire", metavar=N_("NAME"), help=N_("What concerns this partner."))
@option("--mission", metavar=N_("TITLE"), help=N_("What this mission brought."))
@option("--lang", "--langue", "language", type=LANGUAGE, metavar="fr|en", help=N_("Language of the feed."))
@option("--neutral", "--neutre", is_flag=True, help=N_("Titles that tell nothing of the substance."))
@option("--tasks", "--taches", is_flag=True, help=N_("Tasks (VTODO) as well as events."))
@option("--banners", "--bandeaux", is_flag=True, help=N_("A bar over the days of each window."))
@option("--alarms", "--alarmes", is_flag=True, help=N_("An alarm with each event."))
@as_json
@click.pass_obj
def add(
    app: App,
    name: str,
    everything: bool,
    person: str | None,
    partner: str | None,
    mission: str | None,
    language: str | None,
    neutral: bool,
    tasks: bool,
    banners: bool,
    alarms: bool,
    as_json: bool,
) -> None:
    from tracker.feeds import add_feed

    if sum(map(bool, (everything, person, partner, mission))) > 1:
        raise SeveralScopes
    with app.open_books(write=True) as books:
        feed, token = add_feed(
            books,
            " ".join(name.split()),
            scope=_scope(books, person, partner, mission),
            language=language or app.config.office.language,
            options=Options(neutral_titles=neutral, tasks=tasks, banners=banners, alarms=alarms),
            by=app.user,
            at=app.clock.now(),
        )
    address = app.feed_address(token)
    page = address.removesuffix(".ics")
    if as_json:
        app.screen.json({"id": feed.id, "name": feed.name, "address": address, "page": page})
        return
    app.screen.line(app.say(N_("Feed “{name}”. Its address is shown this once:"), name=feed.name))
    app.screen.line(f"  {address}")
    app.screen.line("  " + address.replace("https://", "webcal://").replace("http://", "webcal://"))
    app.screen.line(app.say(N_("How to subscribe in each calendar:")))
    app.screen.line(f"  {page}")
    app.screen.line(app.say(N_("Whoever has it can read the feed. `suivi serve` answers there.")))


@verb(help=N_("The feeds, and when each was last read."))
@as_json
@click.pass_obj
def list_(app: App, as_json: bool) -> None:
    with app.open_books() as books:
        feeds = books.feeds.all()
        scopes = {feed.id: _tell_scope(books, feed.scope, app.say) for feed in feeds}
    if as_json:
        app.screen.json(
            [
                {
                    "id": feed.id,
                    "name": feed.name,
                    "scope": feed.scope.kind,
                    "of": feed.scope.id,
                    "language": feed.language,
                    "created_at": feed.created_at,
                    "revoked_at": feed.revoked_at,
                    "last_used_at": feed.last_used_at,
                }
                for feed in feeds
            ]
        )
        return
    say = app.say
    if not feeds:
        app.screen.line(say(N_("No feed yet: suivi feed add NAME")))
        return
    columns = [
        Column(say(N_("no.")), right=True),
        Column(say(N_("name")), wraps=True),
        Column(say(N_("shows")), wraps=True),
        Column(say(N_("language"))),
        Column(say(N_("last read")), wraps=True),
    ]
    rows = [[str(feed.id), feed.name, scopes[feed.id], feed.language, _last_use(feed, app)] for feed in feeds]
    app.screen.table(columns, rows)
    app.screen.line(say.n("{n} feed", "{n} feeds", len(feeds)))


@verb(help=N_("Close a feed's address for good; the others go on."))
@click.argument("name")
@click.pass_obj
def revoke(app: App, name: str) -> None:
    from tracker.feeds import revoke_feed

    with app.open_books(write=True) as books:
        feed = revoke_feed(books, name, by=app.user, at=app.clock.now())
    app.screen.line(app.say(N_("The feed “{name}” is revoked: its address answers no more."), name=feed.name))


@verb(help=N_("Write a feed to a file, or all of them to a folder, whole or not at all."))
@click.argument("path", type=click.Path(path_type=Path))
@option("--feed", "--flux", "name", metavar=N_("NAME"), help=N_("Which feed; everything if not given."))
@option("--watch", "--veiller", is_flag=True, help=N_("Write again after each change, until stopped."))
@as_of
@click.pass_obj
def write(app: App, path: Path, name: str | None, watch: bool, as_of: str | None) -> None:
    from tracker.publishing import Publisher, Target

    if watch and as_of:
        raise WatchesThePast
    publisher = Publisher(app.open_books, Target(path, app.everything_feed(), name))

    def tell(written: list[Path]) -> None:
        for place in written:
            app.screen.line(app.say(N_("Written: {place}"), place=str(place)))

    written = publisher.write(app.day(app.moment(as_of)))
    tell(written)
    if not written:
        app.screen.line(app.say(N_("Up to date: {place}"), place=str(path)))
    if watch:
        with asked_to_end() as asked:
            publisher.watch(app.day, asked, tell, lambda failure: app.screen.aside(app.say.failure(failure)))


def _scope(books: Books, person: str | None, partner: str | None, mission: str | None) -> Scope:
    if person:
        return Scope(ScopeKind.PERSON, find_person(books.people.all(), person).id)
    if partner:
        return Scope(ScopeKind.PARTY, find_party(books.parties.all(), partner).id)
    if mission:
        return Scope(ScopeKind.MISSION, find_mission(books.missions.all(), mission).id)
    return EVERYTHING


def _tell_scope(books: Books, scope: Scope, say: Words) -> str:
    if scope.kind is ScopeKind.PERSON and scope.id is not None:
        return books.people.get(scope.id).name
    if scope.kind is ScopeKind.PARTY and scope.id is not None:
        return books.parties.get(scope.id).name
    if scope.kind is ScopeKind.MISSION:
        return next((m.title for m in books.missions.all() if m.id == scope.id), "")
    return say(N_("everything"))


def _last_use(feed: Feed, app: App) -> str:
    if feed.revoked_at:
        return app.say(N_("revoked on {day}"), day=app.day(feed.revoked_at))
    return app.say.day(app.day(feed.last_used_at)) if feed.last_used_at else app.say(N_("never"))


command = group(
    help=N_("Calendars to subscribe to."),
    verbs=(
        Verb("add", "ajouter", __name__, N_("Make a feed."), "add"),
        Verb("list", "lister", __name__, N_("The feeds, and when each was last read."), "list_"),
        Verb("revoke", "revoquer", __name__, N_("Close a feed's address."), "revoke"),
        Verb("write", "ecrire", __name__, N_("Write feeds to files."), "write"),
    ),
)(lambda: None)
