"""An office over some months, through the command line and a real mail server, each command on its day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from db.engine import Database
from support.processes import PATHS
from tracker.commitments import Person, Role

MARC, NADIA, CLEO = (f"{name}@example.org" for name in ("marc", "nadia", "cleo"))
DUE = "2024-10-24"  # a Thursday


@dataclass
class Desk:
    """Where Marc, Nadia and Cleo, who coordinates, work; `now` is what the clock on the wall shows."""

    bureau: Any
    now: str = "2024-08-05T10:00"

    def do(self, *args: object, codes: tuple[int, ...] = (0,)) -> str:
        clock = self.bureau.folder / "clock"
        clock.write_text(f"{self.now}:00-04:00")
        done = subprocess.run(
            [sys.executable, "-m", "support.processes", "suivi", clock, *map(str, args)],
            cwd=self.bureau.folder,
            env={
                **os.environ,
                "PYTHONPATH": PATHS,
                "SUIVI_DATABASE_URL": self.bureau.url,
                "SUIVI_LANG": "en",
            },
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode in codes, done
        assert "Traceback" not in done.stderr
        return done.stdout

    def on(self, day: str, *args: object) -> str:
        self.now = f"{day}T10:00"
        return self.do(*args)

    def rounds(self, *days: str, codes: tuple[int, ...] = (0,)) -> list[list[str]]:
        """A round at a quarter past ten on each of these days; who got a mail."""
        found = []
        for day in days:
            self.now, before = f"{day}T10:15", len(self.bureau.post.taken)
            self.do("remind", "run", codes=codes)
            found.append([to for to, _ in self.bureau.post.taken[before:]])
        return found

    def why(self, number: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.do("remind", "why", number, "--json"))
        return found

    def stages(self, number: int, fate: str) -> list[str]:
        return [it["stage"] for it in self.why(number) if it["fate"] == fate]


@pytest.fixture
def desk(empty_bureau: Any) -> Desk:
    database = Database(empty_bureau.url)
    with database.books(write=True) as books:
        for name, role in (("Marc", Role.OWNER), ("Nadia", Role.OWNER), ("Cleo", Role.COORDINATOR)):
            books.people.add(Person(0, name, f"{name.lower()}@example.org", language="en", role=role))
    database.close()
    desk = Desk(empty_bureau)
    desk.do("add", "Send the quote", "--due", DUE, "--owner", "Marc")
    return desk


def test_a_snooze_and_dates_moved_both_ways_lose_no_reminder(desk: Desk) -> None:
    assert desk.rounds("2024-09-24") == [[MARC]]  # a month ahead
    desk.on("2024-10-01", "snooze", 1, "2024-10-21", "--note", "Namur is closed")
    assert desk.stages(1, "planned")[0] == "snoozed@2024-10-21"
    told = {it["stage"]: it["detail"] for it in desk.why(1)}
    assert "put it off" in told["ahead-14"]
    assert "“Namur is closed”" in told["snoozed@2024-10-21"]
    assert desk.rounds("2024-10-10") == [[]]

    desk.on("2024-10-11", "postpone", 1, "2024-10-18")  # to before the day it was put off to
    assert desk.stages(1, "planned")[:3] == ["ahead-7", "ahead-1", "day"]
    assert desk.rounds("2024-10-11") == [[MARC]]

    desk.on("2024-10-15", "snooze", 1, "2024-10-25", "--note", "Namur is closed still")
    desk.on("2024-10-16", "postpone", 1, "2024-11-15")  # and to after it
    assert desk.stages(1, "planned")[:4] == ["ahead-14", "ahead-7", "ahead-1", "day"]
    days = ("2024-10-18", "2024-10-25", "2024-11-01", "2024-11-08", "2024-11-15", "2024-11-15", "2024-11-18")
    assert desk.rounds(*days) == [[], [], [MARC], [MARC], [MARC], [], [MARC]]
    assert desk.stages(1, "sent") == ["ahead-30", "ahead-7", "ahead-14", "ahead-7", "day", "overdue-1"]
    assert "Skipped: the due date changed" in " ".join(it["detail"] for it in desk.why(1))


def test_a_new_owner_gets_a_note_and_the_stages_still_to_come(desk: Desk) -> None:
    assert desk.rounds("2024-10-10") == [[MARC]]
    desk.on("2024-10-11", "assign", 1, "Nadia")
    assert desk.rounds("2024-10-11", "2024-10-17", "2024-10-23", DUE, "2024-10-25") == [[NADIA]] * 5
    first, second, *_ = desk.bureau.post.told(NADIA)
    assert "“Send the quote”, is now yours; Marc had it before you" in first
    assert "had it before you" not in second
    names = {(it["stage"], it["recipient"]) for it in desk.why(1) if it["fate"] == "sent"}
    assert {("ahead-14", "Marc"), ("ahead-7", "Nadia"), ("ahead-1", "Nadia"), ("day", "Nadia")} <= names
    assert not any(name == "Marc" for stage, name in names if stage != "ahead-14")


def test_missions_people_and_commitments_have_lead_times_of_their_own(desk: Desk) -> None:
    due = "2024-10-30"  # a Wednesday
    desk.do("add", "Host the delegation", "--due", due, "--owner", "Nadia", "--mission", "Europe")
    desk.do("add", "Visit the region", "--due", due, "--owner", "Cleo", "--mission", "Europe")
    desk.do("postpone", 1, due)
    desk.do("remind", "rules", "--mission", "Europe", "day", "ahead-5", "ahead-1")
    desk.do("remind", "rules", "--person", "Cleo", "day", "ahead-2")
    desk.do("remind", "rules", "--commitment", 1, "day", "ahead-6")
    days = ("2024-10-23", "2024-10-24", "2024-10-25", "2024-10-28", "2024-10-29", due)
    assert desk.rounds(*days) == [[], [MARC], [NADIA], [CLEO], [NADIA], []]
    desk.do("remind", "rules", "--commitment", 1, "--reset")
    assert desk.rounds("2024-10-31") == [[MARC]], "overdue, as the office has it"


def test_an_address_that_fails_ten_times_is_told_kept_and_served_when_it_is_mended(desk: Desk) -> None:
    desk.bureau.post.refused.add(MARC)
    november = ["2024-11-04", "2024-11-11", "2024-11-18", "2024-11-25"]
    days = [DUE, "2024-10-25", "2024-10-28", *november, "2024-12-02", "2024-12-09", "2024-12-16"]
    assert desk.rounds(*days) == [[], [CLEO]] * 5
    told = " ".join(desk.bureau.post.told(CLEO))
    assert told.count("550 5.1.1 No such mailbox here") == len(days), "each refusal is told once"
    assert desk.stages(1, "failed") == ["day", *(f"overdue-{n}" for n in range(1, 10))]
    assert MARC in desk.do("doctor", codes=(1,))
    (kept,) = json.loads(desk.do("list", "--json"))
    assert (kept["owner"], kept["status"]) == ("Marc", "todo")
    desk.on("2024-12-17", "people", "edit", "Marc", "--email", "marc.roy@example.org")
    mended = ["marc.roy@example.org"]
    assert desk.rounds("2024-12-17", "2024-12-17", "2024-12-23") == [mended, [], mended]


def test_a_server_that_puts_it_off_for_days_gets_it_in_the_end_and_once(desk: Desk) -> None:
    days = [DUE, "2024-10-25", "2024-10-28"]
    desk.bureau.post.answers[MARC] = ["451 4.7.1 Greylisted"] * len(days)
    assert desk.rounds(*days, codes=(75,)) == [[]] * len(days)
    assert desk.rounds("2024-10-29", "2024-10-29") == [[MARC], []]
    (text,) = desk.bureau.post.told(MARC)
    assert "should have reached you on Monday, October 28" in text
    assert text.count("Send the quote") == 1
