"""A register as the first version left it: rows in every table, as they stood on a Friday evening.

Their numbers are their places, from 1 on. On the Monday after, at nine, three digests are due: one that
was claimed and never recorded, one that a server put off, and one of what has become late since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tracker.journal import FIRST, Action, Entry, canonical, seal

FRIDAY = datetime(2024, 8, 30, 22, tzinfo=UTC)
DAY = timedelta(days=1)
MIA, NADIA, PAUL, LEO = 1, 2, 3, 4
LATE, SOON, KEPT, TALKS, RETRIED, WEEKLY = 1, 2, 3, 4, 5, 6
SENT, REFUSED, CLAIMED, PUT_OFF, DISSOLVED = 1, 2, 3, 4, 5
LEFT_BEHIND = "<20240830.left-behind@suivi.example.org>"

Row = Mapping[str, Any]


def rows() -> dict[str, list[Row]]:
    """By table, in an order in which they can be added."""
    return {
        "office": [{"id": 1, "office_id": "0123456789abcdef", "rules": "of the first version"}],
        "mission": [{"title": "Mission Europe 2024"}],
        "person": _people(),
        "party": [{"name": "Ville de Valmont"}, {"name": "Chambre de commerce"}],
        "party_name": [
            {"folded": "ville de valmont", "name": "Ville de Valmont", "party_id": 1},
            {"folded": "valmont", "name": "Valmont", "party_id": 1},
            {"folded": "chambre de commerce", "name": "Chambre de commerce", "party_id": 2},
        ],
        "report": [
            {
                "file_name": "rapport.pdf",
                "sha256": "ab" * 32,
                "language": "fr",
                "dated": date(2024, 6, 3),
                "text": "Le Service enverra le devis à la Ville de Valmont.",
                "pages": 6,
                "mission_id": 1,
                "imported_at": FRIDAY - 80 * DAY,
            }
        ],
        "commitment": _commitments(),
        "commitment_party": [
            {"commitment_id": SOON, "role": "actor", "party_id": 2, "position": 0},
            {"commitment_id": SOON, "role": "counterpart", "party_id": 1, "position": 0},
        ],
        "proof": [
            {"commitment_id": KEPT, "added_at": FRIDAY - 10 * DAY, "link": "https://example.org/pv"},
            {
                "commitment_id": KEPT,
                "added_at": FRIDAY - 10 * DAY,
                "file_name": "entente.pdf",
                "sha256": "cd" * 32,
            },
        ],
        "proposal": _proposals(),
        "delivery": _deliveries(),
        "reminder": _reminders(),
        "feed": [
            {
                "name": "Tout",
                "scope": "person",
                "scope_id": NADIA,
                "language": "fr",
                "options": {"neutral_titles": False, "tasks": True, "alarms": False, "banners": False},
                "token_hash": "ef" * 32,
                "created_at": FRIDAY - 70 * DAY,
                "revoked_at": FRIDAY - DAY,
                "last_used_at": FRIDAY - 2 * DAY,
            }
        ],
        "journal": _journal(),
    }


def _people() -> list[Row]:
    def person(name: str, **facts: Any) -> Row:
        address = f"{name.lower()}@example.org"
        return {"name": name, "email": address, "language": "fr", "role": "owner", "active": True, **facts}

    return [
        person("Mia", role="coordinator"),
        person("Nadia", manager_id=MIA),
        person("Paul", language="en", zone="Europe/Brussels", send_at=time(8, 15), role="reader"),
        person("Leo", active=False),
    ]


def _window(wording: str, earliest: date | None, latest: date | None, **facts: Any) -> Row:
    return {
        "wording": wording,
        "edtf": latest.isoformat() if latest else None,
        "precision": "day" if latest else "open",
        "earliest": earliest,
        "latest": latest,
        "kind": "deadline",
        "rrule": None,
        **facts,
    }


def _on(day: date) -> Row:
    return _window(day.isoformat(), day, day)


def _commitments() -> list[Row]:
    def commitment(title: str, window: Row, **facts: Any) -> Row:
        return {
            "uid": f"uid of {title}",
            "title": title,
            "quote": "",
            "firmness": "commitment",
            "direction": "ours",
            "status": "todo",
            "known_since": date(2024, 6, 3),
            "created_at": FRIDAY - 79 * DAY,
            "updated_at": FRIDAY - 20 * DAY,
            "revision": 1,
            "window_revision": 0,
            "owner_id": NADIA,
            **window,
            **facts,
        }

    return [
        commitment("Remettre le bilan", _on(date(2024, 8, 30)), status="in_progress", reviewer_id=PAUL),
        commitment(
            "Envoyer le devis",
            _on(date(2024, 9, 12)),
            quote="Le Service enverra le devis à la Ville de Valmont.",
            reviewer_id=PAUL,
            mission_id=1,
            report_id=1,
            span_start=0,
            span_end=50,
            page=5,
            heading=["Suites", "À donner"],
            window_revision=1,
        ),
        commitment("Signer l’entente", _on(date(2024, 9, 5)), status="kept", closed_on=date(2024, 8, 20)),
        commitment("Pourparlers", _window("", None, None), firmness="talks", owner_id=PAUL),
        commitment("Publier la liste", _on(date(2024, 9, 6)), owner_id=MIA),
        commitment(
            "Tenir la rencontre",
            _window(
                "chaque mardi", date(2024, 9, 3), None, kind="recurring", rrule="FREQ=WEEKLY", precision="day"
            ),
            owner_id=LEO,
            status="waiting",
        ),
    ]


def _proposals() -> list[Row]:
    def proposal(quote: str, decision: str, **facts: Any) -> Row:
        return {
            "report_id": 1,
            "quote": quote,
            "title": "Envoyer le devis",
            "firmness": "commitment",
            "direction": "ours",
            "actors": ["Chambre de commerce"],
            "counterparts": ["Ville de Valmont"],
            "score": 0.75,
            "reasons": [["future-tense", "enverra"]],
            "span_start": 0,
            "span_end": 50,
            "page": 5,
            "heading": ["Suites"],
            "decision": decision,
            **_on(date(2024, 9, 12)),
            **facts,
        }

    accepted = {"commitment_id": SOON, "decided_at": FRIDAY - 79 * DAY}
    weekly = _window("chaque mardi", None, None, kind="recurring", rrule="FREQ=WEEKLY", warning="ambiguous")
    impossible = _window("31 novembre", None, None, error="no such day")
    return [
        proposal("Le Service enverra le devis à la Ville de Valmont.", "accepted", **accepted),
        proposal("Le Service enverra le devis dès que possible.", "waiting", revises_id=1),
        proposal("On se reverra chaque mardi.", "waiting", **weekly),
        proposal("On se reverra le 31 novembre.", "rejected", decided_at=FRIDAY - 79 * DAY, **impossible),
    ]


def _deliveries() -> list[Row]:
    def delivery(person: int, day: int, state: str, **facts: Any) -> Row:
        return {
            "person_id": person,
            "day": date(2024, 8, day),
            "message_id": f"<{day}.{person}@suivi.example.org>",
            "state": state,
            "attempts": 1,
            "maybe_delivered": False,
            **facts,
        }

    return [
        delivery(NADIA, 29, "sent", settled_at=FRIDAY - DAY),
        delivery(NADIA, 13, "failed", settled_at=FRIDAY - 17 * DAY, error="550 no such user"),
        delivery(
            PAUL,
            30,
            "claimed",
            message_id=LEFT_BEHIND,
            attempts=0,
            claimed_by="elsewhere:1",
            lease_until=FRIDAY,
        ),
        delivery(MIA, 30, "retry", attempts=2, next_try_at=FRIDAY, error="451 come back later"),
        delivery(NADIA, 14, "dissolved", settled_at=FRIDAY - 16 * DAY),
    ]


def _reminders() -> list[Row]:
    def reminder(commitment: int, stage: str, on: date, to: int = NADIA, **facts: Any) -> Row:
        return {
            "commitment_id": commitment,
            "window_revision": int(commitment == SOON),
            "stage": stage,
            "recipient_id": to,
            "on_day": on,
            "nominal": on,
            "rule": stage.rpartition("-")[0] if stage.startswith(("overdue", "state")) else stage,
            "addressed_to": "owner",
            "fate": "planned",
            **facts,
        }

    talks = {"rule": "state-of-play-2m", "fate": "claimed", "delivery_id": CLAIMED}
    refused = {"fate": "failed", "reason": "550 no such user", "settled_at": FRIDAY - 17 * DAY}
    sent = {"fate": "sent", "delivery_id": SENT, "settled_at": FRIDAY - DAY}
    closed = {"fate": "skipped", "reason": "closed", "settled_at": FRIDAY - 10 * DAY}
    return [
        reminder(LATE, "ahead-14", date(2024, 8, 13), **refused, delivery_id=REFUSED),
        reminder(LATE, "ahead-1", date(2024, 8, 29), **sent),
        reminder(LATE, "overdue-1", date(2024, 9, 2)),
        reminder(LATE, "reviewer-14", date(2024, 9, 13), PAUL, addressed_to="reviewer"),
        reminder(SOON, "ahead-14", date(2024, 8, 29), **sent),
        reminder(SOON, "ahead-7", date(2024, 9, 5)),
        reminder(SOON, "ahead-1", date(2024, 9, 11)),
        reminder(SOON, "day", date(2024, 9, 12)),
        reminder(SOON, "overdue-1", date(2024, 9, 13)),
        reminder(KEPT, "ahead-7", date(2024, 8, 29), **closed),
        reminder(TALKS, "state-of-play-1", date(2024, 8, 30), PAUL, **talks),
        reminder(RETRIED, "ahead-7", date(2024, 8, 30), MIA, fate="claimed", delivery_id=PUT_OFF),
        reminder(RETRIED, "ahead-1", date(2024, 9, 5), MIA),
        reminder(WEEKLY, "day@2024-09-03", date(2024, 9, 3), LEO, rule="day", nominal=date(2024, 9, 3)),
    ]


def _journal() -> list[Row]:
    found: list[Row] = []
    previous = FIRST
    for sequence, (action, noun, number, details) in enumerate(
        [
            (Action.IMPORTED, "report", 1, {"file": "rapport.pdf"}),
            (Action.ACCEPTED, "commitment", SOON, {"proposal": 1, "title": "Envoyer le devis"}),
            (Action.STATUS, "commitment", KEPT, {"before": "todo", "after": "kept", "on": "2024-08-20"}),
        ],
        1,
    ):
        entry = Entry(FRIDAY - (80 - sequence) * DAY, "Hélène", action, noun, number, details)
        link = seal(entry, sequence, previous)
        found.append(
            {
                "sequence": sequence,
                "at": entry.at,
                "by": entry.by,
                "action": action.value,
                "noun": noun,
                "noun_id": number,
                "details": canonical(details).decode(),
                "previous": previous,
                "hash": link.hash,
            }
        )
        previous = link.hash
    return found


def filled(table: Sequence[Row]) -> set[str]:
    """The columns that some row has a value in."""
    return {name for row in table for name, value in row.items() if value is not None}
