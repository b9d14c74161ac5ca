"""Why a clause that reads like a promise is none: a list of rules, the first that holds decides."""

from __future__ import annotations

from tracker.dates.window import FoundWindow, Kind, Precision
from tracker.proposals.bygone import past
from tracker.proposals.casework import Case
from tracker.proposals.folding import fold
from tracker.proposals.outsiders import (
    hanging,
    host,
    learned,
    of_the_same,
    own_affairs,
    third_party,
    towards_us,
)
from tracker.proposals.patterns import at_end
from tracker.proposals.rules import DECIDED, Rule, folded_cue, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.values import AsideCode

_RULED = frozenset(
    {"future", "obligation", "near", "present", "mandate", "task", "expected", "possible", "request"}
)
_CLOSED = ("»", "”", '"')
_SAID = frozenset({"near", "planned", "task", "talks", "wish"})
_NEXT = 15  # characters after a verb in which its object begins
_MARK = 4  # characters in which what was said ends
_QUOTED = frozenset('«“"')
_SPOKEN_OF = 800  # characters in which what a pronoun stands for was named
_POLITE = 25  # characters after a cue in which a courtesy belongs to it, and the rest of the word there
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


def by_rule(case: Case) -> str | None:
    if case.family.name not in ("planned", "scheduled"):
        return None
    return matched(case, "as_agreed", case.before) or matched(case, "by_rule", case.after)


def courtesy(case: Case) -> str | None:
    until = case.folded.find(" ", max(0, case.cue[1]) + _POLITE)
    around = case.folded[max(0, case.cue[0] - 15) : until if until > 0 else None]
    polite = matched(case, "courtesy", around)
    if polite is not None and case.family.name == "wish" and case.dates.ahead:
        return None if case.lexicon.against["awaited"].search(case.folded) else polite
    if polite is not None and case.family.name in ("wish", "talks", "future", "near", "possible"):
        return polite
    if case.family.name in ("request", "mandate") and not case.report.mail and not case.dates.ahead:
        asked = matched(case, "asked_of_all", folded_cue(case))  # "please ring Ana", to whoever reads
        if asked is not None:
            return asked
    start = case.clause.cue.start
    said = case.report.folded[max(0, start - _MARK) : start].rstrip(" ,")
    if case.family.name == "promise" and said.endswith(_CLOSED):
        return case.cue_words  # "…", promised the mayor
    hoped = matched(case, "hope", case.folded)
    heard = case.report.minutes and case.doer.kind is SubjectKind.SOMEBODY  # a member, at a meeting
    if hoped is not None and not case.dates.ahead and not heard:
        return hoped
    private = matched(case, "private", case.folded)  # "a resident would like more benches"
    if private is not None:
        return private
    moved = case.doer.kind in (SubjectKind.PRONOUN, SubjectKind.THING)
    if moved and case.text[:1] in _QUOTED and not case.dates.ahead:
        return case.text[:1]
    vague = None if _dated_itself(case) else _vague(case)
    return vague if vague is not None and case.family.name != "validity" else None


def value(case: Case) -> str | None:
    """A commitment to a value, or a vote of thanks, is no act: "committed to excellence"."""
    due = matched(case, "thanks_due", case.folded)
    if case.family.name not in DECIDED | {"obligation"}:
        return due
    thanks = due or matched(case, "thanks", case.folded)
    if case.family.name == "obligation":
        return thanks
    return thanks if thanks is not None or case.dates.ahead else matched(case, "value", case.folded)


def settled(case: Case) -> str | None:
    """What was agreed on is a thing, and not an act: "se sont entendus sur le texte"."""
    return (
        matched(case, "settled", case.folded)
        if case.family.name == "promise" and not case.dates.ahead
        else None
    )


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
        own = at_end(case.lexicon.verbs["closing_infinitive"], case.folded, end=max(0, case.cue[1]))
        words = case.folded[own.start("verb") :] if own else words
    return matched(case, "vague", words)


def objective(case: Case) -> str | None:
    if case.family.name == "scheduled":  # "the target of ten, set for May, was missed"
        return matched(case, "target", case.before)
    lofty = case.family.name == "task" and case.verb in case.lexicon.words["lofty"]
    if lofty and not case.dates.ahead:
        return case.cue_words  # "promouvoir la langue"
    if case.family.name == "planned":  # "the purpose of the day is to bring people together"
        aim = matched(case, "aim", case.before)
        if aim is not None:
            return aim
    return "" if case.purpose is Purpose.OBJECTIVES and case.family.name != "validity" else None


