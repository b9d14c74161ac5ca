"""From a document to its proposals, and to what was set aside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from tracker.commitments import Location
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.documents import Block, BlockKind, Document
from tracker.proposals.casework import Case, Lent, Place, Report
from tracker.proposals.clauses import Clause, clauses
from tracker.proposals.cues import Cue, find_cues, in_order
from tracker.proposals.directory import directory_of, is_titled
from tracker.proposals.elliptic import acts
from tracker.proposals.folding import fold, with_elisions
from tracker.proposals.judging import objection
from tracker.proposals.lexicon import Lexicon, lexicon
from tracker.proposals.parties import KnownParty
from tracker.proposals.repeated import without_repeats
from tracker.proposals.roles import direction, roles
from tracker.proposals.rows import row_outcome
from tracker.proposals.sections import Purpose, SectionWalk, newest_year, purpose_of, reads_like_a_heading
from tracker.proposals.sentences import Sentence, items, sentences
from tracker.proposals.standalone import present_tasks, standing_clauses
from tracker.proposals.titles import title_of
from tracker.proposals.values import Aside, AsideCode, Findings, Proposal
from tracker.proposals.weighing import THRESHOLD, weigh

_ATTENDED = 1500  # characters in which the record of a meeting says who was there
_OPENING = 400  # characters in which a document says what kind of document it is
_TITLE = 200
_NOTHING_MORE = 3  # characters after the last cue of a line that leads in a list
_OF_A_REMARK = (AsideCode.FORECAST, AsideCode.NO_ACTOR)  # what a passage is set aside for, where it says more
_OF_ALL = (AsideCode.COURTESY, AsideCode.NEGATION)  # what holds for further acts under the same verb
_WITHOUT_CUE = {
    Purpose.ATTENDANCE: AsideCode.ATTENDANCE,
    Purpose.OBJECTIVES: AsideCode.OBJECTIVE,
    Purpose.LEARNED: AsideCode.LEARNED,
    Purpose.HISTORY: AsideCode.PAST,
    Purpose.ROUTINE: AsideCode.ROUTINE,
}


def propose(
    document: Document,
    *,
    reference: date,
    language: str,
    own_body: str | None = None,
    known_parties: Sequence[KnownParty] = (),
    conventions: Conventions = DEFAULT,
    rejected: Sequence[str] = (),
) -> Findings:
    """What `document` promises, seen from `reference`, its own date.

    `own_body` is the body whose report it is; without it, the body that the opening names or that
    the text names most. `known_parties` are recognised first, under any of their names. `rejected`
    are quotes that somebody has turned down before: they stay down, whatever their white space.
    Both results are in the order of the text.
    """
    words = lexicon(language)
    folded = fold(document.text)
    if words.language == "fr":
        folded = with_elisions(folded, document.text)
    report = Report(
        document=document,
        folded=folded,
        reference=reference,
        lexicon=words,
        directory=directory_of(document, folded, words, own_body, known_parties),
        conventions=conventions,
        minutes=_tells_of_a_meeting(document, folded, words),
        mission=_tells_of_a_journey(document, folded, words),
        portrait=is_titled(document, words.sections["portrait"]),
        mail=words.sections["mail"].match(folded[:_TITLE]) is not None,
        notes=is_titled(document, words.sections["notes"]),
    )
    turned_down = {_plain(quote) for quote in rejected}
    proposals: list[Proposal] = []
    asides: list[Aside] = []
    for outcome in _outcomes(report):
        if isinstance(outcome, Aside):
            asides.append(outcome)
        elif turned_down and _plain(outcome.quote) in turned_down:
            asides.append(Aside(outcome.quote, AsideCode.REJECTED_BEFORE, outcome.location))
        else:
            proposals.append(outcome)
    kept, repeats = without_repeats(proposals)
    return Findings(tuple(kept), tuple(sorted([*asides, *repeats], key=lambda a: a.location.start)))


def _tells_of_a_meeting(document: Document, folded: str, words: Lexicon) -> bool:
    if words.sections["minutes"].search(folded[:_OPENING]) or is_titled(
        document, words.sections["meeting_body"]
    ):
        return True
    opening = (folded[b.start : b.end] for b in document.blocks if b.start < _ATTENDED)
    return any(words.against["attendance"].match(line) for line in opening)


def _tells_of_a_journey(document: Document, folded: str, words: Lexicon) -> bool:
    if words.sections["minutes"].search(folded[:_TITLE]) is None:
        headings = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.HEADING]
        told = any(purpose_of(line, words) in (Purpose.OBJECTIVES, Purpose.LEARNED) for line in headings)
        return told or words.sections["mission"].search(folded[:_TITLE]) is not None
    opening = (document.text[b.start : b.end] for b in document.blocks if b.start < _TITLE)
    return any(words.sections["mission"].search(fold(line)) for line in opening if reads_like_a_heading(line))


def _outcomes(report: Report) -> Iterator[Proposal | Aside]:
    """One outcome for each clause, sentence or row of the document, in order."""
    document, words = report.document, report.lexicon
    cues = find_cues(document.text, report.folded, words)
    starts = [cue.start for cue in cues]
    lines = [document.text[b.start : b.end] for b in document.blocks]
    walk = SectionWalk(words, newest_year(lines), report.reference.year)
    for block, line in zip(document.blocks, lines, strict=True):
        purpose = walk.at(block, line)
        if purpose is Purpose.OBJECTIVES and report.minutes and not report.mission:
            purpose = Purpose.NEXT  # what a meeting sets itself to do
        row = row_outcome(report, block)
        if row is not None:
            yield row
            continue
        for sentence in _passages(report, sentences(document, block, words), purpose):
            inside = cues[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            inside = [cue for cue in inside if cue.end <= sentence.end]
            code = _no_promise_at_all(report, sentence, purpose, inside)
            if code is not None:
                yield _aside(report, sentence, code)
            else:
                yield from _of_sentence(report, sentence, Place(purpose, walk.abroad), inside)


def _passages(report: Report, found: Iterator[Sentence], purpose: Purpose) -> Iterator[Sentence]:
    """The sentences of a block; in a resolution the items of its list: "whereas …; that …; that …"."""
    whereas = report.lexicon.against["whereas"]
    for sentence in found:
        listed = purpose is Purpose.RESOLVED
        if ";" in sentence.text and not listed:
            listed = whereas.match(report.folded[sentence.start : sentence.end]) is not None
        yield from items(sentence) if listed else (sentence,)


def _no_promise_at_all(
    report: Report, sentence: Sentence, purpose: Purpose, cues: Sequence[Cue]
) -> AsideCode | None:
    """What a passage is when it is no sentence that could promise anything."""
    folded, words = report.folded[sentence.start : sentence.end], report.lexicon
    if words.against["attendance"].match(folded):
        return AsideCode.ATTENDANCE
    if sentence.block.kind is BlockKind.HEADING or words.against["caption"].match(folded):
        return AsideCode.HEADING
    if cues and folded.endswith(":"):  # "Il est résolu :": the promise stands in what follows
        leads_in = sentence.end - cues[-1].end <= _NOTHING_MORE
        if leads_in or words.sections[Purpose.RESOLVED].search(folded):
            return AsideCode.HEADING
    elif folded.endswith(":"):  # "To receive the accounts:", an item of the agenda
        return AsideCode.HEADING
    if words.against["ticked"].match(folded):
        return AsideCode.PAST
    listed = purpose is Purpose.AGENDA and not cues
    if listed or words.against["administrative"].match(folded):
        return AsideCode.FORMALITY
    asked = folded.endswith("?") and all(cue.family.name != "request" for cue in cues)
    return AsideCode.NO_CUE if asked else None


def _of_sentence(
    report: Report, sentence: Sentence, place: Place, cues: list[Cue]
) -> Iterator[Proposal | Aside]:
    tasks = present_tasks(sentence, report)
    cues = in_order([*tasks, *cues]) if tasks else cues
    told = list(_verdicts(report, place, clauses(sentence, report.folded, cues, report.lexicon)))
    if all(isinstance(outcome, Aside) and outcome.why is AsideCode.NO_CUE for outcome in told):
        told = list(_verdicts(report, place, standing_clauses(report, sentence, place.purpose))) or told
    elif cues and all(isinstance(outcome, Aside) and outcome.why in _OF_A_REMARK for outcome in told):
        # "Ana to draft a plan (which may take time)"
        given = standing_clauses(report, sentence, place.purpose)
        given = [c for c in given if c.cue.family.name == "task" and c.cue.start < cues[0].start]
        told = [p for p in _verdicts(report, place, given) if isinstance(p, Proposal)] or told
    elif ";" in sentence.text:
        spans = [(cue.start, cue.end) for cue in cues]
        found = standing_clauses(report, sentence, place.purpose)
        silent = [c for c in found if not any(c.start <= start and end <= c.end for start, end in spans)]
        told += [p for p in _verdicts(report, place, silent) if isinstance(p, Proposal)]
        told.sort(key=lambda outcome: outcome.location.start)
    yield from told or [_aside(report, sentence, _WITHOUT_CUE.get(place.purpose, AsideCode.NO_CUE))]


def _verdicts(report: Report, place: Place, found: list[Clause]) -> Iterator[Proposal | Aside]:
    lent: Lent | None = None
    refused: dict[Clause, AsideCode] = {}
    for clause in found:
        case = Case(report, clause, place, lent)
        verdict = _verdict(case)
        if isinstance(verdict, Aside):
            refused[clause] = verdict.why
        elif clause.head is not None and refused.get(clause.head) in _OF_ALL:
            # "to thank Ana for …, and to …"
            verdict = _aside(report, clause, refused[clause.head])
        shared = acts(case) if isinstance(verdict, Proposal) else [clause]
        if len(shared) > 1:
            yield from (_verdict(Case(report, act, place, lent)) for act in shared)
        else:
            yield verdict
        if clause is not found[-1]:
            elsewhere = isinstance(verdict, Aside) and verdict.why is AsideCode.THIRD_PARTY
            lent = Lent(case.doer.kind, roles(case)[0], elsewhere)


def _verdict(case: Case) -> Proposal | Aside:
    against = objection(case)
    if against is not None:
        return _aside(case.report, case.clause, *against)
    score, reasons = weigh(case)
    if score < THRESHOLD:
        return _aside(case.report, case.clause, AsideCode.NO_ACTOR, case.cue_words)
    actors, counterparts = roles(case)
    return Proposal(
        quote=case.text,
        title=title_of(case),
        firmness=case.family.firmness,
        direction=direction(actors, case),
        window=case.dates.window(validity=case.family.name == "validity"),
        found=case.dates.chosen,
        actors=actors,
        counterparts=counterparts,
        score=score,
        reasons=reasons,
        location=_location(case.clause.start, case.clause.end, case.clause.sentence.block),
    )


def _aside(report: Report, span: Sentence | Clause, code: AsideCode, detail: str = "") -> Aside:
    block = span.block if isinstance(span, Sentence) else span.sentence.block
    quote = report.document.text[span.start : span.end]
    return Aside(quote, code, _location(span.start, span.end, block), detail)


def _location(start: int, end: int, block: Block) -> Location:
    return Location(start=start, end=end, page=block.page, heading=block.heading)


def _plain(quote: str) -> str:
    return " ".join(fold(quote).split())
