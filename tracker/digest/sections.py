"""Which section an entry stands in, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from tracker.dates.window import Kind
from tracker.ladders import Form, Group, NoSuchRule, group, rule
from tracker.reminders import Recipient, Stage

if TYPE_CHECKING:
    from tracker.digest.values import Entry

WEEK = timedelta(days=7)


class Section(IntEnum):
    """The most urgent first."""

    OVERDUE = 0
    THIS_WEEK = 1  # its last day, or its next occurrence, is one of the seven days that begin today
    DATE_TO_FIX = 2
    NO_NEWS = 3
    COMING_UP = 4


_BY_FORM = {
    Form.FIX: Section.DATE_TO_FIX,
    Form.STATE_OF_PLAY: Section.NO_NEWS,
}
# A season that begins without a day asks for one; a year that begins does not yet.
_NEED_A_DAY = (Group.MONTH, Group.PERIOD)


def section_of(entry: Entry, day: date) -> Section:
    """By the days that are left first, then by what the stage asks for."""
    if entry.section is not None:
        return entry.section
    window = entry.commitment.window
    if entry.commitment.is_overdue(day):
        return Section.OVERDUE
    end = next_occurrence(entry.stage) if window.kind is Kind.RECURRING else window.latest
    if end and day <= end < day + WEEK:
        return Section.THIS_WEEK
    form = _form(entry.stage)
    if form in (Form.OPENS, Form.MIDDLE) and group(window) in _NEED_A_DAY:
        return Section.DATE_TO_FIX
    return _BY_FORM.get(form, Section.COMING_UP) if form else Section.COMING_UP


def next_occurrence(stage: Stage) -> date | None:
    """The occurrence of a recurring commitment that the stage announces; None when it does not say."""
    form = _form(stage)
    if form is Form.DAY:
        return stage.nominal
    if form in (Form.AHEAD, Form.AHEAD_IF_KNOWN):
        return stage.nominal + timedelta(days=rule(stage.rule).count)
    return None


def _form(stage: Stage) -> Form | None:
    try:
        return rule(stage.rule).form
    except NoSuchRule:  # of a ladder that later versions no longer know
        return None


def arrange(entries: Iterable[Entry], day: date) -> dict[Section, list[Entry]]:
    """Each commitment once, in its most urgent section; what waits longest or ends soonest comes first.

    Somebody who both owns and reviews a commitment reads it as its owner.
    """
    once: dict[int, tuple[Section, Entry]] = {}
    for section, entry in sorted(
        ((section_of(entry, day), entry) for entry in entries), key=lambda pair: _rank(*pair)
    ):
        once.setdefault(entry.commitment.id, (section, entry))
    sections: dict[Section, list[Entry]] = {}
    for section, entry in once.values():
        sections.setdefault(section, []).append(entry)
    return sections


def foremost(
    sections: Mapping[Section, Sequence[Entry]], most: int
) -> tuple[dict[Section, list[Entry]], dict[Section, int]]:
    """The first `most` entries, the most urgent, and how many each section has beyond them."""
    shown: dict[Section, list[Entry]] = {}
    beyond: dict[Section, int] = {}
    for section in Section:
        if entries := sections.get(section):
            shown[section] = list(entries[:most])
            most -= len(shown[section])
            if left := len(entries) - len(shown[section]):
                beyond[section] = left
    return shown, beyond


_ROLES = list(Recipient)


def _rank(section: Section, entry: Entry) -> tuple[Section, date, int, int]:
    return section, _weighs(section, entry), entry.commitment.id, _ROLES.index(entry.stage.to)


def _weighs(section: Section, entry: Entry) -> date:
    """The day by which entries of a section are ordered."""
    commitment = entry.commitment
    if section is Section.NO_NEWS:
        return entry.since_news or commitment.known_since
    if section is Section.DATE_TO_FIX:
        return commitment.window.earliest or commitment.window.latest or date.max
    return commitment.window.latest or next_occurrence(entry.stage) or date.max
