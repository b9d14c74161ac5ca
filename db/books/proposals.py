"""Proposals: what waits for a person, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from db import tables as t
from db.books.rows import insert_row, location_columns, location_value, window_columns, window_value
from tracker.commitments import Direction, Firmness, Location, Report
from tracker.dates.window import FoundWindow
from tracker.errors import Missing
from tracker.marks import N_
from tracker.proposals.stored import Decision, StoredProposal
from tracker.proposals.values import Proposal, Reason, ReasonCode


class NoSuchProposal(Missing):
    sentence = N_("There is no proposal P{id}. `suivi review` lists those that wait.")


class SqlProposals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, proposal_id: int) -> StoredProposal:
        row = self._connection.execute(select(t.proposal).where(t.proposal.c.id == proposal_id)).first()
        if row is None:
            raise NoSuchProposal(id=proposal_id)
        return _stored(row)

    def of_report(self, report_id: int) -> list[StoredProposal]:
        return self._select(t.proposal.c.report_id == report_id)

    def waiting(self) -> list[StoredProposal]:
        return self._select(t.proposal.c.decision == Decision.WAITING.value)

    def beside(self, report: Report) -> list[StoredProposal]:
        beside = t.report.c.file_name == report.file_name
        if report.mission is not None:
            beside = or_(beside, t.report.c.mission_id == report.mission.id)
        reports = select(t.report.c.id).where(beside)
        found = self._select(t.proposal.c.report_id.in_(reports))
        return [stored for stored in found if stored.decision is not Decision.REPLACED]

    def rejected_quotes(self) -> list[str]:
        rejected = t.proposal.c.decision == Decision.REJECTED.value
        return list(self._connection.scalars(select(t.proposal.c.quote).where(rejected)))

    def add(self, stored: StoredProposal) -> StoredProposal:
        return replace(stored, id=insert_row(self._connection, t.proposal, _columns(stored)))

    def replace(self, proposal: StoredProposal) -> None:
        self._connection.execute(
            update(t.proposal).where(t.proposal.c.id == proposal.id).values(_columns(proposal))
        )

    def _select(self, condition: ColumnElement[bool]) -> list[StoredProposal]:
        rows = self._connection.execute(select(t.proposal).where(condition).order_by(t.proposal.c.id))
        return [_stored(row) for row in rows]


def _columns(stored: StoredProposal) -> dict[str, Any]:
    proposal = stored.proposal
    found = proposal.found
    return {
        "report_id": stored.report_id,
        "quote": proposal.quote,
        "title": proposal.title,
        "firmness": proposal.firmness.value,
        "direction": proposal.direction.value,
        "warning": found.warning if found else None,
        "error": found.error if found else None,
        "actors": list(proposal.actors),
        "counterparts": list(proposal.counterparts),
        "score": proposal.score,
        "reasons": [[reason.code.value, reason.detail] for reason in proposal.reasons],
        "decision": stored.decision.value,
        "commitment_id": stored.commitment_id,
        "decided_at": stored.decided_at,
        "revises_id": stored.revises_id,
        **window_columns(proposal.window),
        **location_columns(proposal.location),
    }


def _stored(row: Any) -> StoredProposal:
    window = window_value(row)
    found = None
    if row.warning or row.error:
        found = FoundWindow(
            wording=row.wording,
            start=0,
            end=len(row.wording),
            edtf=row.edtf,
            precision=window.precision,
            earliest=row.earliest,
            latest=row.latest,
            kind=window.kind,
            rrule=row.rrule,
            warning=row.warning,
            error=row.error,
        )
    proposal = Proposal(
        quote=row.quote,
        title=row.title,
        firmness=Firmness(row.firmness),
        direction=Direction(row.direction),
        window=window,
        found=found,
        actors=tuple(row.actors),
        counterparts=tuple(row.counterparts),
        score=row.score,
        reasons=tuple(Reason(ReasonCode(code), detail) for code, detail in row.reasons),
        location=location_value(row) or Location(0, 0),
    )
    return StoredProposal(
        id=row.id,
        report_id=row.report_id,
        proposal=proposal,
        decision=Decision(row.decision),
        commitment_id=row.commitment_id,
        decided_at=row.decided_at,
        revises_id=row.revises_id,
    )
