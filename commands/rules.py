"""`suivi remind rules`: when reminders come, and how a mission, a person or a commitment differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.app import App
from commands.show import Column
from commands.types import GROUP, NUMBER, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.commitments import Commitment, Mission, Person
from tracker.errors import Refused
from tracker.ladders import NONE, Group, Part, Source, ladder, render
from tracker.ladders import group as group_of
from tracker.naming import find_mission, find_person, fold
from tracker.words import N_, Words
from tracker.words.stages import tell_stage

if TYPE_CHECKING:
    from tracker.books import Books
    from tracker.intake import Intake

Holder = Mission | Person | Commitment
"""Whoever may have ladders of their own."""

_NOBODY = (NONE, "aucune", "aucun")


class OfficeRules(Refused):
    sentence = N_(
        "The office's own rules stand in {place} under [ladders]. Add --mission, --person or --commitment "
        "to set others. Nothing was changed."
    )


class OneAtATime(Refused):
    sentence = N_("Name one mission, one person or one commitment at a time. Nothing was changed.")


class NoStages(Refused):
    sentence = N_(
        "Write the stages, such as “ahead-7 day”, “none” to remind nobody, or --reset to follow the wider "
        "rules. Nothing was changed."
    )


@verb(help=N_("When reminders come. For a mission, a person or a commitment, other stages may be set."))
@click.argument("group", type=GROUP, required=False, metavar=N_("[KIND]"))
@click.argument("stages", nargs=-1, metavar=N_("[STAGE…]"))
@option("--mission", metavar=N_("TITLE"), help=N_("Those of this mission."))
@option("--person", "--personne", metavar=N_("NAME"), help=N_("Those of what this person owns."))
@option(
    "--commitment", "--engagement", type=NUMBER, metavar=N_("NUMBER"), help=N_("Those of this commitment.")
)
@option("--reset", "--retablir", is_flag=True, help=N_("Follow the wider rules again."))
@as_json
@click.pass_obj
def command(
    app: App,
    group: Group | None,
    stages: tuple[str, ...],
    mission: str | None,
    person: str | None,
    commitment: int | None,
    reset: bool,
    as_json: bool,
) -> None:
    asked = sum(it is not None for it in (mission, person, commitment))
    if asked > 1:
        raise OneAtATime
    if group is None and not reset:
        with app.open_books() as books:
            holders = [_find(books, mission, person, commitment)] if asked else _having_own(books)
    elif not asked:
        raise OfficeRules(place=app.settings.path.name)
    elif reset == bool(stages):
        raise NoStages
    else:
        with app.register() as register:
            holder = _find(register.books, mission, person, commitment)
            holders = [_give(register, holder, _changed(holder.ladders, group, stages))]
    _show(app, holders, with_office=not asked, as_json=as_json)


def _find(books: Books, mission: str | None, person: str | None, commitment: int | None) -> Holder:
    if mission is not None:
        return find_mission(books.missions.all(), mission)
    if person is not None:
        return find_person(books.people.all(), person)
    return books.commitments.get(commitment or 0)


def _having_own(books: Books) -> list[Holder]:
    everybody: list[Holder] = [*books.missions.all(), *books.people.all(), *books.commitments.select()]
    return [it for it in everybody if it.ladders]


def _changed(own: Part, group: Group | None, stages: tuple[str, ...]) -> Part:
    """Without stages the group follows the wider rules again; without a group, all do."""
    if group is None:
        return {}
    kept = {it: rules for it, rules in own.items() if it is not group}
    if not stages:
        return kept
    return kept | {group: ladder(() if fold(" ".join(stages)) in _NOBODY else " ".join(stages))}


def _give(register: Intake, holder: Holder, own: Part) -> Holder:
    match holder:
        case Mission():
            return register.give_mission(holder, own)
        case Person():
            return register.give_person(holder, own)
        case Commitment():
            return register.give_commitment(holder, own)


def _show(app: App, holders: list[Holder], *, with_office: bool, as_json: bool) -> None:
    office = app.rules.ladders.of
    if as_json:
        own = [_json(app, holder) for holder in holders]
        app.screen.json({"office": render(office), "own": own} if with_office else own[0])
        return
    say, screen = app.say, app.screen
    if with_office:
        screen.line(screen.strong(say(N_("The office ({place}, [ladders])"), place=app.settings.path.name)))
        _table(app, office)
    for holder in holders:
        screen.line(screen.strong(_title(holder, say)))
        _table(app, holder.ladders)
        if not holder.ladders:
            screen.line("   " + say(N_("No rules of its own.")))
        if isinstance(holder, Commitment):
            screen.line("   " + _tell_climbed(app, holder))
    if with_office:
        screen.line(
            say.n("{n} exception", "{n} exceptions", len(holders))
            if holders
            else say(N_("No exceptions: suivi remind rules --mission TITLE KIND STAGE…"))
        )


def _table(app: App, part: Part) -> None:
    say = app.say
    rows = []
    for group in (it for it in Group if it in part):
        title = say.label(group)
        for rule in part[group]:
            rows.append([title, rule.word, tell_stage(rule.word, say)])
            title = ""
        if not part[group]:
            rows.append([title, NONE, say(N_("Nobody is reminded."))])
    columns = [Column(say(N_("kind"))), Column(say(N_("stage"))), Column(say(N_("why")), wraps=True)]
    app.screen.table(columns, rows)


def _title(holder: Holder, say: Words) -> str:
    match holder:
        case Mission():
            return say(N_("The mission “{title}”"), title=holder.title)
        case Person():
            return say(N_("What {name} owns"), name=holder.name)
        case Commitment():
            return f"{holder.id}  {holder.title}"


def _tell_climbed(app: App, commitment: Commitment) -> str:
    """Which ladder counts for it, and whose it is."""
    say, kind = app.say, group_of(commitment.window)
    if kind is None:
        return say(N_("No stage: nobody is reminded of it."))
    stages = " ".join(rule.word for rule in app.rules.ladders_of(commitment).of[kind]) or NONE
    source = app.rules.source_of(commitment)
    return say(N_("In force ({kind}, by {source}): {stages}"), kind=kind, source=source, stages=stages)


def _json(app: App, holder: Holder) -> dict[str, Any]:
    match holder:
        case Mission():
            whose, name = Source.MISSION, holder.title
        case Person():
            whose, name = Source.PERSON, holder.name
        case Commitment():
            whose, name = Source.COMMITMENT, holder.title
    told: dict[str, Any] = {"whose": whose, "id": holder.id, "name": name, "ladders": render(holder.ladders)}
    if isinstance(holder, Commitment) and (kind := group_of(holder.window)) is not None:
        told["in_force"] = {
            "kind": kind,
            "by": app.rules.source_of(holder),
            "stages": render(app.rules.ladders_of(holder).of)[kind],
        }
    return told
