from __future__ import annotations

from pathlib import Path

import pytest

from tracker.proposals.folding import fold
from tracker.proposals.lexicon import LANGUAGES, lexicon
from tracker.proposals.patterns import MACRO

TABLES = ("against", "clauses", "parties", "rows", "sections", "subjects", "tasks", "titles", "verbs")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_tables(language: str) -> None:
    ours, french = lexicon(language), lexicon("fr")
    for table in TABLES:
        assert getattr(ours, table).sources.keys() >= getattr(french, table).sources.keys(), table


def test_an_unknown_language_is_read_as_french() -> None:
    assert lexicon("nl") is lexicon("fr")


@pytest.mark.parametrize("text", ["L’ÉTÉ – 2024", "İstanbul’a", "Mme. Roy\u202f: l'École", "ﬁn ŉ ß"])
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["LE CONSEIL DECIDE DE PAYER", "le conseil décide de payer"])
def test_a_cue_in_capitals_without_accents_is_recognised(text: str) -> None:
    assert [found.family for found in lexicon("fr").cues.find(fold(text))] == ["promise"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_macro_of_a_pattern_is_defined(language: str) -> None:
    ours = lexicon(language)
    for table in (getattr(ours, name) for name in TABLES):
        spelt = [table[name].pattern for name in table.sources]
        assert [pattern for pattern in spelt if MACRO.search(pattern)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_of_a_sentence_is_overlooked(language: str) -> None:
    ours = lexicon(language)
    spelt = {name: table[name] for table in (ours.against, ours.parties) for name in table.sources}
    for line in (Path(__file__).parent / f"grammar.{language}.txt").read_text(encoding="utf-8").splitlines():
        sentence = fold(line.split(" | ", 1)[1])
        said = {name for name in ours.signs.families if spelt[name].search(sentence)}
        assert said <= ours.signs.begun(sentence), sentence
