"""Promises without a verb of promise: announcements, tasks, and the items of a resolution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tracker.documents import BlockKind
from tracker.proposals.casework import Report
from tracker.proposals.clauses import Clause, coordinated
from tracker.proposals.cues import Cue
from tracker.proposals.folding import fold
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.patterns import at_end
from tracker.proposals.sections import Purpose
from tracker.proposals.sentences import Sentence
from tracker.proposals.tags import owner_of

_DECIDING = (Purpose.RESOLVED, Purpose.NEXT)
_ARROW = re.compile("[→⇒➢➤]|[-=]>")  # before a note of what is to follow
_NOTED = 300  # characters after an arrow that belong to its note
_MOST_WORDS = 14  # of an event that stands under what is to come: "12 July: picnic with the choir"
_FEWEST_WORDS = 3  # of an act that is announced by "Action:"


class _Part(NamedTuple):
    """A part of a sentence: its words begin at character `start` of the document.

    `led` tells whether it was announced as a task ("Action:").
    """

    start: int
    text: str
    folded: str
    led: bool


def standing_clauses(report: Report, sentence: Sentence, purpose: Purpose) -> list[Clause]:
    """The parts of a sentence without any cue that promise all the same, in order."""
    found = []
    owner = owner_of(report, sentence)
    for part in _parts(report, sentence):
        cue = _given(report, part) if owner else _cue(report, part, sentence, purpose)
        if cue is not None:
            whole = Sentence(part.start, part.start + len(part.text), part.text, sentence.block)
            start = whole.start
            if cue.family.name == "present":  # "While you are there: the museum sends us its plans in May"
                colon = part.folded.rfind(": ", 0, cue.start - part.start)
                start += colon + 2 if colon >= 0 else 0
            clause = Clause(whole, start, whole.end, cue, cue, doer=owner)
            found += [clause] if owner else coordinated(clause, report.folded, report.lexicon)
    return found


def _given(report: Report, part: _Part) -> Cue | None:
    """The act of a passage that a tag gives to somebody: an infinitive, or words without a finite verb."""
    lexicon = report.lexicon
    verb = lexicon.verbs["opening_infinitive"].match(part.folded)
    short = len(part.folded.split()) < _FEWEST_WORDS
    if verb is None and (short or lexicon.verbs["finite"].search(part.folded)):
        return None
    start, end = verb.span("verb") if verb else (0, 0)
    return Cue(lexicon.family["task"], part.start + start, part.start + end)


def present_tasks(sentence: Sentence, report: Report) -> list[Cue]:
    """Somebody's present tense in the record of a meeting: "Mme Roy relance les bénévoles".

    Other reports also tell in the present what has been; there only what prepares something counts.
    """
    family, tasks = report.lexicon.family["task"], report.lexicon.tasks
    record = report.minutes or report.mail
    if not record and not _prepares(report, sentence):
        return []
    form = "somebody" if record else "somebody_prepares"
    found = [
        m.span("act")
        for m in tasks[form].finditer(sentence.text)
        if "title" not in m.groupdict() or m["title"] or report.mail or _is_named(m["who"], report)
    ]
    folded = report.folded[sentence.start : sentence.end]
    if record:
        found += [m.span("act") for m in tasks["office"].finditer(folded)]
    if found:  # "… and looks for hosts"
        found += [m.span("act") for m in tasks["second"].finditer(folded, min(end for _, end in found))]
    return [Cue(family, sentence.start + start, sentence.start + end) for start, end in found]


def _prepares(report: Report, sentence: Sentence) -> bool:
    """Whether a word stands in the sentence that tells of what somebody prepares."""
    words = report.folded[sentence.start : sentence.end].split()
    return not report.lexicon.words["preparing_words"].isdisjoint(words)


def _parts(report: Report, sentence: Sentence) -> Iterator[_Part]:
    listed = report.lexicon.tasks["resolved"].match(report.folded[sentence.start : sentence.end])
    marks = report.lexicon.tasks["further_item" if listed else "item_ends"]
    start = sentence.start
    for words, mark in _split(sentence.text, marks):
        begin = start + len(words) - len(words.lstrip())
        start += len(words) + mark
        folded = report.folded[begin : begin + len(words.strip())]
        lead = report.lexicon.tasks["lead"].match(folded)
        cut = lead.end() if lead else 0
        if folded[cut:]:
            yield _Part(begin + cut, words.strip()[cut:], folded[cut:], lead is not None)


def _split(text: str, marks: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The stretches of `text` between `marks`, each with the length of the mark after it."""
    last = 0
    for mark in marks.finditer(text):
        yield text[last : mark.start()], mark.end() - mark.start()
        last = mark.end()
    yield text[last:], 0


