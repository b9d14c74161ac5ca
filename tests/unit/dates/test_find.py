"""What holds for every text, whatever stands in it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import find_windows
from tracker.dates.conventions import Conventions
from tracker.dates.lexicon import lexicon_for
from tracker.dates.window import FoundWindow, Kind, Precision

REPORT = date(2024, 11, 4)
LANGUAGES = st.sampled_from(["fr", "en"])
WORDS = {
    language: sorted(lexicon_for(language).known)
    + ["2025", "15", "3-7", "12/05/2025", "31", "99", ",", ".", "-", "L'", "Ville", "réunion", "$", "(", "\n"]
    + ["１２", "s１２", "٣", "²", "½"]
    for language in ("fr", "en")
}
# Sentences of the kind that reports hold, each with two wordings or more.
SENTENCES = [
    ("fr", "La Ville transmettra l'avis d'ici la fin de l'année et recevra Namur à l'automne 2025."),
    ("fr", "Du 3 au 7 juin 2025, puis jusqu'à l'été 2026, le comité siégera."),
    ("fr", "Le rapport est attendu le 1er novembre 2025 ou au plus tard à la mi-décembre."),
    ("fr", "L'appel ouvrira dès janvier 2025 pour l'exercice 2025-2026."),
    ("en", "They will reply by the end of the year and host us from June 3-7, 2025."),
    ("en", "The plan 2025-2028 starts in mid-March and is reviewed every year."),
]


def dates_of(found: list[FoundWindow]) -> list[tuple[object, ...]]:
    """What was understood, without wordings and places."""
    return [(w.edtf, w.precision, w.earliest, w.latest, w.kind, w.rrule, w.warning, w.error) for w in found]


def assert_in_order(text: str, found: list[FoundWindow]) -> None:
    last = 0
    for window in found:
        assert last <= window.start < window.end <= len(text)
        assert window.wording == text[window.start : window.end]
        last = window.end


@given(st.text(), LANGUAGES)
def test_no_text_is_too_odd_to_read(text: str, language: str) -> None:
    assert_in_order(text, find_windows(text, reference=REPORT, language=language))


@given(st.data(), LANGUAGES, st.dates(min_value=date(1990, 1, 1), max_value=date(2080, 1, 1)))
def test_words_of_dates_in_any_order_never_break_the_reader(
    data: st.DataObject, language: str, reference: date
) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=25))
    text = " ".join(words)
    found = find_windows(text, reference=reference, language=language)
    assert_in_order(text, found)
    for window in found:
        if window.earliest and window.latest:
            assert window.earliest <= window.latest
        if window.error:
            assert window.edtf is None
        else:
            window.window()


@pytest.mark.parametrize(("language", "text"), SENTENCES)
@given(st.randoms(use_true_random=False))
def test_typography_does_not_change_what_is_understood(language: str, text: str, random: object) -> None:
    choose = random.choice  # type: ignore[attr-defined]
    variant = "".join(
        choose({" ": " \u00a0\u202f\n", "'": "'’", "-": "-\u2011–"}.get(character, character))
        for character in text
    )
    found = find_windows(variant, reference=REPORT, language=language)
    assert_in_order(variant, found)
    assert dates_of(found) == dates_of(find_windows(text, reference=REPORT, language=language))
    assert len(found) >= 2


@pytest.mark.parametrize(("language", "text"), SENTENCES)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_decomposed_accents_do_not_change_what_is_understood(language: str, text: str, form: str) -> None:
    variant = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    found = find_windows(variant, reference=REPORT, language=language)
    assert_in_order(variant, found)
    assert dates_of(found) == dates_of(find_windows(text, reference=REPORT, language=language))


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_lost_accents_and_capitals_do_not_change_what_is_understood(language: str, text: str) -> None:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    understood = dates_of(find_windows(text, reference=REPORT, language=language))
    for variant in (plain, text.upper(), plain.upper()):
        assert dates_of(find_windows(variant, reference=REPORT, language=language)) == understood


@pytest.mark.parametrize(
    ("written", "wording"),
    [
        ("Rencontre en sep-\ntembre 2025.", "sep-\ntembre 2025"),
        ("Rencontre à la mi-\noctobre 2025.", "mi-\noctobre 2025"),
        ("Rencontre le 1ᵉʳ\u00a0mai 2025.", "1ᵉʳ\u00a0mai 2025"),
        ("Rencontre le 1 er mai 2025.", "1 er mai 2025"),
        ("Rencontre à la ﬁn de 2025.", "ﬁn de 2025"),
        ("Rencontre en sep\u00adtembre 2025.", "sep\u00adtembre 2025"),
        ("Rencontre au IIIᵉ trimestre 2025.", "IIIᵉ trimestre 2025"),
    ],
)
def test_a_wording_is_the_slice_of_the_text_as_it_stands(written: str, wording: str) -> None:
    (found,) = find_windows(written, reference=REPORT, language="fr")
    assert found.wording == wording == written[found.start : found.end]


def test_dates_far_apart_in_one_sentence_are_all_found() -> None:
    text = (
        "Le 3 mai 2025, "
        + "la longue liste des partenaires et de leurs projets, " * 40
        + "puis le 4 mai 2025."
    )
    found = find_windows(text, reference=REPORT, language="fr")
    assert [window.edtf for window in found] == ["2025-05-03", "2025-05-04"]


def test_a_deadline_keeps_the_grain_of_its_wording() -> None:
    grains = {
        "d'ici le 3 mai": Precision.DAY,
        "d'ici trois semaines": Precision.WEEK,
        "d'ici la mi-mai": Precision.MONTH,
        "d'ici six mois": Precision.MONTH,
        "d'ici la fin du premier trimestre": Precision.QUARTER,
        "avant l'été": Precision.SEASON,
        "d'ici la fin du semestre": Precision.HALF_YEAR,
        "d'ici la fin de l'année": Precision.YEAR,
        "d'ici deux ans": Precision.YEAR,
        "dans les 30 jours": Precision.DAY,
    }
    for wording, grain in grains.items():
        (found,) = find_windows(f"La réponse viendra {wording}.", reference=REPORT, language="fr")
        assert (found.wording, found.kind, found.precision) == (wording, Kind.DEADLINE, grain)


def test_a_bare_date_is_the_first_that_is_not_over() -> None:
    for said, year in ((date(2024, 10, 1), 2024), (date(2024, 10, 31), 2024), (date(2024, 11, 1), 2025)):
        (found,) = find_windows("La visite aura lieu en octobre.", reference=said, language="fr")
        assert found.edtf == f"{year}-10"


def test_the_29th_of_february_is_the_next_that_exists() -> None:
    for said, day in ((date(2024, 3, 1), "2028-02-29"), (date(2096, 3, 1), "2104-02-29")):
        (found,) = find_windows("La visite aura lieu le 29 février.", reference=said, language="fr")
        assert found.edtf == day


def test_a_weekday_that_is_not_that_of_the_date_is_asked_about() -> None:
    (found,) = find_windows("Rencontre le mardi 12 mai 2025.", reference=REPORT, language="fr")
    assert found.edtf == "2025-05-12?"
    assert found.warning


def test_ambiguous_numbers_are_never_guessed_in_silence() -> None:
    (french,) = find_windows("Dépôt le 03/04/2025.", reference=REPORT, language="fr")
    assert (french.edtf, bool(french.warning)) == ("2025-04-03", True)
    (english,) = find_windows("Due on 03/04/2025.", reference=REPORT, language="en")
    assert (english.edtf, bool(english.warning)) == ("[2025-03-04,2025-04-03]", True)
    for text in ("Due on 13/04/2025.", "Due on 04/13/2025.", "Due on 04/04/2025.", "Due on 2025/03/04."):
        (found,) = find_windows(text, reference=REPORT, language="en")
        assert found.warning is None


def test_an_unknown_language_is_read_as_french() -> None:
    (found,) = find_windows("Visite en mai 2025.", reference=REPORT, language="nl")
    assert found.edtf == "2025-05"


def test_the_reader_asks_the_conventions_each_time() -> None:
    text = "Réponse d'ici la fin de la semaine."
    first = find_windows(text, reference=REPORT, language="fr", conventions=Conventions(week_ends=4))
    second = find_windows(text, reference=REPORT, language="fr")
    assert [w.latest for w in first + second] == [date(2024, 11, 8), date(2024, 11, 10)]
