"""The verb that governs a date."""

from __future__ import annotations

import pytest

from tracker.dates.lexicon import lexicon_for
from tracker.dates.tense import Tense, Verbs

GOVERNED = [
    ("fr", "L'entente a été signée en @.", Tense.PAST),
    ("fr", "L'entente sera signée en @.", Tense.FUTURE),
    ("fr", "L'entente est prévue en @.", Tense.FUTURE),
    ("fr", "La Ville a annoncé une visite en @.", Tense.FUTURE),
    ("fr", "En @, la Ville a reçu ses partenaires.", Tense.PAST),
    ("fr", "En @, la Ville recevra ses partenaires.", Tense.FUTURE),
    ("fr", "La Ville a reçu une demande; la visite de @ reste à préparer.", Tense.FUTURE),
    ("fr", "La visite a eu lieu; rendez-vous en @.", Tense.UNKNOWN),
    ("fr", "Ils se sont rencontrés en @.", Tense.PAST),
    ("fr", "La Ville a rencontré Namur pour préparer la mission de @.", Tense.FUTURE),
    ("fr", "Rendez-vous à Paris en @.", Tense.UNKNOWN),
    ("fr", "La réunion a lieu en @.", Tense.UNKNOWN),
    ("fr", "Nous nous reverrons en @.", Tense.FUTURE),
    ("en", "The agreement was signed in @.", Tense.PAST),
    ("en", "The agreement will be signed in @.", Tense.FUTURE),
    ("en", "Signature is expected in @.", Tense.FUTURE),
    ("en", "They signed the agreement in @.", Tense.PAST),
    ("en", "In @, they met in Ghent.", Tense.PAST),
    ("en", "They agreed to meet in @.", Tense.FUTURE),
    ("en", "The board meets in @.", Tense.UNKNOWN),
    ("en", "The proceeds are needed in @.", Tense.FUTURE),
]


@pytest.mark.parametrize(("language", "sentence", "tense"), GOVERNED)
def test_the_nearest_verb_governs_a_date(language: str, sentence: str, tense: Tense) -> None:
    at = sentence.index("@")
    assert Verbs(sentence, lexicon_for(language)).governing(at, at + 1) is tense


def test_a_verb_does_not_reach_across_an_endless_sentence() -> None:
    sentence = "La Ville a signé " + "une liste de mots " * 50 + "mars"
    assert Verbs(sentence, lexicon_for("fr")).governing(len(sentence) - 4, len(sentence)) is Tense.UNKNOWN