def _cue(report: Report, part: _Part, sentence: Sentence, purpose: Purpose) -> Cue | None:
    lexicon, tasks = report.lexicon, report.lexicon.tasks
    if tasks["label"].match(part.folded):
        return None

    def cue(family: str, start: int, end: int) -> Cue:
        return Cue(lexicon.family[family], part.start + start, part.start + end)

    jotted = tasks["telegraphic"].match(part.folded) if report.notes else None
    if jotted:
        return cue(jotted.lastgroup or "task", *jotted.span(jotted.lastgroup or 0))
    item = tasks["resolved"].match(part.folded) if part.led or purpose in _DECIDING else None
    if item:
        at = _verb_of(item.end(), part, lexicon)
        return cue("resolution", at, at)
    task = _task(report, part, sentence, purpose) if purpose is not Purpose.OBJECTIVES else None
    if task:
        return cue("task", *task)
    charged = tasks["charged"].match(part.folded) or tasks["charged_by_name"].match(part.text)
    if charged and ("who" not in charged.groupdict() or _is_named(charged["who"], report)):
        return cue("mandate", *charged.span("act"))
    shared = tasks["owned"].match(part.text) if report.minutes else None
    if shared and _is_a_person(shared["who"], report):  # "the poster: Ana, for 20 May"
        return cue("task", 0, 0)
    dated = tasks["dated"].match(part.folded) if purpose is not Purpose.OBJECTIVES else None
    if dated:
        return cue("due", *dated.span("act"))
    owned = tasks["owner"].match(part.text) if report.minutes else None
    if owned and _is_named(owned["who"], report):  # "Mrs Roy: quote of the caterer for 2 May"
        noted = owned["act"].islower() and _is_a_person(owned["who"], report)
        family = "task" if noted else "due"
        return cue(family, *owned.span("act"))
    noun = None if part.folded.endswith(":") else tasks["announcement"].match(part.folded)
    if noun and not lexicon.verbs["finite"].search(part.folded):
        return cue("announcement", noun.start("act"), noun.end("act"))
    binding = _binding(report, part)
    if binding is not None:
        return cue("task", *binding.span("act"))
    present = lexicon.verbs["present"].search(part.folded)
    if present is None and (purpose in _DECIDING or lexicon.verbs["we_do"].match(part.folded)):
        present = _in_present(part, lexicon)
    if present:
        return cue("present", present.start(), present.end())
    short = purpose is Purpose.NEXT and len(part.folded.split()) <= _MOST_WORDS
    verbless = short and tasks["verbless"].match(part.folded)
    return cue("due", 0, 0) if verbless and not lexicon.verbs["finite"].search(part.folded) else None


def _binding(report: Report, part: _Part) -> re.Match[str] | None:
    """What an agreement lays down in the present: "Ghent lends ten maps"."""
    joint = report.directory.joint
    if not joint:
        return None
    verb = report.lexicon.verbs["binding"].search(part.folded)
    if verb is None:
        return None
    names = {fold(word) for name in joint for word in name.split() if word[0].isupper()}
    before = part.folded[: verb.start()]
    if report.lexicon.verbs["finite"].search(before):  # "have had a broad exchange"
        return None
    bound = report.lexicon.parties["bound"].search(before) or not names.isdisjoint(
        before.replace("'", " ").split()
    )
    return verb if bound else None


def _in_present(part: _Part, lexicon: Lexicon) -> re.Match[str] | None:
    """The first verb in the present that is no noun: "Luc livre les tables", not "la livre"."""
    verbs = lexicon.verbs
    found = verbs["in_present"].finditer(part.folded)
    return next((m for m in found if not at_end(verbs["of_a_noun"], part.folded, 0, m.start())), None)


