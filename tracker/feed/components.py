"""One commitment as VEVENT and VTODO, and the calendar around them (RFC 5545, RFC 7986).

Every component is made of the commitment's last change, never of the moment of the request: the same
revision gives the same bytes, and a calendar that polls sees no change where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, Todo
from icalendar.parser import Parameters
from icalendar.prop import vCategory, vDate, vDatetime, vDuration, vInt, vRecur, vUri, vUTCOffset

from tracker.commitments import Commitment, Firmness, Status
from tracker.feed import sentences
from tracker.feed.answers import OWN_UID, TASK
from tracker.feed.days import Entry, Mark, entries, own_entry
from tracker.feed.lines import Text, content_lines, one_line, paragraphs, write
from tracker.feed.sentences import Link
from tracker.feed.values import Options
from tracker.words import Words

DAY = timedelta(days=1)
EPOCH = date(2000, 1, 1)
SUFFIXES = {Mark.WINDOW: "window", Mark.FIX_A_DATE: "fix-a-date"}

TRANSPARENT, FREE = Text("TRANSPARENT"), Text("FREE")
CONFIRMED, TENTATIVE, CANCELLED = Text("CONFIRMED"), Text("TENTATIVE"), Text("CANCELLED")
TASK_STATUS = {
    Status.TODO: Text("NEEDS-ACTION"),
    Status.IN_PROGRESS: Text("IN-PROCESS"),
    Status.WAITING: Text("IN-PROCESS"),
    Status.ON_HOLD: Text("NEEDS-ACTION"),
    Status.KEPT: Text("COMPLETED"),
    Status.PARTLY: Text("COMPLETED"),
    Status.DROPPED: CANCELLED,
}
# How far a task has come is known at both ends only; in between, a figure would be made up.
PERCENT = {Status.TODO: 0, Status.KEPT: 100}
MORNING = timedelta(hours=9)
WEEK_BEFORE = MORNING - 7 * DAY

# From the midnight on which the day begins; where a mark is not named, a week before and on the day.
ALARMS = {Mark.WINDOW: (), Mark.FIX_A_DATE: (MORNING,), Mark.RECURRENCE: (MORNING,)}


def events(commitment: Commitment, say: Words, options: Options, url: str | None) -> bytes:
    """The commitment's VEVENTs: its own day, then the window and the day to fix a date."""
    marks = entries(commitment, banners=options.banners)
    if not marks:
        return b""
    about = _about(commitment, say, options, url)
    return b"".join(write(_event(commitment, entry, about, say, options)) for entry in marks)


def _about(commitment: Commitment, say: Words, options: Options, url: str | None) -> list[tuple[str, object]]:
    """What every component of one commitment says alike."""
    changed, made = vDatetime(commitment.updated_at), vDatetime(commitment.created_at)
    about: list[tuple[str, object]] = [
        ("DTSTAMP", changed),
        ("CREATED", made),
        ("LAST-MODIFIED", changed),
        ("SEQUENCE", vInt(commitment.revision)),
        ("DESCRIPTION", Text(paragraphs(sentences.description(commitment, say, options, url)))),
    ]
    if names := sentences.categories(commitment, options):
        value = vCategory([])
        value.cats = [Text(one_line(name)) for name in names]
        about.append(("CATEGORIES", value))
    if url:
        about.append(("URL", vUri(one_line(url))))
    return about


def _event(
    commitment: Commitment, entry: Entry, about: list[tuple[str, object]], say: Words, options: Options
) -> Event:
    event = Event()
    event["UID"] = Text(derived_uid(commitment.uid, SUFFIXES.get(entry.mark)))
    event["SUMMARY"] = summary = Text(one_line(sentences.summary(commitment, entry.mark, say, options)))
    _all_day(event, entry.first, entry.last)
    if entry.rule:
        event["RRULE"] = vRecur.from_ical(entry.rule)
    for name, value in about:
        event[name] = value
    event["STATUS"] = _status(commitment)
    _never_busy(event)
    if options.alarms and not commitment.status.final:
        for trigger in ALARMS.get(entry.mark, (WEEK_BEFORE, MORNING)):
            event.add_component(_alarm(trigger, summary))
    return event


def _all_day(event: Event, first: date, last: date) -> None:
    """`last` is inclusive here, DTEND exclusive (RFC 5545 §3.6.1)."""
    event["DTSTART"] = _day(first)
    if last < date.max:  # without DTEND a day is one day long
        event["DTEND"] = _day(last + DAY)


def _never_busy(event: Event) -> None:
    """A promise does not make its owner busy; Outlook reads its own word for it."""
    event["TRANSP"] = TRANSPARENT
    event["X-MICROSOFT-CDO-BUSYSTATUS"] = FREE


def _status(commitment: Commitment) -> Text:
    if commitment.status is Status.DROPPED:
        return CANCELLED
    firm = commitment.firmness in (Firmness.COMMITMENT, Firmness.DONE)
    settled = commitment.status.final or (firm and commitment.status is not Status.ON_HOLD)
    return CONFIRMED if settled else TENTATIVE


def _day(day: date) -> vDate:
    value = vDate(day)
    value.params = Parameters({"VALUE": "DATE"})
    return value


