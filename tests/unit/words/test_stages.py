"""What each stage of a ladder is for."""

from __future__ import annotations

import pytest

from tracker.ladders import Form
from tracker.words import LANGUAGES, Words
from tracker.words.stages import tell_stage


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("number", ["1", "14"])
def test_every_rule_has_its_sentence(form: Form, number: str, language: str) -> None:
    word = form.value.replace("N", number).replace("M", "60")
    told = tell_stage(word, Words(language))
    assert told[-1] in ".?"
    assert not set("“«{") & set(told), "named as if it were unknown"


def test_numbers_are_told_with_their_unit() -> None:
    assert tell_stage("ahead-1", Words("en")) == "Reminder the day before."
    assert tell_stage("ahead-14", Words("en")) == "Reminder 14 days ahead."
    assert tell_stage("ahead-10w", Words("en")) == "Reminder 10 working days ahead."
    assert tell_stage("renew-6m", Words("fr")).startswith("6\u00a0mois avant la fin\u00a0:")


def test_a_rule_of_another_version_is_named() -> None:
    assert tell_stage("full-moon", Words("en")) == "Reminder by the rule “full-moon”."
