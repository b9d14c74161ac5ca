"""Four services on one register with a thousand reminders due, while people go on working."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from db.engine import Database
from support.makers import MONDAY, RULES, day_window
from tracker.commitments import Status
from tracker.intake import Intake
from tracker.journal import first_break
from tracker.reminders import DeliveryState, Fate

MOMENT = MONDAY + timedelta(days=3)
EACH = 125  # for each of eight people


@pytest.fixture
def busy(bureau: Any) -> Any:
    """A bureau where a thousand commitments are due for a reminder on that Thursday, and a few are not."""
    database = Database(bureau.url)
    with database.books(write=True) as books:
        register = Intake(books, RULES, by="test", at=MONDAY)
        for commitment in books.commitments.select():
            register.set_status(commitment.id, Status.ON_HOLD)
        for person in books.people.all():
            for _ in range(EACH):
                register.add("Envoyer le devis", window=day_window(date(2024, 9, 12)), owner=person)
    database.close()
    return bureau


def test_a_thousand_reminders_leave_once_each(busy: Any) -> None:
    rounds = [busy.start("round", busy.folder, MOMENT.isoformat()) for _ in range(4)]
    ends = [process.communicate(timeout=120) for process in rounds]
    assert [process.returncode for process in rounds] == [0] * 4, ends
    assert busy.post.times() == dict.fromkeys(busy.people, 1)
    database = Database(busy.url)
    with database.books() as books:
        rows = books.reminders.of([it.id for it in books.commitments.select()])
    database.close()
    sent = [row for row in rows if row.fate is Fate.SENT]
    assert Counter(row.stage.name for row in sent) == {"ahead-7": EACH * len(busy.people)}
    assert len({row.delivery_id for row in sent}) == len(busy.people)


def test_rounds_and_people_who_change_everything_do_not_stop_each_other(busy: Any) -> None:
    writers = [busy.start("work", busy.url, seed, 20, module="support.programs") for seed in range(3)]
    rounds = [busy.start("round", busy.folder, MOMENT.isoformat()) for _ in range(3)]
    for process in (*writers, *rounds):
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
        assert "Traceback" not in told
    assert busy.round(moment=MOMENT) == 0
    assert max(busy.post.times().values()) == 1
    database = Database(busy.url)
    with database.books() as books:
        assert first_break(books.journal.all()) is None
        assert books.deliveries.unsettled() == []
        rows = books.reminders.of([it.id for it in books.commitments.select()])
        served = {
            person.id
            for person in books.people.all()
            if (digest := books.deliveries.on(person.id, MOMENT.date()))
            and digest.state is DeliveryState.SENT
        }
    database.close()
    assert Fate.CLAIMED not in {row.fate for row in rows}
    due = [row for row in rows if row.fate is Fate.PLANNED and row.stage.on <= MOMENT.date()]
    assert {row.recipient_id for row in due} <= served
