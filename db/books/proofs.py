"""Proofs: links, and stored files by their hash."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from db import tables as t
from db.books.rows import insert_row
from tracker.commitments import Proof


class SqlProofs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, commitment_id: int) -> list[Proof]:
        query = select(t.proof).where(t.proof.c.commitment_id == commitment_id).order_by(t.proof.c.id)
        return [
            Proof(row.id, row.commitment_id, row.added_at, row.link, row.file_name, row.sha256)
            for row in self._connection.execute(query)
        ]

    def add(self, proof: Proof) -> Proof:
        columns = {
            "commitment_id": proof.commitment_id,
            "added_at": proof.added_at,
            "link": proof.link,
            "file_name": proof.file_name,
            "sha256": proof.sha256,
        }
        return replace(proof, id=insert_row(self._connection, t.proof, columns))
