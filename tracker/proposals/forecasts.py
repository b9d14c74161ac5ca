"""What is foretold: effects, states, and what nobody decides."""

from __future__ import annotations

from tracker.proposals.casework import Case
from tracker.proposals.rules import DECIDED, folded_cue, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind


def forecast(case: Case) -> str | None:
    guessed = matched(case, "forecast", _without_remark(case)) or matched(case, "otherwise", case.before)
    if guessed is None and case.doer.kind is SubjectKind.THING:
        guessed = matched(case, "far_off", case.folded)
    if guessed is None and case.family.name in ("future", "near", "expected"):
        guessed = matched(case, "some_day", case.folded)
    if guessed is None and case.family.name in ("future", "near", "planned", "present", "possible"):
        guessed = matched(case, "turnover", case.sentence if case.shares_subject else case.folded)
    if guessed is not None:
        return guessed
    words, family, verb = case.lexicon.words, case.family.name, case.verb
    if family in ("validity", "talks", "announcement", "task", "scheduled", "request", "awaited"):
        return None
    if case.to_be_done:
        listed = case.report.minutes or case.purpose is Purpose.NEXT
        return None if case.dates.ahead or (listed and verb not in words["soft"]) else verb
    inert = _decides_nothing(case)
    spoken = family in ("expected", "possible") or matched(case, "foreseen", folded_cue(case)) is not None
    if spoken and inert and verb and verb not in words["agentive"] | words["arrivals"]:
        return None if case.clause.act.passive else verb
    if case.clause.act.passive and not case.dates.ahead:
        return matched(case, "given_over", folded_cue(case))
    follows = family == "promise" and verb in words["bettering"] | words["consequences"]
    if follows and not case.dates.ahead and matched(case, "said_would", folded_cue(case)) is not None:
        return verb  # "said that the scheme would reduce noise"
    if family in DECIDED or case.clause.act.passive:
        return None
    if family in ("future", "told", "related") and not case.dates.ahead:
        machine = matched(case, "machines", case.folded[case.doer.start : case.doer.end])
        if machine is not None:
            return machine
    borne = case.acted_by_somebody() or family in ("obligation", "due")
    task = family == "obligation" and verb in words["tasks"] and not _is_told_of(case)
    sought = _is_sought(case)
    dated = case.dates.ahead and (borne or verb in words["arrivals"])
    soft = verb in words["soft"] and not task and not sought and not dated
    liked = family == "wish" and matched(case, "wished_act", case.after)  # "would like the band to play"
    had = dated and case.lexicon.verbs["event_had"].match(verb + case.object_of_verb)
    if not liked and (soft or (verb in words["states"] and not had)):
        return verb
    if family == "wish" and not case.dates.ahead and case.doer.kind is not SubjectKind.WE:
        return verb if verb in words["lofty"] else None  # "souhaite favoriser le dialogue"
    better = words["bettering"] | (words["hoped_effects"] if family == "wish" else frozenset())
    if verb in better and not case.dates.ahead and family in ("wish", "future", "near"):
        return verb
    if family == "wish":
        return None
    if family == "planned" and case.clause.act is case.clause.cue:  # "it is planned to give"
        impersonal = matched(case, "impersonal_plan", case.folded[case.doer.start :])
        if impersonal is not None:
            return None
    person = case.lexicon.subjects["person"].search(case.folded[case.doer.start : case.doer.end])
    spoken_of = case.doer.kind is SubjectKind.PRONOUN and not person and not case.dates.ahead
    if verb in words["effects"] and (inert or spoken_of):
        return verb
    thing = case.doer.kind is SubjectKind.THING and family in ("obligation", "expected", "possible")
    return verb if thing and verb and not case.dates.ahead else None


def _without_remark(case: Case) -> str:
    """The clause up to the remark that ends it: "we shall be paid a sum, which they put at $300"."""
    remark = case.lexicon.clauses["remark"].search(case.folded, max(0, case.act[1]))
    return case.folded[: remark.start()] if remark else case.folded


def _is_sought(case: Case) -> bool:
    """Whether we will find something for somebody: "we'll find a bed for her"."""
    ours = case.doer.kind in (SubjectKind.WE, SubjectKind.NONE)
    return (
        ours
        and case.verb in case.lexicon.words["sought"]
        and matched(case, "something", case.after) is not None
    )


def _is_told_of(case: Case) -> bool:
    """Whether the subject is a noun: "les familles restent à trouver", not "reste à trouver un local"."""
    return case.doer.kind in (SubjectKind.THING, SubjectKind.SOMEBODY)


def _decides_nothing(case: Case) -> bool:
    """A thing, a pronoun that may stand for one, or an event with a name ("le Salon du livre")."""
    if case.doer.kind is SubjectKind.THING:
        return True
    if case.doer.kind is SubjectKind.PRONOUN and case.lexicon.clauses["relative"].search(case.before):
        return True
    event = case.lexicon.subjects["event"].match(case.folded[case.doer.start : case.doer.end])
    return event is not None
