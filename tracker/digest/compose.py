"""Put a digest together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tracker.commitments import Commitment, Person
from tracker.digest import frame, sentences
from tracker.digest.letter import Item, Letter, Part
from tracker.digest.notes import tell_note
from tracker.digest.sections import Section, arrange, foremost
from tracker.digest.setting import set_html, set_markdown, set_text
from tracker.digest.values import Digest, Entry, HandedOver, Note, SnoozedAgain
from tracker.words import N_, Words

Links = Callable[[Commitment], str]

MOST = 60
"""Entries that a digest shows, the most urgent. Nobody reads more, and many a mail program cuts a mail off
at some 100 KB; the others are counted, and `suivi today` lists them all."""


def compose(
    person: Person,
    day: date,
    entries: Sequence[Entry],
    *,
    say: Words,
    next_on: date | None = None,
    notes: Sequence[Note] = (),
    links: Links | None = None,
    expected_on: date | None = None,
) -> Digest:
    """The digest of `person` for `day`, in the language of `say`.

    `links` gives the address where a commitment is answered; without it the commands are shown.
    `next_on` is the day of the next planned digest. `expected_on` is the day this one should have
    gone out, by default the earliest day of its stages; it is said when that is past.
    Raises ValueError when there is nothing to say: then there is no mail.
    """
    if not entries and not notes:
        raise ValueError("nothing to say: no mail")
    sections = arrange(entries, day)
    foremost_of, beyond = foremost(sections, MOST)
    shown = [entry for section in Section for entry in foremost_of.get(section, ())]
    about = [entry.commitment for entry in shown]
    about += [note.commitment for note in notes if isinstance(note, HandedOver | SnoozedAgain)]
    letter = Letter(
        language=say.language,
        subject=frame.tell_subject(sections, notes, say),
        greeting=frame.greet(person, say),
        lead=frame.tell_late(expected_on or min((e.stage.on for e in entries), default=day), day, say),
        notes_title=say(N_("Good to know")),
        notes=tuple(_note(note, shown, day, say) for note in notes),
        parts=tuple(
            Part(
                title=say(frame.TITLES[section]),
                urgent=section is Section.OVERDUE,
                items=tuple(_item(entry, person, day, say, links) for entry in foremost_of[section]),
                more=frame.tell_more(beyond.get(section, 0), say),
            )
            for section in Section
            if section in sections
        ),
        commands_title=say(N_("To answer")),
        commands=() if links or not shown else frame.tell_commands(shown[0].commitment.id, say),
        closing=tuple(filter(None, [frame.tell_next(next_on, day, say)])),
        why=frame.tell_why(shown, person, say),
        detail=say(N_("Each reminder explained:")) if about else "",
        detail_command=say(N_("suivi remind why {id}"), id=about[0].id) if about else "",
    )
    return Digest(
        subject=letter.subject,
        text=set_text(letter),
        html=set_html(letter),
        language=say.language,
        about=tuple(dict.fromkeys(commitment.uid for commitment in about)),
        markdown=set_markdown(letter) if person.channel else "",
    )


def _note(note: Note, shown: Sequence[Entry], day: date, say: Words) -> str:
    """What is handed over is introduced, unless an entry below does it."""
    told = tell_note(note, day, say)
    if not isinstance(note, HandedOver) or note.commitment.id in {it.commitment.id for it in shown}:
        return told
    return f"{told} {sentences.introduce(note.commitment, say)}"


def _item(entry: Entry, person: Person, day: date, say: Words, links: Links | None) -> Item:
    commitment = entry.commitment
    when = [sentences.tell_when(entry, day, say), sentences.tell_news(entry, day, say)]
    return Item(
        title=sentences.title_of(commitment),
        number=say(N_("no. {id}"), id=commitment.id),
        when=" ".join(filter(None, when)),
        why=sentences.tell_why_now(entry, person, day, say),
        passage=sentences.tell_passage(commitment, say),
        facts=sentences.tell_facts(commitment, person, say),
        answer_label=say(N_("Done · Moved · Waiting · Later")) if links else say(N_("Answer:")),
        answer=links(commitment) if links else say(N_("suivi status {id} …"), id=commitment.id),
        is_link=links is not None,
    )
