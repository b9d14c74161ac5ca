"""What a digest says around its commitments: subject, greeting, how to answer, why this mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tracker.commitments import Person
from tracker.digest.notes import subject_of_note
from tracker.digest.sections import Section
from tracker.digest.sentences import SUBJECT_TITLE_WIDTH, day_near
from tracker.digest.values import Entry, Note, Trial
from tracker.reminders import Recipient
from tracker.words import N_, Words
from tracker.words.lines import shorten

TITLES: dict[Section, str] = {
    Section.OVERDUE: N_("Overdue"),
    Section.THIS_WEEK: N_("This week"),
    Section.DATE_TO_FIX: N_("Date to fix"),
    Section.NO_NEWS: N_("No news"),
    Section.COMING_UP: N_("Coming up"),
}
_ALONE: dict[Section, str] = {
    Section.OVERDUE: N_("Suivi – overdue: {title}"),
    Section.THIS_WEEK: N_("Suivi – this week: {title}"),
    Section.DATE_TO_FIX: N_("Suivi – date to fix: {title}"),
    Section.NO_NEWS: N_("Suivi – no news: {title}"),
    Section.COMING_UP: N_("Suivi – coming up: {title}"),
}
_COURTESY = {"m", "mr", "mrs", "ms", "mme", "mlle", "me", "dr", "dre", "pr", "pre"}


def tell_subject(sections: Mapping[Section, Sequence[Entry]], notes: Sequence[Note], say: Words) -> str:
    """The two most urgent sections, counted; a commitment that is alone is named."""
    if trial := next((note for note in notes if isinstance(note, Trial)), None):
        return subject_of_note(trial, say)
    if not sections:
        return subject_of_note(notes[0], say) if len(notes) == 1 else say(N_("Suivi – good to know"))
    counted = [(section, sections[section]) for section in Section if section in sections]
    if len(counted) == 1 and len(counted[0][1]) == 1:
        section, (entry,) = counted[0]
        return say(_ALONE[section], title=shorten(entry.commitment.title, SUBJECT_TITLE_WIDTH))
    counts = ", ".join(_count(section, len(entries), say) for section, entries in counted[:2])
    return say(N_("Suivi – {counts}"), counts=counts)


def _count(section: Section, number: int, say: Words) -> str:
    if section is Section.OVERDUE:
        return say.n("{n} overdue", "{n} overdue", number)
    if section is Section.THIS_WEEK:
        return say.n("{n} this week", "{n} this week", number)
    if section is Section.DATE_TO_FIX:
        return say.n("{n} date to fix", "{n} dates to fix", number)
    if section is Section.NO_NEWS:
        return say.n("{n} without news", "{n} without news", number)
    return say.n("{n} coming up", "{n} coming up", number)


def greet(person: Person, say: Words) -> str:
    """By the first name, where it can be told from the whole; else by the whole."""
    whole = shorten(person.name, 80)
    first = whole.partition(" ")[0]
    plain = "," not in whole and "." not in first and first.lower() not in _COURTESY and len(first) > 1
    return say(N_("Hello {name},"), name=first if plain else whole)


def tell_late(expected_on: date, today: date, say: Words) -> str:
    if expected_on >= today:
        return ""
    return say(
        N_("This should have reached you on {day}. Nothing was lost: here is where things stand today."),
        day=day_near(expected_on, today, say),
    )


def tell_more(number: int, say: Words) -> str:
    if not number:
        return ""
    return say.n("And {n} more: suivi today", "And {n} more: suivi today", number)


def tell_commands(number: int, say: Words) -> tuple[tuple[str, str], ...]:
    """How to answer, shown on the commitment `number`."""
    return (
        (say(N_("Done:")), say(N_("suivi status {id} kept --proof LINK"), id=number)),
        (say(N_("Waiting for somebody:")), say(N_("suivi status {id} waiting"), id=number)),
        (say(N_("Moved:")), say(N_('suivi postpone {id} "mid-October"'), id=number)),
        (say(N_("Remind me later:")), say(N_("suivi snooze {id} Monday --note WHY"), id=number)),
    )


def tell_next(next_on: date | None, today: date, say: Words) -> str:
    if next_on is None:
        return ""
    day = day_near(next_on, today, say)
    return say(N_("Next digest: {day}, if there is something to say."), day=day)


def tell_why(entries: Iterable[Entry], reader: Person, say: Words) -> str:
    """In which capacity this mail came, by commitment."""
    roles: dict[str, list[int]] = {}
    for entry in entries:
        roles.setdefault(_role(entry, reader), []).append(entry.commitment.id)
    told = [_IN_ROLE[role](say, len(ids), say.listing(sorted(ids))) for role, ids in roles.items()]
    question = say(N_("Why this message?")) if reader.channel else say(N_("Why this mail?"))
    return " ".join([question, *told]) if told else ""


def _role(entry: Entry, reader: Person) -> str:
    if entry.instead_of is not None and entry.stage.to is not Recipient.OWNER:
        return f"delegate-{entry.stage.to}"
    if entry.stage.to is not Recipient.OWNER:
        return entry.stage.to
    owner = entry.commitment.owner
    if owner is None:
        return "keeper"
    return Recipient.OWNER if owner.id == reader.id else "delegate"


_IN_ROLE: dict[str, Callable[[Words, int, str], str]] = {
    Recipient.OWNER: lambda say, n, ids: say.n(
        "You own commitment {ids}.", "You own commitments {ids}.", n, ids=ids
    ),
    Recipient.REVIEWER: lambda say, n, ids: say.n(
        "You review commitment {ids}.", "You review commitments {ids}.", n, ids=ids
    ),
    Recipient.MANAGER: lambda say, n, ids: say.n(
        "The owner of commitment {ids} reports to you.",
        "The owners of commitments {ids} report to you.",
        n,
        ids=ids,
    ),
    "delegate": lambda say, n, ids: say.n(
        "You stand in for the owner of commitment {ids}.",
        "You stand in for the owners of commitments {ids}.",
        n,
        ids=ids,
    ),
    f"delegate-{Recipient.REVIEWER}": lambda say, n, ids: say.n(
        "You stand in for the reviewer of commitment {ids}.",
        "You stand in for the reviewers of commitments {ids}.",
        n,
        ids=ids,
    ),
    f"delegate-{Recipient.MANAGER}": lambda say, n, ids: say.n(
        "You stand in for the manager of the owner of commitment {ids}.",
        "You stand in for the managers of the owners of commitments {ids}.",
        n,
        ids=ids,
    ),
    "keeper": lambda say, n, ids: say.n(
        "Nobody owns commitment {ids} yet.", "Nobody owns commitments {ids} yet.", n, ids=ids
    ),
}
