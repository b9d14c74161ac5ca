"""Whole feeds as they are served, read by a person. `UPDATE_GOLDEN=1` renews them.

`tests/readers` opens the same files with other people's readers.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.commitments import Direction, Firmness, Mission, Party, Person, Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.feed import Options, render
from tracker.words import Words

GOLDEN = Path(__file__).parents[2] / "golden" / "feeds"
TODAY = date(2024, 9, 3)
ALL = Options(tasks=True, alarms=True, banners=True)

NADIA = Person(1, "Nadia Roy", "nadia@ville.example")
PAUL = Person(2, "Paul-Émile O’Neil", "paul@ville.example")
LYON = Mission(1, "Mission à Lyon, printemps 2024")
CITY = Party(1, "Ville de Trois-Pistoles")
METRO = Party(2, "Métropole de Lyon")
SCHOOL = Party(3, "École nationale des beaux-arts; section « estampe »")

Day = tuple[int, int, int]


def window(wording: str, precision: Precision, earliest: Day | None, latest: Day | None, **more) -> Window:
    days = [date(*day) if day else None for day in (earliest, latest)]
    return Window(wording, more.pop("edtf", None), precision, *days, **more)


def register(promise):
    """A commitment of each precision and kind, each firmness and each status."""
    number = iter(range(1, 100))

    def one(title, when, **changes):
        place = next(number)
        made = datetime(2024, 4, place, 13, 5, place, tzinfo=UTC)
        facts = {"mission": LYON, "owner": NADIA, "actors": (CITY,), "counterparts": (METRO,)}
        times = {"created_at": made, "updated_at": made.replace(month=6), "revision": place % 4}
        quote = f"{title}\u00a0: c’est ce que nous avons convenu à Lyon."
        changes = {"direction": Direction.OURS, "known_since": date(2024, 4, 1), **changes}
        return promise(id=place, title=title, quote=quote, window=when, **facts | times | changes)

    return [
        one(
            "Recevoir la direction du musée",
            window("le 9 septembre 2024", Precision.DAY, (2024, 9, 9), (2024, 9, 9), edtf="2024-09-09"),
        ),
        one(
            "Envoyer la liste des œuvres prêtées",
            window("d’ici le 20 septembre", Precision.DAY, None, (2024, 9, 20), kind=Kind.DEADLINE),
            status=Status.IN_PROGRESS,
        ),
        one(
            "Tenir l’atelier de gravure",
            window("la semaine du 14 octobre", Precision.WEEK, (2024, 10, 14), (2024, 10, 20)),
            firmness=Firmness.INTENTION,
            counterparts=(SCHOOL,),
        ),
        one(
            "Lancer l’appel à projets",
            window("en novembre 2024", Precision.MONTH, (2024, 11, 1), (2024, 11, 30), edtf="2024-11"),
            owner=PAUL,
            status=Status.WAITING,
        ),
        one(
            "Arrêter le budget commun",
            window("au quatrième trimestre", Precision.QUARTER, (2024, 10, 1), (2024, 12, 31)),
        ),
        one(
            "Accueillir les stagiaires",
            window("l’hiver prochain", Precision.SEASON, (2024, 12, 21), (2025, 3, 19)),
            direction=Direction.MUTUAL,
        ),
        one(
            "Ouvrir la résidence d’artistes",
            window("au premier semestre 2025", Precision.HALF_YEAR, (2025, 1, 1), (2025, 6, 30)),
            owner=None,
            firmness=Firmness.TALKS,
        ),
        one(
            "Publier le catalogue",
            window("en 2025", Precision.YEAR, (2025, 1, 1), (2025, 12, 31), edtf="2025"),
        ),
        one(
            "Entente de coopération culturelle",
            window("2024-2027", Precision.RANGE, (2024, 1, 1), (2027, 12, 31), kind=Kind.VALIDITY),
            firmness=Firmness.DONE,
        ),
        one(
            "Ouvrir le guichet aux ateliers",
            window("à compter du 1er octobre", Precision.DAY, (2024, 10, 1), None, kind=Kind.START),
        ),
        one(
            "Réunir le comité de suivi",
            window(
                "le premier lundi du mois",
                Precision.OPEN,
                (2024, 9, 1),
                (2025, 6, 30),
                kind=Kind.RECURRING,
                rrule="FREQ=MONTHLY;BYDAY=1MO",
            ),
        ),
        one("Pourparlers sur un jumelage", OPEN, firmness=Firmness.TALKS),
        one(
            "Remettre le bilan de la mission",
            window("avant la fin d’août", Precision.MONTH, None, (2024, 8, 31), kind=Kind.DEADLINE),
        ),
        one(
            "Désigner un répondant",
            window("cet été", Precision.SEASON, (2024, 6, 20), (2024, 8, 15)),
            owner=PAUL,
        ),
        one(
            "Rembourser les frais de transport",
            window("le 30 août", Precision.DAY, None, (2024, 8, 30), kind=Kind.DEADLINE),
            status=Status.KEPT,
            closed_on=date(2024, 8, 28),
        ),
        one(
            "Traduire les dépliants",
            window("en septembre", Precision.MONTH, (2024, 9, 1), (2024, 9, 30)),
            status=Status.PARTLY,
            closed_on=date(2024, 8, 20),
        ),
        one(
            "Louer une salle\u00a0à Villeurbanne",
            window("en septembre", Precision.MONTH, (2024, 9, 1), (2024, 9, 30)),
            status=Status.DROPPED,
            closed_on=date(2024, 9, 2),
        ),
        one(
            "Clos depuis longtemps",
            window("en juin", Precision.MONTH, (2024, 6, 1), (2024, 6, 30)),
            status=Status.KEPT,
            closed_on=date(2024, 7, 1),
        ),
        one(
            "Partager les plans de l’atelier",
            window("fin 2024", Precision.QUARTER, (2024, 10, 1), (2024, 12, 31)),
            status=Status.ON_HOLD,
            actors=(METRO,),
            counterparts=(CITY,),
            direction=Direction.THEIRS,
        ),
    ]


@pytest.mark.parametrize(
    ("name", "language", "options", "empty"),
    [
        ("plain-fr", "fr", Options(), False),
        ("plain-en", "en", Options(), False),
        ("everything-fr", "fr", ALL, False),
        ("neutral-en", "en", Options(neutral_titles=True, banners=True), False),
        ("empty-fr", "fr", Options(), True),
    ],
)
def test_a_feed_is_as_it_was_when_it_was_last_read(promise, name, language, options, empty):
    body = render(
        "Suivi – coordination",
        [] if empty else register(promise),
        today=TODAY,
        say=Words(language),
        options=options,
        link="https://suivi.example/e/{}".format,
        source=f"https://suivi.example/feed/{name}.ics",
        uid="b0f3a7d2-51c8-5a54-9a35-0c2f7c1b9a10",
    )
    path = GOLDEN / f"{name}.ics"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(body)
    assert body.decode() == path.read_bytes().decode()
