"""Further acts without a verb of their own: "une visite en mai, puis, en juin, une seconde"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from tracker.dates.window import FoundWindow, Kind, Precision
from tracker.proposals.casework import Case
from tracker.proposals.clauses import Clause
from tracker.proposals.subjects import SubjectKind

_MOST = 4  # acts under one verb
_WITH_FURTHER = frozenset(
    {
        "future",
        "near",
        "promise",
        "mandate",
        "task",
        "obligation",
        "planned",
        "present",
        "expected",
        "possible",
        "due",
    }
)
_SET = (Kind.WINDOW, Kind.DEADLINE, Kind.START)


class _Cut(NamedTuple):
    """An act ends at `end` and the next begins at `start`, characters of the clause; `doer` does it."""

    end: int
    start: int
    doer: str = ""


def acts(case: Case) -> list[Clause]:
    """The clause, cut where one more act begins that shares its verb; all in order."""
    found, rest = [case.clause], case
    while case.family.name in _WITH_FURTHER and len(found) < _MOST:
        cut = _dated(rest) or _gapped(rest)
        if cut is None:
            break
        start, end = rest.clause.start, rest.clause.end
        found[-1] = found[-1]._replace(end=start + cut.end)
        found.append(rest.clause._replace(start=start + cut.start, end=end, head=found[0], doer=cut.doer))
        rest = Case(case.report, found[-1], case.place, case.lent)
    return found


def _dated(case: Case) -> _Cut | None:
    """Where a second date has an act of its own: "les comptes en juin et le budget en mai"."""
    ahead = [w for w in case.windows if _is_set(w) and w.end > case.act[1]]
    for one, other in pairwise(ahead):
        for link in case.lexicon.clauses["further"].finditer(
            case.folded, max(one.end, case.act[1]), other.end
        ):
            cut = _begun(case, link.start(), link.end(), other, then=link["then"] is not None)
            if cut is not None:
                return cut
    return None


def _is_set(window: FoundWindow) -> bool:
    named = window.precision is not None and window.precision is not Precision.OPEN
    return named and window.kind in _SET


def _begun(case: Case, end: int, start: int, window: FoundWindow, *, then: bool) -> _Cut | None:
    """An act that begins at `start`, with its date first or last."""
    clauses, at = case.lexicon.clauses, start
    if clauses["before_date"].fullmatch(case.folded, start, max(start, window.start)):
        comma = clauses["after_date"].match(case.folded, window.end)
        at = comma.end() if comma else window.end
    who = clauses["gapped_who"].match(case.text, at)
    act = clauses["gapped_act"].match(case.folded, who.end() if who else at)
    if case.lexicon.verbs["finite"].search(case.folded, at) or not (act or (then and at > start)):
        return None
    return _Cut(end, start, who["who"] if who else "")


def _gapped(case: Case) -> _Cut | None:
    """Where somebody else does the like: "Lise s'occupe des affiches, Paul des invitations"."""
    if case.doer.kind is not SubjectKind.SOMEBODY:
        return None
    found = case.lexicon.clauses["gapped"].search(case.text, max(0, case.act[1]))
    if found is None or case.lexicon.verbs["finite"].search(case.folded, found.start()):
        return None
    return _Cut(found.start(), found.start("who"), found["who"])
