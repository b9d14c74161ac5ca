"""`suivi remind`: send what is due, and foresee it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from commands.app import App
from commands.ending import asked_to_end
from commands.show import Column
from commands.types import DAY, as_json, as_of
from commands.verbs import Verb, group, option
from commands.verbs import command as verb
from tracker.commitments import redacted
from tracker.errors import NotDelivered
from tracker.naming import find_person
from tracker.reminders import DeliveryState
from tracker.words import N_, Words
from tracker.words.stages import tell_stage

if TYPE_CHECKING:
    from tracker.commitments import Person
    from tracker.foresight import Foreseen
    from tracker.rounds import Outcome, Sent


class SomeNotDelivered(NotDelivered):
    sentence = N_("Not delivered yet: {names}. The next run tries again; nothing is lost.")


class CutShort(NotDelivered):
    sentence = N_("Stopped before the end, with no mail cut in two. The next run sends the rest.")


@verb(help=N_("Send what is due. Safe to repeat: nobody gets a second digest on the same day."))
@as_of
@as_json
@click.pass_obj
def run(app: App, as_of: str | None, as_json: bool) -> None:
    app.stays = True  # two transactions a mail: a connection for each would take longer than the mail
    with asked_to_end() as asked:
        outcome = app.round(patient=False, is_over=asked.is_set).run(app.moment(as_of))
    _report(app, outcome, as_json)
    if outcome.good and not as_of and (unheard := app.ping()):
        app.screen.aside(app.say.failure(unheard))
    if outcome.stopped:
        raise CutShort
    retried = outcome.having(DeliveryState.RETRY)
    if retried:
        raise SomeNotDelivered(names=[sent.person.name for sent in retried])


def _report(app: App, outcome: Outcome, as_json: bool) -> None:
    if as_json:
        app.screen.json(_outcome_json(app, outcome))
        return
    say, screen = app.say, app.screen
    sent = outcome.having(DeliveryState.SENT)
    for it in sent:
        _tell_sent(app, it)
    for it in (*outcome.having(DeliveryState.FAILED), *outcome.having(DeliveryState.RETRY)):
        screen.aside(str(say.spell(it.reason)))
    if app.config.mail.channel == "outbox" and any(it.person.channel is None for it in sent):
        screen.line(say(N_("The mails are in {folder}."), folder=str(app.folder(app.config.mail.outbox))))
    if outcome.skipped:
        screen.line(
            say.n(
                "{n} earlier stage was overtaken by a later one.",
                "{n} earlier stages were overtaken by later ones.",
                outcome.skipped,
            )
        )
    if not outcome.digests and not outcome.stopped:
        screen.line(say(N_("Nothing to send.")))
    if outcome.waiting:
        screen.line(say(N_("Kept for the next digest: {names}."), names=_names(outcome.waiting)))
    if outcome.held:
        screen.line(
            say(
                N_("Held, for nobody stands in: {names}. `suivi people absent` names somebody."),
                names=_names(outcome.held),
            )
        )


def _tell_sent(app: App, it: Sent) -> None:
    say = app.say
    count = say.n("{n} commitment", "{n} commitments", len(it.commitments))
    facts = {"name": it.person.name, "email": it.person.reached_at, "count": count}
    app.screen.line(say(N_("Digest to {name} <{email}>: {count}."), **facts))
    if it.standing_in:
        app.screen.line("   " + say(N_("It stands in for {names}."), names=_names(it.standing_in)))


def _outcome_json(app: App, outcome: Outcome) -> dict[str, Any]:
    return {
        "as_of": outcome.as_of.astimezone(app.config.office.zone),
        "sent": len(outcome.having(DeliveryState.SENT)),
        "failed": len(outcome.having(DeliveryState.FAILED)),
        "retried": len(outcome.having(DeliveryState.RETRY)),
        "skipped": outcome.skipped,
        "stopped": outcome.stopped,
        "recipients": [
            {
                "name": it.person.name,
                "email": it.person.email,
                "channel": redacted(it.person.channel) if it.person.channel else None,
                "day": it.day,
                "state": it.state,
                "message_id": it.message_id,
                "commitments": list(it.commitments),
                "standing_in": _names(it.standing_in),
                "reason": app.say.spell(it.reason) if it.reason else None,
            }
            for it in outcome.digests
        ],
        "waiting": _names(outcome.waiting),
        "held": _names(outcome.held),
    }


def _names(people: Iterable[Person]) -> list[str]:
    return [person.name for person in people]


@verb(help=N_("What will be sent, to whom and why; by default over the next three months."))
@option("--until", "--jusqu-au", "until", type=DAY, metavar=N_("DAY"), help=N_("Last day to foresee."))
@option("--owner", "--responsable", metavar=N_("NAME"), help=N_("Only this person's."))
@as_of
@as_json
@click.pass_obj
def preview(app: App, until: date | None, owner: str | None, as_of: str | None, as_json: bool) -> None:
    from tracker.foresight import preview as foresee

    today = app.day(app.moment(as_of))
    last = until or today + timedelta(days=92)
    with app.open_books() as books:
        people = books.people.all()
        person = find_person(people, owner) if owner else None
        commitments = books.commitments.select()  # somebody also hears of what is not their own
        rows = books.reminders.of([c.id for c in commitments])
        absences = books.absences.all()
    foreseen = foresee(commitments, rows, people, app.rules, today=today, until=last, absences=absences)
    if person:
        foreseen = [it for it in foreseen if person in (it.recipient, it.reader)]
        commitments = [it for it in commitments if it.owner == person]
    if as_json:
        app.screen.json([_foreseen_json(it, app.say) for it in foreseen])
        return
    _show_foreseen(app, foreseen, today)
    say = app.say
    leaving = sum(it.day is not None for it in foreseen)
    parts = [say.n("{n} reminder until {day}", "{n} reminders until {day}", leaving, day=last)]
    if unowned := sum(c.owner is None and not c.status.final for c in commitments):
        parts.append(say.n("{n} without an owner", "{n} without an owner", unowned))
    if held := {it.recipient.name: None for it in foreseen if it.day is None}:
        parts.append(say(N_("held, for nobody stands in: {names}"), names=list(held)))
    app.screen.line(" · ".join(parts))


def _foreseen_json(it: Foreseen, say: Words) -> dict[str, Any]:
    return {
        "on": it.stage.on,
        "commitment": it.commitment.id,
        "stage": it.stage.name,
        "recipient": it.recipient.name,
        "reader": it.reader.name if it.reader else None,
        "leaves_on": it.day,
        "reason": tell_stage(it.stage.rule, say),
    }


def _show_foreseen(app: App, foreseen: Sequence[Foreseen], today: date) -> None:
    say = app.say
    columns = [
        Column(say(N_("day"))),
        Column(say(N_("no.")), right=True),
        Column(say(N_("commitment")), wraps=True),
        Column(say(N_("recipient")), wraps=True),
        Column(say(N_("why")), wraps=True),
    ]
    rows = [
        [
            _tell_day(it, today, say),
            str(it.commitment.id),
            it.commitment.title,
            _tell_reader(it, say),
            tell_stage(it.stage.rule, say),
        ]
        for it in foreseen
    ]
    app.screen.table(columns, rows)


def _tell_day(it: Foreseen, today: date, say: Words) -> str:
    """The day on which it leaves, and the one on which it falls due where that is another."""
    if it.day is None:
        return say(N_("held (due {day})"), day=it.stage.on)
    if it.day == it.stage.on:
        return say.day(it.day)
    if it.day == today:
        return say(N_("now (due {day})"), day=it.stage.on)
    return say(N_("{day} (due {due})"), day=it.day, due=it.stage.on)


def _tell_reader(it: Foreseen, say: Words) -> str:
    if it.reader is None or it.reader == it.recipient:
        return it.recipient.name
    return say(N_("{reader}, for {name}"), reader=it.reader.name, name=it.recipient.name)


command = group(
    help=N_("Send the reminders, foresee them and explain them."),
    verbs=(
        Verb("run", "executer", __name__, N_("Send what is due; safe to repeat."), "run"),
        Verb("preview", "prevoir", __name__, N_("What will be sent, to whom and why."), "preview"),
        Verb("why", "pourquoi", "commands.why", N_("Explain a commitment's reminders.")),
        Verb(
            "simulate",
            "simuler",
            "commands.simulate",
            N_("The digests of a year in one table; sends nothing."),
        ),
        Verb("test", "essayer", "commands.trial", N_("Send one message now, to see it arrive.")),
        Verb("rules", "regles", "commands.rules", N_("When reminders come: the office's rules and others.")),
    ),
)(lambda: None)