def routine(case: Case) -> str | None:
    if case.purpose is Purpose.ROUTINE and not _is_said_of_the_rules(case):
        return ""
    following = matched(case, "next_meeting", case.folded)
    if following is not None:
        return following
    chosen = case.dates.chosen
    ends = chosen is not None and chosen.kind is Kind.RECURRING and _ends(chosen, case)
    sent = case.family.name == "future" and case.doer.kind is not SubjectKind.WE and _sent_to_us(case)
    begins = (
        chosen is not None and chosen.kind is Kind.START and case.family.name in ("task", "obligation", "due")
    )
    person = case.family.name in ("future", "near") and _is_by_a_person(
        case
    )  # "Mme Roy will call each month"
    laid_down = bool(case.report.directory.joint) and case.family.name in ("future", "obligation")
    if (
        not ends
        and not sent
        and not begins
        and not laid_down
        and not person
        and case.family.name not in DECIDED | {"talks", "wish", "validity"}
    ):
        usual = matched(case, "routine", case.main)
        if usual is not None and not (case.dates.ahead and matched(case, "each_one", usual)):
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
    """Whether a meeting speaks of its rules, and does not quote them: "the rules will be discussed"."""
    acts = case.family.name in DECIDED | _SAID or case.clause.act.passive
    borne = case.family.name == "future" and case.acted_by_somebody()
    return case.report.minutes and (acts or borne)


def _ends(chosen: FoundWindow, case: Case) -> bool:
    """Whether what comes back ends: on some day, in some year, or, where somebody does it, with a month."""
    if chosen.latest is None:
        return False
    return chosen.earliest is None or str(chosen.latest.year) in chosen.wording or case.acted_by_somebody()


def _sent_to_us(case: Case) -> bool:
    """Whether others will send or tell us something: "will mail us the list every month" is no routine."""
    return (
        case.lexicon.parties["to_us"].search(case.folded, case.doer.end, max(case.doer.end, case.act[0]))
        is not None
    )


def formality(case: Case) -> str | None:
    whereas = case.lexicon.against["whereas"].match(case.sentence)
    if whereas and not case.lexicon.against["mindful"].match(case.before):
        return whereas[0].strip()
    formal = matched(case, "formality", case.folded)
    if formal is not None:
        end = case.folded.find(formal) + len(formal)  # "noted the report, and asked the clerk to …": two acts
        if end < case.cue[0] and case.lexicon.against["act_ends"].search(case.folded, end, case.cue[0]):
            formal = matched(case, "formality", case.folded[case.cue[0] :])
    return formal or matched(case, "own_costs", case.folded)


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
    if family in DECIDED or case.clause.act.passive:
        return None
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


def nobodys(case: Case) -> str | None:
    """An obligation that nobody bears, and that has no date: "il faut …", "a bylaw must be read"."""
    if case.family.name == "request" and not case.report.mail and not case.dates.ahead:
        return case.cue_words  # to readers: "merci de réserver bon accueil à …"
    lofty = case.family.name == "obligation" and case.verb in case.lexicon.words["lofty"]
    if lofty and not case.dates.ahead:
        return case.cue_words
    if case.family.name != "obligation" or case.dates.ahead or case.purpose is Purpose.NEXT:
        return None
    if case.clause.act.passive and case.doer.kind is SubjectKind.THING and not case.report.minutes:
        return case.cue_words
    tasks = case.lexicon.words["tasks"]
    further = f"{case.verb} à" in tasks and case.after.startswith(
        " à "
    )  # "penser à prévenir", not "aux enfants"
    if case.report.minutes and (case.verb in tasks or further):
        return None  # "il faudra relancer la région", said at a meeting
    return matched(case, "impersonal", folded_cue(case))


def untold(case: Case) -> str | None:
    """A conditional that nobody is reported to have said: "a bench would be welcomed"."""
    if case.family.name == "related":
        return matched(case, "unreal", case.sentence)
    if case.family.name != "told":
        return None
    start = case.clause.sentence.start
    said = case.report.folded[start : case.clause.cue.start]
    vague = case.doer.kind is SubjectKind.THING and not case.clause.act.passive and not case.dates.ahead
    told = None if vague else case.lexicon.clauses["told"].search(said)
    host = told and case.lexicon.parties["to_us"].search(told[0])  # "the guide told us that …"
    return None if told and not host else case.cue_words


def no_agreement(case: Case) -> str | None:
    """A term that is no agreement's in force: "the deadline expires", "a two-year lease was offered"."""
    if case.family.name != "validity":
        return None
    against = case.lexicon.against
    named = against["agreement"].search(case.sentence)
    if named is None and case.doer.kind is SubjectKind.PRONOUN:  # "it remains valid until …"
        start = case.clause.start
        named = against["agreement"].search(case.report.folded, max(0, start - _SPOKEN_OF), start)
    holds = named and against["sealed"].search(case.folded)
    return None if holds else case.cue_words


