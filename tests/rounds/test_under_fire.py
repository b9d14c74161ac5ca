"""Four rounds at a time on one register, killed again and again: nothing lost, nothing doubled but by chance.

`SUIVI_UNDER_FIRE=500,10000,200` sets how many people, reminders and kills there are, and takes some minutes
(`--timeout=0`); the default is small enough for every run.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from typing import Any

from db.engine import Database
from support.fire import DUE, arm, battle
from tracker.reminders import DeliveryState, Fate

PEOPLE, REMINDERS, KILLS = map(int, os.environ.get("SUIVI_UNDER_FIRE", "40,400,12").split(","))


def test_every_digest_arrives_once_whatever_is_killed(bureau: Any, capsys: Any) -> None:
    moment = bureau.moment(DUE - timedelta(days=7))
    bureau.people += arm(bureau.url, PEOPLE, REMINDERS)
    told = battle(bureau, moment, kills=KILLS, seed=7)
    with capsys.disabled():
        print(
            f"\n{REMINDERS} reminders, {told.kills} kills in {told.rounds} rounds: "
            f"{told.delivered} digests arrived, {told.doubled} twice under one Message-ID, {told.lost} lost"
        )
    assert told.kills == KILLS
    assert told.lost == 0
    database = Database(bureau.url)
    with database.books() as books:
        rows = books.reminders.of([it.id for it in books.commitments.select()])
        assert books.deliveries.unsettled() == []
        states = Counter(books.deliveries.on(it.id, moment.date()).state for it in books.people.all())
    database.close()
    assert states == {DeliveryState.SENT: len(bureau.people)}
    due = [row for row in rows if row.stage.on <= moment.date()]
    assert {row.fate for row in due} <= {Fate.SENT, Fate.SKIPPED}
    sent = Counter(
        (r.commitment_id, r.window_revision, r.stage.name, r.recipient_id) for r in due if r.fate is Fate.SENT
    )
    assert set(sent.values()) == {1}
