"""What a digest says of one commitment."""

from __future__ import annotations

from datetime import date

from tracker.commitments import Commitment, Person, Status
from tracker.dates.window import Kind, Precision
from tracker.digest.sections import next_occurrence
from tracker.digest.values import Entry
from tracker.reminders import SNOOZED
from tracker.words import N_, Words
from tracker.words.distance import tell_distance
from tracker.words.lines import one_line, shorten
from tracker.words.stages import tell_stage
from tracker.words.windows import tell_window

QUOTE_WIDTH = 240  # characters: about three lines, enough to remember the sentence by
HEADING_WIDTH = 60
TITLE_WIDTH = 160
SUBJECT_TITLE_WIDTH = 70  # lists of mails show about as many


def title_of(commitment: Commitment) -> str:
    return shorten(commitment.title, TITLE_WIDTH)


def day_near(day: date, today: date, say: Words) -> str:
    """« vendredi 30 août »: with the weekday, and the year when it is not this one."""
    return say.day(day, weekday=True, year=day.year != today.year)


def tell_when(entry: Entry, today: date, say: Words) -> str:
    """« Automne 2024 (du … au …) – dernier jour le vendredi 20 décembre, dans 25 jours. »"""
    window = entry.commitment.window
    turn = _turn_of(entry, today)
    text = one_line(tell_window(window, say, with_day=turn is not None))
    if turn is None:
        return _sentence(text)
    sentence, day = turn
    near, distance = day_near(day, today, say), tell_distance(day, today, say)
    return _sentence(say(sentence, window=text, day=near, distance=distance))


def _turn_of(entry: Entry, today: date) -> tuple[str, date] | None:
    """What happens next in a window, as a sentence, and on which day; None when nothing is known."""
    window = entry.commitment.window
    earliest, latest = window.earliest, window.latest
    if window.kind is Kind.RECURRING:
        occurrence = next_occurrence(entry.stage)
        return (N_("{window} – next time on {day}, {distance}"), occurrence) if occurrence else None
    if window.precision is Precision.DAY and latest:
        if window.kind is Kind.DEADLINE:
            return N_("by {day}, {distance}"), latest
        if window.kind is Kind.WINDOW and earliest == latest:
            return N_("on {day}, {distance}"), latest
    if earliest and today < earliest:
        return N_("{window} – opens on {day}, {distance}"), earliest
    if latest is None:
        return None
    if window.kind is Kind.VALIDITY:
        return N_("{window} – ends on {day}, {distance}"), latest
    if today > latest:
        return N_("{window} – the last day was {day}, {distance}"), latest
    return N_("{window} – last day: {day}, {distance}"), latest


def _sentence(text: str) -> str:
    ended = text if text.endswith((".", "!", "?", "…")) else f"{text}."
    return ended[:1].upper() + ended[1:]


def tell_news(entry: Entry, today: date, say: Words) -> str:
    if entry.since_news is None:
        return ""
    text = say.day(entry.since_news, year=entry.since_news.year != today.year)
    distance = tell_distance(entry.since_news, today, say)
    return say(N_("No news since {day} ({distance})."), day=text, distance=distance)


def tell_why_now(entry: Entry, reader: Person, today: date, say: Words) -> str:
    """What the stage is for; of what was put off, who asked for this day and why."""
    stage, owner = entry.stage, entry.commitment.owner
    if stage.rule != SNOOZED or owner is None or owner.id != reader.id:
        told = [tell_stage(stage.rule, say)]
    elif stage.nominal == today:
        told = [say(N_("You asked to come back to it today."))]
    else:
        told = [say(N_("You asked to come back to it on {day}."), day=day_near(stage.nominal, today, say))]
    if entry.put_off:
        told.append(say(N_("The reason: “{reason}”."), reason=shorten(entry.put_off, QUOTE_WIDTH)))
    return " ".join(told)


def tell_passage(commitment: Commitment, say: Words) -> str:
    """« … » (Mission Europe 2023, Suites à donner, p. 5)"""
    quote = shorten(commitment.quote, QUOTE_WIDTH)
    source = _source_of(commitment, say)
    if not quote:
        return source
    told = say(N_("“{quote}”"), quote=quote)
    return f"{told} ({source})" if source else told


def _source_of(commitment: Commitment, say: Words) -> str:
    parts = []
    if commitment.mission:
        parts.append(shorten(commitment.mission.title, HEADING_WIDTH))
    if commitment.location:
        parts += [shorten(heading, HEADING_WIDTH) for heading in commitment.location.heading[-1:]]
        if commitment.location.page:
            parts.append(say(N_("p. {page}"), page=commitment.location.page))
    return ", ".join(parts)


def introduce(commitment: Commitment, say: Words) -> str:
    """« Automne 2024 (du … au …). « … » (Mission Europe 2023) », for whoever never heard of it."""
    window = _sentence(one_line(tell_window(commitment.window, say)))
    return " ".join(filter(None, [window, tell_passage(commitment, say)]))


def tell_facts(commitment: Commitment, reader: Person, say: Words) -> str:
    """Who else is concerned, outside and inside, and where it stands."""
    facts = []
    if commitment.parties:
        names = [one_line(party.name) for party in commitment.parties]
        facts.append(say(N_("With {parties}"), parties=names))
    if commitment.owner is None:
        facts.append(say(N_("Nobody owns it yet")))
    elif commitment.owner.id != reader.id:
        facts.append(say(N_("Owner: {name}"), name=one_line(commitment.owner.name)))
    if commitment.reviewer is not None and commitment.reviewer.id != reader.id:
        facts.append(say(N_("Reviewer: {name}"), name=one_line(commitment.reviewer.name)))
    if commitment.status is not Status.TODO:
        facts.append(say(N_("Status: {status}"), status=commitment.status))
    return " · ".join(facts)
