"""How sure a proposal is, and the reasons it gives."""

from __future__ import annotations

from tracker.documents import BlockKind
from tracker.proposals.casework import Case
from tracker.proposals.rules import matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.values import Reason, ReasonCode

THRESHOLD = 0.5
"""A clause that scores less is set aside."""

_LINE = 9  # words of a line that announces an act among the next steps
_BASE = 0.6
_BY_SUBJECT = {
    SubjectKind.WE: 0.1,
    SubjectKind.SOMEBODY: 0.1,
    SubjectKind.PRONOUN: 0.0,
    SubjectKind.NONE: 0.0,
    SubjectKind.THING: -0.05,
}
_STRONG = {"promise": 0.15, "mandate": 0.15, "validity": 0.15, "resolution": 0.15, "talks": 0.05}


def weigh(case: Case) -> tuple[float, tuple[Reason, ...]]:
    """The score (0..1) and the reasons of a clause that no rule speaks against."""
    family = case.family
    score = _BASE + family.weight + _STRONG.get(family.name, 0.0) + _BY_SUBJECT[case.doer.kind]
    reasons = [Reason(family.reason, case.cue_words)]
    act = case.clause.act
    if act is not case.clause.cue:
        words = case.report.document.text[act.start : act.end]
        reasons.append(Reason(act.family.reason, words))
    chosen = case.dates.chosen
    if case.dates.ahead and chosen is not None:
        score += 0.15
        if family.reason is not ReasonCode.DATE_AHEAD:
            reasons.append(Reason(ReasonCode.DATE_AHEAD, chosen.wording))
    if case.parties:
        score += 0.05
        reasons.append(Reason(ReasonCode.NAMED_PARTY, case.parties[0].name))
    if case.purpose in (Purpose.NEXT, Purpose.RESULTS, Purpose.RESOLVED):
        score += 0.05
        heading = case.clause.sentence.block.heading
        reasons.append(Reason(ReasonCode.SECTION, heading[-1] if heading else ""))
    condition = matched(case, "condition", case.sentence)
    if condition is not None:
        score -= 0.1
        reasons.append(Reason(ReasonCode.CONDITION, condition))
    lifeless = (
        case.doer.kind is SubjectKind.THING
        and not act.passive
        and case.verb
        and case.verb not in case.lexicon.words["agentive"]
        and family.name in ("future", "near", "present", "related")
    )
    arriving = case.verb in case.lexicon.words["arrivals"] and chosen is not None
    if lifeless and not case.dates.ahead and not arriving:
        score -= 0.2
    block = case.clause.sentence.block.kind
    told = family.name == "announcement" and block is BlockKind.PARAGRAPH and len(case.text.split()) > _LINE
    if told and not case.dates.ahead and case.purpose is not Purpose.RESOLVED:
        score -= 0.4  # a sentence in a paragraph, not a line of a list
    if (
        family.name in ("announcement", "present")
        and not case.dates.ahead
        and not case.lexicon.verbs["progressive"].search(case.cue_words.lower())
        and case.purpose not in (Purpose.NEXT, Purpose.RESOLVED)
    ):
        score -= 0.4
    return round(min(0.99, max(0.0, score)), 2), tuple(reasons)
