from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.proposals.folding import fold
from tracker.proposals.lexicon import LANGUAGES, SIGNS, lexicon
from tracker.proposals.patterns import MACRO
from tracker.proposals.wordings import leading_group

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
        assert not [name for name in ours.signs.absent(sentence) if spelt[name].search(sentence)], sentence


def beginnings(pattern: str) -> Iterator[str]:
    """A pattern once for each way it may begin, as far as its first letter, class or macro."""
    ways, after = leading_group(pattern)
    if not ways:
        yield pattern
    for way in ways:
        yield from beginnings(way + after)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_one_group_whose_ways_begin_with_letters(language: str, name: str) -> None:
    ours = lexicon(language)
    pattern = (ours.against.sources | ours.parties.sources)[name]
    ways, _ = leading_group(f"(?:{pattern})")
    assert len(ways) == 1, "an alternative outside the group"
    assert pattern.startswith(r"\b"), "a sign that may begin within a word"
    spelt = list(beginnings(pattern.removeprefix(r"\b")))
    assert [way for way in spelt if not re.match(r"[^\W\d_]|\[", way)] == []
