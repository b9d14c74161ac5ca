"""What calendars say of the tasks of a feed, in the ways they say it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from support.makers import make_commitment
from tracker.commitments import Status
from tracker.feed import Options, Renderer
from tracker.feed.answers import NotACalendar, NoTasks, read_answers
from tracker.words import Words

TORONTO = ZoneInfo("America/Toronto")


def task(*lines: str, uid: str = "uid-1-task", method: str = "") -> bytes:
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *([method] if method else [])]
    parts += ["BEGIN:VTODO", f"UID:{uid}", "DTSTAMP:20240902T120000Z", *lines, "END:VTODO", "END:VCALENDAR"]
    return "\r\n".join([*parts, ""]).encode()


def read(*lines: str, **facts: str) -> object:
    (answer,) = read_answers("a.ics", task(*lines, **facts), TORONTO)
    return answer


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["STATUS:COMPLETED"], Status.KEPT),
        (["STATUS:completed"], Status.KEPT),
        (["COMPLETED:20240903T010000Z"], Status.KEPT),
        (["STATUS:NEEDS-ACTION", "COMPLETED:20240903T010000Z"], Status.KEPT),
        (["STATUS:IN-PROCESS", "PERCENT-COMPLETE:40"], Status.IN_PROGRESS),
        (["STATUS:CANCELLED"], Status.DROPPED),
        (["STATUS:NEEDS-ACTION"], Status.TODO),
        ([], Status.TODO),
        (["STATUS:CONFIRMED"], None),
    ],
)
def test_each_way_of_saying_how_far_it_is(lines: list[str], status: Status | None) -> None:
    (answer,) = read_answers("a.ics", task(*lines), TORONTO)
    assert answer.status is status
    assert answer.uid == "uid-1"


# As each program saves the task of a feed once it was ticked off: what it adds, drops and renames.
THUNDERBIRD = """BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
BEGIN:VTODO
CREATED:20240401T130501Z
LAST-MODIFIED:20240903T141530Z
DTSTAMP:20240903T141530Z
UID:uid-1-task
SUMMARY:Envoyer le devis
STATUS:COMPLETED
CATEGORIES:Mission\\, printemps,Ville de Valmont
DUE;VALUE=DATE:20240920
COMPLETED;TZID=America/Toronto:20240902T234500
PERCENT-COMPLETE:100
SEQUENCE:3
X-MOZ-GENERATION:2
CLASS:PUBLIC
END:VTODO
END:VCALENDAR
"""
TODOMAN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:io.barrera.todoman
BEGIN:VTODO
SUMMARY:Envoyer le devis
COMPLETED:20240903T034500Z
DTSTAMP:20240601T130501Z
DUE;VALUE=DATE:20240920
LAST-MODIFIED:20240903T034500Z
PERCENT-COMPLETE:100
SEQUENCE:4
STATUS:COMPLETED
UID:0c1f6f0a5d
X-SUIVI-UID:uid-1
END:VTODO
END:VCALENDAR
"""
TASKS_ORG = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:+//IDN tasks.org//android-140200//EN
BEGIN:VTODO
DTSTAMP:20240903T034501Z
UID:uid-1-task
SEQUENCE:4
LAST-MODIFIED:20240903T034500Z
SUMMARY:Envoyer le devis
PRIORITY:9
DUE;VALUE=DATE:20240920
COMPLETED:20240903T034500Z
STATUS:COMPLETED
PERCENT-COMPLETE:100
X-APPLE-SORT-ORDER:722
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:PT9H
DESCRIPTION:Default Tasks.org description
END:VALARM
END:VTODO
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("saved", "sequence"), [(THUNDERBIRD, 3), (TODOMAN, 4), (TASKS_ORG, 4)], ids=["moz", "todoman", "tasks"]
)
def test_the_files_of_the_programs_that_have_tasks(saved: str, sequence: int) -> None:
    (answer,) = read_answers("a.ics", saved.encode(), TORONTO)
    assert (answer.uid, answer.status, answer.on) == ("uid-1", Status.KEPT, date(2024, 9, 2))
    assert (answer.title, answer.sequence) == ("Envoyer le devis", sequence)


def test_the_day_is_that_of_the_office() -> None:
    (answer,) = read_answers("a.ics", task("STATUS:COMPLETED", "COMPLETED:20240903T010000Z"), TORONTO)
    assert answer.on == date(2024, 9, 2)


def test_an_attendee_s_reply_is_their_answer_and_not_the_task_s_own_status() -> None:
    lines = ["STATUS:NEEDS-ACTION", "SEQUENCE:4", "ATTENDEE;PARTSTAT=COMPLETED:mailto:nadia@example.org"]
    (answer,) = read_answers(
        "a.ics", task(*lines, "COMMENT:Remis en main propre", method="METHOD:REPLY"), TORONTO
    )
    assert (answer.status, answer.attendee, answer.sequence) == (Status.KEPT, "nadia@example.org", 4)
    assert answer.note == "Remis en main propre"


def test_a_task_that_several_attend_is_the_answer_of_none_of_them() -> None:
    lines = [f"ATTENDEE;PARTSTAT={word}:mailto:{word}@example.org" for word in ("COMPLETED", "DECLINED")]
    (answer,) = read_answers("a.ics", task(*lines), TORONTO)
    assert (answer.status, answer.attendee) == (Status.TODO, None)


@pytest.mark.parametrize("status", list(Status))
def test_our_own_feed_reads_back_as_tasks_of_our_own(status: Status) -> None:
    promise = make_commitment(uid="1f0c@suivi", status=status, revision=3, closed_on=date(2024, 9, 2))
    body = Renderer().render(
        "Tout", [promise], today=date(2024, 9, 2), say=Words("fr"), options=Options(tasks=True)
    )
    (answer,) = read_answers("suivi.ics", body, TORONTO)
    assert (answer.uid, answer.sequence) == (promise.uid, 3)
    assert answer.on == (promise.closed_on if status in (Status.KEPT, Status.PARTLY) else None)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\n",
        task("COMPLETED:yesterday"),
        b"BEGIN:VTODO",
    ],
)
def test_what_is_no_calendar_is_told_so(data: bytes) -> None:
    with pytest.raises((NotACalendar, NoTasks)) as told:
        read_answers("a.ics", data, TORONTO)
    assert told.value.facts["name"] == "a.ics"


def test_a_feed_of_events_alone_says_what_is_missing() -> None:
    body = Renderer().render("Tout", [make_commitment()], today=date(2024, 9, 2), say=Words("fr"))
    with pytest.raises(NoTasks):
        read_answers("a.ics", body, TORONTO)
