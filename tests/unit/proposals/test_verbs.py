from __future__ import annotations

import pytest

from tracker.proposals.lexicon import lexicon
from tracker.proposals.verbs import (
    future_stem,
    infinitive_of_future,
    infinitive_of_participle,
    infinitive_of_present,
)

FRENCH = lexicon("fr")


@pytest.mark.parametrize(
    ("word", "infinitive"),
    [
        ("accueillera", "accueillir"),
        ("achètera", "acheter"),
        ("appellera", "appeler"),
        ("aura", "avoir"),
        ("conclura", "conclure"),
        ("construiront", "construire"),
        ("devra", "devoir"),
        ("écrira", "écrire"),
        ("enverra", "envoyer"),
        ("fera", "faire"),
        ("finira", "finir"),
        ("ira", "aller"),
        ("joindront", "joindre"),
        ("mettra", "mettre"),
        ("offrira", "offrir"),
        ("paraîtra", "paraître"),
        ("préparerons", "préparer"),
        ("prendra", "prendre"),
        ("recevront", "recevoir"),
        ("renouvellera", "renouveler"),
        ("sera", "être"),
        ("suivra", "suivre"),
        ("tiendra", "tenir"),
        ("verra", "voir"),
        ("viendra", "venir"),
        ("visiteront", "visiter"),
    ],
)
def test_a_future_gives_its_infinitive(word: str, infinitive: str) -> None:
    stem = future_stem(word, FRENCH)
    assert stem is not None
    assert infinitive_of_future(stem, FRENCH) == infinitive


@pytest.mark.parametrize(
    "word",
    [
        "assura",
        "attira",
        "caméra",
        "considéra",
        "entra",
        "environs",
        "front",
        "inspira",
        "livra",
        "montra",
        "opéra",
        "rencontra",
        "tira",
        "vrai",
    ],
)
def test_a_past_or_a_noun_is_no_future(word: str) -> None:
    assert future_stem(word, FRENCH) is None


@pytest.mark.parametrize(
    ("participle", "infinitive"),
    [
        ("signée", "signer"),
        ("choisis", "choisir"),
        ("reçues", "recevoir"),
        ("mise", "mettre"),
        ("ouverts", "ouvrir"),
        ("inscrite", "inscrire"),
        ("élus", "élire"),
        ("conclue", "conclure"),
        ("fait", "faire"),
        ("peintes", "peindre"),
    ],
)
def test_a_participle_gives_its_infinitive(participle: str, infinitive: str) -> None:
    assert infinitive_of_participle(participle, FRENCH) == infinitive


@pytest.mark.parametrize(
    ("form", "language", "infinitive"),
    [
        ("contacte", "fr", "contacter"),
        ("prend", "fr", "prendre"),
        ("transmet", "fr", "transmettre"),
        ("envoie", "fr", "envoyer"),
        ("reçoivent", "fr", "recevoir"),
        ("move", "en", "move"),
    ],
)
def test_a_present_gives_its_infinitive(form: str, language: str, infinitive: str) -> None:
    assert infinitive_of_present(form, lexicon(language)) == infinitive
