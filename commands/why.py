"""`suivi remind why ID`: each stage of a commitment with its rule, day, recipient and fate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from commands.app import App
from commands.types import NUMBER, as_json, as_of
from commands.verbs import command as verb
from tracker.foresight import Explained
from tracker.foresight import why as explain
from tracker.journal import Action
from tracker.ladders import Source
from tracker.reminders import SNOOZED, Delivery, DeliveryState, Fate, Reminder, Skip
from tracker.words import N_, Words
from tracker.words.chains import tell_after
from tracker.words.plans import tell_because
from tracker.words.stages import tell_stage

if TYPE_CHECKING:
    from tracker.commitments import Commitment
    from tracker.journal import Link


@verb(help=N_("Why a commitment's reminders come when they come, and what became of each."))
@click.argument("number", type=NUMBER)
@as_of
@as_json
@click.pass_obj
def command(app: App, number: int, as_of: str | None, as_json: bool) -> None:
    with app.open_books() as books:
        commitment = books.commitments.get(number)
        people = books.people.all()
        rows = books.reminders.of([number])
        deliveries = books.deliveries.by_ids(row.delivery_id for row in rows if row.delivery_id)
        absences = books.absences.all()
        links = books.journal.of("commitment", number)
        other = books.commitments.get(commitment.after.commitment_id) if commitment.after else None
    explained = explain(
        commitment,
        rows,
        people,
        app.rules,
        today=app.day(app.moment(as_of)),
        absences=absences,
        read_by={it.id: it.person_id for it in deliveries.values()},
    )
    account = Account(app.say, app.config.office.zone, commitment.owner is None, links, deliveries)
    if as_json:
        source = app.rules.source_of(commitment)
        app.screen.json([_json(it, source, account) for it in explained])
    else:
        _show(app, commitment, other, explained, account)


def _json(it: Explained, source: Source, account: Account) -> dict[str, Any]:
    return {
        "stage": it.stage.name,
        "rule": it.stage.rule,
        "rules_of": source if it.because else None,
        "on": it.stage.on,
        "nominal": it.stage.nominal,
        "recipient": it.recipient.name if it.recipient else None,
        "reader": it.reader.name if it.reader else None,
        "leaves_on": it.day,
        "fate": it.row.fate if it.row else None,
        "settled_at": it.row.settled_at if it.row else None,
        "reason": tell_stage(it.stage.rule, account.say),
        "detail": account.tell(it),
    }


def _show(
    app: App,
    commitment: Commitment,
    other: Commitment | None,
    explained: Sequence[Explained],
    account: Account,
) -> None:
    say, screen = app.say, app.screen
    screen.line(screen.strong(f"{commitment.id}  {commitment.title}"))
    screen.line(f"   {say.window(commitment.window)}")
    if other is not None:
        screen.line("   " + say(N_("Counted from {other}."), other=tell_after(other, say)))
    if (source := app.rules.source_of(commitment)) is not Source.OFFICE:
        screen.line("   " + say(N_("By the rules of {source}."), source=source))
    for it in explained:
        name = it.recipient.name if it.recipient else say(N_("nobody"))
        screen.line(
            f"   {say.day(it.stage.on)} · {it.stage.name} · {name} · {tell_stage(it.stage.rule, say)}"
        )
        screen.line("      " + screen.faint(account.tell(it)))
    if commitment.owner is None:
        screen.line(say(N_("Nobody owns it yet: suivi assign {id} NAME"), id=commitment.id))
    if not explained:
        screen.line(say(N_("No stage: nobody is reminded of it.")))


@dataclass(frozen=True, slots=True)
class Account:
    """Tells where a stage's day comes from, and its fate.

    `links` is what was done to the commitment; `deliveries` are the digests of its rows, by id.
    """

    say: Words
    zone: ZoneInfo
    unowned: bool
    links: Sequence[Link] = ()
    deliveries: Mapping[int, Delivery] | None = None

    def tell(self, it: Explained) -> str:
        told = tell_because(it.because, self.say) if it.because else self._tell_snooze(it)
        if it.row is not None:
            told += [self._tell_fate(it.row), *self._tell_reading(it)]
        elif it.because is not None and it.because.left is None:
            told += self._tell_unplanned(it)
        return " ".join(told)

    def _tell_unplanned(self, it: Explained) -> list[str]:
        if it.recipient is None or self.unowned:
            return [self.say(N_("Not planned: nobody has this part."))]
        return [self.say(N_("Planned when its turn comes.")), *self._tell_reading(it)]

    def _tell_fate(self, row: Reminder) -> str:
        say, delivery = self.say, (self.deliveries or {}).get(row.delivery_id or 0)
        if row.fate is Fate.CLAIMED and delivery is not None and delivery.state is DeliveryState.RETRY:
            return say(N_("Not delivered yet ({words}); the next round tries again."), words=delivery.error)
        fate = say.label(row.fate)
        if row.reason:
            reason = Skip(row.reason) if row.reason in list(Skip) else row.reason
            fate = say(N_("{fate}: {reason}"), fate=fate, reason=reason)
        if row.settled_at is not None:
            fate = say(N_("{fate}, {day}"), fate=fate, day=row.settled_at.astimezone(self.zone).date())
        return fate[:1].upper() + fate[1:] + "."

    def _tell_snooze(self, it: Explained) -> list[str]:
        """Who put it off until this stage, and why; nothing of other stages."""
        until = it.stage.nominal.isoformat()
        for link in reversed(self.links if it.stage.rule == SNOOZED else ()):
            if link.entry.action is Action.SNOOZED and link.entry.details.get("after") == until:
                facts = {"name": link.entry.by, "reason": link.entry.details.get("note", "")}
                return [self.say(N_("Put off by {name}: “{reason}”."), **facts)]
        return []

    def _tell_reading(self, it: Explained) -> list[str]:
        """Who had it, or is to have it, and when, where that is not the recipient on the day itself."""
        if it.recipient is None or not it.recipient.active:
            return []
        say = self.say
        facts = {"name": it.recipient.name, "reader": it.reader.name if it.reader else "", "day": it.day}
        if it.row is not None and it.row.fate is not Fate.PLANNED:
            if it.reader is None or it.reader == it.recipient:
                return []
            if it.row.fate is Fate.SENT:
                return [say(N_("{reader} had it, standing in for {name}."), **facts)]
            return [say(N_("It was in the digest of {reader}, standing in for {name}."), **facts)]
        if it.reader is None:
            return [say(N_("Held: {name} is away, and nobody stands in."), **facts)]
        told = []
        if it.day is not None and it.day > it.stage.on and it.row is not None:
            told.append(say(N_("It leaves on {day}."), **facts))
        if it.reader != it.recipient:
            told.append(say(N_("{name} is away: it goes to {reader}."), **facts))
        return told
