"""What the doctor finds, from values and a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from support.makers import MONDAY, RULES, make_person
from tracker.books import LastRounds
from tracker.commitments import Absence, Person
from tracker.health import SHOWN, Chart, Finding, Grade, Subject, examine
from tracker.health.findings import (
    AllOwned,
    BeingSent,
    DueNow,
    FailingAddress,
    FailingRounds,
    GoodRound,
    NextDigest,
    NoAddressFails,
    NobodyStandsIn,
    NoGoodRound,
    NoRound,
    NothingPlanned,
    NothingUnderWay,
    OwnerGone,
    RoundToCome,
    StoppedRounds,
    StuckClaim,
    TriedAgain,
    Unowned,
)
from tracker.planning import Rules
from tracker.quiet import QuietDays
from tracker.reminders import Delivery, DeliveryState

ALARM = timedelta(hours=26)
HOUR = timedelta(hours=1)
TODAY = MONDAY.date()
DAY = timedelta(days=1)
ADA = make_person("Ada", id=1)
BEA = make_person("Bea", id=2)
SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


def made(*people: Person, **facts: Any) -> Chart:
    usual: dict[str, Any] = {
        "rounds": LastRounds(MONDAY, MONDAY),
        "people": {person.id: person for person in people or (ADA, BEA)},
        "absences": (),
        "unsettled": (),
        "failed": (),
        "settled": {},
        "first_days": {},
        "unowned": (),
        "left": {},
    }
    return Chart(**(usual | facts))


def found(
    subject: Subject,
    chart: Chart,
    *,
    now: datetime = MONDAY,
    rules: Rules = RULES,
    dead: tuple[str, ...] = (),
) -> list[Finding]:
    all_found = examine(chart, rules, now=now, alarm=ALARM, is_dead=lambda worker: worker in dead)
    assert sorted(all_found, key=lambda it: list(Subject).index(it.subject)) == all_found
    return [it for it in all_found if it.subject is subject]


def delivery(state: DeliveryState, **facts: Any) -> Delivery:
    return replace(Delivery(7, ADA.id, TODAY, "<7@example.org>", state), **facts)


def test_a_quiet_office_is_fine_in_every_respect() -> None:
    grades = {it.grade for it in examine(made(), RULES, now=MONDAY, alarm=ALARM, is_dead=lambda _: False)}
    assert grades == {Grade.FINE}


# Rounds


def rounds(any_at: datetime | None, good_at: datetime | None, now: datetime = MONDAY) -> Finding:
    (finding,) = found(Subject.ROUNDS, made(rounds=LastRounds(any_at, good_at)), now=now)
    return finding


def test_a_good_round_is_fine_until_the_alarm_and_wrong_after_it() -> None:
    local = MONDAY.astimezone(RULES.zone)
    assert rounds(MONDAY, MONDAY, MONDAY + ALARM) == GoodRound(local, 26)
    assert rounds(MONDAY, MONDAY, MONDAY + ALARM + timedelta(minutes=1)) == StoppedRounds(local, 26)
    assert StoppedRounds.grade is Grade.WRONG


def test_rounds_that_run_and_are_not_good_are_told_apart_from_rounds_that_stopped() -> None:
    last = MONDAY + 47 * HOUR
    told = rounds(last, MONDAY, MONDAY + 48 * HOUR)
    assert told == FailingRounds(MONDAY.astimezone(RULES.zone), 48, last.astimezone(RULES.zone))


def test_before_the_first_round_and_before_the_first_good_one() -> None:
    assert rounds(None, None) == NoRound()
    assert isinstance(rounds(MONDAY, None), NoGoodRound)
    assert NoRound.grade is NoGoodRound.grade is Grade.WRONG


def test_a_round_from_the_future_would_silence_the_alarm_and_is_told() -> None:
    assert isinstance(rounds(MONDAY + 365 * DAY, MONDAY + 365 * DAY), RoundToCome)
    assert isinstance(rounds(MONDAY + HOUR / 60, MONDAY + HOUR / 60), GoodRound), "two clocks never agree"


# Mails under way


def test_a_claim_is_stuck_when_its_lease_is_over_or_its_worker_dead() -> None:
    claimed = delivery(DeliveryState.CLAIMED, claimed_by="w", lease_until=MONDAY + HOUR)

    def told(now: datetime, *dead: str) -> list[Finding]:
        return found(Subject.CLAIMS, made(unsettled=(claimed,)), now=now, dead=dead)

    assert told(MONDAY) == [BeingSent("Ada", TODAY)]
    assert told(MONDAY, "w") == [StuckClaim("Ada", TODAY)]
    assert told(MONDAY + HOUR) == [StuckClaim("Ada", TODAY)]
    assert StuckClaim.grade is Grade.NOTE, "the next round sees to it"


def test_a_mail_that_waits_for_another_try_tells_the_servers_words() -> None:
    waits = delivery(DeliveryState.RETRY, next_try_at=MONDAY + HOUR, error="451 greylisted")
    (told,) = found(Subject.CLAIMS, made(unsettled=(waits,)))
    assert told == TriedAgain("Ada", TODAY, (MONDAY + HOUR).astimezone(RULES.zone), "451 greylisted")


def test_nothing_under_way_is_fine() -> None:
    assert found(Subject.CLAIMS, made()) == [NothingUnderWay()]


# Addresses


def test_a_failing_address_is_told_with_the_servers_words_and_the_last_day() -> None:
    failed = [
        delivery(FAILED, day=TODAY - 7 * DAY, error="550 over quota"),
        delivery(FAILED, error="550 no such user"),
    ]
    told = FailingAddress("Ada", ADA.email, TODAY, "550 no such user")
    assert found(Subject.ADDRESSES, made(failed=failed)) == [told]


def test_a_digest_that_arrived_since_ends_a_failure() -> None:
    failed = [delivery(FAILED, day=TODAY - DAY, error="550 over quota")]
    assert found(Subject.ADDRESSES, made(failed=failed, settled={(ADA.id, SENT): TODAY})) == [
        NoAddressFails()
    ]
    earlier = {(ADA.id, SENT): TODAY - 2 * DAY}
    assert [it.grade for it in found(Subject.ADDRESSES, made(failed=failed, settled=earlier))] == [
        Grade.WRONG
    ]


def test_the_address_of_a_service_is_told_without_its_secret() -> None:
    chatting = replace(ADA, channel="slack://T0KEN/T0KEN/T0KEN")
    (told,) = found(Subject.ADDRESSES, made(chatting, failed=[delivery(FAILED, error="HTTP 404")]))
    assert told == FailingAddress("Ada", "slack://…", TODAY, "HTTP 404")


def test_whoever_has_left_needs_no_address() -> None:
    gone = replace(ADA, active=False)
    assert found(Subject.ADDRESSES, made(gone, failed=[delivery(FAILED)])) == [NoAddressFails()]


# Owners


def test_commitments_without_an_owner_are_named_as_far_as_a_sentence_bears() -> None:
    (told,) = found(Subject.OWNERS, made(unowned=range(1, SHOWN + 3)))
    assert told == Unowned(SHOWN + 2, (*range(1, SHOWN + 1), "+2"))
    (told,) = found(Subject.OWNERS, made(unowned=range(1, SHOWN + 1)))
    assert told == Unowned(SHOWN, tuple(range(1, SHOWN + 1)))


def test_commitments_of_somebody_who_has_left_are_named() -> None:
    gone = replace(ADA, active=False)
    assert found(Subject.OWNERS, made(gone, left={ADA.id: [3, 4]})) == [OwnerGone(2, "Ada", (3, 4))]


def test_what_waits_for_somebody_who_is_away_is_told_unless_somebody_stands_in() -> None:
    due = {ADA.id: TODAY}
    away = Absence(1, ADA.id, TODAY)
    assert found(Subject.OWNERS, made(absences=[away], first_days=due)) == [NobodyStandsIn("Ada")]
    delegated = replace(away, delegate_id=BEA.id)
    assert found(Subject.OWNERS, made(absences=[delegated], first_days=due)) == [AllOwned()]
    later = {ADA.id: TODAY + DAY}
    assert found(Subject.OWNERS, made(absences=[away], first_days=later)) == [AllOwned()]


# The next digest


def coming(chart: Chart, **settings: Any) -> Finding:
    (finding,) = found(Subject.NEXT, chart, **settings)
    return finding


def test_the_next_digest_is_the_earliest_moment_in_its_readers_zone() -> None:
    brussels = replace(BEA, zone="Europe/Brussels", send_at=time(8, 15))
    chart = made(ADA, brussels, first_days={ADA.id: TODAY + DAY, BEA.id: TODAY + DAY})
    told = coming(chart)
    assert isinstance(told, NextDigest)
    assert (told.zone, told.names) == ("Europe/Brussels", ("Bea",))
    assert told.at.isoformat() == "2024-09-03T08:15:00+02:00"


def test_people_with_the_same_moment_are_named_together() -> None:
    told = coming(made(first_days={ADA.id: TODAY + DAY, BEA.id: TODAY + DAY}))
    assert isinstance(told, NextDigest)
    assert told.names == ("Ada", "Bea")


@pytest.mark.parametrize("days", [0, 1, 30])
def test_what_is_late_is_due_now(days: int) -> None:
    assert coming(made(first_days={ADA.id: TODAY - days * DAY})) == DueNow(("Ada",))


def test_before_the_hour_todays_digest_is_still_to_come() -> None:
    early = datetime(2024, 9, 2, 10, tzinfo=UTC)  # 6 o'clock in Toronto
    told = coming(made(first_days={ADA.id: TODAY}), now=early)
    assert isinstance(told, NextDigest)
    assert told.at.isoformat() == "2024-09-02T07:30:00-04:00"


@pytest.mark.parametrize("state", [SENT, FAILED])
def test_who_had_todays_digest_has_the_next_one_tomorrow(state: DeliveryState) -> None:
    told = coming(made(first_days={ADA.id: TODAY}, settled={(ADA.id, state): TODAY}))
    assert isinstance(told, NextDigest)
    assert told.at.date() == TODAY + DAY


def test_quiet_days_and_absences_put_it_off() -> None:
    chart = made(first_days={ADA.id: TODAY + DAY}, absences=[Absence(1, ADA.id, TODAY, TODAY + 3 * DAY)])
    told = coming(chart, rules=replace(RULES, quiet=QuietDays(spans=((TODAY + 4 * DAY, TODAY + 6 * DAY),))))
    assert isinstance(told, NextDigest)
    assert told.at.date() == TODAY + 7 * DAY


def test_a_delegate_has_it_in_the_absent_persons_place() -> None:
    chart = made(first_days={ADA.id: TODAY + DAY}, absences=[Absence(1, ADA.id, TODAY, delegate_id=BEA.id)])
    told = coming(chart)
    assert isinstance(told, NextDigest)
    assert told.names == ("Bea",)


@pytest.mark.parametrize("absences", [[], [Absence(1, ADA.id, TODAY)]])
def test_nothing_planned_or_nobody_to_read_it(absences: list[Absence]) -> None:
    days = {ADA.id: TODAY + DAY} if absences else {}
    assert coming(made(first_days=days, absences=absences)) == NothingPlanned()
