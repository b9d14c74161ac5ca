"""Why a clause that reads like a promise is none: a list of rules, the first that holds decides."""

from __future__ import annotations

from tracker.dates.window import Kind, Precision
from tracker.proposals.bygone import past
from tracker.proposals.casework import Case
from tracker.proposals.courtesies import courtesy, settled, value
from tracker.proposals.folding import fold
from tracker.proposals.forecasts import forecast
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
from tracker.proposals.refusals import negated, turned_down
from tracker.proposals.routines import by_rule, routine, sent_to_us
from tracker.proposals.rules import Rule, folded_cue, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.values import AsideCode

_NEXT = 15  # characters after a verb in which its object begins
_SPOKEN_OF = 800  # characters in which what a pronoun stands for was named


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


def formality(case: Case) -> str | None:
    whereas = case.lexicon.against["whereas"].match(case.sentence)
    if whereas and not case.lexicon.against["mindful"].match(case.before):
        return whereas[0].strip()
    formal = matched(case, "formality", case.folded)
    if formal is not None:
        end = case.folded.find(formal) + len(formal)  # "noted the report, and asked her to …": two acts
        if end < case.cue[0] and case.lexicon.against["act_ends"].search(case.folded, end, case.cue[0]):
            formal = matched(case, "formality", case.folded[case.cue[0] :])
    return formal or matched(case, "own_costs", case.folded)


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
    longer = tuple(f"{task} " for task in tasks if " " in task)  # "penser à prévenir", not "aux enfants"
    if case.report.minutes and (case.verb in tasks or f"{case.verb}{case.after}".startswith(longer)):
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
    falls_due = against["falls_due"].search(folded_cue(case))  # "the programme in hand falls due in May"
    holds = (named and against["sealed"].search(case.folded)) or falls_due
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
    acted = acted or (case.dates.ahead and (sent_to_us(case) or ours is not None))
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
    if case.family.name == "present" and _is_today(case):
        return case.cue_words
    if case.family.name == "present" and sent_to_us(case) and case.doer.kind is SubjectKind.SOMEBODY:
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


def _is_today(case: Case) -> bool:
    """Whether it is told of the very day, in so many words: "we celebrate today"."""
    chosen, named = case.dates.chosen, case.lexicon.against["nowadays"]
    if chosen is None or chosen.latest != case.report.reference:
        return False
    return named.fullmatch(fold(chosen.wording)) is not None


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
