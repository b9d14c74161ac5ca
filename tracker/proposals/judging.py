"""Why a clause that reads like a promise is none: a list of rules, the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable

from tracker.dates.window import Kind
from tracker.proposals.casework import Case
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.values import AsideCode

Rule = Callable[[Case], str | None]
"""The words that speak against the clause (maybe empty), or None when the rule does not hold."""

_DECIDED = frozenset({"promise", "mandate", "resolution"})
_RULED = frozenset({"future", "obligation", "near", "present", "mandate"})
_QUOTED = frozenset('«“"')
_NEAR = 60  # characters around a cue in which a negation belongs to it


def _matched(case: Case, name: str, text: str) -> str | None:
    pattern = case.lexicon.against[name]
    found = pattern.match(text) if pattern.pattern.startswith("^") else pattern.search(text)
    return found[0].strip() if found else None


def negated(case: Case) -> str | None:
    against = case.lexicon.against
    if against["nobody"].match(case.folded):
        return case.folded.split(" ", 1)[0]
    if case.family.name == "resolution":
        whole = against["negative_decision"].search(case.folded)
        return whole[0] if whole else None
    refused = against["refusal"].search(case.folded, max(0, case.cue[0] - _NEAR))
    if refused and case.family.name not in ("mandate", "resolution"):
        return refused[0]
    start = max(0, case.cue[0])
    for cue in (case.cue, case.act):
        for ne in against["negator"].finditer(case.folded, max(0, cue[0] - _NEAR), max(0, cue[1])):
            words = case.folded[ne.start() : max(cue[1], ne.start()) + _NEAR]
            particle = against["negated"].search(words)
            if particle and not against["kept_negation"].search(words):
                return words[: particle.end()]
    return "" if against["refused_cue"].search(case.folded[start : start + _NEAR]) else None


def past(case: Case) -> str | None:
    if case.purpose is Purpose.HISTORY:
        return ""
    if case.family.name == "task":
        finished = _matched(case, "finished", case.sentence)
        if finished is not None:
            return finished
    broken = _matched(case, "past_before", case.before) or _matched(case, "past_around", case.folded)
    if broken is not None:
        return broken
    return case.dates.past.wording if case.dates.past and case.family.name != "validity" else None


def by_rule(case: Case) -> str | None:
    if case.family.name not in ("planned", "scheduled"):
        return None
    return _matched(case, "as_agreed", case.before) or _matched(case, "by_rule", case.after)


def courtesy(case: Case) -> str | None:
    around = case.folded[max(0, case.cue[0] - 15) : max(0, case.cue[1]) + 25]
    polite = _matched(case, "courtesy", around)
    if polite is not None and case.family.name in ("wish", "talks", "future", "near", "possible"):
        return polite
    hoped = _matched(case, "hope", case.folded)
    if hoped is not None and not case.dates.ahead:
        return hoped
    moved = case.doer.kind in (SubjectKind.PRONOUN, SubjectKind.THING)
    if moved and case.text[:1] in _QUOTED and not case.dates.ahead:
        return case.text[:1]
    vague = None if _dated_itself(case) else _vague(case)
    return vague if vague is not None and case.family.name != "validity" else None


def _dated_itself(case: Case) -> bool:
    """Whether the date is the act's own, not that of a clause that hangs on it (", which …")."""
    chosen = case.dates.chosen
    if chosen is None or not case.dates.ahead:
        return False
    return not case.lexicon.clauses["hanging"].search(case.folded, max(0, case.cue[1]), chosen.start)


def _vague(case: Case) -> str | None:
    """A promise of good relations, without an act: "renforcer les liens"."""
    if case.clause.act.verb:
        words = f"{case.clause.act.verb}{case.folded[max(0, case.act[1]) :]}"
    else:
        words = case.folded if case.clause.head else case.after
        own = case.lexicon.verbs["closing_infinitive"].search(case.folded[: max(0, case.cue[1])])
        words = case.folded[own.start() :] if own else words
    return _matched(case, "vague", words)


def learned(case: Case) -> str | None:
    if case.purpose is Purpose.LEARNED:
        ours = case.family.name in _DECIDED and _dealings(case)
        return None if ours else ""
    told = _matched(case, "learned", case.before)
    return told if told is not None and case.doer.kind is not SubjectKind.WE and not _dealings(case) else None


def objective(case: Case) -> str | None:
    return "" if case.purpose is Purpose.OBJECTIVES and case.family.name != "validity" else None


def routine(case: Case) -> str | None:
    if case.purpose is Purpose.ROUTINE:
        return ""
    following = _matched(case, "next_meeting", case.folded)
    if following is not None:
        return following
    chosen = case.dates.chosen
    if case.family.name not in _DECIDED | {"wish", "validity"}:
        usual = _matched(case, "routine", case.folded)
        if usual is not None:
            return usual
        if chosen is not None and chosen.kind is Kind.RECURRING:
            return chosen.wording
    if case.family.name not in _RULED:
        return None
    standing = _matched(case, "standing", case.sentence)
    if standing is not None or case.dates.ahead:
        return standing
    return _matched(case, "rule", case.sentence)


def formality(case: Case) -> str | None:
    whereas = case.lexicon.against["whereas"].match(case.sentence)
    if whereas:
        return whereas[0].strip()
    return _matched(case, "formality", case.folded)


