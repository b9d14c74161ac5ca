"""Patterns over classes of words."""

from __future__ import annotations

import re

import pytest

from tracker.dates.lexicon import STAGES, _read, lexicon_for
from tracker.dates.patterns import code
from tracker.dates.stages import Stage


def found(stage: Stage, *names: str) -> list[tuple[str | None, int, int]]:
    """What a stage finds in a sentence of these classes: the name of each match, and its bounds."""
    line = "".join(map(code, names))
    return [(match.lastgroup, *match.span()) for match in stage.finditer(line)]


def test_the_first_pattern_that_fits_wins() -> None:
    stage = Stage({"day": ["DAY MONTH YEAR?"], "month": ["MONTH YEAR?"], "second": ["DAY MONTH"]}, {})
    assert found(stage, "XLOW", "DAY", "MONTH", "YEAR") == [("day", 1, 4)]


def test_what_is_found_does_not_overlap() -> None:
    stage = Stage({"day": ["DAY MONTH"], "month": ["MONTH+"]}, {})
    assert found(stage, "DAY", "MONTH", "MONTH", "XLOW", "DAY", "MONTH") == [
        ("day", 0, 2),
        ("month", 2, 3),
        ("day", 4, 6),
    ]


def test_shorthands_stand_for_what_they_say() -> None:
    stage = Stage({"day": ["(figure) month"]}, {"figure": "DAY|ORDN", "month": "MONTH|MONTH_CAP"})
    assert found(stage, "ORDN", "MONTH_CAP") == [("day", 0, 2)]
    assert not found(stage, "MONTH_CAP")


def test_a_pattern_may_look_around() -> None:
    stage = Stage({"year": ["(?<! NUMBERED|ART) YEAR (?! QUANT)"]}, {})
    assert found(stage, "IN", "YEAR")
    assert not found(stage, "NUMBERED", "YEAR")
    assert not found(stage, "IN", "YEAR", "QUANT")


@pytest.mark.parametrize("source", ["YEAR?", "(DAY|ART?)", "DAY) MONTH"])
def test_a_pattern_that_matches_nothing_is_a_mistake(source: str) -> None:
    with pytest.raises(ValueError):
        Stage({"mistake": [source]}, {})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pattern_has_somebody_who_knows_what_it_means(language: str) -> None:
    from tracker.dates.grammar import engine

    engine.load()
    lexicon = lexicon_for(language)
    for stage in STAGES:
        for name in lexicon.stages[stage].names:
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
