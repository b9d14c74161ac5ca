"""Reports: what was read, with its text."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select

from db import tables as t
from db.books.names import MISSION, mission_value
from db.books.rows import insert_row
from tracker.commitments import Report
from tracker.errors import Missing
from tracker.marks import N_


class NoSuchReport(Missing):
    sentence = N_("There is no report {id}.")


class SqlReports:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, report_id: int) -> Report:
        report = self._first(t.report.c.id == report_id)
        if report is None:
            raise NoSuchReport(id=report_id)
        return report

    def with_hash(self, sha256: str) -> Report | None:
        return self._first(t.report.c.sha256 == sha256)

    def add(self, report: Report) -> Report:
        columns = {
            "file_name": report.file_name,
            "sha256": report.sha256,
            "language": report.language,
            "dated": report.dated,
            "text": report.text,
            "pages": report.pages,
            "mission_id": report.mission.id if report.mission else None,
            "imported_at": report.imported_at,
        }
        return replace(report, id=insert_row(self._connection, t.report, columns))

    def _first(self, condition: ColumnElement[bool]) -> Report | None:
        query = (
            select(t.report, *MISSION)
            .outerjoin(t.mission, t.mission.c.id == t.report.c.mission_id)
            .where(condition)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Report(
            id=row.id,
            file_name=row.file_name,
            sha256=row.sha256,
            language=row.language,
            dated=row.dated,
            text=row.text,
            mission=mission_value(row),
            pages=row.pages,
            imported_at=row.imported_at,
        )
