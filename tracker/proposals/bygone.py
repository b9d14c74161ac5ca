"""What is told of the past: history, what was broken or is done, and days that have gone."""

from __future__ import annotations

from datetime import timedelta

from tracker.dates.window import Precision
from tracker.proposals.casework import Case
from tracker.proposals.rules import DECIDED, folded_cue, matched
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import SubjectKind

_ROLLED_OVER = timedelta(days=300)  # a day named without its year, so far ahead, was rather a past one
_NARRATED = frozenset({"promise", "future", "near", "mandate", "wish", "talks", "planned", "told", "related"})
_LONG_AGO = 3  # years: what is told of longer ago is history
_EARLIER = 800  # characters before a clause in which its year was named


def past(case: Case) -> str | None:
    if case.purpose is Purpose.HISTORY and not _in_force(case):
        return ""
    if case.family.name in ("task", "announcement"):
        finished = matched(case, "finished", case.sentence)
        if finished is not None:
            return finished
    kept = case.family.name in DECIDED and case.dates.ahead  # "had promised it by October", still to come
    kept = kept or (case.family.name in DECIDED and matched(case, "retold", case.before) is not None)
    broken = None if kept else matched(case, "past_before", case.before)
    if broken is None:  # "I said I would write, and have since done so"
        rest = case.sentence[case.clause.cue.end - case.clause.sentence.start :]
        broken = matched(case, "kept_since", rest)
    if broken is None and "past_around" not in case.unsaid:
        broken = matched(case, "past_around", case.said_of_act)
    if broken is None and case.family.name in ("announcement", "planned", "scheduled"):
        broken = matched(case, "did_not", case.after)  # "planned for May, could not take place"
    written = matched(case, "as_written", case.folded) if case.family.name != "future" else None
    broken = broken or written or _told_on_the_way(case)
    if broken is not None:
        return broken
    if case.dates.past and case.family.name != "validity":
        return case.dates.past.wording
    return _long_ago(case) or _just_gone(case)


def _long_ago(case: Case) -> str | None:
    """What a paragraph tells of another year: "In 1956 an engineer comes … and vows that …"."""
    told = case.family.name in _NARRATED and case.doer.kind is not SubjectKind.WE
    if not told or case.dates.ahead or case.purpose in (Purpose.NEXT, Purpose.RESOLVED):
        return None
    earlier = case.earlier[-_EARLIER:]
    years = case.lexicon.against["in_year"].finditer(earlier + case.before)
    then = [m for m in years if int(m["year"]) < case.report.reference.year - _LONG_AGO]
    if not then or case.lexicon.against["nowadays"].search(earlier + case.folded, then[-1].end()):
        return None
    return then[-1][0].strip()


def _just_gone(case: Case) -> str | None:
    """A day without its year that passed a while ago, said without a future: the tour told in its order."""
    chosen = case.dates.chosen
    if chosen is None or chosen.earliest is None or case.family.name not in ("announcement", "present"):
        return None
    far = chosen.precision is Precision.DAY and chosen.earliest - case.report.reference > _ROLLED_OVER
    told = far and str(chosen.earliest.year) not in chosen.wording
    return chosen.wording if told else None


def _told_on_the_way(case: Case) -> str | None:
    """A task of the journey itself: "the pupils were asked to keep a diary", without a day ahead."""
    if case.dates.ahead or case.family.name != "mandate":
        return None
    presented = case.purpose is Purpose.ATTENDANCE  # what those who were met are there for
    role = matched(case, "role", folded_cue(case)) if presented else None
    told = presented or (case.report.mission and case.purpose is not Purpose.NEXT)
    return role or (matched(case, "told_then", folded_cue(case)) if told else None)


def _in_force(case: Case) -> bool:
    """An agreement's term ahead, which also a section on the past may tell."""
    return case.family.name == "validity" and case.dates.ahead
