"""`suivi import FILE…`: store reports and their proposals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.app import App
from commands.read import Reading, read_report
from commands.show import Column
from commands.types import DAY, LANGUAGE, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.commitments import Commitment, Firmness, Report
from tracker.naming import find_person
from tracker.words import N_, Words
from tracker.words.windows import tell_short

if TYPE_CHECKING:
    from tracker.intake import Imported
    from tracker.proposals.stored import StoredProposal

_ACCEPT = {"all": "all", "tout": "all", "firm": "firm", "ferme": "firm", "none": "none", "aucun": "none"}


@verb(help=N_("Store reports and their proposals. Importing a report again changes nothing."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=N_("FILE…"))
@option("--mission", metavar=N_("TITLE"), help=N_("The mission that the report tells of."))
@option("--date", "-d", "dated", type=DAY, metavar=N_("DAY"), help=N_("The report's own date."))
@option("--lang", "--langue", "language", type=LANGUAGE, metavar="fr|en", help=N_("The report's language."))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Owner of what is accepted at once."))
@option(
    "--accept",
    "--accepter",
    type=click.Choice(list(_ACCEPT)),
    default="none",
    metavar="all|firm|none",
    help=N_("What to accept at once: all, firm (promised, not only wished) or none."),
)
@as_json
@click.pass_obj
def command(
    app: App,
    files: tuple[Path, ...],
    mission: str | None,
    dated: date | None,
    language: str | None,
    owner: str | None,
    accept: str,
    as_json: bool,
) -> None:
    if owner:  # a misspelt name is told before a long reading
        with app.open_books() as books:
            find_person(books.people.all(), owner)
    results = []
    for path in files:
        reading = read_report(app, path, dated, language)
        imported, accepted = _store(app, reading, mission, owner, _ACCEPT[accept])
        results.append(_json(imported, accepted))
        if not as_json:
            _show(app, reading, imported, accepted)
    if as_json:
        app.screen.json(results)


def _store(
    app: App, reading: Reading, mission: str | None, owner: str | None, accept: str
) -> tuple[Imported, list[Commitment]]:
    """One transaction a report: it is kept whole or not at all."""
    with app.register() as register:
        report = Report(
            id=0,
            file_name=reading.file.file_name,
            sha256=reading.file.sha256,
            language=reading.language,
            dated=reading.dated,
            text=reading.file.document.text,
            mission=None,
            pages=reading.file.document.pages,
            imported_at=app.clock.now(),
        )
        imported = register.import_report(report, mission, reading.findings.proposals)
        person = find_person(register.books.people.all(), owner) if owner else None
        accepted = [
            register.accept(stored.id, owner=person)
            for stored in imported.new
            if accept == "all" or (accept == "firm" and _is_firm(stored))
        ]
    return imported, accepted


def _is_firm(stored: StoredProposal) -> bool:
    return stored.proposal.firmness is Firmness.COMMITMENT


def _show(app: App, reading: Reading, imported: Imported, accepted: list[Commitment]) -> None:
    say, screen = app.say, app.screen
    if not (imported.new or imported.changed or imported.vanished) and imported.unchanged:
        screen.line(
            say(
                N_("{file} was read before; nothing in it is new. Nothing was changed."),
                file=reading.file.file_name,
            )
        )
        return
    became = {c.location: c for c in accepted}
    heads = [screen.strong(reading.file.file_name), say(N_("report of {day}"), day=imported.report.dated)]
    heads += [imported.report.mission.title] if imported.report.mission else []
    screen.line(" · ".join(heads))
    rows = []
    for stored in imported.new:
        commitment = became.get(stored.proposal.location)
        outcome = say(N_("commitment {id}"), id=commitment.id) if commitment else say(N_("waiting"))
        rows.append(_row(stored, outcome, say))
    for stored, old in imported.changed:
        rows.append(_row(stored, _tell_change(old, say), say))
    for stored in imported.vanished:
        rows.append(_row(stored, say(N_("no longer in the report")), say))
    columns = [
        Column(say(N_("no."))),
        Column(say(N_("proposal")), wraps=True),
        Column(say(N_("firmness"))),
        Column(say(N_("due")), wraps=True),
        Column(say(N_("became")), wraps=True),
    ]
    screen.table(columns, rows)
    screen.line(" · ".join(_summary(imported, accepted, say)))


def _row(stored: StoredProposal, outcome: str, say: Words) -> list[str]:
    proposal = stored.proposal
    return [
        f"P{stored.id}",
        proposal.title,
        say.label(proposal.firmness),
        tell_short(proposal.window, say),
        outcome,
    ]


def _tell_change(old: StoredProposal, say: Words) -> str:
    if old.commitment_id is not None:
        return say(N_("new wording of commitment {id}"), id=old.commitment_id)
    return say(N_("new wording of P{id}"), id=old.id)


def _summary(imported: Imported, accepted: list[Commitment], say: Words) -> list[str]:
    stored = len(imported.new)
    waiting = stored + len(imported.changed) - len(accepted)
    parts = [say.n("{n} proposal stored", "{n} proposals stored", stored)]
    if imported.changed:
        parts.append(say.n("{n} worded otherwise", "{n} worded otherwise", len(imported.changed)))
    if imported.vanished:
        parts.append(say.n("{n} vanished", "{n} vanished", len(imported.vanished)))
    if imported.unchanged:
        parts.append(say.n("{n} unchanged", "{n} unchanged", imported.unchanged))
    if accepted:
        parts.append(say.n("{n} accepted", "{n} accepted", len(accepted)))
    if waiting:
        parts.append(say(N_("next: suivi review")))
    return parts


def _json(imported: Imported, accepted: list[Commitment]) -> dict[str, object]:
    became = {c.location: c.id for c in accepted}

    def told(stored: StoredProposal) -> dict[str, object]:
        return {
            "id": stored.id,
            "title": stored.proposal.title,
            "quote": stored.proposal.quote,
            "commitment": stored.commitment_id or became.get(stored.proposal.location),
        }

    return {
        "report": imported.report.id,
        "document": imported.report.file_name,
        "report_date": imported.report.dated,
        "mission": imported.report.mission.title if imported.report.mission else None,
        "unchanged": imported.unchanged,
        "proposals": [told(stored) for stored in imported.new],
        "changed": [told(stored) | {"revises": old.id} for stored, old in imported.changed],
        "vanished": [told(stored) for stored in imported.vanished],
    }