def _alarm(trigger: timedelta, summary: Text) -> Alarm:
    alarm = Alarm()
    alarm["ACTION"] = Text("DISPLAY")
    alarm["TRIGGER"] = vDuration(trigger)
    alarm["DESCRIPTION"] = summary
    return alarm


def derived_uid(uid: str, suffix: str | None) -> str:
    """The UID of what is derived from a commitment, as stable as its own; a host stays at the end."""
    if suffix is None:
        return uid
    local, at, host = uid.partition("@")
    return f"{local}-{suffix}{at}{host}"


def task(commitment: Commitment, say: Words, options: Options, url: str | None) -> bytes:
    """The commitment as a VTODO; one without a date is a task without a date."""
    todo = Todo()
    todo["UID"] = Text(derived_uid(commitment.uid, TASK))
    todo["SUMMARY"] = Text(one_line(sentences.summary(commitment, None, say, options)))
    _span(todo, commitment)
    for name, value in _about(commitment, say, options, url):
        todo[name] = value
    todo["STATUS"] = TASK_STATUS[commitment.status]
    if commitment.status in PERCENT:
        todo["PERCENT-COMPLETE"] = vInt(PERCENT[commitment.status])
    if commitment.status in (Status.KEPT, Status.PARTLY) and commitment.closed_on:
        # COMPLETED is a moment in UTC: noon is on that day from Vancouver to Brussels.
        todo["COMPLETED"] = vDatetime(datetime.combine(commitment.closed_on, time(12), UTC))
    todo[OWN_UID] = Text(commitment.uid)
    return write(todo)


def _span(todo: Todo, commitment: Commitment) -> None:
    """DUE is the last day, after DTSTART (RFC 5545 §3.8.2.3); a recurring task starts and has no DUE."""
    entry, window = own_entry(commitment), commitment.window
    if entry is None:
        return
    if entry.mark in (Mark.START, Mark.RECURRENCE):
        todo["DTSTART"] = _day(entry.first)
        if entry.rule:
            todo["RRULE"] = vRecur.from_ical(entry.rule)
        return
    if window.earliest and window.earliest < entry.last:
        todo["DTSTART"] = _day(window.earliest)
    todo["DUE"] = _day(entry.last)


def overdue(
    late: Sequence[Commitment],
    uid: str,
    today: date,
    changed_at: datetime,
    say: Words,
    options: Options,
    link: Link | None,
) -> bytes:
    """Everything overdue as one event on `today`; `late` in the order in which it is told.

    SEQUENCE counts days, because the event moves every day (RFC 5546 §2.1.4). Within a day it is
    `changed_at` that tells the newer from the older: the last change of the whole feed, because what
    leaves the event changes it as well.
    """
    event = Event()
    event["UID"] = Text(derived_uid(uid, "overdue"))
    event["SUMMARY"] = Text(one_line(sentences.overdue_summary(late, say, options)))
    _all_day(event, today, today)
    changed = vDatetime(changed_at)
    event["DTSTAMP"] = changed
    event["LAST-MODIFIED"] = changed
    event["SEQUENCE"] = vInt(max((today - EPOCH).days, 0))
    event["DESCRIPTION"] = Text(paragraphs(sentences.overdue_description(late, say, options, link)))
    event["STATUS"] = CONFIRMED
    _never_busy(event)
    return write(event)


def envelope(language: str) -> tuple[bytes, bytes]:
    """What stands before and after the components of a file that is read once.

    It has no name: Outlook opens a named calendar beside one's own instead of adding to that.
    """
    return _around(_head(language))


def calendar(name: str, language: str, source: str | None, refresh: timedelta) -> tuple[bytes, bytes]:
    """What stands before and after the components of a feed.

    There is no METHOD: it would make the feed a scheduling message, whose events need an ORGANIZER
    (RFC 5546 §3.2.1) and whose media type needs the same `method` (RFC 5545 §8.1). Outlook reads a
    calendar without one as PUBLISH ([MS-STANOICAL] V0078).
    """
    head = _head(language)
    head["NAME"] = head["X-WR-CALNAME"] = Text(one_line(name))
    every = vDuration(refresh)
    every.params = Parameters({"VALUE": "DURATION"})
    head["REFRESH-INTERVAL"] = every
    head["X-PUBLISHED-TTL"] = vDuration(refresh)
    if source:
        address = vUri(one_line(source))
        address.params = Parameters({"VALUE": "URI"})
        head["SOURCE"] = address
    return _around(head)


def _head(language: str) -> Calendar:
    head = Calendar()
    head["VERSION"] = Text("2.0")
    head["PRODID"] = Text(f"-//Suivi//Suivi//{language.upper()}")
    head["CALSCALE"] = Text("GREGORIAN")
    return head


def _around(head: Calendar) -> tuple[bytes, bytes]:
    *lines, end = content_lines(head)
    return b"\r\n".join(lines) + b"\r\n", end + b"\r\n"


def nothing() -> bytes:
    """What an empty calendar holds: it must have a component (RFC 5545 §3.6), and nobody sees this one."""
    standard = TimezoneStandard()
    standard["DTSTART"] = vDatetime(datetime(1970, 1, 1))  # noqa: DTZ001 - local time, §3.6.5
    standard["TZOFFSETFROM"] = standard["TZOFFSETTO"] = vUTCOffset(timedelta())
    zone = Timezone()
    zone["TZID"] = Text("UTC")
    zone.add_component(standard)
    return write(zone)
