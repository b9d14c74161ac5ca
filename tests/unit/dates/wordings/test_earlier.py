"""Days that count back from another: the ten days before it, two weeks before it, at the latest then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind

Reader = Callable[[str, str], list[FoundWindow]]

STRETCHES = [
    ("fr", "Le dossier sera remis [dans les dix jours précédant le 15 juin 2025].", "2025-06-05/2025-06-14"),
    ("fr", "Le plan sera lu [la semaine qui précède la visite du 12 juin].", "2025-06-05/2025-06-11"),
    ("fr", "Les tests auront lieu [dans les deux mois précédant l'été].", "2025-04-21/2025-06-20"),
    ("en", "It will be tested [in the ten days preceding 15 June 2025].", "2025-06-05/2025-06-14"),
    ("en", "It will be read [in the week before 12 June].", "2025-06-05/2025-06-11"),
    ("en", "It will be read [over the two weeks leading up to 12 June].", "2025-05-29/2025-06-11"),
]
DAYS = [
    ("fr", "On les appellera [trois jours avant le 15 juin].", "2025-06-12"),
    ("fr", "La salle sera montée [deux semaines avant le 15 juin].", "2025-06-01"),
    ("en", "We will ring them [a week before 15 June].", "2025-06-08"),
]
LIMITS = [
    ("fr", "L'avis doit partir [au plus tard dix jours avant le 15 juin].", "../2025-06-05"),
    ("fr", "L'avis doit partir [au moins deux semaines avant le 15 juin].", "../2025-06-01"),
    ("en", "Forms must be in [at least ten days before 15 June].", "../2025-06-05"),
    ("en", "Forms must be in [no later than two weeks before June 15].", "../2025-06-01"),
]


@pytest.mark.parametrize(("language", "marked", "edtf"), STRETCHES)
def test_a_stretch_ends_the_day_before(read: Reader, language: str, marked: str, edtf: str) -> None:
    (found,) = read(marked, language)
    assert (found.edtf, found.kind) == (edtf, Kind.WINDOW)


@pytest.mark.parametrize(("language", "marked", "edtf"), DAYS)
def test_so_long_before_a_day_is_a_day(read: Reader, language: str, marked: str, edtf: str) -> None:
    (found,) = read(marked, language)
    assert (found.edtf, found.kind) == (edtf, Kind.WINDOW)


@pytest.mark.parametrize(("language", "marked", "edtf"), LIMITS)
def test_the_least_before_a_day_is_a_limit(read: Reader, language: str, marked: str, edtf: str) -> None:
    (found,) = read(marked, language)
    assert (found.edtf, found.kind) == (edtf, Kind.DEADLINE)


def test_what_counts_back_from_an_event_has_no_last_day(read: Reader) -> None:
    (found,) = read("Le plan sera envoyé [dans les dix jours précédant la signature].", "fr")
    assert found.latest is None
    assert found.warning
