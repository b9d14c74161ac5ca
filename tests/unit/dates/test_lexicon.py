"""The lexicons as data."""

from __future__ import annotations

import re

import pytest

from tracker.dates.almanac import feast
from tracker.dates.conventions import Place
from tracker.dates.lexicon import STAGES, _read, _words, lexicon_for
from tracker.dates.patterns import code


@pytest.mark.parametrize(
    ("tag", "language"), [("fr", "fr"), ("fr-CA", "fr"), ("EN-ca", "en"), ("de", "fr"), ("", "fr")]
)
def test_a_language_tag_finds_its_lexicon(tag: str, language: str) -> None:
    assert lexicon_for(tag).code == language


def test_a_word_cannot_stand_in_two_classes() -> None:
    raw = lexicon_for("fr").raw
    with pytest.raises(ValueError):
        _words({"ART": ["le"], "OF": ["le"]}, raw)


def test_a_phrase_is_known_with_and_without_its_hyphens() -> None:
    phrases = lexicon_for("fr").phrases
    assert ("-", "demain") in [
        (second, *rest) for second in phrases["apres"] for rest, _ in phrases["apres"][second]
    ]
    assert "demain" in phrases["apres"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_name_all_months_weekdays_and_seasons(language: str) -> None:
    words = _read(language)["words"]
    assert set(words["MONTH"]) == {str(month) for month in range(1, 13)}
    assert set(words["WEEKDAY"]) == set(words["WEEKDAYS"]) == {str(day) for day in range(7)}
    assert set(words["SEASON"]) == {"21", "22", "23", "24"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_feast_named_has_its_days(language: str) -> None:
    words = _read(language)["words"]
    for name in {*words["FEAST"], *words["FEAST_CUED"]}:
        assert feast(name, 2025, Place.QUEBEC)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_class_in_a_pattern_has_words_or_figures(language: str) -> None:
    """A class misspelt in a pattern would match nothing, in silence."""
    data, common = _read(language), _read("common")
    macros = common["macros"] | data["macros"]
    known = {*_read("fr")["words"], *_read("en")["words"], *common["classes"]}
    sources = [source for stage in STAGES for listed in data[stage].values() for source in listed]
    names = set(re.findall(r"[A-Za-z]\w*", " ".join([*sources, *macros.values()])))
    assert names - set(macros) - known == set()


def test_a_word_of_french_is_plain_and_small() -> None:
    words = lexicon_for("fr").words
    assert words["fevrier"].code == code("MONTH")
    assert words["fevrier"].value == 2
