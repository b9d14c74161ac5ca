"""What `remind why` tells of a stage that has a row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from commands.why import Account
from support.makers import make_person
from tracker.foresight import Explained
from tracker.reminders import Delivery, DeliveryState, Fate, Reminder, Stage
from tracker.words import Words

TORONTO = ZoneInfo("America/Toronto")
NADIA = make_person("Nadia", id=1)
DAY = date(2024, 9, 2)
STAGE = Stage("day", DAY, DAY, "day")


def told(row: Reminder, delivery: Delivery | None = None) -> str:
    deliveries = {delivery.id: delivery} if delivery else {}
    account = Account(Words("en"), TORONTO, unowned=False, deliveries=deliveries)
    return account.tell(Explained(STAGE, None, NADIA, row, NADIA)).replace("\u00a0", " ")


def test_what_left_in_the_evening_left_on_the_day_of_the_office() -> None:
    evening = datetime(2024, 9, 3, 1, 30, tzinfo=UTC)
    assert told(Reminder(1, 1, 0, STAGE, 1, Fate.SENT, settled_at=evening)) == "Sent, September 2, 2024."


def test_what_is_tried_again_is_told_with_the_words_of_the_server() -> None:
    row = Reminder(1, 1, 0, STAGE, 1, Fate.CLAIMED, delivery_id=7)
    retried = Delivery(7, 1, DAY, "<1@example.org>", DeliveryState.RETRY, error="451 come back later")
    assert told(row, retried) == "Not delivered yet (451 come back later); the next round tries again."
    under_way = Delivery(7, 1, DAY, "<1@example.org>", DeliveryState.CLAIMED)
    assert told(row, under_way) == "Being sent."
