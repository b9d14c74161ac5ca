"""Names as people type them: found by number, by name, or by the beginning of a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from tracker.commitments import Mission, Party, Person
from tracker.errors import Conflict, Missing, Refused
from tracker.marks import N_

T = TypeVar("T")


class NoSuchPerson(Missing):
    sentence = N_(
        "Nobody is called “{name}”. `suivi people` lists everybody; `suivi people add` adds someone."
    )


class NoSuchParty(Missing):
    sentence = N_("No partner is called “{name}”.")


class NoSuchMission(Missing):
    sentence = N_("No mission is called “{name}”. Try one of {titles}.")


class NoMissionYet(Missing):
    sentence = N_(
        "No mission is called “{name}”: none is known yet. `suivi import FILE --mission` names one."
    )


class SeveralNamed(Refused):
    sentence = N_("“{name}” could be {candidates}. Write a little more of the name.")


class AddressTaken(Conflict):
    sentence = N_("Someone with the address {email} is already there. `suivi people` lists everybody.")


_TAKEN_APART = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "\u2019": "'"})
"""Letters that Unicode holds to be whole, as people type them without their marks."""


def fold(name: str) -> str:
    """Without case, accents and superfluous blanks: « Hélène  BÉLANGER » is « helene belanger »."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_TAKEN_APART).split())


def find_person(people: Iterable[Person], name: str) -> Person:
    """By number, address, full name, or a unique part of the name. Raises NoSuchPerson, SeveralNamed."""
    known = list(people)
    for person in known:
        if person.email.casefold() == name.strip().casefold():
            return person
    return _find(known, name, lambda p: (p.id, (p.name,)), NoSuchPerson)


def person_written(people: Iterable[Person], written: str) -> Person | None:
    """The one active person that a report means by `written`; None where it could be nobody or several.

    As lists of actions name people: « Nadia Tremblay », « Tremblay, Nadia », « N. Tremblay », « Nadia »,
    « Mme Tremblay ». Every word must be one of the person's name, or stand for one by its first letter.
    """
    words = [word for word in re.findall(r"\w+", fold(written)) if word not in _COURTESY]
    if not any(len(word) > 1 for word in words):
        return None
    found = [person for person in people if person.active and _is_written(person, words)]
    return found[0] if len(found) == 1 else None


_COURTESY = frozenset({"m", "mr", "mrs", "ms", "mme", "mlle", "me", "dr", "dre", "pr", "prof"})


def _is_written(person: Person, words: Sequence[str]) -> bool:
    left = re.findall(r"\w+", fold(person.name))
    for word in sorted(words, key=len, reverse=True):
        match = next((name for name in left if name == word or (len(word) == 1 and name[0] == word)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def find_party(parties: Iterable[Party], name: str) -> Party:
    return _find(list(parties), name, lambda p: (p.id, (p.name, *p.aliases)), NoSuchParty)


def find_mission(missions: Iterable[Mission], name: str) -> Mission:
    """By number, title, or a unique part of the title. Raises NoSuchMission, NoMissionYet, SeveralNamed."""
    known = list(missions)
    if not known:
        raise NoMissionYet(name=name)
    missing = partial(NoSuchMission, titles=[mission.title for mission in known[:_SUGGESTED]])
    return _find(known, name, lambda m: (m.id, (m.title,)), missing)


_SUGGESTED = 5
"""Titles that a reader of an error takes in."""


def _find(
    known: Sequence[T],
    name: str,
    keys: Callable[[T], tuple[int, tuple[str, ...]]],
    missing: Callable[..., Missing],
) -> T:
    wanted = fold(name)
    if wanted.isdecimal():
        for item in known:
            if keys(item)[0] == int(wanted):
                return item
    names = [(item, [fold(n) for n in keys(item)[1]]) for item in known]
    exact = [item for item, folded in names if wanted in folded]
    partly = [item for item, folded in names if wanted and any(wanted in n for n in folded)]
    found = exact or partly
    if not found:
        raise missing(name=name)
    if len(found) > 1:
        raise SeveralNamed(name=name, candidates=[keys(item)[1][0] for item in found])
    return found[0]


def renamed(before: Sequence[Party], after: Sequence[Party]) -> tuple[Party, Party] | None:
    """The party that an edit gave another name to: one went, one came, and one's words hold the other's.

    « Namur » corrected to « Ville de Namur » is the same body; « Ville de Mons » put in its place is not.
    """
    gone = [party for party in before if party not in after]
    come = [party for party in after if party not in before]
    if len(gone) != 1 or len(come) != 1:
        return None
    old, new = (set(re.findall(r"\w+", fold(party.name))) for party in (gone[0], come[0]))
    return (gone[0], come[0]) if old <= new or new <= old else None
