"""Who does an act, who is concerned by it, and on whose side that puts the promise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.commitments import Direction
from tracker.proposals.casework import Case
from tracker.proposals.folding import fold, fold_name
from tracker.proposals.names import LISTED
from tracker.proposals.parties import NamedParty, same_name
from tracker.proposals.pronouns import spoken_of
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind

_IN_BRACKETS = re.compile(
    r"\((?:[Rr]esp\w*\.? ?:? ?|[Aa]ction ?: ?)?(?P<who>(?P<initial>(?:[A-ZÀ-Þ]\.[ -]?)+)?"
    r"(?P<title>(?:M\.|Mme|Mr|Mrs|Ms|Dr|Cllr) )?"
    r"(?:[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}))(?P<more>, [^()]*)?\)"
    r"\s*[.;]?$"
)
_AT_END = re.compile(
    r"(?: [–—-]|:) (?P<who>(?:(?:M\.|Mme|Mr|Mrs|Ms|Dr|Cllr) )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)"
    r"(?:, [^,:]{2,30})?[.;]?$"
)
_UNIT = re.compile(r"\((?P<who>[A-ZÀ-Þ][\w'’-]+(?: [\w'’&-]+){0,4})\)\s*[.;]?$")
_OWNER = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s? $")
_OWNED = frozenset({"announcement", "task", "scheduled", "due", "resolution", "arranged"})
_COORDINATED = re.compile(r" et | and ")
_SPOKEN = 1000  # characters before an act in which the other side was named
_LONGEST_SUBJECT = 6  # words


def roles(case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors and the counterparts, each once, in the order of the text."""
    found = _all_named(case)
    acting = [name for name in _acting(case, found) if name]
    if not acting:
        directory = case.report.directory
        own = directory.own or directory.author
        acting = [*(directory.joint or filter(None, [own]))] if _ours_by_default(case) else []
    concerned = [p.name for p in found if not p.located or p.kind != "name"]
    others = [n for n in _once(concerned) if not any(same_name(n, a) for a in acting)]
    others = others or [n for n in _people_concerned(case) if not any(same_name(n, a) for a in acting)]
    return _once(acting), (*others, *_us(acting, others, case))


def _people_concerned(case: Case) -> list[str]:
    """The people an act is done towards, who bear no name: "écrira aux adhérents", "write to the parents"."""
    for towards in case.lexicon.parties["towards"].finditer(case.folded, max(0, case.act[1])):
        rest = case.folded[towards.end() :]
        people = case.lexicon.subjects["somebody"].match(rest)
        if people:
            return [_without_article(case.text[towards.end() : towards.end() + people.end()], case)]
    return []


def _us(acting: list[str], others: list[str], case: Case) -> list[str]:
    """Our own body, where somebody else's act concerns it: "will lend us two maps", or nobody else."""
    directory = case.report.directory
    own = directory.own
    if own is None or not acting or any(directory.is_own(name) for name in [*acting, *others]):
        return []
    if case.lexicon.parties["ourselves"].search(case.folded):
        return [own]
    abroad = all(_is_body_or_place(name, case) for name in acting)
    return [own] if abroad and not others and case.family.name != "validity" else []


