"""A neutral title for an act, in the report's language: what is to be done, first."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.proposals.casework import Case
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.verbs import infinitive_of_participle, infinitive_of_present

LONGEST = 80
_SHORTEST_CUT = 20  # characters that a title keeps when it is cut at a conjunction


_VERB = re.compile(r"(?P<se>(?:se |s['’])?)(?P<form>[^\s,;:.]+)")


def title_of(case: Case) -> str:
    """At most 80 characters; never empty."""
    worded = next(filter(None, (way(case) for way in _WAYS)), case.text)
    return shortened(worded, case.lexicon) or shortened(case.text, case.lexicon) or "…"


def shortened(words: str, lexicon: Lexicon) -> str:
    """One capitalised phrase of at most 80 characters that ends with a whole word."""
    title = re.sub(r"^(?:\(?\w{1,2}\) ?|[^\w«“\"(])+", "", " ".join(words.split())).rstrip(" .;:,–-")
    title = lexicon.parties["article"].sub("", title, count=1)
    if len(title) > LONGEST:
        title = _cut(title, lexicon)
    return title[:1].upper() + title[1:]


def _cut(title: str, lexicon: Lexicon) -> str:
    stops = [m.start() for m in lexicon.titles["cut"].finditer(title.lower())]
    fitting = [stop for stop in stops if _SHORTEST_CUT <= stop <= LONGEST]
    title = title[: fitting[-1]] if fitting else title[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]
    while True:
        shorter = lexicon.titles["loose_end"].sub("", title.rstrip(" ,;:–-(«“"), count=1)
        if shorter == title:
            return title
        title = shorter


def _after(case: Case) -> str:
    return case.text[max(0, case.act[1]) :]


def _subject(case: Case) -> str:
    return case.text[case.doer.start : case.doer.end].strip()


def _second_infinitive(case: Case) -> str:
    """ "… et de publier le bilan": the clause is the infinitive itself."""
    return _bare(case.text, case.lexicon) if case.clause.head is not None else ""


def _passive(case: Case) -> str:
    """ "La salle sera réservée": "Réserver la salle"."""
    if not case.clause.act.passive:
        return ""
    subject, rest = _subject(case), _after(case)
    participle = case.folded[case.act[0] : case.act[1]].rsplit(" ", 1)[-1]
    verb = infinitive_of_participle(participle, case.lexicon)
    if verb is None:
        return f"{subject} {participle}{rest}" if subject else case.text[case.act[0] :]
    if not subject or case.doer.kind is SubjectKind.PRONOUN:
        return verb + rest
    fixed = case.lexicon.titles["compound"].match(rest)  # "mise sur pied"
    if fixed:
        verb, rest = verb + fixed[0], rest[fixed.end() :]
    return f"{verb} {_lowered(subject, case.lexicon)}{rest}"


def _noun_and_date(case: Case) -> str:
    """ "… sa tournée prévue en mai": "Tournée (Orchestre X)"."""
    if case.family.name != "scheduled":
        return ""
    noun = case.lexicon.titles["noun_before"].search(case.text[: case.act[0]])
    named = [p.name for p in case.parties if case.subject.start <= p.start < case.subject.end]
    return f"{noun['noun']} ({named[0]})" if noun and named else ""


def _talks(case: Case) -> str:
    if case.family.name != "talks":
        return ""
    rest, titles = _after(case).strip(" .,"), case.lexicon.forms
    if case.lexicon.verbs["opening_infinitive"].match(case.folded, case.act[1]):
        return f"{titles['talks']}{titles['colon']}{_bare(rest, case.lexicon)}"
    if case.lexicon.titles["about"].match(rest.lower()):
        return f"{titles['talks']} {rest}"
    return f"{titles['talks']}{titles['colon']}{_lowered(rest or _subject(case) or case.text, case.lexicon)}"


def _future(case: Case) -> str:
    """ "La Ville accueillera les Jeux": "Accueillir les Jeux"."""
    act = case.clause.act
    if not act.verb or act.family.name != "future":
        return ""
    unfailing = case.lexicon.against["kept_negation"].match(case.folded, case.act[0])
    if unfailing:  # "ne manquera pas d'apporter": "apporter"
        return _bare(_after(case).partition(" ")[2].partition(" ")[2], case.lexicon)
    reflexive = case.lexicon.titles["reflexive"].search(case.folded[: case.act[0]])
    if case.doer.kind is SubjectKind.THING and _subject(case):  # an event: its name comes first
        held = case.lexicon.titles["is_held"].match(f"{reflexive['se'] if reflexive else ''}{act.verb}")
        return _subject(case) + _after(case) if held else case.text[case.doer.start :]
    return f"{reflexive['se'] if reflexive else ''}{act.verb}{_after(case)}"


def _infinitive(case: Case) -> str:
    """ "… s'engage à prêter un local": "Prêter un local"."""
    start, end = case.act
    within = case.lexicon.verbs["closing_infinitive"].search(case.folded[start:end])
    if within:
        return case.text[start + within.start("verb") :]
    follows = case.lexicon.verbs["opening_infinitive"].match(case.folded, end)
    return _bare(_after(case), case.lexicon) if follows else ""


def _present(case: Case) -> str:
    """ "Mme Roy relance les bénévoles": "Relancer les bénévoles"."""
    if case.clause.act.family.name not in ("task", "present", "resolution"):
        return ""
    words = case.text[case.act[0] :]
    form = _VERB.match(words)
    if form is None:
        return words
    return f"{form['se']}{infinitive_of_present(form['form'], case.lexicon)}{words[form.end() :]}"


def _noun(case: Case) -> str:
    """ "a confirmé sa participation au forum": "Participation au forum"; an announcement as it is."""
    if case.clause.act.family.name == "announcement":
        return case.text[case.act[0] :]
    noun = case.lexicon.titles["closing_noun"].search(case.text[case.act[0] : case.act[1]])
    if noun and case.family.name in ("promise", "planned", "mandate"):
        return noun["noun"] + _after(case)
    about = _after(case)
    objects = case.lexicon.titles["takes_object"].search(case.folded[: max(0, case.act[1])])
    if not about.strip(" ."):
        return _subject(case) if case.family.name == "planned" else ""
    if case.family.name == "planned" and not _subject(case):
        return case.text[case.act[0] :]
    if case.family.name == "planned" or (objects and case.family.name in ("wish", "promise")):
        preposition = case.text[case.act[0] : case.act[1]].rsplit(" ", 1)[-1]
        for words in (f"{preposition}{about}", about.lstrip()):
            if case.family.name == "planned" and case.lexicon.titles["states_when"].match(words.lower()):
                return f"{_subject(case)} {words}"
        return about
    return ""


_WAYS: tuple[Callable[[Case], str], ...] = (
    _second_infinitive,
    _passive,
    _noun_and_date,
    _talks,
    _future,
    _infinitive,
    _present,
    _noun,
)


def _bare(text: str, lexicon: Lexicon) -> str:
    """Without the preposition before an infinitive."""
    return lexicon.titles["before_infinitive"].sub("", text, count=1)


def _lowered(noun_phrase: str, lexicon: Lexicon) -> str:
    """A noun phrase from the start of a sentence, as it stands within one."""
    article = lexicon.parties["article"].match(noun_phrase)
    return noun_phrase[:1].lower() + noun_phrase[1:] if article else noun_phrase
