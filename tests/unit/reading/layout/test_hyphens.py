"""Words cut at the end of a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Blocks = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("le renouvelle-", "ment du bail", "le renouvellement du bail"),
        ("le prin-", "temps venu", "le printemps venu"),
        ("la Grand-", "Rue du port", "la Grand-Rue du port"),
        ("en Rochebelle-", "Centre demain", "en Rochebelle-Centre demain"),
        ("l’accord 2031-", "2036 signé", "l’accord 2031-2036 signé"),
        ("c’est-à-", "dire demain", "c’est-à-dire demain"),
        ("vient-", "elle demain", "vient-elle demain"),
        ("la vice-", "présidente", "la vice-présidente"),
        ("celui-", "là aussi", "celui-là aussi"),
        ("avant-", "et après-midi", "avant- et après-midi"),
        ("le va-", "et-vient", "le va-et-vient"),
        ("RENOUVELLE-", "MENT DU BAIL", "RENOUVELLEMENT DU BAIL"),
        ("le renouvelle\u00ad", "ment", "le renouvellement"),
        ("le renouvelle\u2010", "ment", "le renouvellement"),
        ("dès l’", "automne", "dès l’automne"),
        ("jusqu'", "ici", "jusqu'ici"),
        ("« les élus’", "disait-il", "« les élus’ disait-il"),
        ("un tiret -", "dans le texte", "un tiret - dans le texte"),
    ],
)
def test_the_halves_are_put_together_as_they_are_spelt(
    blocks: Blocks, above: str, below: str, whole: str
) -> None:
    assert blocks(f"{above}\n{below}") == [whole]


def test_a_compound_that_stands_elsewhere_keeps_its_hyphen(blocks: Blocks) -> None:
    assert blocks("Le sous-\ntraitant.\n\nUn sous-traitant.")[0] == "Le sous-traitant."


def test_a_word_that_stands_whole_elsewhere_loses_it(blocks: Blocks) -> None:
    assert blocks("Ce port-\nfeuille.\n\nLe portfeuille.")[0] == "Ce portfeuille."


def test_two_words_that_both_stand_elsewhere_are_a_compound(blocks: Blocks) -> None:
    text = "La ville et la gare.\n\nL’entente.\n\nUne entente-\ngare.\n\nUne autre gare."
    assert blocks(text)[2] == "Une entente-gare."


def test_soft_hyphens_inside_a_line_vanish(blocks: Blocks) -> None:
    from tracker.reading import read_bytes

    assert (
        read_bytes("mou.txt", "re\u00adnou\u00advelle\u00ad\nment".encode()).document.text == "renouvellement"
    )