def _is_body_or_place(name: str, case: Case) -> bool:
    """Whether a name is no person's, as far as the document tells."""
    directory = case.report.directory
    return directory.is_other_body(name) or fold_name(name) in directory.located or name.isupper()


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
    if case.report.minutes and fold_name(name) in directory.people:
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
        return _ourselves(case)
    if clause.doer and clause.head is None:  # the words of a tag
        return [_without_article(who, case) for who in LISTED.split(clause.doer)]
    if clause.doer:
        named = [p.name for p in case.parties if p.end <= len(clause.doer)]
        return named[:1] or [_without_article(clause.doer, case)]
    gapped = clause.head is not None and case.parties[:1]
    if gapped and gapped[0].start == 0:  # "Ana to book the hall, and Luc to call the band"
        return [gapped[0].name]
    owned = case.family.name in _OWNED or case.doer.kind is SubjectKind.NONE or case.to_be_done or act.passive
    if owned:
        bracketed = _in_brackets(case)
        if bracketed:
            return [bracketed]
    if case.family.name == "announcement":
        return _announced(case, found)
    if case.family.name in ("mandate", "obligation") and clause.head is None:
        charged = _charged(case, found)
        if charged:
            return charged
    if case.shares_subject and case.lent is not None:
        return list(case.lent.actors)
    if clause.head is not None:
        words = clause.head.text[case.subject.start : case.subject.end]
        named = [p.name for p in case.report.directory.named(words)]
        return (
            named or [_without_article(words, case)] if case.subject.kind is SubjectKind.SOMEBODY else named
        )
    if act.passive or case.to_be_done:
        return _agent(case, [p for p in found if p.start >= case.act[1]])
    if case.family.name == "task" and case.act[1] <= 0 and case.parties[:1] and case.parties[0].start == 0:
        return [case.parties[0].name]
    if case.family.name == "validity":
        others = [p.name for p in found if not case.report.directory.is_own(p.name)]
        if not others:
            return _both(case, "")
        return [own] if own and len(others) == 1 else others
    inside = [p for p in found if case.cue[0] < p.start < case.cue[1]]
    if case.family.name == "mandate" and inside and not _by_agent(case, inside):
        return [p.name for p in inside]
    charged = [p.name for p in inside if case.lexicon.parties["charged"].search(case.folded[: p.start])]
    if charged:  # "an occasion for X to …"
        return charged
    if inside and _by_agent(case, inside):  # "moved by X, seconded by Y, and resolved to …"
        return []
    subject = case.doer
    beside = case.lexicon.parties["aside_of"]
    acting = [
        p
        for p in found
        if subject.start <= p.start < subject.end
        and not beside.search(case.folded[subject.start : max(subject.start, p.start)])
    ]
    parts = _COORDINATED.split(case.text[subject.start : subject.end])
    if len(acting) == 1 and len(parts) == 2 and acting[0].name[:1].islower():  # "Ana's pupils and our choir"
        return _unnamed(case)
    return [p.name for p in acting] or _by_agent(case, found) or _unnamed(case)


def _ourselves(case: Case) -> list[str]:
    """ "Nous" is the report's own body; "je" is who wrote it, and "our Events Office" bears its name."""
    directory = case.report.directory
    words = case.text[case.doer.start : case.doer.end].strip()
    subject = case.folded[case.doer.start : case.doer.end].strip()
    if directory.author and case.lexicon.parties["first_person"].search(subject):
        return [directory.author]
    possessed = case.lexicon.parties["possessed"].match(subject)
    if possessed and any(word[0].isupper() for word in words[possessed.end() :].split()):
        parts = _COORDINATED.split(words[possessed.end() :])
        return [_without_article(part, case) for part in parts]
    return [*directory.joint] or [directory.own or directory.author or ""]


def _in_brackets(case: Case) -> str:
    """ "Envoi du plan (H. Roy, d'ici mai)": who is named in brackets at the end does it."""
    directory = case.report.directory
    office = case.lexicon.parties["owner_office"].search(case.folded)
    if office:
        return _without_article(case.text[office.start("who") : office.end("who")], case)
    named = _AT_END.search(case.text)
    if named and (" " in named["who"] or fold(named["who"]) in directory.people):
        last = named["who"].rsplit(" ", 1)[-1]
        if fold(last) in directory.people or fold(named["who"]) in directory.people:
            return named["who"]
    found = _IN_BRACKETS.search(case.text)
    if not found:
        unit = _UNIT.search(case.text) if case.purpose is Purpose.NEXT else None
        elsewhere = unit and case.report.folded.count(fold(unit["who"])) > 1
        return unit["who"] if unit and elsewhere else ""
    known = fold(found["who"]) in directory.people or (
        case.purpose is Purpose.NEXT
        and fold(found["who"]) not in directory.located
        and case.report.folded.count(fold(found["who"])) > 1
    )
    return found["who"] if known or found["initial"] or found["title"] or found["more"] else ""


def _charged(case: Case, found: list[NamedParty]) -> list[str]:
    """Who is charged with an act: the object of "mandate", or the subject of "est chargé"."""
    start = max(0, case.cue[0])
    cue = case.folded[start : max(0, case.cue[1])]
    object_of = case.lexicon.parties["charged_with"].search(cue)
    if object_of:
        first, last = start + object_of.start("who"), start + object_of.end("who")
        named = [p.name for p in found if first <= p.start < last and p.name[:1].isupper()]
        return named or [_without_article(case.text[first:last], case)]
    subject = case.text[case.subject.start : case.subject.end].strip()
    passive = case.family.name == "mandate" and case.lexicon.parties["subject_charged"].match(cue)
    if passive and subject and case.subject.kind is SubjectKind.THING:
        return [_without_article(subject, case)]
    return []


