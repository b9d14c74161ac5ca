"""Patterns over classes of words."""

from __future__ import annotations

import re

import pytest

from tracker.dates.lexicon import STAGES, _read, lexicon_for
from tracker.dates.patterns import code, compile_stage


def over(*names: str) -> str:
    return "".join(map(code, names))


def test_the_first_pattern_that_fits_wins() -> None:
    pattern = compile_stage({"day": ["DAY MONTH YEAR?"], "month": ["MONTH YEAR?"]}, {})
    found = pattern.search(over("XLOW", "DAY", "MONTH", "YEAR"))
    assert found is not None
    assert (found.lastgroup, found.span()) == ("day", (1, 4))


def test_shorthands_stand_for_what_they_say() -> None:
    pattern = compile_stage({"day": ["(figure) month"]}, {"figure": "DAY|ORDN", "month": "MONTH|MONTH_CAP"})
    assert pattern.fullmatch(over("ORDN", "MONTH_CAP"))
    assert not pattern.fullmatch(over("MONTH_CAP"))


def test_a_pattern_may_look_around() -> None:
    pattern = compile_stage({"year": ["(?<! NUMBERED|ART) YEAR (?! QUANT)"]}, {})
    assert pattern.search(over("IN", "YEAR"))
    assert not pattern.search(over("NUMBERED", "YEAR"))
    assert not pattern.search(over("IN", "YEAR", "QUANT"))


@pytest.mark.parametrize("source", ["YEAR?", "(DAY|ART?)", "DAY) MONTH"])
def test_a_pattern_that_matches_nothing_is_a_mistake(source: str) -> None:
    with pytest.raises(ValueError):
        compile_stage({"mistake": [source]}, {})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pattern_has_somebody_who_knows_what_it_means(language: str) -> None:
    from tracker.dates.grammar import engine

    engine.load()
    lexicon = lexicon_for(language)
    for stage in STAGES:
        for name in lexicon.stages[stage].groupindex:
            assert (stage, name) in engine._BUILDERS


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stage_that_is_passed_over_had_nothing_to_do(language: str) -> None:
    """Every pattern of the stage names, or holds in a shorthand, one of the classes that it needs."""
    data, common = _read(language), _read("common")
    macros = common["macros"] | data["macros"]

    def classes(source: str) -> set[str]:
        names = set(re.findall(r"[A-Za-z]\w*", source))
        return names.union(*(classes(macros[name]) for name in names & set(macros)))

    for stage, needed in common["needs"].items():
        for sources in data[stage].values():
            for source in sources:
                assert classes(source) & set(needed), (stage, source)