def named_by_date(case: Case) -> str | None:
    """An announcement whose date only names the thing: "l'atelier de juillet"."""
    chosen = case.dates.chosen
    if case.family.name != "announcement" or chosen is None:
        return None
    named = at_end(case.lexicon.against["of_name"], case.text, 0, chosen.start)
    if chosen.precision is Precision.YEAR and named:  # "Forum Horizon 2030"
        return chosen.wording
    return matched(case, "of_noun", case.folded[: chosen.start])


def present_state(case: Case) -> str | None:
    """A present tense that nobody is the subject of tells of a routine: "elles ont lieu le samedi"."""
    if case.family.name != "present":
        return None
    if matched(case, "past_frame", case.before) is not None:
        return case.cue_words  # "we were glad to have forty people come to the fair"
    subject = case.folded[case.doer.start : case.doer.end]
    persons = case.lexicon.parties["persons"].search(subject)
    chosen = case.dates.chosen
    dated = case.dates.ahead and chosen is not None and chosen.precision is Precision.DAY
    sent = case.dates.ahead and not case.lexicon.words["deliveries"].isdisjoint(folded_cue(case).split())
    opens = dated and not case.report.mission  # "the exhibition opens on 3 June", not "le samedi"
    day = opens and any(map(str.isdigit, case.folded))
    begun = case.lexicon.verbs["progressive"].search(folded_cue(case)) is not None
    begun = (begun or _is_one_event(case)) and matched(case, "theirs", subject) is None
    acted = (
        case.acted_by_somebody() or persons or day or begun or (sent and case.doer.kind is SubjectKind.THING)
    )
    ours = case.lexicon.parties["ourselves"].search(case.after[:_NEXT])  # "prints our letter"
    acted = acted or (case.dates.ahead and (_sent_to_us(case) or ours is not None))
    return None if acted else case.cue_words


def _is_one_event(case: Case) -> bool:
    """Whether it happens once: "a first meeting takes place in May", in some year or for the first time."""
    chosen = case.dates.chosen
    if not case.dates.ahead or chosen is None or chosen.kind is Kind.RECURRING:
        return False
    once = case.lexicon.subjects["once"].match(case.folded[case.doer.start : case.doer.end])
    return once is not None or (chosen.latest is not None and str(chosen.latest.year) in chosen.wording)


def without_date(case: Case) -> str | None:
    if not case.family.needs_date:
        return None
    if case.family.name == "present" and _sent_to_us(case) and case.doer.kind is SubjectKind.SOMEBODY:
        return None  # "the museum sends us its plans"
    begun = case.family.name == "present" and case.lexicon.verbs["progressive"].search(folded_cue(case))
    recorded = case.report.minutes and case.doer.kind is SubjectKind.SOMEBODY
    busy = case.lexicon.verbs["errand"].search(folded_cue(case))
    if begun and busy and (recorded or case.doer.kind is SubjectKind.WE):
        return None  # "we are applying for a grant"
    ours = case.lexicon.parties["ourselves"].match(case.after.strip())  # "is offering us cuttings"
    if begun and ((case.acted_by_somebody() and (case.dealings or towards_us(case))) or ours):
        return None  # "their mayor is coming to our fair"
    near = case.family.name != "scheduled" or _date_follows(case)
    return None if near and case.dates.ahead else case.cue_words


def _date_follows(case: Case) -> bool:
    chosen = case.dates.chosen
    return chosen is not None and chosen.start - case.cue[1] <= 30 and chosen.end >= case.cue[0]


RULES: tuple[tuple[AsideCode, Rule], ...] = (
    (AsideCode.FORMALITY, formality),
    (AsideCode.NEGATION, negated),
    (AsideCode.NEGATION, turned_down),
    (AsideCode.PAST, past),
    (AsideCode.FORMALITY, by_rule),
    (AsideCode.COURTESY, courtesy),
    (AsideCode.COURTESY, value),
    (AsideCode.PAST, settled),
    (AsideCode.OBJECTIVE, objective),
    (AsideCode.LEARNED, learned),
    (AsideCode.ROUTINE, routine),
    (AsideCode.FORECAST, forecast),
    (AsideCode.FORECAST, hanging),
    (AsideCode.THIRD_PARTY, third_party),
    (AsideCode.THIRD_PARTY, host),
    (AsideCode.THIRD_PARTY, own_affairs),
    (AsideCode.THIRD_PARTY, of_the_same),
    (AsideCode.NO_ACTOR, nobodys),
    (AsideCode.NO_ACTOR, untold),
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
