"""Who or what stands before a verb."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from tracker.proposals.lexicon import Lexicon
from tracker.proposals.patterns import at_end


class SubjectKind(StrEnum):
    WE = "we"
    SOMEBODY = "somebody"  # a body, a person, a group of people
    PRONOUN = "pronoun"  # stands for somebody or something named before
    THING = "thing"
    NONE = "none"  # no word: a second verb after the same subject, or an infinitive


class Subject(NamedTuple):
    """The characters `start` to `end` (exclusive) of the text that was asked about."""

    kind: SubjectKind
    start: int
    end: int


_WORD = re.compile(r"(?<!\w)(?:[LlDdJjNnSsMmTtCc]['’]|[Qq]u['’])?(?P<word>[^\W\d_][\w'’-]*)")


_COMMA = re.compile(r",(?!\d{3}\b)")  # not that of "200,000"
_NAME = re.compile(
    r"(?:(?:M|MM|Mr|Mrs|Ms|Dr|Mme|Mmes|Cllr|Prof)\.? )?[A-ZÀ-Þ][\w'’.-]*"
    r"(?: (?:(?:d[eu]|des|of|la|the) )?[A-ZÀ-Þ][\w'’.-]*){0,4},"
)
_NAMES_BEFORE = re.compile(r"(?:^|[.;:] )(?P<names>(?:[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,3}, )+)$")


def subject_of(text: str, folded: str, verb: int, lexicon: Lexicon) -> Subject:
    """The subject of the verb at `verb` in `text`, of which `folded` is the folded form."""
    grammar = lexicon.subjects
    clitics = at_end(grammar["clitics"], folded, end=verb)
    end = clitics.start() if clitics else verb
    start = _noun_phrase(text, folded[:end], lexicon)
    if start == end:  # "in June for the picnic we will …"
        pronoun = at_end(grammar["closing_pronoun"], folded, end=end)
        start = pronoun.start() if pronoun else start
    earlier = grammar["new_clause"].search(folded, start, end)
    start = earlier.end() if earlier else start
    start = max((m.end() for m in grammar["that"].finditer(folded, start, end)), default=start)
    for name in ("lead_in", "possessed"):
        opening = grammar[name].match(folded[start:end])
        start += opening.end() if opening else 0
    phrase = folded[start:end].strip(' "«»“”(')
    if not phrase:
        return Subject(SubjectKind.NONE, start, end)
    for kind in (SubjectKind.WE, SubjectKind.PRONOUN, SubjectKind.THING, SubjectKind.SOMEBODY):
        if grammar[kind].search(phrase):
            return Subject(kind, start, end)
    return Subject(_by_capital(text[start:end], lexicon), start, end)


def _noun_phrase(text: str, before: str, lexicon: Lexicon) -> int:
    """Where the subject begins before the verb: after an opening circumstance, or before an aside."""
    at, enclosed = len(before), before.rstrip().endswith(",")
    found: list[int] = []
    for segment in reversed(_COMMA.split(before)):
        at -= len(segment)
        if segment.strip() and not lexicon.subjects["circumstance"].match(segment):
            found.append(at + len(segment) - len(segment.lstrip()))
            if not enclosed or len(found) > 1:
                break
        at -= 1
    if len(found) > 1 and _NAME.match(text, found[1]):  # "Mr Roe, our archivist, will …": Mr Roe
        return found[1]
    return _list_start(text, found[0]) if found else len(before)


def _list_start(text: str, start: int) -> int:
    """Where a list of names begins that ends in the phrase at `start`: "Ana, Luc and Eva"."""
    names = _NAMES_BEFORE.search(text[:start])
    return names.start("names") if names and text[start : start + 1].isupper() else start


def _by_capital(phrase: str, lexicon: Lexicon) -> SubjectKind:
    """A name is somebody; an ordinary noun that the lexicon does not know is a thing."""
    ordinary = lexicon.words["starters"]
    words = [w for w in (m["word"] for m in _WORD.finditer(phrase)) if w.lower() not in ordinary]
    first = words[0] if words else ""
    common = len(words) == 1 or words[1:2] == [w for w in words[1:2] if w.islower()]
    bare_plural = common and words and lexicon.subjects["bare_plural"].match(words[-1])
    return SubjectKind.SOMEBODY if first[:1].isupper() and not bare_plural else SubjectKind.THING
