"""Rows of an action table: what, who, by when, and how far it is."""

from __future__ import annotations

from tracker.commitments import Direction, Firmness, Location
from tracker.dates import find_windows
from tracker.dates.window import OPEN
from tracker.documents import Block, BlockKind
from tracker.proposals.casework import Report
from tracker.proposals.dating import window_of
from tracker.proposals.folding import fold
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.names import LISTED
from tracker.proposals.titles import shortened
from tracker.proposals.values import Aside, AsideCode, Proposal, Reason, ReasonCode

_SCORE = 0.85  # a row says what it is; only its reading as an action may be wrong
_COLUMNS = ("state", "due", "who", "act")
_COLUMNS_NAMED = 3
_NAME_WORDS = 2  # words of a column's name
_NAME = 20  # characters: longer words are no name of a column


def row_outcome(report: Report, block: Block) -> Proposal | Aside | None:
    """The proposal that a row of an action table makes; None when its table does not list actions."""
    if block.kind is not BlockKind.ROW:
        return None
    text = report.document.text
    if _is_header(text[block.start : block.end], report.lexicon):
        return Aside(
            text[block.start : block.end],
            AsideCode.HEADING,
            Location(block.start, block.end, block.page, block.heading),
        )
    cells = {name: text[start:end].strip() for name, (start, end) in _named_cells(block, report.lexicon)}
    if not any(map(str.isalpha, cells.get("act", ""))) or not cells.keys() & {"who", "due"}:
        return None
    quote = text[block.start : block.end]
    location = Location(block.start, block.end, block.page, block.heading)
    told = cells.get("state") or cells.get("due", "")
    state = fold(told)
    if report.lexicon.rows["finished"].search(state):
        return Aside(quote, AsideCode.PAST, location, told)
    if report.lexicon.rows["abandoned"].search(state):
        return Aside(quote, AsideCode.NEGATION, location, told)
    due = cells.get("due") or cells["act"]
    found = find_windows(
        due, reference=report.reference, language=report.lexicon.language, conventions=report.conventions
    )
    own = report.directory.own
    actors = tuple(filter(None, LISTED.split(cells.get("who", "")))) or ((own,) if own else ())
    ours = all(report.directory.is_own(a) or not report.directory.is_other_body(a) for a in actors)
    return Proposal(
        quote=quote,
        title=shortened(cells["act"], report.lexicon),
        firmness=Firmness.COMMITMENT,
        direction=Direction.OURS if ours else Direction.THEIRS,
        window=window_of(found[0]) if found else OPEN,
        found=found[0] if found else None,
        actors=actors,
        counterparts=tuple(p.name for p in report.directory.named(cells["act"]) if p.name not in actors),
        score=_SCORE,
        reasons=(Reason(ReasonCode.ACTION_ROW, cells["act"]),),
        location=location,
    )


def _is_header(line: str, lexicon: Lexicon) -> bool:
    """Whether a row names its columns, as the first of a table does that was not told from the others."""
    cells = [fold(cell).strip() for cell in line.split("|")]
    named = [k for k in _COLUMNS if any(lexicon.rows[k].match(c) and len(c) < _NAME for c in cells)]
    only = all(any(lexicon.rows[k].match(cell) for k in _COLUMNS) for cell in cells)
    terse = all(len(cell.split()) <= _NAME_WORDS and not any(map(str.isdigit, cell)) for cell in cells)
    enough = len(named) >= _COLUMNS_NAMED or (len(named) > 1 and (only or terse))
    return enough and all(len(cell) < _NAME for cell in cells)


def _named_cells(block: Block, lexicon: Lexicon) -> list[tuple[str, tuple[int, int]]]:
    """The cells by what their column is for, the first of a kind only."""
    named: dict[str, tuple[int, int]] = {}
    for words, cell in zip(block.header, block.cells, strict=False):
        folded = fold(words).strip()
        kind = next((k for k in _COLUMNS if lexicon.rows[k].search(folded)), None)
        if kind is not None:
            named.setdefault(kind, cell)
    return list(named.items())