def _task(report: Report, part: _Part, sentence: Sentence, purpose: Purpose) -> tuple[int, int] | None:
    """Where the verb of a task stands: "Ana to call the host", "Luc : relancer la mairie"."""
    lexicon, tasks = report.lexicon, report.lexicon.tasks
    record = report.minutes or report.mail or purpose is Purpose.NEXT
    named = tasks["named"].match(part.text)
    if named and (part.led or record or report.notes or _is_named(named["who"], report)):
        return named.span("act")
    before = max(sentence.block.start, sentence.start - _NOTED)
    noted = _ARROW.search(report.document.text, before, sentence.start) is not None
    line = (
        noted or report.mail or part.led or sentence.block.kind is BlockKind.ITEM or purpose is Purpose.NEXT
    )
    jotted = tasks["jotted"].match(part.folded) if line or report.minutes else None
    if jotted and (line or jotted["act"] in lexicon.words["errands_of_ours"]):
        return jotted.span("act")
    for form, told in (("anybody", True), ("owner", purpose is Purpose.NEXT)):
        somebody = tasks[form].match(part.text)
        if somebody and (part.led or (told and _is_named(somebody["who"], report))):
            return somebody.span("act")
    to_do = None if part.folded.endswith(":") else tasks["to_do"].match(part.folded)
    if to_do and (record or report.notes) and not lexicon.verbs["finite"].search(part.folded):
        return to_do.span("act")
    opens = tasks["dated"].match(part.folded) if report.minutes else None  # "Prévoir une salle."
    if opens and len(part.folded.split()) >= _FEWEST_WORDS and not _is_subject(part, opens.end(), lexicon):
        return opens.span("act")
    bare = tasks["infinitive"].match(part.folded)
    noun = tasks["noun_like"].match(part.folded)  # "Finance Committee", "Review of the policy"
    listed = not noun and report.minutes and sentence.block.kind in (BlockKind.ITEM, BlockKind.ROW)
    line = part.led or listed or noted or report.notes or purpose is Purpose.NEXT
    if bare and line and not lexicon.verbs["finite"].search(part.folded, 0, bare.start("act")):
        return None if _is_subject(part, bare.end("act"), lexicon) else bare.span("act")
    return (0, 0) if part.led and len(part.folded.split()) >= _FEWEST_WORDS else None


def _is_subject(part: _Part, start: int, lexicon: Lexicon) -> bool:
    """Whether an infinitive that ends at `start` is the subject of a verb: "Attendre nous a coûté"."""
    own = lexicon.tasks["own_part_ends"].search(part.folded, start)
    end = own.start() if own else len(part.folded)
    finite = (lexicon.verbs["finite"], lexicon.future["would"])
    return any(verb.search(part.folded, start, end) for verb in finite)


def _is_named(who: str, report: Report) -> bool:
    """Whether the words before a task are a name that the document also knows elsewhere."""
    names = report.directory
    if "/" in who:
        return all(_is_named(name, report) for name in who.split("/") if name.strip())
    first, *others = who.split()
    if any(fold(word) in names.certain or fold(word) in names.people for word in (who, first.rstrip(","))):
        return True
    return len(first) == 1 and any(fold(word) in names.people for word in others)  # "K Hansen"


def _is_a_person(who: str, report: Report) -> bool:
    """Whether the words are those of somebody who attended, or who bears a title elsewhere."""
    words = fold(who).replace("m. ", "").replace("mme ", "")
    return words in report.directory.people or words.split()[0] in report.directory.people


def _verb_of(start: int, part: _Part, lexicon: Lexicon) -> int:
    """Where the verb stands in "that the Head of Parks write to them": after the subject that is known."""
    subject = lexicon.subjects["somebody"].match(part.folded[start:])
    if subject is None:
        name = lexicon.tasks["of_somebody"].match(part.text, start)  # "that Ana circulate the draft"
        return name.end() if name else start
    rest = lexicon.tasks["of_name"].match(part.text, start + subject.end())
    end = rest.end() if rest else start + subject.end()
    further = lexicon.tasks["and_somebody"].match(part.folded, end)
    return _verb_of(further.end(), part, lexicon) if further else end