def _by_agent(case: Case, found: list[NamedParty]) -> list[str]:
    """ "… painted by Ana, Luc and Eva": those after the preposition, as far as the list goes."""
    agents: list[NamedParty] = []
    for party in found:
        before = case.folded[(agents[-1].end if agents else 0) : party.start]
        listed = agents and case.lexicon.parties["listed"].fullmatch(before)
        if listed or (not agents and case.lexicon.parties["agent"].search(before)):
            agents.append(party)
    return [p.name for p in agents]


def _agent(case: Case, found: list[NamedParty]) -> list[str]:
    """Who does what is done: "by our Legal Office", "par les élèves du lycée", or those named."""
    phrase = case.lexicon.parties["agent_phrase"].search(case.folded, max(0, case.act[1]))
    if phrase:
        who = case.text[phrase.start("who") : phrase.end("who")]
        named = [p for p in found if phrase.start("who") <= p.start < phrase.end("who")]
        whole = named and named[0].start == phrase.start("who")
        somebody = case.lexicon.subjects["somebody"].match(fold(who))
        if not whole and (somebody or (named and not named[0].located)):
            return [_without_article(who, case)]
    hosting = case.lexicon.parties["hosting"].search(case.folded[case.act[0] : case.act[1]])
    at = [p for p in found if p.start >= case.act[1] and p.located and p.kind == "body"] if hosting else []
    return _by_agent(case, found) or [p.name for p in at[:1]]


def _unnamed(case: Case) -> list[str]:
    """Who acts when the subject bears no name: both sides, or the people it speaks of ("les élèves")."""
    subject = case.text[case.doer.start : case.doer.end].strip()
    if case.doer.kind in (SubjectKind.SOMEBODY, SubjectKind.THING) or not subject:
        both = case.lexicon.parties["both"].search(case.folded)
        if both:
            return _both(case, both["what"] or "")
    if case.doer.kind is SubjectKind.PRONOUN:
        return [_without_article(name, case) for name in spoken_of(case)]
    if case.doer.kind is SubjectKind.SOMEBODY:
        owner = _OWNER.search(case.text[: case.doer.start])  # "Ana's pupils and our choir"
        parts = _COORDINATED.split(subject)
        somebody = case.lexicon.subjects["somebody"]
        if len(parts) == 1 or not all(somebody.match(fold(part)) for part in parts):
            parts = [subject]
        named = [_without_article(part, case) for part in parts]
        return [f"{owner[0]}{named[0]}" if owner else named[0], *named[1:]]
    return [_without_article(subject, case)] if _does_it_itself(case, subject) else []


def _does_it_itself(case: Case, subject: str) -> bool:
    """Whether an ordinary noun does its act itself: "le directoire en débattra", not "la foire ouvrira"."""
    words = case.lexicon.words
    active = case.clause.act.family.name in ("future", "near", "present", "task", "obligation", "expected")
    idle = case.verb in words["arrivals"] | words["states"] | words["effects"]
    event = case.lexicon.subjects["event"].match(fold(subject) + " ")
    return bool(active and case.verb and not idle and not event and len(subject.split()) <= _LONGEST_SUBJECT)


def _both(case: Case, noun: str) -> list[str]:
    """The two sides: those of that noun, else we and the other body spoken of last, else the foremost two."""
    directory = case.report.directory
    pair = directory.joint or directory.pair(noun)
    if directory.own is None or pair != directory.foremost:
        return list(pair)
    block = case.clause.sentence.block
    start = max(block.start, case.clause.start - _SPOKEN)
    earlier = " — ".join([*block.heading[-1:], case.report.document.text[start : case.clause.start]])
    spoken = [p for p in directory.named(earlier) if p.kind != "name" or p.name.isupper()]
    others = [p.name for p in spoken if not directory.is_own(p.name)]
    proper = [name for name in others if len(name.split()) > 1 or name.isupper()]
    return [directory.own, proper[-1]] if proper else list(pair)


def _without_article(words: str, case: Case) -> str:
    phrase = words.strip().partition(",")[0]
    return case.lexicon.parties["article"].sub("", phrase, count=1).strip(" –:-,;")


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
