"""What comes back of itself, what a rule lays down, and what a body is for."""

from __future__ import annotations

from tracker.dates.window import FoundWindow, Kind
from tracker.proposals.casework import Case
from tracker.proposals.folding import fold
from tracker.proposals.rules import DECIDED, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind

_RULED = frozenset(
    {"future", "obligation", "near", "present", "mandate", "task", "expected", "possible", "request"}
)
_SAID = frozenset({"near", "planned", "task", "talks", "wish"})
_ASIDE = 60  # characters after an act with its own day, from which on a habit is another's


def by_rule(case: Case) -> str | None:
    if case.family.name not in ("planned", "scheduled"):
        return None
    return matched(case, "as_agreed", case.before) or matched(case, "by_rule", case.after)


def routine(case: Case) -> str | None:
    if case.purpose is Purpose.ROUTINE and not _is_said_of_the_rules(case):
        return ""
    following = matched(case, "next_meeting", case.folded)
    if following is not None:
        return following
    chosen = case.dates.chosen
    ends = chosen is not None and chosen.kind is Kind.RECURRING and _ends(chosen, case)
    sent = case.family.name == "future" and case.doer.kind is not SubjectKind.WE and sent_to_us(case)
    starts = chosen is not None and chosen.kind is Kind.START
    begins = starts and case.family.name in ("task", "obligation", "due")
    # "Mme Roy will call each month"
    person = case.family.name in ("future", "near") and _is_by_a_person(case)
    laid_down = bool(case.report.directory.joint) and case.family.name in ("future", "obligation")
    meant = case.family.name in DECIDED | {"talks", "wish", "validity"}
    if not (ends or sent or begins or person or laid_down or meant):
        usual = matched(case, "routine", case.main)
        once = case.dates.ahead and chosen is not None and chosen.kind is not Kind.RECURRING
        aside = (
            once and usual is not None and case.main.find(usual, max(0, case.act[1])) > case.act[1] + _ASIDE
        )
        if usual is not None and not aside and not (case.dates.ahead and matched(case, "each_one", usual)):
            return usual
        if chosen is not None and chosen.kind is Kind.RECURRING and chosen.latest is None:
            return chosen.wording
    if case.family.name not in _RULED:
        return None
    standing = matched(case, "standing", case.sentence)
    if standing is not None or case.dates.ahead:
        return standing
    return matched(case, "rule", case.sentence)


def _is_by_a_person(case: Case) -> bool:
    """Whether who acts bears a name of the people in the report, or a title."""
    titled = case.lexicon.parties["honorific"]
    return any(
        fold(p.name) in case.report.directory.people or titled.search(case.folded, 0, p.start)
        for p in case.parties
        if case.doer.start <= p.start < case.doer.end
    )


def _is_said_of_the_rules(case: Case) -> bool:
    """Whether what stands under rules or hours is news of them: "the rules will be discussed"."""
    if case.dates.ahead or case.family.name in DECIDED | _SAID:
        return True
    borne = case.family.name == "future" and case.acted_by_somebody()
    return case.report.minutes and (case.clause.act.passive or borne)


def _ends(chosen: FoundWindow, case: Case) -> bool:
    """Whether what comes back ends: on some day, in some year, or, where somebody does it, with a month."""
    if chosen.latest is None:
        return False
    return chosen.earliest is None or str(chosen.latest.year) in chosen.wording or case.acted_by_somebody()


def sent_to_us(case: Case) -> bool:
    """Whether others will send or tell us something: "will mail us the list every month" is no routine."""
    return (
        case.lexicon.parties["to_us"].search(case.folded, case.doer.end, max(case.doer.end, case.act[0]))
        is not None
    )
