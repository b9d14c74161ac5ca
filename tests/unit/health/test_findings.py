"""Each finding says what it knows, in both languages."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from tracker.health import Failed, Grade, Subject
from tracker.health.findings import TITLES, Finding, NextDigest, Unowned
from tracker.mail.failures import NoHost
from tracker.words import Words

KINDS = [each for each in Finding.__subclasses__() if each is not Failed]
SAYING = [each for each in KINDS if "tell" not in vars(each)]


@pytest.mark.parametrize("kind", SAYING, ids=lambda kind: kind.__name__)
def test_a_sentence_names_facts_that_its_kind_has(kind: type[Finding]) -> None:
    named = {name for _, name, _, _ in Formatter().parse(kind.sentence) if name}
    assert named == {each.name for each in fields(kind)}


@pytest.mark.parametrize("kind", SAYING, ids=lambda kind: kind.__name__)
def test_what_is_not_fine_says_what_it_means_in_both_languages(kind: type[Finding]) -> None:
    assert kind.subject in Subject
    assert kind.grade in Grade
    assert Words("fr")(kind.sentence) != Words("en")(kind.sentence)


def test_every_subject_and_grade_has_a_title() -> None:
    assert set(TITLES) == {*Subject, *Grade}


def test_one_commitment_is_told_in_the_singular() -> None:
    assert Unowned(1, (7,)).tell(Words("en")).startswith("1 commitment has no owner")
    assert "7, 8, 9 and +4" in Unowned(7, (7, 8, 9, "+4")).tell(Words("en"))


def test_a_failure_is_told_in_its_own_words() -> None:
    finding = Failed(Subject.MAIL, NoHost())
    assert (finding.subject, finding.grade) == (Subject.MAIL, Grade.WRONG)
    assert finding.tell(Words("en")) == Words("en").failure(NoHost())


def test_kinds_have_names_of_their_own() -> None:
    assert NextDigest.kind() == "next-digest"
    names = [kind.kind() for kind in (*KINDS, Failed)]
    assert len(set(names)) == len(names)
