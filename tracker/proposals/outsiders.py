"""What others do at home, and what they told us: rules that set a clause aside."""

from __future__ import annotations

from tracker.proposals.casework import Case
from tracker.proposals.clauses import relative_in
from tracker.proposals.folding import fold, fold_name
from tracker.proposals.names import NameKind
from tracker.proposals.parties import NamedParty, same_name
from tracker.proposals.rules import DECIDED, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind

_FOLLOWED = frozenset({Purpose.NEXT, Purpose.RESULTS, Purpose.RESOLVED})
_LABEL = 40  # characters in which a line says what it tells of
_JUST_BEFORE = 250  # characters before a clause in which what it belongs to was shown or told
_TOLD = frozenset({"present", "future", "near", "expected", "possible", "planned", "obligation"})
"""Families that tell what will be, whoever decides it."""
_OF_OTHERS = _TOLD | {"wish", "promise", "talks"}


def learned(case: Case) -> str | None:
    """What was seen or heard on the way, unless it was decided between us."""
    start = case.clause.sentence.block.start
    labelled = case.lexicon.sections[Purpose.LEARNED].search(case.report.folded[start : start + _LABEL])
    talked = case.report.minutes and not case.report.mission and not labelled  # what a meeting spoke of
    if (case.purpose is Purpose.LEARNED and not talked) or (
        case.report.portrait and case.purpose not in _FOLLOWED
    ):
        in_force = case.family.name == "validity" and case.dates.ahead
        told_to_us = case.dealings if case.family.name in DECIDED else _with_us(case)
        return None if in_force or told_to_us else ""
    if case.doer.kind is SubjectKind.WE or case.dealings:
        return None
    told = matched(case, "learned", case.before)
    in_meeting = talked and (case.acted_by_somebody() or case.clause.act.passive or case.dates.ahead)
    if told is not None and in_meeting and case.lexicon.against["minuted"].search(case.before):
        told = None  # "Mr Roe reported that the wall would be painted"
    if told is None and case.family.name in _TOLD:
        told = matched(case, "reported", case.earlier[-_JUST_BEFORE:])
        if told is None and case.report.mission and not towards_us(case):
            told = matched(case, "told_us", case.before)
    return told


def _with_us(case: Case) -> bool:
    """Whether an act has us on its other side: "she will bring ten fishermen to Gaspé"."""
    directory = case.report.directory
    between = case.folded[case.doer.end : max(0, case.act[0])]
    if case.lexicon.parties["to_us"].search(between) and case.acted_by_somebody():
        return True
    ours = any(directory.is_own(party.name) and party.start >= case.act[0] for party in case.parties)
    return ours and (case.dates.ahead or case.family.name == "wish") and not case.clause.act.passive


def hanging(case: Case) -> str | None:
    """A relative clause describes, unless it has a date and an act of somebody: "qui fera rayonner …"."""
    listed = case.purpose in (Purpose.RESOLVED, Purpose.NEXT)  # "que les villes publieront …"
    if listed or case.family.name in DECIDED | {"validity"}:
        return None
    built = matched(case, "dont", case.before)  # "the museum, whose new wing opens in May"
    if built is not None:
        return built
    relative = relative_in(case.before, case.lexicon)
    if relative is not None and matched(case, "of_theirs", case.before[: relative.start()].rstrip(" ,")):
        return relative[0].strip(" ,(")  # "the new pool, which is to open in May"
    if relative is None or case.lexicon.clauses["cleft"].search(case.before):
        return None
    if case.family.name == "wish" and case.dealings and case.lexicon.clauses["told"].search(case.before):
        return None
    words = case.lexicon.words
    lent = case.lexicon.clauses["object_relative"].match(case.before, relative.start())
    if lent and case.acted_by_somebody() and case.verb in words["deeds"]:
        return None  # "forty chairs that the town will lend"
    further = case.clause.start > case.clause.sentence.start  # "agreed to set up a panel, which will hold …"
    if further and case.doer.kind is SubjectKind.WE and case.verb not in words["effects"] | words["states"]:
        return None  # "…, that we shall open for our part"
    if further and case.dates.ahead and case.verb not in words["effects"] | words["states"]:
        return None
    apart = case.before[: relative.start() + 1].rstrip().endswith(",")  # ", which opens in May"
    acted = (
        case.clause.act.passive
        or case.verb in words["agentive"]
        or (apart and case.verb in words["arrivals"])
    )
    if apart and case.family.name == "near" and case.verb in words["agentive"]:
        return None  # ", which is going to write to the ministry"
    return None if case.dates.ahead and (acted or case.dealings) else relative[0].strip(" ,(")


