"""A sentence cut into the clauses that each carry one act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.proposals.cues import Cue
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.patterns import at_end
from tracker.proposals.sentences import Sentence


class Clause(NamedTuple):
    """One act in a sentence: the characters `start` to `end` (exclusive) of the document's text.

    `cue` governs it; `act` is the cue that says the act when that is another verb ("a convenu que X
    viendra"), else the same. `head` is the clause whose verb and subject this one shares, when it is
    only a further infinitive ("… et de publier le bilan") or has no verb; `doer` names who does it,
    where that is somebody else ("…, Paul des invitations") or told by a tag ("(Action : Paul)").
    """

    sentence: Sentence
    start: int
    end: int
    cue: Cue
    act: Cue
    head: Clause | None = None
    doer: str = ""

    @property
    def text(self) -> str:
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]


_BARE = frozenset({"future", "near", "obligation", "task", "request", "wish"})
"""Families whose further acts stand as bare infinitives: "will draft it and send it"."""
_TERMS = frozenset({"due", "obligation", "planned"})
_INITIALS = 2  # letters
_AND = 4  # letters that stand before a further "that"
_OF_RELATIVES = frozenset({"future", "near", "obligation", "planned", "promise", "validity", "awaited"})


class _Governed(NamedTuple):
    """A cue that stands for an act of its own, and the one that says the act."""

    cue: Cue
    act: Cue

    @property
    def end(self) -> int:
        return max(self.cue.end, self.act.end)


def clauses(sentence: Sentence, folded: str, cues: Sequence[Cue], lexicon: Lexicon) -> list[Clause]:
    """The clauses of `sentence` that hold a cue, in order; `folded` is the whole text, folded."""
    governed = _governed(sentence, folded, cues, lexicon) if cues else []
    floors = [sentence.start, *(g.end for g in governed)]
    starts = [
        _begin(folded, g.cue, floor, sentence.start, lexicon)
        for g, floor in zip(governed, floors, strict=False)
    ]
    found = []
    for g, start, limit in zip(governed, starts, [*starts[1:], sentence.end], strict=False):
        clause = Clause(sentence, start, _end(folded, g, limit, lexicon), g.cue, g.act)
        found.extend(coordinated(_trimmed(clause, folded, lexicon), folded, lexicon))
    return found


def relative_in(before: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The relative clause that is still open at the end of `before`, the words before a verb.

    None where what opens is said ("reports that the town …") or stressed ("it is in May that …"), or has
    had its verb ("the growers that we have met …").
    """
    told = max((m.end() for m in lexicon.clauses["told"].finditer(before)), default=0)
    stressed = max((m.end() for m in lexicon.clauses["cleft"].finditer(before)), default=0)
    found = lexicon.clauses["relative"].search(before, max(told, stressed))
    further = lexicon.clauses["further_that"]
    if told and found and further.search(before, max(told, found.start() - _AND), found.end()):
        return None  # "advised that …, and that the report will …"
    over = found and lexicon.clauses["relative_over"].search(before, found.start())
    return None if over else found


def _governed(sentence: Sentence, folded: str, cues: Sequence[Cue], lexicon: Lexicon) -> list[_Governed]:
    """The acts of a sentence: what another verb's clause, a relative or a circumstance says is none."""
    split = lexicon.clauses
    telling = [cue for cue in cues if cue.verb not in lexicon.words["states"]]
    kept: list[_Governed] = []
    relatives: list[_Governed] = []
    item = split["that"].match(folded, sentence.start)  # "Que le maire signe …", in a resolution
    opening = item.end() if item else sentence.start
    for cue in telling or cues:
        before = folded[kept[-1].end if kept else min(opening, cue.start) : cue.start]
        parted = split["boundary"].search(before) is not None
        under = split["subordinate"].search(before)
        if under and not _is_initials(sentence, cue.start - len(before) + under.start()):
            continue
        if relative_in(before, lexicon) and not split["further_that"].search(before):
            relatives.append(_Governed(cue, cue))
        elif kept and _completes(kept[-1], folded, before, lexicon):
            kept[-1] = _Governed(kept[-1].cue, cue)
        elif (
            kept and cue.family.name == "validity" and split["continuing"].search(folded[cue.start : cue.end])
        ):
            kept.append(_Governed(cue, cue))  # "no plan to end the pact, which remains in force until May"
        elif kept and _is_term(cue, before, lexicon):
            continue  # "has pledged $500, to be paid in May": the promise's own term
        elif (
            kept
            and kept[-1].cue.family.name == cue.family.name == "validity"
            and not split["strong"].search(before)
        ):
            continue  # "the pact, signed for ten years, expires in May": one term
        elif kept and _names_its_term(kept[-1], cue) and (not parted or split["aside"].search(before)):
            kept[-1] = _Governed(cue, cue)  # "a three-year agreement will be signed": one act
        elif not kept or parted:
            kept.append(_Governed(cue, cue))
    last = relatives[-1:]
    if kept and last and _acts_further(kept[-1], last[0].cue, folded, lexicon):
        return [*kept, *last]
    return kept or relatives[:1]


def _is_initials(sentence: Sentence, at: int) -> bool:
    """Whether somebody's initials stand at a place of the document where a small word was read: "AS"."""
    word = sentence.text[at - sentence.start :].split(" ", 1)[0]
    return len(word) == _INITIALS and word.isupper() and not sentence.text.isupper()


def _acts_further(last: _Governed, cue: Cue, folded: str, lexicon: Lexicon) -> bool:
    """Whether the relative clause that ends a sentence tells of an act of its own: ", which shall meet …".

    Where it only tells when its antecedent begins or ends, it dates the act before it.
    """
    if cue.start < last.end or cue.family.name not in _OF_RELATIVES:
        return False
    if cue.passive and cue.family.name == "obligation":  # ", which must be delivered by May": its own term
        return False
    between = folded[last.end : cue.start]
    if cue.family.name == "promise":  # "a centre that the province has undertaken to connect"
        return last.cue.family.name != "validity"
    arrives = cue.verb in lexicon.words["arrivals"] or lexicon.clauses["arriving"].search(
        folded, cue.start, cue.end
    )
    if arrives and not lexicon.subjects["we"].search(between.rstrip()):
        return False
    if cue.verb in lexicon.words["deeds"]:
        lent = lexicon.clauses["object_of"].search(between)  # "a draft that both bodies will examine in May"
        if lent and last.cue.family.name in ("future", "promise", "near"):
            return True
    return lexicon.clauses["continuing"].search(between) is not None


def _is_term(cue: Cue, before: str, lexicon: Lexicon) -> bool:
    """Whether what is due only says when the act before it is: ", to be paid in May", ", which is due"."""
    split = lexicon.clauses
    hangs = cue.family.name in ("due", "scheduled") and split["aside"].search(before)
    return bool(hangs or (cue.family.name in _TERMS and split["restating"].search(before)))


def _names_its_term(last: _Governed, cue: Cue) -> bool:
    """Whether an agreement's term is only part of the name of what the next verb is about."""
    return last.cue.family.name == "validity" and cue.family.name != "validity" and not cue.family.needs_date


def _completes(last: _Governed, folded: str, before: str, lexicon: Lexicon) -> bool:
    """Whether the verb after `before` says what was promised: "a convenu que … viendra"."""
    completive = lexicon.clauses["completive"]
    ends = lexicon.clauses["that_ends"].search(folded, last.cue.start, last.cue.end)
    opened = ends or completive.search(before)
    alone = last.cue is last.act and not lexicon.clauses["boundary"].search(before.replace(",", ""))
    return opened is not None and alone


def _begin(folded: str, cue: Cue, floor: int, first: int, lexicon: Lexicon) -> int:
    """Where the clause of `cue` begins, not before `floor`: the end of the act before it, or `first`."""
    region = folded[floor : cue.start]
    for name in ("strong",) if floor == first else ("strong", "joined", "boundary"):
        ends = [m.end() for m in lexicon.clauses[name].finditer(region)]
        if ends:
            return floor + ends[-1]
    return floor


def _end(folded: str, governed: _Governed, limit: int, lexicon: Lexicon) -> int:
    """Where the clause ends: before the next one begins, or at a semicolon or a "but"."""
    stop = lexicon.clauses["strong"].search(folded, governed.end, limit)
    end = stop.start() if stop and stop[0].strip() != ":" else limit
    if governed.cue.family.name == "validity":  # among other infinitives, only its own
        listed = lexicon.clauses["listed"].search(folded, governed.end, end)
        return listed.start() if listed else end
    return end


def _trimmed(clause: Clause, folded: str, lexicon: Lexicon) -> Clause:
    """Without the dateline or connector it opens with, and the reporting verb or comma it ends with."""
    start, end = clause.start, clause.end
    dateline = lexicon.clauses["dateline"].match(folded[start : clause.cue.start])
    start += dateline.end() if dateline else 0
    opening = lexicon.clauses["opening"].match(folded, start, clause.cue.start)
    start = opening.end() if opening else start
    after = max(clause.cue.end, clause.act.end)
    reporting = lexicon.clauses["reporting"].search(folded, after, end)
    end = reporting.start() if reporting else end
    closing = at_end(lexicon.clauses["closing"], folded, after, end)
    end = closing.start() if closing else end
    return clause._replace(start=start, end=end)


def coordinated(clause: Clause, folded: str, lexicon: Lexicon) -> list[Clause]:
    """The clause, and one more for each further infinitive under the same verb ("… et de publier …")."""
    cue = clause.cue
    link = lexicon.clauses["link"].search(folded, cue.start, cue.end)
    if clause.act is not cue or (link is None and cue.family.name not in _BARE):
        return [clause]
    form = "bare" if link is None else "of" if link["link"].startswith("d") else "to"
    infinitive = lexicon.clauses[form]
    ends: list[int] = []
    begins: list[int] = []
    for match in infinitive.finditer(folded, cue.end, clause.end):
        since = begins[-1] if begins else cue.end
        if lexicon.clauses["purpose_of" if form == "of" else "purpose"].search(folded, since, match.start()):
            break  # "… afin de réduire et de recycler": under the purpose, not under the promise
        ends.append(match.start())
        begins.append(match.start("act"))
    first = clause._replace(end=[*ends, clause.end][0])
    further = zip(begins, [*ends[1:], clause.end], strict=False)
    return [first, *(clause._replace(start=begin, end=end, head=first) for begin, end in further)]
