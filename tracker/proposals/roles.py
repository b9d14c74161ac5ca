"""Who does an act, who is concerned by it, and on whose side that puts the promise."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.commitments import Direction
from tracker.proposals.casework import Case
from tracker.proposals.folding import fold
from tracker.proposals.parties import NamedParty, same_name
from tracker.proposals.subjects import SubjectKind


def roles(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors and the counterparts, each once, in the order of the text."""
    found = _all_named(case)
    acting = _acting(case, found)
    if not acting:
        own = case.report.directory.own
        acting = [own] if own and _ours_by_default(case) else []
    concerned = [p.name for p in found if not p.located or p.kind != "name"]
    return _once(acting), tuple(n for n in _once(concerned) if not any(same_name(n, a) for a in acting))


def direction(actors: tuple[str, ...], case: Case) -> Direction:
    """`mutual` when we and others act together; `ours` when nobody else is said to act."""
    directory = case.report.directory
    own = [name for name in actors if directory.is_own(name) or _of_our_house(name, case)]
    if not actors or (len(own) == len(actors)) or case.doer.kind is SubjectKind.WE:
        return Direction.OURS
    return Direction.MUTUAL if own else Direction.THEIRS


def _of_our_house(name: str, case: Case) -> bool:
    """A role without the name of a body ("la présidente"), or somebody who attended our own meeting."""
    directory = case.report.directory
    if case.report.minutes and fold(name) in directory.people:
        return True
    if case.report.minutes and case.family.name == "task" and not directory.is_other_body(name):
        return True
    return not name[:1].isupper() and not directory.named(name)


def _all_named(case: Case) -> list[NamedParty]:
    head = case.clause.head
    before = case.report.directory.named(head.text) if head is not None else []
    return [*before, *case.parties]


def _acting(case: Case, found: list[NamedParty]) -> list[str]:
    clause, act = case.clause, case.clause.act
    own = case.report.directory.own
    if case.doer.kind is SubjectKind.WE:
        return [own] if own else []
    if case.family.name == "announcement":
        return _announced(case, found)
    if case.shares_subject and case.lent is not None:
        return list(case.lent.actors)
    if clause.head is not None:
        words = clause.head.text[case.subject.start : case.subject.end]
        named = [p.name for p in case.report.directory.named(words)]
        return (
            named or [_without_article(words, case)] if case.subject.kind is SubjectKind.SOMEBODY else named
        )
    if act.passive:
        return _by_agent(case, [p for p in found if p.start >= case.act[1]])
    if case.family.name == "task" and case.act[1] <= 0 and case.parties[:1] and case.parties[0].start == 0:
        return [case.parties[0].name]
    if case.family.name == "validity" and not found:
        return list(case.report.directory.foremost)
    inside = [p for p in found if case.cue[0] < p.start < case.cue[1]]
    if case.family.name == "mandate" and inside and not _by_agent(case, inside):
        return [p.name for p in inside]
    charged = [p.name for p in inside if case.lexicon.parties["charged"].search(case.folded[: p.start])]
    if charged:  # "an occasion for X to …"
        return charged
    if inside and _by_agent(case, inside):  # "moved by X, seconded by Y, and resolved to …"
        return []
    subject = case.doer
    named = [p.name for p in found if subject.start <= p.start < subject.end]
    return named or _by_agent(case, found) or _unnamed(case)


def _by_agent(case: Case, found: list[NamedParty]) -> list[str]:
    """ "… painted by Ana, Luc and Eva": those after the preposition, as far as the list goes."""
    agents: list[NamedParty] = []
    for party in found:
        before = case.folded[(agents[-1].end if agents else 0) : party.start]
        listed = agents and case.lexicon.parties["listed"].fullmatch(before)
        if listed or (not agents and case.lexicon.parties["agent"].search(before)):
            agents.append(party)
    return [p.name for p in agents]


def _unnamed(case: Case) -> list[str]:
    """Who acts when the subject bears no name: both sides, or the people it speaks of ("les élèves")."""
    subject = case.text[case.doer.start : case.doer.end].strip()
    if case.doer.kind is SubjectKind.SOMEBODY or not subject:
        both = case.lexicon.parties["both"].search(case.folded)
        if both:
            return list(case.report.directory.pair(both["what"] or ""))
    if case.doer.kind is SubjectKind.SOMEBODY:
        return [_without_article(subject, case)]
    return []


def _without_article(words: str, case: Case) -> str:
    return case.lexicon.parties["article"].sub("", words.strip(), count=1).strip(" –:-")


def _announced(case: Case, found: list[NamedParty]) -> list[str]:
    """A visit is made by those it is of; anything else announced is our own doing."""
    coming = case.lexicon.parties["coming"].match(case.folded)
    if not coming:
        return []
    return [p.name for p in found if p.start <= coming.end() + 3][:1]


def _ours_by_default(case: Case) -> bool:
    """Nobody is named as acting: a decision or a task of the report's own body."""
    return case.doer.kind in (SubjectKind.THING, SubjectKind.NONE, SubjectKind.WE) or case.clause.act.passive


def _once(names: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for name in filter(None, map(str.strip, names)):
        twin = next((i for i, other in enumerate(kept) if same_name(name, other)), None)
        if twin is None:
            kept.append(name)
        elif len(name) > len(kept[twin]):
            kept[twin] = name
    return tuple(kept)
