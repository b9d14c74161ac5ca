"""vdirsyncer fetches a feed from the service; khal and todoman show what it brought."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from support.service import AUTUMN, Service
from tracker.answers import take
from tracker.commitments import Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.feed import Options
from tracker.feed.answers import read_answers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="vdirsyncer does not run on Windows")

MONTHLY = Window(
    "le premier lundi du mois",
    None,
    Precision.DAY,
    date(2024, 9, 2),
    None,
    Kind.RECURRING,
    "FREQ=MONTHLY;BYDAY=1MO",
)
LISTED = ("title", "start-date", "status", "description")


@dataclass(frozen=True)
class Desk:
    """A folder with the three programs' settings in it, and the copy that they share."""

    folder: Path

    def run(self, program: str, *args: str) -> subprocess.CompletedProcess[str]:
        script = Path(sysconfig.get_path("scripts")) / program
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TZ": "America/Toronto",
        }
        done = subprocess.run(
            [script, *args],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done

    def copies(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "copy" / "suivi").iterdir()}


@pytest.fixture
def body(service: Service) -> bytes:
    """A feed of every kind of entry, tasks included."""
    for title, window in (
        ("Visite — l’œuvre, « été »; suite", AUTUMN),
        ("Point mensuel", MONTHLY),
        ("Pourparlers", OPEN),
    ):
        service.register(lambda r, t=title, w=window: r.add(t, window=w, counterparts=["Ville de Valmont"]))
    kept = service.register(lambda r: r.add("Envoyer le devis", window=AUTUMN))
    service.register(lambda r: r.set_status(kept.id, Status.KEPT, note="fait"))
    return service.get(service.add_feed("Tout", options=Options(tasks=True))).content


@pytest.fixture
def desk(service: Service, body: bytes, tmp_path: Path) -> Desk:
    path = service.add_feed("Bureau", options=Options(tasks=True))
    (tmp_path / "copy" / "suivi").mkdir(parents=True)
    (tmp_path / "sync.conf").write_text(
        f"""[general]
status_path = "{tmp_path}/status/"
[pair suivi]
a = "feed"
b = "copy"
collections = null
[storage feed]
type = "http"
url = "{service.address}{path}"
[storage copy]
type = "filesystem"
path = "{tmp_path}/copy/suivi/"
fileext = ".ics"
"""
    )
    (tmp_path / "khal.conf").write_text(
        f"""[calendars]
[[suivi]]
path = {tmp_path}/copy/suivi
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {tmp_path}/khal.db
"""
    )
    (tmp_path / "todo.py").write_text(
        f'path = "{tmp_path}/copy/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
    )
    desk = Desk(tmp_path)
    desk.run("vdirsyncer", "-c", "sync.conf", "discover")
    desk.run("vdirsyncer", "-c", "sync.conf", "sync")
    return desk


def parts(body: bytes, kind: str) -> list[Any]:
    return list(Calendar.from_ical(body).walk(kind))


def test_a_second_sync_changes_nothing(desk: Desk, body: bytes) -> None:
    first = desk.copies()
    assert len(first) == len({str(part["UID"]) for kind in ("VEVENT", "VTODO") for part in parts(body, kind)})
    said = desk.run("vdirsyncer", "-c", "sync.conf", "sync")
    assert desk.copies() == first
    assert "Copying" not in said.stdout + said.stderr
    assert "warning" not in (said.stdout + said.stderr).lower()


def test_a_change_of_one_commitment_copies_its_entries_alone(desk: Desk, service: Service) -> None:
    first = desk.copies()
    changed = service.register(lambda r: r.set_status(1, Status.WAITING))
    desk.run("vdirsyncer", "-c", "sync.conf", "sync")
    copied = [body for name, body in desk.copies().items() if first.get(name) != body]
    assert copied
    titles = [str(part["SUMMARY"]) for body in copied for part in Calendar.from_ical(body).subcomponents]
    assert all(changed.title in title for title in titles)  # its UIDs are vdirsyncer's own


def test_khal_lists_every_event_with_the_days_and_words_of_the_feed(desk: Desk, body: bytes) -> None:
    asked = [word for name in LISTED for word in ("--json", name)]
    done = desk.run("khal", "-c", "khal.conf", "list", "--once", *asked, "2024-06-01", "300d")
    found = {it["title"]: it for line in done.stdout.splitlines() if line for it in json.loads(line)}
    expected = {str(event["SUMMARY"]): event for event in parts(body, "VEVENT")}
    assert found.keys() == expected.keys()
    for title, event in expected.items():
        seen = found[title]
        assert seen["start-date"] == event["DTSTART"].dt.isoformat()
        assert seen["status"].strip() == str(event["STATUS"])
        assert " ".join(seen["description"].split()) == " ".join(str(event["DESCRIPTION"]).split())
    assert "rror" not in done.stderr
    assert "arning" not in done.stderr


def test_todoman_lists_every_task_with_its_day_and_state(desk: Desk, body: bytes) -> None:
    done = desk.run("todo", "-c", "todo.py", "--porcelain", "list", "--status", "ANY")
    found = {it["summary"]: it for it in json.loads(done.stdout)}
    expected = parts(body, "VTODO")
    assert found.keys() == {str(task["SUMMARY"]) for task in expected}
    for task in expected:
        seen = found[str(task["SUMMARY"])]
        assert (seen["due"] is None) == ("DUE" not in task)
        assert bool(seen["completed"]) == (str(task["STATUS"]) == "COMPLETED")
    assert done.stderr == ""


def test_a_task_that_todoman_ticks_off_is_known_again_under_the_uid_that_vdirsyncer_gave_it(
    desk: Desk, service: Service
) -> None:
    listed = json.loads(desk.run("todo", "-c", "todo.py", "--porcelain", "list").stdout)
    (number,) = [it["id"] for it in listed if it["summary"] == "Pourparlers"]
    before = desk.copies()
    service.clock.moment = datetime.now(UTC)  # todoman has no other clock
    desk.run("todo", "-c", "todo.py", "done", str(number))
    (ticked,) = [(name, body) for name, body in desk.copies().items() if before.get(name) != body]
    answers = read_answers(*ticked, ZoneInfo("America/Toronto"))
    (taken,) = service.register(lambda register: take(register, answers, note="todoman"))
    assert (taken.failed, taken.after) == (False, Status.KEPT)
    assert taken.commitment is not None
    assert taken.commitment.title == "Pourparlers"
