"""`suivi show ID`: all about a commitment."""

from __future__ import annotations

import click

from commands.app import App
from commands.present import (
    commitment_json,
    location_json,
    put_off_until,
    tell_dormant,
    tell_parties,
    tell_place,
)
from commands.types import NUMBER, as_json
from commands.verbs import command as verb
from tracker.commitments import Commitment, Proof
from tracker.journal import snooze_reasons
from tracker.plan import dormant
from tracker.words import N_
from tracker.words.chains import tell_after


@verb(help=N_("Show all about a commitment."))
@click.argument("number", type=NUMBER)
@as_json
@click.pass_obj
def command(app: App, number: int, as_json: bool) -> None:
    with app.open_books() as books:
        commitment = books.commitments.get(number)
        proofs = books.proofs.of(number)
        next_day = books.reminders.next_days([number]).get(number)
        quiet = number in dormant(books.reminders.unanswered(app.moment()))
        report = books.reports.get(commitment.report_id) if commitment.report_id else None
        reason = snooze_reasons(books.journal.of("commitment", number)).get(number)
        other = books.commitments.get(commitment.after.commitment_id) if commitment.after else None
        hanging = books.commitments.hanging_on(number)
    if as_json:
        location = commitment.location
        value = commitment_json(commitment, app.day(), next_day, dormant=quiet) | {
            "uid": commitment.uid,
            "quote": commitment.quote,
            "actors": [party.name for party in commitment.actors],
            "counterparts": [party.name for party in commitment.counterparts],
            "report": report.file_name if report else None,
            "location": location_json(location) if location else None,
            "proofs": [_proof(proof) for proof in proofs],
            "revision": commitment.revision,
            "created_at": commitment.created_at,
            "hanging": [it.id for it in hanging],
        }
        app.screen.json(value)
        return
    screen, say = app.screen, app.say
    screen.line(screen.strong(f"{commitment.id}  {commitment.title}"))
    if commitment.quote:
        source = [commitment.mission.title] if commitment.mission else []
        source += [report.file_name] if report else []
        source += filter(None, [tell_place(commitment.location, say)])
        screen.line(f"   « {commitment.quote} »")
        screen.line("   " + screen.faint(" · ".join(source)))
    for name, fact in [*_facts(app, commitment, reason, dormant=quiet), *_chain(app, other, hanging)]:
        screen.line(say(N_("   {name}: {fact}"), name=name, fact=fact))
    if next_day:
        screen.line("   " + say(N_("Next reminder: {day}."), day=next_day))
    for proof in proofs:
        screen.line("   " + say(N_("Proof: {proof}"), proof=_proof(proof)))
    screen.line(screen.faint(say(N_("suivi history {id} · suivi remind why {id}"), id=commitment.id)))


def _facts(app: App, commitment: Commitment, reason: str | None, *, dormant: bool) -> list[tuple[str, str]]:
    say = app.say
    status = say.label(commitment.status)
    if commitment.closed_on:
        status = say(N_("{status} on {day}"), status=status, day=commitment.closed_on)
    elif commitment.is_overdue(app.day()) and commitment.window.latest:
        days = (app.day() - commitment.window.latest).days
        status += " · " + say.n("{n} day late", "{n} days late", days)
    if dormant:
        status += " · " + tell_dormant(commitment, app.day(), app)
    facts = [
        (say(N_("Status")), status),
        (say(N_("Due")), say.window(commitment.window)),
        (say(N_("Owner")), commitment.owner.name if commitment.owner else say(N_("nobody"))),
    ]
    if commitment.reviewer:
        facts.append((say(N_("Reviewer")), commitment.reviewer.name))
    if (until := put_off_until(commitment, app.day())) is not None:
        told = [say(N_("until {day}"), day=until)]
        told += [say(N_("“{quote}”"), quote=reason)] if reason else []
        if commitment.snoozes > 1:
            told.append(say.n("{n} time in a row", "{n} times in a row", commitment.snoozes))
        facts.append((say(N_("Put off")), " · ".join(told)))
    parties = tell_parties(
        [party.name for party in commitment.actors], [party.name for party in commitment.counterparts], say
    )
    if parties:
        facts.append((say(N_("Parties")), parties))
    facts.append((say(N_("Nature")), f"{say.label(commitment.firmness)} · {say.label(commitment.direction)}"))
    return facts


def _chain(app: App, other: Commitment | None, hanging: list[Commitment]) -> list[tuple[str, str]]:
    """What it is counted from, and what is counted from it."""
    say = app.say
    facts = [(say(N_("After")), tell_after(other, say))] if other else []
    if hanging:
        told = [say(N_("no. {id}, {title}"), id=it.id, title=it.title) for it in hanging]
        facts.append((say(N_("Then")), " · ".join(told)))
    return facts


def _proof(proof: Proof) -> str:
    return proof.link or proof.file_name or ""
