"""Several dates in one sentence, each with its own verb and year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.dates.window import FoundWindow

Reader = Callable[[str, str], list[FoundWindow]]

FRENCH = [
    ("en [mai] et [octobre 2025]", ["2025-05", "2025-10"], ["window", "window"]),
    (
        "Le suivi se fera [sous peu], [bientôt] et [ultérieurement].",
        ["2024-11-04/..", "2024-11-04/..", "2024-11-04/.."],
        ["window", "window", "window"],
    ),
    ("Signé en [octobre], l'accord sera évalué en [mai].", ["2024-10", "2025-05"], ["background", "window"]),
    ("Remis au [printemps] ou [à l'automne 2025].", ["2025-21", "2025-23"], ["window", "window"]),
    (
        "Les travaux ont débuté en [mars] et se termineront en [juin].",
        ["2024-03", "2025-06"],
        ["background", "window"],
    ),
    (
        "Une rencontre a eu lieu en [octobre] et une autre est prévue en [février].",
        ["2024-10", "2025-02"],
        ["background", "window"],
    ),
    (
        "Nous nous sommes vus en [janvier] et nous nous reverrons en [juin].",
        ["2024-01", "2025-06"],
        ["background", "window"],
    ),
    (
        "Le plan adopté en [2023] s'applique [jusqu'en 2026].",
        ["2023", "../2026-12-31"],
        ["background", "deadline"],
    ),
    (
        "Une délégation s'est rendue à Namur au [printemps] pour préparer la visite d'[octobre].",
        ["2024-21", "2025-10"],
        ["background", "window"],
    ),
    (
        "Dans la foulée de la mission d'[octobre], un comité se réunira en [janvier].",
        ["2024-10", "2025-01"],
        ["background", "window"],
    ),
    (
        "Lors de la visite de [mars], les villes ont convenu de se revoir à l'[automne].",
        ["2025-03", "2024-23"],
        ["window", "window"],
    ),
    (
        "Le protocole signé en [juin] entrera en vigueur le [1er janvier].",
        ["2024-06", "2025-01-01"],
        ["background", "window"],
    ),
    (
        "Le concours, lancé en [février], se terminera le [30 avril].",
        ["2024-02", "2025-04-30"],
        ["background", "window"],
    ),
    (
        "Remis le [premier mardi d'avril], puis le [dernier jeudi de mai 2025].",
        ["2025-04-01", "2025-05-29"],
        ["window", "window"],
    ),
    ("Remis à l'[automne 2025] ou à l'[hiver 2026].", ["2025-23", "2026-24"], ["window", "window"]),
    ("Remis le [3 mai 2025] et le [12 juin 2025].", ["2025-05-03", "2025-06-12"], ["window", "window"]),
    (
        "Il est lié [depuis 2019] et [depuis le 3 mars 2021].",
        ["2019", "2021-03-03"],
        ["background", "background"],
    ),
]

ENGLISH = [
    ("The office is closed in [May] and [October 2025].", ["2025-05", "2025-10"], ["window", "window"]),
    (
        "The agreement signed in [October] will be reviewed in [May].",
        ["2024-10", "2025-05"],
        ["background", "window"],
    ),
    ("Work began in [March] and will end in [June].", ["2024-03", "2025-06"], ["background", "window"]),
    (
        "A meeting was held in [October]; another is planned in [February].",
        ["2024-10", "2025-02"],
        ["background", "window"],
    ),
    ("We met in [January] and again in [June 2025].", ["2024-01", "2025-06"], ["background", "window"]),
    ("The plan adopted in [2023] runs [until 2026].", ["2023", "../2026-12-31"], ["background", "deadline"]),
    (
        "The committee had met in [March] before the visit scheduled for [April].",
        ["2024-03", "2025-04"],
        ["background", "window"],
    ),
    ("Due on [May 3, 2025] and [June 12, 2025].", ["2025-05-03", "2025-06-12"], ["window", "window"]),
    (
        "Due on the [first Tuesday in April] and the [last Thursday of May 2025].",
        ["2025-04-01", "2025-05-29"],
        ["window", "window"],
    ),
]


@pytest.mark.parametrize(("marked", "edtf", "kinds"), FRENCH)
def test_several_dates_in_french(read: Reader, marked: str, edtf: list[str], kinds: list[str]) -> None:
    found = read(marked, "fr")
    assert [window.edtf for window in found] == edtf
    assert [window.kind for window in found] == kinds


@pytest.mark.parametrize(("marked", "edtf", "kinds"), ENGLISH)
def test_several_dates_in_english(read: Reader, marked: str, edtf: list[str], kinds: list[str]) -> None:
    found = read(marked, "en")
    assert [window.edtf for window in found] == edtf
    assert [window.kind for window in found] == kinds
