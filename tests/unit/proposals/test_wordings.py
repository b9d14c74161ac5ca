from __future__ import annotations

from tracker.proposals.patterns import Macros
from tracker.proposals.wordings import Wordings

MACROS: Macros = {
    "have": ["has", "have"],
    "gap": ["(?: \\w+ly|~+){0,2}"],
    "until": ["(?:until|to)"],
}


def found(text: str, **patterns: list[str]) -> list[tuple[str, str]]:
    """The families of `patterns` that speak in `text`, with the words that do."""
    return [(family, text[start:end]) for family, start, end in Wordings(patterns, MACROS).find(text)]


def test_a_wording_is_found_by_any_of_its_beginnings() -> None:
    patterns = ["(?:pledge|(?:firmly )?promise)s?{gap} to", "{have}{gap} sworn"]
    text = "she pledges to come, he firmly promises to pay, they have solemnly sworn"
    assert [words for _, words in found(text, promise=patterns)] == [
        "pledges to",
        "firmly promises to",
        "have solemnly sworn",
    ]


def test_a_wording_begins_with_a_word() -> None:
    assert found("rewill, unwilling, will pay", future=["will"]) == [("future", "will")]


def test_a_word_before_a_gap_is_whole() -> None:
    assert found("a hash mark has it", have=["has{gap} "]) == [("have", "has ")]


def test_the_family_that_stands_first_is_meant() -> None:
    text = "it will be signed"
    assert found(text, plan=["will be"], future=["will"]) == [("plan", "will be")]
    assert found(text, future=["will"], plan=["will be"]) == [("future", "will")]


def test_the_pattern_that_stands_first_is_meant() -> None:
    assert found("it will be signed", plan=["will(?: be)?", "will be signed"]) == [("plan", "will be")]


def test_a_short_beginning_is_tried_where_a_longer_one_leads_nowhere() -> None:
    assert found("in turn", promise=["in turn we", "in \\w+"]) == [("promise", "in turn")]


def test_wordings_do_not_overlap() -> None:
    assert found("is to be to be paid", due=["to be{gap} \\w+", "is to"]) == [
        ("due", "is to"),
        ("due", "to be paid"),
    ]


def test_a_wording_may_begin_with_any_word() -> None:
    assert found("a three-year lease", validity=["\\w{2,10}-year lease"]) == [
        ("validity", "three-year lease")
    ]


def test_a_beginning_may_lack_its_accents() -> None:
    text = "elle decide, il décide"
    assert [words for _, words in found(text, promise=["décid(?:e|ent)"])] == ["decide", "décide"]


def test_a_text_without_the_beginning_of_a_wording_holds_none() -> None:
    signs = Wordings({"hope": ["(?:we|they) hope"], "rule": ["à (?:peine|jamais) \\w+", "if {have}"]}, MACROS)
    assert signs.absent("they open a jamais vu") == {"hope"}
    assert signs.absent("if they have none, we hope") == set()
