"""`suivi history ID`: who changed what."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import click

from commands.app import App
from commands.types import NUMBER, as_json
from commands.verbs import command as verb
from tracker.commitments import Firmness, Status
from tracker.journal import Action, Entry
from tracker.words import N_, Words

_SENTENCES = {
    Action.ADDED: N_("added"),
    Action.ACCEPTED: N_("accepted from proposal P{proposal}"),
    Action.MERGED: N_("proposal P{proposal} joined: “{quote}”"),
    Action.ASSIGNED: N_("owner: {before} → {after}"),
    Action.POSTPONED: N_("due: {before} → {after}"),
    Action.STATUS: N_("status: {before} → {after}"),
    Action.NOTED: N_("note"),
    Action.SNOOZED: N_("put off until: {before} → {after}"),
    Action.MOVED: N_("moved with no. {cause}: {before} → {after}"),
    Action.FOLLOWED: N_("followed by no. {next}"),
}


@verb(help=N_("Who changed what in a commitment, and when."))
@click.argument("number", type=NUMBER)
@as_json
@click.pass_obj
def command(app: App, number: int, as_json: bool) -> None:
    with app.open_books() as books:
        commitment = books.commitments.get(number)
        links = books.journal.of("commitment", number)
    if as_json:
        app.screen.json(
            [
                {
                    "sequence": link.sequence,
                    "at": link.entry.at,
                    "by": link.entry.by,
                    "action": link.entry.action,
                    "details": dict(link.entry.details),
                    "hash": link.hash,
                }
                for link in links
            ]
        )
        return
    screen, zone = app.screen, app.config.office.zone
    screen.line(screen.strong(f"{commitment.id}  {commitment.title}"))
    for link in links:
        entry = link.entry
        when = app.say.moment(entry.at.astimezone(zone))
        screen.line(f"   {when} · {entry.by} · {tell_change(entry, app.say)}")
    screen.line(
        screen.faint(
            app.say.n("{n} entry, in the journal's chain", "{n} entries, in the journal's chain", len(links))
        )
    )


def tell_change(entry: Entry, say: Words) -> str:
    details = dict(entry.details)
    if entry.action is Action.EDITED:
        parts = [
            say(
                N_("{field}: {before} → {after}"),
                field=say(_FIELDS[name]),
                before=_told(old, say),
                after=_told(new, say),
            )
            for name, (old, new) in details.items()
        ]
    else:
        facts = {name: _told(_day(value, entry.action), say) for name, value in details.items()}
        parts = [say(_SENTENCES.get(entry.action, entry.action.value), **facts)]
    if proofs := details.get("proofs"):
        parts.append(say(N_("proof: {proofs}"), proofs=", ".join(proofs)))
    for name in _BESIDE.keys() & details.keys():
        parts.append(say(_BESIDE[name], id=details[name]))
    if note := details.get("note"):
        parts.append(f"« {note} »")
    return " · ".join(parts)


_OF_DAYS = (Action.SNOOZED, Action.MOVED)


def _day(value: Any, action: Action) -> Any:
    """The day that a journalled text is, in a change of days; due dates stay as they were worded."""
    if action in _OF_DAYS and isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _told(value: Any, say: Words) -> str:
    """A journalled value in words: codes of statuses and the like have a name."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return say.day(value)
    if isinstance(value, list):
        return ", ".join(_told(item, say) for item in value) or "–"
    for kind in (Status, Firmness):
        if value in list(kind):
            return say.label(kind(value))
    return str(value)


_BESIDE = {
    "cut": N_("no longer counted from no. {id}"),
    "counted_from": N_("counted from no. {id}"),
    "follows": N_("follows no. {id}"),
}

_FIELDS = {
    "title": N_("title"),
    "quote": N_("quote"),
    "firmness": N_("firmness"),
    "direction": N_("direction"),
    "reviewer": N_("reviewer"),
    "mission": N_("mission"),
    "ladders": N_("rules of its own"),
    "after": N_("counted from"),
    "actors": N_("who does it"),
    "counterparts": N_("whom it concerns"),
}