def third_party(case: Case) -> str | None:
    """In the report of a journey: what a host plans at home, without a word of dealings with us."""
    journey = case.report.mission or case.place.abroad
    if case.report.directory.own is None or case.purpose in _FOLLOWED or case.family.name == "validity":
        return None
    among = _among_themselves(case) if journey or case.family.name == "talks" else None
    if among is not None or not journey:
        return among
    if case.dealings or towards_us(case):
        return None
    directory = case.report.directory
    within = [p for p in case.parties if case.doer.start <= p.start < case.doer.end]
    subject = [p for p in within if p.name[:1].isupper()]  # "the Odenwald port authority": Odenwald's
    words = case.folded[case.doer.start : case.doer.end]
    visited = matched(case, "visited", words) or matched(case, "host_bodies", words)
    if visited is not None and not any(directory.is_own(p.name) for p in subject):
        return visited
    if case.place.abroad and case.doer.kind is SubjectKind.PRONOUN and case.family.name in _TOLD:
        return case.folded[case.doer.start : case.doer.end].strip()
    if _happens_elsewhere(case):
        return case.folded[case.doer.start : case.doer.end].strip()
    elsewhere = _of_an_authority(case) or _in_the_works(case)
    if elsewhere is not None:
        return elsewhere
    bound = case.lexicon.parties["both"].search(words) is not None
    if directory.joint and (bound or any(same_name(p.name, n) for p in subject for n in directory.joint)):
        return None
    if not bound and _is_local(case, subject):
        return words.strip()
    hosts = [p for p in subject if _is_hosts(p, case) and not directory.is_own(p.name)]
    return hosts[0].name if hosts and len(hosts) == len(subject) else None


def of_the_same(case: Case) -> str | None:
    """What shares its subject with what others do at home: "…, which will seat four hundred"."""
    shared = case.lent is not None and case.lent.elsewhere and case.shares_subject
    return case.cue_words if shared and not case.dealings and not towards_us(case) else None


def _is_local(case: Case, subject: list[NamedParty]) -> bool:
    """Whether somebody without a name acts where we went: "the region", "the hospital's director"."""
    unnamed = case.doer.kind is SubjectKind.SOMEBODY and not subject and not case.clause.act.passive
    if not unnamed or case.family.name not in _OF_OTHERS:
        return False
    words = case.folded[: case.doer.end]
    ours = any(case.report.directory.is_own(p.name) for p in case.parties)
    return not ours and case.lexicon.parties["local"].search(words) is not None


def _is_hosts(party: NamedParty, case: Case) -> bool:
    """Whether a party is a place, or a body that bears the name of one where we were."""
    directory = case.report.directory
    if directory.is_place(party):
        return True
    words = fold_name(party.name).replace("d'", "d' ").split() if party.kind is NameKind.BODY else []
    return any(" ".join(words[-length:]) in directory.located for length in (1, 2, 3) if length < len(words))


def _among_themselves(case: Case) -> str | None:
    """What several hosts do with one another, or one of them with somebody else who is not us."""
    if case.family.name not in _TOLD | {"talks"} or case.doer.kind is not SubjectKind.SOMEBODY:
        return None
    directory = case.report.directory
    subject = [p for p in case.parties if case.doer.start <= p.start < case.doer.end]
    if not any(directory.is_place(p) for p in subject):
        return None
    listed = case.lexicon.parties["listed"]
    several = len(subject) > 1 and listed.search(case.folded, case.doer.start, case.doer.end)
    if not several and case.family.name != "talks":
        return None
    ours = any(directory.is_own(p.name) for p in case.parties)
    return None if ours or case.lexicon.parties["ourselves"].search(case.folded) else subject[0].name


