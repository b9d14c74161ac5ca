"""Seasons and school sessions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow, Kind, Precision

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("Le bilan sera remis [dans le courant de l'été].", "2025-22"),
    ("Le bilan sera remis au [printemps].", "2025-21"),
    ("Le bilan sera remis l'[été prochain].", "2025-22"),
    ("Le bilan sera remis [cet hiver].", "2025-24"),
    ("Le bilan sera remis à l'[hiver 2024-2025].", "2025-24"),
    ("Le bilan sera remis au [début de l'hiver 2025-2026].", "2025-12-21~/2026-01-19~"),
    ("Le bilan sera remis en [fin d'automne].", "2024-11-21~/2024-12-20~"),
    ("Le bilan sera remis à la [mi-été].", "2025-07-22~/2025-08-21~"),
    ("Le bilan sera remis au [printemps de 2026].", "2026-21"),
    ("Le bilan sera remis au [printemps de l'an prochain].", "2025-21"),
    ("Cours à la [session d'automne 2025].", "2025-09/2025-12"),
    ("Cours à la [session d'été].", "2025-05/2025-08"),
    ("Cours au [trimestre d'hiver 2025].", "2025-01/2025-04"),
    ("Remis à la [fin de l'hiver].", "2025-02-19~/2025-03-19~"),
    ("Remis au cours de l'[hiver 2025-2026].", "2026-24"),
    ("Remis pour l'[automne].", "2024-23"),
    ("La passerelle ouvrira à l'[automne '26].", "2026-23"),
]

ENGLISH = [
    ("The review will take place in [Spring '26].", "2026-21"),
    ("The review will take place [this summer].", "2025-22"),
    ("The review will take place [next fall].", "2025-23"),
    ("The review will take place in [the fall].", "2024-23"),
    ("The review will take place in [spring 2025].", "2025-21"),
    ("The review will take place in [the spring of 2025].", "2025-21"),
    ("The review will take place in [winter 2024-25].", "2025-24"),
    ("The review will take place in [late summer 2025].", "2025-08-22~/2025-09-21~"),
    ("The review will take place in [Spring 2025].", "2025-21"),
    ("The grant is for [the fall 2025 semester].", "2025-09/2025-12"),
    ("The grant is for [the winter term 2025].", "2025-01/2025-04"),
    ("The grant is for [the fall session of 2025].", "2025-09/2025-12"),
    ("Due [Fall 2025].", "2025-23"),
    ("Due in [the summer of next year].", "2025-22"),
    ("Due over [the summer].", "2025-22"),
    ("Due in [the winter of 2025].", "2025-24"),
    ("Due [this winter].", "2025-24"),
    ("Due [next winter].", "2025-24"),
    ("The footbridge opens in [Summer '26].", "2026-22"),
]


@pytest.mark.parametrize(("marked", "edtf"), FRENCH)
def test_a_season_in_french(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "fr")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.SEASON


@pytest.mark.parametrize(("marked", "edtf"), ENGLISH)
def test_a_season_in_english(read: Reader, marked: str, edtf: str) -> None:
    (found,) = read(marked, "en")
    assert found.edtf == edtf
    assert found.kind is Kind.WINDOW
    assert found.precision is Precision.SEASON
