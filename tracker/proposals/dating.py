"""Which date of a passage is the window of its act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracker.dates import find_windows
from tracker.dates.conventions import Conventions
from tracker.dates.window import OPEN, FoundWindow, ImpossibleWindow, Kind, Precision, Window
from tracker.proposals.clauses import Clause
from tracker.proposals.lexicon import Lexicon

_PREPOSITION = 8  # letters at most before a date that opens its sentence: "In 2015 …", "Depuis 2015 …"
_ASIDE = 32  # letters before a date that may tell of something else: ", interrupted in 2014"
_RANK = {Kind.DEADLINE: 0, Kind.WINDOW: 1, Kind.START: 2, Kind.RECURRING: 3, Kind.VALIDITY: 4}


class Dated(NamedTuple):
    """The dates of one clause, seen from the reference date; `chosen` is the one that its act hangs on."""

    chosen: FoundWindow | None
    past: FoundWindow | None  # a date that places the act before the reference date

    @property
    def ahead(self) -> bool:
        """Whether a calendar date is named that has not passed."""
        return self.chosen is not None and self.chosen.precision not in (None, Precision.OPEN)

    def window(self, validity: bool) -> Window:
        """The window to keep; `validity` when the clause says how long an agreement holds."""
        if self.chosen is None:
            return OPEN
        window = window_of(self.chosen)
        return replace(window, kind=Kind.VALIDITY) if validity else window


def window_of(found: FoundWindow) -> Window:
    """The window of a date wording; an impossible one keeps its wording, its error stands in `found`."""
    try:
        return found.window()
    except ImpossibleWindow:
        return Window(wording=found.wording)


def windows_in(
    clause: Clause, folded: str, reference: date, conventions: Conventions, lexicon: Lexicon
) -> list[FoundWindow]:
    """The dates of a clause, at characters of it; `folded` is the whole text, folded.

    What follows "a promis de" is read apart: the past tense is that of the promise, not of the act.
    """
    text, seam = clause.text, max(0, clause.cue.end - clause.start)
    governs = lexicon.clauses["governs"].search(folded[clause.cue.start : clause.cue.end])
    arranged = clause.cue.family.name in ("arranged", "asked", "planned", "wish")
    cut = seam if (governs or arranged) and clause.head is None else 0
    found: list[FoundWindow] = []
    for start, words in ((0, text[:cut]), (cut, text[cut:])):
        if words:
            inside = find_windows(
                words,
                reference=reference,
                language=lexicon.language,
                conventions=conventions,
                ahead=start > 0,
            )
            if start:
                inside = [replace(w, start=w.start + start, end=w.end + start) for w in inside]
            found += inside
    return found


def dated(
    windows: Sequence[FoundWindow], folded: str, cue: tuple[int, int], reference: date, lexicon: Lexicon
) -> Dated:
    """Choose among `windows`, found in the clause that `folded` is; `cue` is where its cue stands."""
    ahead = [w for w in windows if not _gone(w, reference)]
    ahead = [w for w in ahead if not _is_spelt_out(w, ahead, folded)]
    gone = [w for w in windows if _gone(w, reference) and _places(w, folded, cue, lexicon)]
    chosen = min(ahead, key=lambda w: _order(w, folded, cue, lexicon), default=None)
    return Dated(chosen, gone[0] if gone and chosen is None else None)


def _is_spelt_out(window: FoundWindow, others: Sequence[FoundWindow], folded: str) -> bool:
    """Whether its days follow it: "at Ascension, from 29 May to 1 June"."""
    first = window.earliest
    return first is not None and any(
        other.precision is Precision.RANGE
        and other.start >= window.end
        and not folded[window.end : other.start].strip(" ,:(–-")
        and (other.earliest or date.max) <= first <= (other.latest or date.min)
        for other in others
    )


def _order(
    window: FoundWindow, folded: str, cue: tuple[int, int], lexicon: Lexicon
) -> tuple[bool, bool, int, bool, int]:
    """Dates of an agreement, a document or a condition come last; then by kind, by grain, and by nearness."""
    before = folded[max(0, window.start - 40) : window.start]
    label = window.precision is Precision.YEAR and not _is_placed(window, before, lexicon)  # "the 2025 fees"
    borne = label or bool(lexicon.against["borne"].search(before))
    hangs = lexicon.against["condition"].search(folded, max(0, cue[1]), max(0, window.start))
    borne = borne or hangs is not None  # "in May, if the hosts are found by March": the condition's own
    vague = window.precision not in (Precision.DAY, Precision.RANGE)
    apart = window.start - cue[1] if window.start >= cue[0] else cue[0] - window.end
    return borne, window.error is not None, _RANK.get(window.kind, 9), vague, apart


def _is_placed(window: FoundWindow, before: str, lexicon: Lexicon) -> bool:
    """Whether a preposition stands before the date, or in it."""
    when = lexicon.against["when"]
    return bool(when.search(before) or when.match(window.wording.lower()))


def _gone(window: FoundWindow, reference: date) -> bool:
    if window.kind is Kind.BACKGROUND:
        return True
    return window.latest is not None and window.latest < reference and window.kind is not Kind.RECURRING


def _places(window: FoundWindow, folded: str, cue: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether the date says when the act is, rather than which thing is meant ("le rapport 2022")."""
    before = folded[max(0, window.start - 14) : window.start]
    bound = lexicon.against["when"].search(before) or lexicon.against["when"].match(window.wording.lower())
    apart = any(
        lexicon.clauses[name].search(folded, max(0, cue[1]), max(0, window.start))
        for name in ("hanging", "described")
    )
    of_thing = lexicon.against["of_date"].search(before)  # "the families of last year"
    if window.precision is Precision.YEAR and lexicon.against["of_year"].search(before):
        return False  # "the 1911 plan"
    aside = folded[max(0, window.start - _ASIDE) : window.start]
    compared = lexicon.against["compared"].search(aside)  # "as last year", "pictures from before 2010"
    if bound is None or of_thing or apart or compared:
        return False  # ", which she told us on 3 May": the relative's own day
    stressed = any(m.start() < window.start < m.end() for m in lexicon.clauses["cleft"].finditer(folded))
    first = stressed or len(folded[: window.start].strip(" ,([-")) <= _PREPOSITION
    return first or window.start >= cue[0] or "," in folded[window.end : cue[0]]  # "En 2015, …"
