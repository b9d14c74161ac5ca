"""The words of one language, as data: the files of lexicons/fr and lexicons/en, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tracker.commitments import Firmness
from tracker.proposals.conjugation import presents, presents_of_i
from tracker.proposals.folding import lenient
from tracker.proposals.patterns import Patterns, joined, listed, one_of
from tracker.proposals.values import ReasonCode
from tracker.proposals.wordings import Wordings, leading_group

LANGUAGES = ("fr", "en")
SIGNS = (  # patterns that are looked for anywhere in a sentence
    *(
        "awaited",
        "condition",
        "courtesy",
        "forecast",
        "formality",
        "hope",
        "learned",
        "negator",
        "past_around",
    ),
    *("refusal", "relations", "routine", "rule", "standing"),
)
_WORD = r"\b"
_TABLES = ("clauses", "subjects", "against", "tasks", "verbs", "rows", "sections", "parties", "titles")


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of wording that speaks for a promise. `weight` is added to the score of what rests on it."""

    name: str
    reason: ReasonCode
    firmness: Firmness
    weight: float
    needs_date: bool


@dataclass(frozen=True, eq=False)  # one per language: compared and hashed by identity
class Lexicon:
    """What the engine knows of a language; every pattern is to be run on folded text."""

    language: str
    family: Mapping[str, Family]
    adverbs: re.Pattern[str]
    cues: Wordings  # for text without adverbs; by the names of families
    signs: Wordings  # patterns of `against` and `parties` by name: few sentences begin any
    future: Patterns
    clauses: Patterns
    subjects: Patterns
    against: Patterns
    tasks: Patterns
    verbs: Patterns
    rows: Patterns
    sections: Patterns
    parties: Patterns
    titles: Patterns
    words: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    infinitives: Mapping[str, Sequence[tuple[str, str]]]  # by form, [its ending, that of the infinitive]

    def without_adverbs(self, folded: str) -> str:
        """The text with "~" for every letter of its adverbs: as long as it was, so that offsets hold."""
        return self.adverbs.sub(lambda adverb: "~" * len(adverb[0]), folded)


def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; French, the language of most reports, when there is none."""
    return _load(language if language in LANGUAGES else "fr")


@lru_cache(maxsize=len(LANGUAGES))
def _load(language: str) -> Lexicon:
    data = _tables(language)
    words = {name: frozenset(listed) for name, listed in data["words"].items()}
    words["heads"] = words["bodies"] | words["capital_bodies"]
    words["animate"] = words["heads"] | words["people"]
    words["deeds"] = words["tasks"] | words["agentive"] | words["further_acts"]
    verbs = words["deeds"] - words["told_in_passing"]
    endings = data.get("infinitives", {}).get("present_endings", ())
    words["presents"], words["presents_of_i"] = presents(verbs, endings), presents_of_i(verbs, endings)
    words["preparing_words"] = frozenset(max(forms.split(), key=len) for forms in words["preparing"])
    words["linking"] = frozenset(word.strip("'") for linker in words["linkers"] for word in linker.split())
    macros = {name: listed(alternatives) for name, alternatives in words.items()}
    macros |= {name: [joined(way) for way in ways] for name, ways in data["macros"].items()}
    tables = {name: Patterns(data[name], macros) for name in _TABLES}
    cues = {name: [joined(pattern) for pattern in table["patterns"]] for name, table in data["cues"].items()}
    return Lexicon(
        language=language,
        family={name: _family(name, table) for name, table in data["cues"].items()},
        adverbs=re.compile(rf" (?:{lenient(one_of(words['adverbs']))})(?![\w'-])"),
        cues=Wordings(cues, macros),
        signs=Wordings(dict(_signs(tables["against"].sources | tables["parties"].sources)), macros),
        future=Patterns(data.get("future", {}), macros, exact=True),
        words=words,
        forms=data["forms"],
        infinitives=data.get("infinitives", {}),
        **tables,
    )


def _tables(language: str) -> dict[str, Any]:
    """The tables of all files of a language; each table stands in one file."""
    tables: dict[str, Any] = {}
    for file in files("tracker.proposals").joinpath("lexicons", language).iterdir():
        if file.name.endswith(".toml"):
            tables |= tomllib.loads(file.read_text(encoding="utf-8"))
    return tables


def _signs(sources: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The ways of each sign, as they go on where a word begins; one that may begin elsewhere is left out."""
    for name in SIGNS:
        ways, _ = leading_group(f"(?:{sources[name]})")
        if all(way.startswith(_WORD) for way in ways):
            yield name, [way.removeprefix(_WORD) for way in ways]


def _family(name: str, table: Mapping[str, Any]) -> Family:
    return Family(
        name=name,
        reason=ReasonCode(table["reason"]),
        firmness=Firmness(table["firmness"]),
        weight=float(table.get("weight", 0)),
        needs_date=bool(table.get("needs_date", False)),
    )
