"""How commitments and proposals look: the JSON that other programs rely on, and the rows of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from commands.app import App
from commands.show import Column
from tracker.commitments import Commitment, Location
from tracker.dates.window import FoundWindow, Window
from tracker.proposals.values import Aside, Proposal
from tracker.words import N_, Words
from tracker.words.windows import tell_short


def window_json(window: Window) -> dict[str, Any]:
    return {"wording": window.wording, **_days_json(window)}


def _days_json(window: Window) -> dict[str, Any]:
    return {
        "edtf": window.edtf,
        "precision": window.precision,
        "earliest": window.earliest,
        "latest": window.latest,
        "kind": window.kind,
        "rrule": window.rrule,
    }


def commitment_json(
    commitment: Commitment, today: date, next_reminder: date | None, *, dormant: bool = False
) -> dict[str, Any]:
    after = commitment.after
    return {
        "id": commitment.id,
        "title": commitment.title,
        "owner": commitment.owner.name if commitment.owner else None,
        "reviewer": commitment.reviewer.name if commitment.reviewer else None,
        "status": commitment.status,
        "firmness": commitment.firmness,
        "direction": commitment.direction,
        "parties": [party.name for party in commitment.parties],
        "mission": commitment.mission.title if commitment.mission else None,
        "window": window_json(commitment.window),
        "overdue": commitment.is_overdue(today),
        "next_reminder": next_reminder,
        "dormant": dormant,
        "updated_at": commitment.updated_at,
        "closed_on": commitment.closed_on,
        "snoozed_until": commitment.snoozed_until,
        "snoozes": commitment.snoozes,
        "after": {"commitment": after.commitment_id, "wording": after.wording} if after else None,
    }


def commitments_json(
    commitments: Iterable[Commitment],
    today: date,
    next_reminders: Mapping[int, date],
    dormant: Collection[int] = (),
) -> list[dict[str, Any]]:
    """`next_reminders` holds the day of the next reminder by number, where there is one.

    `dormant` names those without news for long; what has just been changed never is.
    """
    return [
        commitment_json(it, today, next_reminders.get(it.id), dormant=it.id in dormant) for it in commitments
    ]


def proposal_json(proposal: Proposal, say: Words) -> dict[str, Any]:
    window, found = proposal.window, proposal.found
    return {
        "quote": proposal.quote,
        "title": proposal.title,
        "actors": list(proposal.actors),
        "counterparts": list(proposal.counterparts),
        "when_text": _wording(window, found),
        **_days_json(window),
        "firmness": proposal.firmness,
        "direction": proposal.direction,
        "score": round(proposal.score, 2),
        "reasons": tell_reasons(proposal, say),
        "warning": doubt(found, say),
        "location": location_json(proposal.location),
    }


def aside_json(aside: Aside, say: Words) -> dict[str, Any]:
    return {"quote": aside.quote, "why": say.label(aside.why), "location": location_json(aside.location)}


def location_json(location: Location) -> dict[str, Any]:
    return {
        "page": location.page,
        "heading": list(location.heading),
        "start": location.start,
        "end": location.end,
    }


def _wording(window: Window, found: FoundWindow | None) -> str | None:
    return window.wording or (found.wording if found else None)


def tell_reasons(proposal: Proposal, say: Words) -> list[str]:
    """Each reason once, with the passage's own words for it."""
    told = []
    for reason in proposal.reasons:
        label = say.label(reason.code)
        told.append(
            say(N_("{reason} (“{words}”)"), reason=label, words=reason.detail) if reason.detail else label
        )
    return list(dict.fromkeys(told))


def doubt(found: FoundWindow | None, say: Words) -> str | None:
    """What is impossible or ambiguous about a date wording."""
    if found is None:
        return None
    question = found.error or found.warning
    return say(question, wording=found.wording) if question else None


def tell_place(location: Location | None, say: Words) -> str:
    """« p. 5, Québec ATTIRE »."""
    if location is None:
        return ""
    page = [say(N_("p. {page}"), page=location.page)] if location.page else []
    return ", ".join([*page, *location.heading[-1:]])


def tell_parties(actors: Sequence[str], counterparts: Sequence[str], say: Words) -> str:
    """« Ville de Québec → Ville de Namur »."""
    sides = [", ".join(names) for names in (actors, counterparts) if names]
    return " → ".join(sides)


def tell_dormant(commitment: Commitment, today: date, app: App) -> str:
    """« en sommeil, sans nouvelles depuis 14 mois »."""
    news = app.day(commitment.updated_at)
    months = (today.year - news.year) * 12 + today.month - news.month - (today.day < news.day)
    return app.say.n("dormant, no news for {n} month", "dormant, no news for {n} months", max(months, 1))


def put_off_until(commitment: Commitment, today: date) -> date | None:
    """The day until which its owner hears nothing, when that is still to come."""
    until = commitment.snoozed_until
    return until if until is not None and until > today and commitment.status.reminded else None


def list_commitments(
    app: App,
    commitments: Sequence[Commitment],
    today: date,
    next_days: Mapping[int, date],
    dormant: Collection[int] = (),
) -> None:
    """The table, and the line that matters at its end."""
    say, screen = app.say, app.screen
    columns = [
        Column(say(N_("no.")), right=True),
        Column(say(N_("commitment")), wraps=True),
        Column(say(N_("owner")), wraps=True),
        Column(say(N_("due")), wraps=True),
        Column(say(N_("status")), wraps=True),
    ]
    rows = []
    for commitment in commitments:
        late = commitment.is_overdue(today)
        status = say.label(commitment.status)
        if late and commitment.window.latest:
            days = (today - commitment.window.latest).days
            status += " · " + screen.urgent(say.n("{n} day late", "{n} days late", days))
        if commitment.id in dormant:
            status += " · " + tell_dormant(commitment, today, app)
        if (until := put_off_until(commitment, today)) is not None:
            day = say.day(until, year=until.year != today.year)
            status += " · " + say(N_("put off until {day}"), day=day)
        row = [
            str(commitment.id),
            commitment.title,
            commitment.owner.name if commitment.owner else screen.urgent(say(N_("nobody"))),
            tell_short(commitment.window, say),
            status,
        ]
        rows.append([screen.faint(text) for text in row] if commitment.status.final else row)
    screen.table(columns, rows)
    quiet = sum(c.id in dormant for c in commitments)
    screen.line(" · ".join(_summary(commitments, today, next_days, quiet, say)))


def _summary(
    commitments: Sequence[Commitment], today: date, next_days: Mapping[int, date], quiet: int, say: Words
) -> list[str]:
    late = sum(c.is_overdue(today) for c in commitments)
    unowned = sum(c.owner is None and not c.status.final for c in commitments)
    upcoming = [next_days[c.id] for c in commitments if c.id in next_days]
    parts = [say.n("{n} commitment", "{n} commitments", len(commitments))]
    if late:
        parts.append(say.n("{n} overdue", "{n} overdue", late))
    if quiet:
        parts.append(say.n("{n} dormant", "{n} dormant", quiet))
    if unowned:
        parts.append(say.n("{n} without an owner", "{n} without an owner", unowned))
    if upcoming:
        parts.append(say(N_("next reminder {day}"), day=min(upcoming)))
    return parts
