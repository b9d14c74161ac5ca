"""One clause, and everything that is known of it when it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tracker.dates.conventions import Conventions
from tracker.dates.window import FoundWindow
from tracker.documents import Document
from tracker.proposals.clauses import Clause
from tracker.proposals.dating import Dated, dated, windows_in
from tracker.proposals.lexicon import Family, Lexicon
from tracker.proposals.parties import Directory, NamedParty
from tracker.proposals.patterns import at_end
from tracker.proposals.sections import Purpose
from tracker.proposals.subjects import Subject, SubjectKind, subject_of


@dataclass(frozen=True, slots=True)
class Report:
    """What holds for every clause of a document."""

    document: Document
    folded: str
    reference: date
    lexicon: Lexicon
    directory: Directory
    conventions: Conventions
    minutes: bool  # the record of a meeting, or a plan of action
    mission: bool  # tells of a journey: what hosts do at home is not ours to follow up
    portrait: bool = False  # tells who somebody else is
    mail: bool = False  # a message, or several
    notes: bool = False  # jotted down, without subjects: "Promised to send our plans"


_RELAYING = frozenset({"promise", "planned", "wish"})
_EARLIER, _LATER = 2000, 300  # characters
_THAT = 5  # characters about the end of a cue in which "que" stands


class Place(NamedTuple):
    """Where in the document a clause stands."""

    purpose: Purpose
    abroad: bool = False  # under the heading of a journey


class Lent(NamedTuple):
    """What a clause lends to the next one in its sentence, when that has no subject of its own."""

    kind: SubjectKind
    actors: tuple[str, ...]
    elsewhere: bool = False  # it is set aside as others' own affair


class Case:
    """A clause under judgement. All offsets of cue, act, dates and parties count from its start.

    `before` and `after` are what stands before and after the cue in its clause, `sentence` is the
    whole sentence, all folded. The cue stands before the clause, at negative places, when its head
    holds it. Nothing changes: what is costly to know is found when it is first asked for.
    """

    def __init__(self, report: Report, clause: Clause, place: Place, lent: Lent | None = None) -> None:
        start, cue, act, within = clause.start, clause.cue, clause.act, clause.sentence
        self.report = report
        self.clause = clause
        self.place = place
        self.lent = lent
        self.lexicon: Lexicon = report.lexicon
        self.purpose: Purpose = place.purpose
        self.family: Family = cue.family
        self.cue = (cue.start - start, cue.end - start)
        self.act = (act.start - start, act.end - start)
        self.text = clause.text
        self.folded = report.folded[start : clause.end]
        self.sentence = report.folded[within.start : within.end]
        self.before = report.folded[(clause.head or clause).start : cue.start]
        self.after = self.folded[max(0, self.cue[1]) :]

    @cached_property
    def main(self) -> str:
        """The folded clause, blank where an aside precedes its cue: ", which trains ten,", "(once …)"."""
        start = max(0, self.cue[0])
        if "," not in self.folded[:start] and "(" not in self.folded[:start]:
            return self.folded
        aside = self.lexicon.clauses["set_apart"]
        return aside.sub(lambda m: " " * len(m[0]), self.folded[:start]) + self.folded[start:]

    @cached_property
    def said_of_act(self) -> str:
        """The folded clause up to what only describes a thing in it: "… the papers | that were …"."""
        described = self.lexicon.clauses["described"].search(self.main, max(0, self.act[1]))
        return self.main[: described.start()] if described else self.main

    @property
    def earlier(self) -> str:
        """What stands before the clause in its block, folded, as far as it may tell of it."""
        start, end = self.clause.sentence.block.start, self.clause.start
        return self.report.folded[max(start, end - _EARLIER) : end]

    @property
    def later(self) -> str:
        """What follows the sentence in its block, folded."""
        start, end = self.clause.sentence.end, self.clause.sentence.block.end
        return self.report.folded[start : min(end, start + _LATER)]

    @property
    def cue_words(self) -> str:
        """The cue as the text has it."""
        return self.report.document.text[self.clause.cue.start : self.clause.cue.end].strip()

    @cached_property
    def verb(self) -> str:
        """The infinitive of the act where it can be told, folded, with its "se"; else empty."""
        verb, rest = self._verb
        held = self.lexicon.verbs["held"].match(verb + rest)
        return "" if held else verb  # "avoir lieu", "voir le jour": an event, not a state

    @property
    def object_of_verb(self) -> str:
        """What follows the verb of the act in its clause, folded."""
        return self._verb[1]

    @cached_property
    def _verb(self) -> tuple[str, str]:
        verbs, end = self.lexicon.verbs, max(0, self.act[1])
        if self.clause.act.verb:
            reflexive = verbs["reflexive"].search(self.folded, 0, max(0, self.act[0]))
            verb = f"se {self.clause.act.verb}" if reflexive else self.clause.act.verb
            return verb, self.folded[end:]
        if self.clause.head is not None:
            found = verbs["opening_infinitive"].match(self.folded)
        else:
            act = self.report.folded[self.clause.act.start : self.clause.act.end]
            closing = at_end(verbs["closing_infinitive"], act)
            if closing:
                return closing["verb"], act[closing.end("verb") :] + self.folded[end:]
            found = verbs["opening_infinitive"].match(self.folded, max(0, self.cue[1]))
        return (found["verb"], self.folded[found.end("verb") :]) if found else ("", self.folded[end:])

    @cached_property
    def dates(self) -> Dated:
        report = self.report
        return dated(self.windows, self.folded, self.cue, report.reference, report.lexicon)

    @cached_property
    def windows(self) -> list[FoundWindow]:
        """The dates of the clause, in order; those of an aside before the cue are not the act's."""
        report = self.report
        found = windows_in(self.clause, report.folded, report.reference, report.conventions, report.lexicon)
        return [w for w in found if self.main[w.start : w.end].strip()] if "," in self.before else found

    @cached_property
    def subject(self) -> Subject:
        """The subject of the cue's verb, in the text of the clause that holds it; none of "il faut"."""
        words = self.report.folded[self.clause.cue.start : self.clause.cue.end]
        if self.family.name == "obligation" and self.lexicon.against["impersonal"].match(words):
            return Subject(SubjectKind.NONE, 0, 0)
        head = self.clause.head or self.clause
        folded = self.report.folded[head.start : head.end]
        verb = self.clause.cue.start - head.start
        if self.family.name == "scheduled":  # its participle stands by a noun: the sentence's verb is another
            finite = self.lexicon.verbs["finite"].finditer(folded, 0, verb)
            verb = max((m.start() for m in finite), default=verb)
        return subject_of(head.text, folded, verb, self.lexicon)

    @cached_property
    def doer(self) -> Subject:
        """The subject of the act's own verb; its kind is the one lent where the clause has none."""
        if self.clause.act is self.clause.cue:
            own = self._said_of() or self.subject
        else:  # "a convenu que X viendra": X
            start = self._completive_start()
            own = subject_of(self.text[start:], self.folded[start:], self.act[0] - start, self.lexicon)
            own = Subject(own.kind, own.start + start, own.end + start)
        if own.kind is SubjectKind.NONE and self.lent is not None:
            return own._replace(kind=self.lent.kind)
        if own.kind is SubjectKind.THING and self._bears_a_name(own):
            return own._replace(kind=SubjectKind.SOMEBODY)
        return own

    @cached_property
    def relayed(self) -> int | None:
        """Where begins what was agreed, when that is no cue itself: "convenu que | Luc viendrait"."""
        if self.family.name not in _RELAYING or self.clause.act is not self.clause.cue:
            return None
        end = max(0, self.cue[1])
        that = self.lexicon.clauses["that"].search(self.folded, max(0, end - _THAT), end + _THAT)
        return that.end() if that else None

    @cached_property
    def to_be_done(self) -> bool:
        """Whether the act is still to be done to the subject: "l'affiche est à refaire"."""
        told_of = self.doer.kind in (SubjectKind.THING, SubjectKind.SOMEBODY)
        if not told_of or self.family.name != "obligation":
            return False
        words = self.report.folded[self.clause.cue.start : self.clause.cue.end].strip()
        return self.lexicon.titles["to_be_done"].search(words) is not None

    def _said_of(self) -> Subject | None:
        """Who is to act by what was agreed, when nobody agreed: "il est convenu que Luc viendrait"."""
        nobody = self.subject.kind in (SubjectKind.PRONOUN, SubjectKind.NONE)
        start = self.relayed if nobody else None
        would = self.lexicon.titles["would"].search(self.folded, start) if start is not None else None
        if start is None or would is None:
            return None
        own = subject_of(self.text[start:], self.folded[start:], would.start() - start, self.lexicon)
        named = own.kind in (SubjectKind.SOMEBODY, SubjectKind.WE)
        return Subject(own.kind, own.start + start, own.end + start) if named else None

    @property
    def shares_subject(self) -> bool:
        return self.lent is not None and self.doer.start == self.doer.end

    def _completive_start(self) -> int:
        opened = self.lexicon.clauses["that"].finditer(self.folded, 0, self.act[0])
        return max((m.end() for m in opened), default=0)

    def _bears_a_name(self, subject: Subject) -> bool:
        return any(subject.start <= p.start <= subject.start + 3 for p in self.parties)

    @cached_property
    def parties(self) -> list[NamedParty]:
        """Those named in the clause; a verb in capitals at the head of a decision is no part of a name."""
        found = self.report.directory.named(self.text, self.folded)
        start = self.cue[0]
        after = self.text.find(" ", start) + 1
        if start >= 0 and self.text[start:after].isupper():
            found = [p.starting_at(after) if p.start == start < after else p for p in found]
            found = [p.ending_at(start) if p.start < start < p.end else p for p in found]
        return [p for p in found if p.name]

    def acted_by_somebody(self) -> bool:
        return self.doer.kind in (SubjectKind.WE, SubjectKind.SOMEBODY)

    @cached_property
    def unsaid(self) -> frozenset[str]:
        """The signs of the lexicon that need not be looked for in the sentence."""
        return self.lexicon.signs.absent(self.sentence)

    @cached_property
    def dealings(self) -> bool:
        """Whether the clause tells of what passes between others and us, or between two bodies."""
        directory, parties = self.report.directory, self.lexicon.parties
        between = self.folded[self.doer.end : max(0, self.act[0])]
        if parties["to_us"].search(between):
            return True
        if "relations" not in self.unsaid and parties["relations"].search(self.after):
            return True
        return any(directory.is_own(party.name) for party in self.parties)
