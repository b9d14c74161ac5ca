"""French or English."""

from __future__ import annotations

import pytest

from tracker.reading.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le port de Rochebelle ouvrira ses quais à la ville.", "fr"),
        ("The harbour will open its quays to the city.", "en"),
        ("LE PORT ET LA VILLE", "fr"),
        ("Rochebelle 2031", "fr"),
        ("The agreement with the Ville de Valmorin and the Port de la Roche was signed by the mayor.", "en"),
    ],
)
def test_small_words_tell(text: str, language: str) -> None:
    assert guess_language(text) == language
