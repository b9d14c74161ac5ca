"""What the rules that speak against a clause have in common."""

from __future__ import annotations

from collections.abc import Callable

from tracker.proposals.casework import Case

Rule = Callable[[Case], str | None]
"""The words that speak against the clause (maybe empty), or None when the rule does not hold."""

DECIDED = frozenset({"promise", "mandate", "resolution"})
"""The families of wordings that say that somebody has decided."""


def matched(case: Case, name: str, text: str) -> str | None:
    """The words of `text`, of the case's, that the pattern `name` finds, at its start when anchored there."""
    if name in case.unsaid:
        return None
    pattern = case.lexicon.against[name]
    found = pattern.match(text) if pattern.pattern.startswith("^") else pattern.search(text)
    return found[0].strip() if found else None


def folded_cue(case: Case) -> str:
    """The words of the cue, wherever it stands."""
    return case.report.folded[case.clause.cue.start : case.clause.cue.end]
