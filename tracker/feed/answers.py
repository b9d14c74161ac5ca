"""What a calendar answers: the tasks of a feed (VTODO) as somebody ticked them off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tracker.commitments import Status
from tracker.errors import Unusable
from tracker.marks import N_

if TYPE_CHECKING:
    from icalendar.cal import Component

TASK = "task"  # the suffix of a task's UID
OWN_UID = "X-SUIVI-UID"
"""The commitment's UID in a task: vdirsyncer gives what it fetches UIDs of its own."""


class NotACalendar(Unusable):
    sentence = N_("{name} is no calendar that can be read ({reason}). Export the tasks as iCalendar (.ics).")


class NoTasks(Unusable):
    sentence = N_(
        "{name} holds no task (VTODO): events have no status to report. "
        "Subscribe with `suivi feed add NAME --tasks` and export from there."
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """One task as a calendar has it.

    `uid` is the commitment's own. `status` is that of the follow-up; None when the calendar names one
    that is unknown (RFC 5545 §3.8.1.11). `on` is the day it was completed. `sequence` is that of the copy
    which was answered, by `attendee`, a mail address, where the calendar tells (RFC 5546 §3.4.3).
    """

    uid: str
    title: str
    status: Status | None
    sequence: int
    on: date | None = None
    note: str = ""
    attendee: str | None = None


_STATUSES = {
    "NEEDS-ACTION": Status.TODO,
    "ACCEPTED": Status.TODO,  # an attendee who will see to it
    "IN-PROCESS": Status.IN_PROGRESS,
    "COMPLETED": Status.KEPT,
    "CANCELLED": Status.DROPPED,
}


def read_answers(name: str, data: bytes, zone: ZoneInfo) -> list[Answer]:
    """The tasks of the calendar file `name`, in its order; `zone` is where their days are counted.

    Raises NotACalendar or NoTasks.
    """
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        answers = [_answer(todo, zone) for calendar in calendars for todo in calendar.walk("VTODO")]
    except (ValueError, IndexError, KeyError, TypeError) as failure:
        raise NotACalendar(name=name, reason=" ".join(str(failure).split())[:200]) from failure
    if not answers:
        raise NoTasks(name=name)
    return answers


def _answer(todo: Component, zone: ZoneInfo) -> Answer:
    attendee, said = _attendee(todo)
    word = said if said is not None else str(todo.get("STATUS", "NEEDS-ACTION")).upper()
    if todo.get("COMPLETED") is not None and said is None:
        word = "COMPLETED"  # some calendars set the moment and leave the status
    completed = getattr(todo.get("COMPLETED"), "dt", None)
    return Answer(
        uid=str(todo.get(OWN_UID, "")) or _own_uid(str(todo.get("UID", ""))),
        title=str(todo.get("SUMMARY", "")),
        status=_STATUSES.get(word),
        sequence=int(todo.get("SEQUENCE", 0)),
        on=_day(completed, zone),
        note=" ".join(" ".join(map(str, _each(todo.get("COMMENT")))).split()),
        attendee=attendee,
    )


def _attendee(todo: Component) -> tuple[str | None, str | None]:
    """The one who answers, and how; a task that lists several is not the answer of any of them."""
    attendees = list(_each(todo.get("ATTENDEE")))
    if len(attendees) != 1:
        return None, None
    word = attendees[0].params.get("PARTSTAT")
    address = str(attendees[0])
    return address.partition(":")[2] or address, str(word).upper() if word else None


def _each(value: Any) -> Iterator[Any]:
    if value is not None:
        yield from value if isinstance(value, list) else [value]


def _day(moment: object, zone: ZoneInfo) -> date | None:
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    return moment if isinstance(moment, date) else None


def _own_uid(uid: str) -> str:
    """That of the commitment whose task it is: `derived_uid` undone."""
    local, at, host = uid.partition("@")
    return f"{local.removesuffix(f'-{TASK}')}{at}{host}"
