"""A neutral title for an act, in the report's language: what is to be done, first."""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.dates.window import Kind
from tracker.proposals.casework import Case
from tracker.proposals.folding import fold
from tracker.proposals.lexicon import Lexicon
from tracker.proposals.patterns import at_end
from tracker.proposals.subjects import SubjectKind
from tracker.proposals.verbs import infinitive_of_future, infinitive_of_participle, infinitive_of_present

LONGEST = 80
_OF_AN_OBJECT = frozenset({"wish", "promise", "mandate", "awaited"})
_SHORTEST_CUT = 20  # characters that a title keeps when it is cut at a conjunction


_VERB = re.compile(r"(?P<se>(?:se |s['’]|me |m['’]|nous )?)(?P<form>[^\s,;:.]+)", re.IGNORECASE)
_NUMBER = re.compile(r"^[\s\d.)°]{0,12}\| ?|^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+|^\d{1,2}[.)] ")
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))
_QUOTED_LINE = re.compile(r"\s>(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEADING = re.compile(r"^(?:\(?\w{1,2}\) ?|[^\w«“\"(])+")
_LONGEST_ARTICLE = 4  # letters
_SPACED = re.compile(r"\s\s*([,;.)])")
_REACH = 800  # characters before a pronoun in which the agreement it stands for was named


def title_of(case: Case) -> str:
    """At most 80 characters; never empty."""
    found = filter(None, (way(case) for way in _WAYS))
    undated = (_undated(words, case) for words in found)
    worded = next((words for words in undated if _WORD.search(words)), case.text)
    heading = case.clause.sentence.block.heading
    if heading and case.lexicon.titles["says_nothing"].fullmatch(fold(worded).strip(" .:")):
        worded = heading[-1]  # "Date choisie : …" under "Bal des voisins"
    title = shortened(worded, case.lexicon) or shortened(case.text, case.lexicon) or "…"
    if " " not in title or case.lexicon.titles["thin"].fullmatch(fold(title)):  # "Venir", "S'y rendre": who
        who = [*(party.name for party in case.parties), _without_article(_subject(case), case.lexicon)]
        said = {"", fold(title), *case.lexicon.words["starters"]}
        named = next((name for name in who if fold(name) not in said), "")
        whole = title if case.doer.kind is SubjectKind.PRONOUN else case.text
        return shortened(f"{title} ({named})" if named else whole, case.lexicon) or title
    return title


def _undated(words: str, case: Case) -> str:
    """The words without the date of the act, which stands in its window."""
    chosen = case.dates.chosen
    named = chosen is not None and chosen.wording and chosen.kind is not Kind.RECURRING
    if not words or chosen is None or not named or case.family.name == "validity":
        return words
    found = re.search(rf"(?<!\w){re.escape(chosen.wording)}(?!\w)", words)
    if found is None:
        return words
    before = case.lexicon.titles["before_date"].sub("", words[: found.start()])
    after = case.lexicon.titles["after_date"].sub("", words[found.end() :]).lstrip(" )")
    if before.rstrip().endswith((",", "(")):  # "…, en mai, …"
        after = after.lstrip(" ,")
    return _SPACED.sub(r"\1", f"{before.rstrip(' ,(')} {after}").strip(" ,")


def shortened(words: str, lexicon: Lexicon) -> str:
    """One capitalised phrase of at most 80 characters that ends with a whole word."""
    line = _QUOTED_LINE.sub(" ", " ".join(words.split()))
    title = _LEADING.sub("", _NUMBER.sub("", line).partition(" | ")[0]).rstrip(" .;:,–-?")
    title = lexicon.parties["article"].sub("", title, count=1)
    for opening, closing in _PAIRS:
        if title.count(opening) > title.count(closing):
            kept = title.rpartition(opening)
            title = (kept[0] or kept[2]).strip()
    title = _closed(_cut(title, lexicon) if len(title) > LONGEST else title, lexicon)
    return title[:1].upper() + title[1:]


def _cut(title: str, lexicon: Lexicon) -> str:
    folded = fold(title)
    for name in ("cut", "phrase"):
        stops = [m.start() for m in lexicon.titles[name].finditer(folded)]
        fitting = [stop for stop in stops if _SHORTEST_CUT <= stop <= LONGEST]
        if fitting:
            title = title[: fitting[-1]]
            break
    else:
        title = title[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST]
    return title


def _closed(title: str, lexicon: Lexicon) -> str:
    """Without the small words at its end that wait for others."""
    while True:
        shorter = lexicon.titles["loose_end"].sub("", title.rstrip(" ,;:–-(«“"), count=1)
        if shorter == title:
            return title
        title = shorter


def _after(case: Case) -> str:
    return case.text[max(0, case.act[1]) :]


def _subject(case: Case) -> str:
    return case.text[case.doer.start : case.doer.end].strip()


def _standing(case: Case) -> str:
    """The subject without the pronouns and the auxiliary that stand between it and its verb."""
    return case.lexicon.titles["clitics_left"].sub("", _subject(case))


def _second_infinitive(case: Case) -> str:
    """ "… et de publier le bilan": the clause is the infinitive itself, maybe after its own doer."""
    if case.clause.head is None:
        return ""
    gapped = case.parties[:1] and case.parties[0].start == 0
    doer = case.lexicon.titles["doer"].match(case.text) if gapped else None
    return _bare(case.text[doer.end() if doer else 0 :], case.lexicon)


def _without_verb(case: Case) -> str:
    """ "…, Bergdorf trois en mai": under the verb it shares, "Envoyer trois en mai"."""
    clause = case.clause
    verb = clause.act.verb
    if clause.head is None or not verb or verb in case.lexicon.words["arrivals"]:
        return ""
    if case.lexicon.verbs["opening_infinitive"].match(case.folded):
        return ""
    return f"{verb} {case.text.removeprefix(clause.doer).strip(' ,')}" if case.acted_by_somebody() else ""


def _passive(case: Case) -> str:
    """ "La salle sera réservée": "Réserver la salle"."""
    if not case.clause.act.passive:
        return ""
    subject, rest = _subject(case), _after(case)
    participle = case.folded[case.act[0] : case.act[1]].rsplit(" ", 1)[-1]
    verb = infinitive_of_participle(participle, case.lexicon)
    if verb is None:
        return (
            f"{subject} {case.lexicon.forms['to_be']}{participle}{rest}"
            if subject
            else case.text[case.act[0] :]
        )
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
    rest, titles = _after(case).strip(" .,:"), case.lexicon.forms
    cue = case.folded[max(0, case.act[0]) : max(0, case.act[1])]
    if case.lexicon.titles["prepares"].search(cue):
        what = case.lexicon.titles["together"].sub("", rest, count=1)
        return f"{titles['preparation']}{titles['colon']}{_lowered(what, case.lexicon)}"
    if case.lexicon.titles["of_the_subject"].match(cue) and _subject(case):
        rest = _standing(case)
    named = case.lexicon.titles["talks_about"].match(fold(case.text[max(0, case.act[0]) : case.act[1]]))
    if named:  # "négociations sur le prix du terrain sont en cours"
        start = max(0, case.act[0]) + named.start("about")
        return f"{titles['talks']} {case.text[start : start + len(named['about'])]}"
    if case.lexicon.parties["agent"].match(fold(rest[:4])):
        rest = ""
    if case.lexicon.verbs["opening_infinitive"].match(case.folded, case.act[1]):
        return f"{titles['talks']}{titles['colon']}{_bare(rest, case.lexicon)}"
    if case.lexicon.titles["about"].match(rest.lower()):
        return f"{titles['talks']} {rest}"
    return f"{titles['talks']}{titles['colon']}{_lowered(rest or _standing(case) or case.text, case.lexicon)}"


def _future(case: Case) -> str:
    """ "La Ville accueillera les Jeux": "Accueillir les Jeux"."""
    act = case.clause.act
    if not act.verb or act.family.name not in ("future", "possible", "told"):
        return ""
    unfailing = case.lexicon.against["kept_negation"].match(case.folded, case.act[0])
    if unfailing:  # "ne manquera pas d'apporter": "apporter"
        return _bare(_after(case).partition(" ")[2].partition(" ")[2], case.lexicon)
    reflexive = case.lexicon.titles["reflexive"].search(case.folded[: case.act[0]])
    if case.doer.kind is SubjectKind.THING and _subject(case):  # an event: its name comes first
        verb = f"{reflexive['se'] if reflexive else ''}{act.verb}"
        held = case.lexicon.titles["is_held"].match(verb + _after(case))
        if held:
            return _thing(case) + _after(case)[max(0, held.end() - len(verb)) :]
        if verb in case.lexicon.words["arrivals"]:
            named = case.lexicon.forms.get(verb)
            colon = case.lexicon.forms["colon"]
            noun = case.lexicon.parties["article"].sub("", _lowered(_thing(case), case.lexicon), count=1)
            return f"{named}{colon}{noun}" if named else _thing(case)
        return case.text[case.doer.start :]
    return f"{reflexive['se'] if reflexive else ''}{act.verb}{_after(case)}"


def _infinitive(case: Case) -> str:
    """ "… s'engage à prêter un local": "Prêter un local"."""
    start, end = case.act
    owed = case.lexicon.titles["to_be_done"].search(case.folded[max(0, start) : end])
    if owed and case.doer.kind is SubjectKind.THING and _subject(case):  # "le dossier est à déposer"
        return f"{owed['verb']} {_lowered(_standing(case), case.lexicon)}{_after(case)}"
    article = case.lexicon.parties["article"]
    if case.family.name == "due" and _subject(case) and not article.match(_subject(case)):
        return case.text[case.doer.start :]  # "devis à signer avant le 3 mai"
    within = at_end(case.lexicon.verbs["closing_infinitive"], case.folded[start:end])
    if within:
        return _bare(case.text[start + within.start("verb") :], case.lexicon)
    follows = case.lexicon.verbs["opening_infinitive"].match(case.folded, end)
    if not follows:
        return ""
    made = at_end(case.lexicon.titles["causative"], case.folded, max(0, start), end)
    return f"{case.lexicon.forms['causative'] if made else ''}{_bare(_after(case), case.lexicon)}"


def _present(case: Case) -> str:
    """ "Mme Roy relance les bénévoles": "Relancer les bénévoles"."""
    if case.clause.act.family.name not in ("task", "present", "resolution"):
        return ""
    words = case.text[max(0, case.act[0]) :]
    if case.lexicon.tasks["announcement"].match(case.folded[max(0, case.act[0]) :]):
        return words
    subjunctive = case.lexicon.titles["subjunctive"].search(fold(words))
    if subjunctive:  # "que la rampe soit réparée"
        verb = infinitive_of_participle(subjunctive["participle"], case.lexicon)
        what = words[: subjunctive.start()].strip()
        return f"{verb} {_lowered(what, case.lexicon)}{words[subjunctive.end() :]}" if verb and what else ""
    words = case.lexicon.titles["auxiliary"].sub("", words, count=1)
    form = _VERB.match(words)
    if form is None:
        return ""
    word = fold(form["form"]).strip("'")
    if len(word) <= _LONGEST_ARTICLE and word in case.lexicon.words["starters"]:
        return ""
    se = case.lexicon.titles["myself"].sub("se ", form["se"].lower())
    return f"{se}{infinitive_of_present(form['form'], case.lexicon)}{words[form.end() :]}"


def _relayed(case: Case) -> str:
    """ "Il est entendu que le musée prêterait deux toiles": "Prêter deux toiles"; else what follows "que"."""
    if case.relayed is None:
        return ""
    said = case.text[case.relayed :]
    would = case.lexicon.titles["would"].search(fold(said))
    return f"{infinitive_of_future(would['stem'], case.lexicon)}{said[would.end() :]}" if would else said


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
    if case.family.name == "planned" or (objects and case.family.name in _OF_AN_OBJECT):
        preposition = case.text[case.act[0] : case.act[1]].rsplit(" ", 1)[-1]
        for words in (f"{preposition}{about}", about.lstrip()):
            if case.family.name == "planned" and case.lexicon.titles["states_when"].match(words.lower()):
                return f"{_subject(case)} {words}"
        return about
    return ""


def _term(case: Case) -> str:
    """ "L'entente avec Gand expire en mai": "Entente – Ville de Gand"; for a pronoun, what it stands for."""
    if case.family.name != "validity":
        return ""
    agreement = case.lexicon.titles["agreement_named"]
    start = case.clause.start
    found = agreement.search(case.folded)
    if found:
        words = case.text[found.start("what") : found.end("what")]
    else:
        text, earlier = case.report.document.text, max(0, start - _REACH)
        spans = [m.span("what") for m in agreement.finditer(case.report.folded, earlier, start)]
        words = text[spans[-1][0] : spans[-1][1]] if spans else ""
    with_whom = case.lexicon.titles["with"].search(fold(words))
    if with_whom:
        end = case.clause.start + (found.end("what") if found else 0)
        partners = [
            p.name for p in case.parties if with_whom.start() <= p.start - _offset(found) and p.start < end
        ]
        return f"{words[: with_whom.start()]} – {partners[0]}" if partners else words
    return words


def _offset(found: re.Match[str] | None) -> int:
    return found.start("what") if found else 0


def _thing(case: Case) -> str:
    """What the act is about: the first words before its verb that are no circumstance."""
    if case.doer.kind is not SubjectKind.THING or case.act[0] <= 0:
        return ""
    told = [m.end() for m in case.lexicon.clauses["told"].finditer(case.folded, 0, case.act[0])]
    segments = case.text[told[-1] if told else 0 : case.act[0]].split(",")
    circumstance = case.lexicon.subjects["circumstance"]
    kept = (s.strip() for s in segments if s.strip() and not circumstance.match(fold(s)))
    return case.lexicon.titles["clitics_left"].sub("", next(kept, ""))


def _whole(case: Case) -> str:
    return case.text


_WAYS: tuple[Callable[[Case], str], ...] = (
    _term,
    _without_verb,
    _second_infinitive,
    _passive,
    _noun_and_date,
    _talks,
    _future,
    _infinitive,
    _present,
    _relayed,
    _noun,
    _thing,
    _whole,
)


def _bare(text: str, lexicon: Lexicon) -> str:
    """Without the preposition before an infinitive."""
    return lexicon.titles["before_infinitive"].sub("", text, count=1)


def _without_article(phrase: str, lexicon: Lexicon) -> str:
    return lexicon.parties["article"].sub("", phrase, count=1)


def _lowered(noun_phrase: str, lexicon: Lexicon) -> str:
    """A noun phrase from the start of a sentence, as it stands within one."""
    article = (
        lexicon.parties["article"].match(noun_phrase)
        or fold(noun_phrase).split(" ", 1)[0] in lexicon.words["starters"]
    )
    return noun_phrase[:1].lower() + noun_phrase[1:] if article else noun_phrase