def forecast(case: Case) -> str | None:
    guessed = _matched(case, "forecast", case.folded)
    if guessed is not None:
        return guessed
    if case.family.name in ("validity", "talks", "announcement", "task", "scheduled"):
        return None
    words, family = case.lexicon.words, case.family.name
    if family in _DECIDED:
        return None
    spoken = case.verb in words["soft"] and not (case.acted_by_somebody() and case.dates.ahead)
    if (spoken or case.verb in words["states"]) and not case.clause.act.passive:
        return case.verb
    if family == "wish":
        return None
    told = case.doer.kind is SubjectKind.PRONOUN and case.dates.ahead
    moved = case.doer.kind in (SubjectKind.THING, SubjectKind.PRONOUN)
    if case.verb in words["effects"] and moved and not told:
        return case.verb
    inert = case.doer.kind is SubjectKind.THING and family in ("obligation", "expected", "possible")
    return case.verb if inert and case.verb and not case.clause.act.passive and not case.dates.ahead else None


def hanging(case: Case) -> str | None:
    """A relative clause without a date describes: "un projet qui fera rayonner la région"."""
    listed = case.purpose in (Purpose.RESOLVED, Purpose.NEXT)  # "que les villes publieront …"
    if case.dates.ahead or listed or case.family.name in _DECIDED:
        return None
    relative = case.lexicon.clauses["relative"].search(case.before)
    return relative[0].strip(" ,(") if relative else None


def third_party(case: Case) -> str | None:
    """In the report of a journey: what a host plans at home, without a word of dealings with us."""
    followed = case.purpose in (Purpose.NEXT, Purpose.RESULTS, Purpose.RESOLVED)
    if (
        not case.report.mission
        or case.report.directory.own is None
        or followed
        or case.family.name == "validity"
        or _dealings(case)
    ):
        return None
    subject = [p for p in case.parties if case.doer.start <= p.start < case.doer.end]
    directory = case.report.directory
    hosts = [p for p in subject if directory.is_place(p) and not directory.is_own(p.name)]
    return hosts[0].name if hosts and len(hosts) == len(subject) else None


def _dealings(case: Case) -> bool:
    directory = case.report.directory
    named = {p.name for p in case.parties}
    ours = any(directory.is_own(name) for name in named)
    return ours or case.lexicon.parties["relations"].search(case.after) is not None


def nobodys(case: Case) -> str | None:
    """An obligation that nobody bears, and that has no date: "il faut …", "a bylaw must be read"."""
    if case.family.name != "obligation" or case.dates.ahead or case.purpose is Purpose.NEXT:
        return None
    if case.clause.act.passive and case.doer.kind is SubjectKind.THING and not case.report.minutes:
        return case.cue_words
    return _matched(case, "impersonal", case.report.folded[case.clause.cue.start : case.clause.cue.end])


def no_agreement(case: Case) -> str | None:
    """A term that is no agreement's in force: "the deadline expires", "a two-year lease was offered"."""
    if case.family.name != "validity":
        return None
    against = case.lexicon.against
    holds = against["agreement"].search(case.sentence) and against["sealed"].search(case.folded)
    return None if holds else case.cue_words


def named_by_date(case: Case) -> str | None:
    """An announcement whose date only names the thing: "l'atelier de juillet"."""
    chosen = case.dates.chosen
    if case.family.name != "announcement" or chosen is None:
        return None
    return _matched(case, "of_noun", case.folded[: chosen.start])


def present_state(case: Case) -> str | None:
    """A present tense that nobody is the subject of tells of a routine: "elles ont lieu le samedi"."""
    return case.cue_words if case.family.name == "present" and not case.acted_by_somebody() else None


def without_date(case: Case) -> str | None:
    if not case.family.needs_date:
        return None
    near = case.family.name != "scheduled" or _date_follows(case)
    return None if near and case.dates.ahead else case.cue_words


def _date_follows(case: Case) -> bool:
    chosen = case.dates.chosen
    return chosen is not None and chosen.start - case.cue[1] <= 30 and chosen.end >= case.cue[0]


RULES: tuple[tuple[AsideCode, Rule], ...] = (
    (AsideCode.FORMALITY, formality),
    (AsideCode.NEGATION, negated),
    (AsideCode.PAST, past),
    (AsideCode.FORMALITY, by_rule),
    (AsideCode.COURTESY, courtesy),
    (AsideCode.OBJECTIVE, objective),
    (AsideCode.LEARNED, learned),
    (AsideCode.ROUTINE, routine),
    (AsideCode.FORECAST, forecast),
    (AsideCode.FORECAST, hanging),
    (AsideCode.THIRD_PARTY, third_party),
    (AsideCode.NO_ACTOR, nobodys),
    (AsideCode.NO_CUE, without_date),
    (AsideCode.NO_CUE, no_agreement),
    (AsideCode.HEADING, named_by_date),
    (AsideCode.ROUTINE, present_state),
)


def objection(case: Case) -> tuple[AsideCode, str] | None:
    """The first rule that speaks against the clause, with the words that say so; None when it stands."""
    for code, rule in RULES:
        words = rule(case)
        if words is not None:
            return code, words
    return None
