"""Good wishes, thanks, values and what was agreed as a whole: words without an act."""

from __future__ import annotations

from tracker.proposals.casework import Case
from tracker.proposals.patterns import at_end
from tracker.proposals.rules import DECIDED, folded_cue, matched
from tracker.proposals.subjects import SubjectKind

_CLOSED = ("»", "”", '"')
_MARK = 4  # characters in which what was said ends
_QUOTED = frozenset('«“"')
_POLITE = 25  # characters after a cue in which a courtesy belongs to it, and the rest of the word there


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
