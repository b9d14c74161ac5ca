from __future__ import annotations

import re

import pytest

from tracker.proposals.folding import fold
from tracker.proposals.lexicon import LANGUAGES, lexicon


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_tables(language: str) -> None:
    ours, french = lexicon(language), lexicon("fr")
    for table in ("against", "clauses", "parties", "rows", "sections", "subjects", "tasks", "verbs"):
        assert set(getattr(ours, table)) >= set(getattr(french, table)), table


def test_an_unknown_language_is_read_as_french() -> None:
    assert lexicon("nl") is lexicon("fr")


@pytest.mark.parametrize("text", ["L’ÉTÉ – 2024", "İstanbul’a", "Mme. Roy\u202f: l'École", "ﬁn ŉ ß"])
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_cue_in_capitals_without_accents_is_recognised() -> None:
    french = lexicon("fr")
    for text in ("LE CONSEIL DECIDE DE PAYER", "le conseil décide de payer"):
        cue = french.cues.search(fold(text))
        assert cue is not None
        assert french.family_of(cue).name == "promise"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_macro_of_a_pattern_is_defined(language: str) -> None:
    ours = lexicon(language)
    tables = (ours.against, ours.clauses, ours.parties, ours.sections, ours.subjects, ours.tasks, ours.verbs)
    patterns = [ours.cues, *(pattern for table in tables for pattern in table.values())]
    assert [p.pattern for p in patterns if re.search(r"\{[a-z]\w*\}", p.pattern)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_of_cues_is_one_group(language: str) -> None:
    ours = lexicon(language)
    assert ours.cues.groups == len(ours.worded)