def _of_an_authority(case: Case) -> str | None:
    """Whether the host's province, or who runs its trams, acts at home: "la province élargira la route"."""
    if case.family.name not in _TOLD:
        return None
    words = case.folded[case.doer.start : case.doer.end]
    if case.clause.act.passive:
        agent = case.lexicon.parties["agent_phrase"].search(case.folded, max(0, case.act[1]))
        words = agent["who"] if agent else ""
    found = matched(case, "authority", words) if words else None
    own = fold(case.report.directory.own or "") if found else ""
    return found if found and found.split()[-1].removeprefix("l'") not in own else None


def _happens_elsewhere(case: Case) -> bool:
    """Whether a thing does something at a host's: "une usine s'installera à Namur", not a joint event."""
    directory = case.report.directory
    thing = case.doer.kind is SubjectKind.THING and not case.clause.act.passive
    event = case.lexicon.subjects["event"].match(case.folded[case.doer.start : case.doer.end])
    if not thing or event or not case.verb or case.family.name not in _TOLD:
        return False
    return any(p.located and directory.is_place(p) for p in case.parties if p.start >= case.act[0])


def _in_the_works(case: Case) -> str | None:
    """Works of the host's that are under way: "le pont est en cours de réfection", not "le protocole"."""
    if case.family.name != "talks" or case.doer.kind not in (SubjectKind.THING, SubjectKind.NONE):
        return None
    if case.lexicon.against["talked_over"].search(case.folded, max(0, case.cue[0]), max(0, case.cue[1])):
        return None
    return matched(case, "works", case.folded[: max(0, case.cue[1])])


def towards_us(case: Case) -> bool:
    """Whether the act itself is one towards us: "Namur viendra", "has agreed to store the boats"."""
    towards = case.lexicon.parties["towards_us"]
    return towards.search(case.folded, max(0, case.cue[0]), max(0, case.act[1])) is not None


def own_affairs(case: Case) -> str | None:
    """What another body does with what is its own, in any report: "Namur will replace all its buses"."""
    if case.family.name not in _OF_OTHERS or case.purpose in _FOLLOWED or case.doer.kind is SubjectKind.WE:
        return None
    directory = case.report.directory
    if case.lexicon.parties["ourselves"].search(case.folded) or case.dealings:
        return None
    subject = case.folded[case.doer.start : case.doer.end]
    if towards_us(case):
        return None
    theirs = matched(case, "theirs", subject)
    thing = case.doer.kind is SubjectKind.THING and not case.clause.act.passive
    built = matched(case, "home_things", subject) if case.doer.kind is SubjectKind.THING else None
    if built is not None and (theirs is not None or not case.report.minutes):
        return built
    if theirs is not None and thing and case.report.mission:
        return theirs
    alone = case.doer.start == case.doer.end  # "Namur has two buses and will replace them all"
    others = [p for p in case.parties if alone or case.doer.start <= p.start < case.doer.end]
    others = [p for p in others if p.start < case.act[0]]
    outside = case.doer.kind is SubjectKind.PRONOUN or others or theirs is not None
    if not outside or any(directory.is_own(p.name) for p in others):
        return None
    told = case.doer.kind is SubjectKind.SOMEBODY and not alone
    return matched(case, "own_affairs", case.folded[case.doer.end :] if told else case.folded)


def host(case: Case) -> str | None:
    """What is said for information, and what a host or somebody else's company does, in any report."""
    decided = case.family.name == "promise" and matched(case, "decides", case.folded[max(0, case.cue[0]) :])
    told = case.family.name in _TOLD | {"arranged"} or decided
    if case.report.mission and case.family.name in _TOLD and matched(case, "one_there", case.folded):
        return case.folded.strip()[:5]  # "on y plantera des chênes"
    if not told or case.doer.kind is SubjectKind.WE or case.dealings:
        return None
    for_information = matched(case, "for_information", case.sentence)
    if for_information is not None:
        return for_information
    subject = case.folded[case.doer.start : case.doer.end]
    visited = matched(case, "host", subject)
    if visited is not None:
        return visited
    directory = case.report.directory
    named = directory.named(case.text[: case.act[0]])
    business = matched(case, "business", case.folded[: max(0, case.act[0])])
    ours = any(directory.is_own(party.name) for party in named)
    possessed = business is not None and business.startswith("'")  # "Odenwald's brewery"
    return business if (named or possessed) and not ours else None
