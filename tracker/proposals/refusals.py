"""What is refused, dropped or struck out is no promise."""

from __future__ import annotations

from tracker.proposals.casework import Case
from tracker.proposals.patterns import at_end
from tracker.proposals.rules import DECIDED, folded_cue, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind

_STRUCK = "~~"  # about words that were struck out
_NEAR = 60  # characters around a cue in which a negation belongs to it


def negated(case: Case) -> str | None:
    against = case.lexicon.against
    if (
        _STRUCK in case.sentence
        and case.sentence[: case.clause.cue.end - case.clause.sentence.start].count(_STRUCK) % 2
    ):
        return _STRUCK
    for start in (0, case.doer.start):
        if against["nobody"].match(case.folded[start:]):
            return case.folded[start:].split(" ", 1)[0]
    if case.family.name == "resolution":
        whole = against["negative_decision"].search(case.folded)
        return whole[0] if whole else None
    if case.family.name not in ("mandate", "resolution") and "refusal" not in case.unsaid:
        start = max(0, case.cue[0] - _NEAR)
        for refused in against["refusal"].finditer(case.main, start):
            told = at_end(against["refused"], case.main, 0, refused.start())
            kept = against["kept_negation"].match(case.main, refused.start())
            done = case.cue[0] <= refused.start() < case.cue[1] and against["undone"].match(refused[0])
            closes = refused.start() >= case.cue[0] and not case.main[refused.end() :].strip(" .;:)")
            bare = case.family.name in ("announcement", "task") and refused.start() - case.cue[1] < _NEAR
            within = case.cue[0] <= refused.start() < case.act[1]
            if not kept and not done and (told or closes or within or bare):
                return refused[0]  # not "the cancelled trip will be paid"
    start = max(0, case.cue[0])
    for cue in () if "negator" in case.unsaid else (case.cue, case.act):
        for ne in against["negator"].finditer(case.main, max(0, cue[0] - _NEAR), max(0, cue[1]) + 3):
            words = case.main[ne.start() : max(cue[1], ne.start()) + _NEAR]
            apart = against["negation_ends"].search(case.main, ne.start(), max(ne.start(), cue[0]))
            if apart or (ne.start() < cue[0] and against["if_first"].match(case.main, 0, ne.start())):
                continue  # "it would not close, and the club would write to …"
            particle = against["negated"].search(words)
            over = case.main[ne.start() + particle.end() : max(0, cue[0])] if particle else ""
            ended = case.lexicon.clauses["boundary"].search(over) is not None
            if particle and not ended and not against["kept_negation"].search(words):
                return words[: particle.end()]
    if case.relayed is not None and "negator" not in case.unsaid:  # "a annoncé qu'il ne viendrait pas"
        said = case.folded[case.relayed : case.relayed + _NEAR]
        refusal = against["negator"].search(said)
        particle = refusal and against["negated"].search(said, refusal.start())
        if refusal and particle and not against["kept_negation"].search(said):
            return said[refusal.start() : particle.end()]
    return "" if against["refused_cue"].search(case.folded[start : start + _NEAR]) else None


def turned_down(case: Case) -> str | None:
    """A decision not to act, an option that was weighed, a motion that was lost."""
    if case.purpose is Purpose.DISCARDED:
        return ""
    put_off = case.family.name == "planned" and case.dates.chosen is None
    if put_off and case.doer.kind is SubjectKind.PRONOUN and matched(case, "was_fixed", folded_cue(case)):
        return case.cue_words  # "it has been confirmed"
    if put_off and case.lexicon.against["put_off"].search(folded_cue(case)):
        return case.cue_words
    verdict = matched(case, "lost", case.later)
    if verdict is not None or case.family.name not in DECIDED:
        return verdict
    start = case.clause.cue.start - case.clause.start if case.clause.head is None else 0
    return matched(case, "decision_against", case.folded[max(0, start) :])
