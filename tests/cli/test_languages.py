"""Both languages, wherever a person reads."""

from __future__ import annotations

from typing import Any

import pytest

Office = Any


def test_french_is_spoken_when_nothing_is_known(empty: Office) -> None:
    assert "Commandes" in empty.suivi("--help", language=None).out
    assert "Commandes" in empty.suivi("--help", language=None, LANG="C").out
    assert "Commandes" in empty.suivi("--help", language=None, LANG="de_DE.UTF-8").out


def test_flag_over_environment_over_settings_over_locale(empty: Office) -> None:
    def language(*args: str, **environment: str) -> str:
        out = empty.suivi(*args, "--help", language=None, **environment).out
        return "en" if "Commands" in out else "fr"

    assert language(LANG="en_CA.UTF-8") == "en"
    assert language(LC_ALL="en_CA.UTF-8", LANG="fr_CA.UTF-8") == "en"
    (empty.folder / "suivi.toml").write_text('[office]\nlanguage = "en"\n')
    assert language(LANG="fr_CA.UTF-8") == "en"
    assert language(LANG="fr_CA.UTF-8", SUIVI_LANG="fr") == "fr"
    assert language("--lang", "en", SUIVI_LANG="fr") == "en"
    assert language("--langue", "fr", SUIVI_LANG="en") == "fr"


def test_help_shows_the_names_of_the_language_in_force(empty: Office) -> None:
    english = empty.suivi("add", "--help", language="en").out
    french = empty.suivi("ajouter", "--help", language="fr").out
    assert "--owner" in english
    assert "--responsable" not in english
    assert "--responsable" in french
    assert "--owner" not in french
    assert "Usage : suivi ajouter" in french.replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_of_both_languages_work_in_either(office: Office, language: str) -> None:
    for command in (
        ["list"],
        ["lister"],
        ["people"],
        ["personnes"],
        ["remind", "run"],
        ["rappels", "exécuter"],
    ):
        assert office.suivi(*command, language=language).code == 0
    assert office.suivi("ajouter", "A", "--owner", "marc", language=language).code == 0
    assert office.suivi("add", "B", "--responsable", "marc", language=language).code == 0


def test_a_terminal_that_speaks_only_ascii_still_gets_its_answer(office: Office) -> None:
    done = office.suivi("lister", language="fr", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "Aucun engagement" in done.out


def test_no_escape_codes_in_a_pipe(office: Office) -> None:
    office.do("add", "Une promesse", "--due", "2020-01-01")
    for command in (["list"], ["show", 1], ["today"], ["history", 1], ["remind", "why", 1]):
        assert "\x1b" not in office.do(*command)


def test_version_and_help_of_every_verb_answer_in_both_languages(empty: Office) -> None:
    from commands.main import VERBS

    assert empty.do("--version").startswith("suivi 0.")
    for verb in VERBS:
        for language, name in (("en", verb.name), ("fr", verb.french)):
            done = empty.suivi(name, "--help", language=language)
            assert done.code == 0, done
            assert name in done.out


def test_the_demo_goes_through_the_whole_chain_in_either_language(empty: Office) -> None:
    for language, verb, sent in (
        ("fr", "$ suivi rappels executer", "Récapitulatif"),
        ("en", "$ suivi remind run", "Digest"),
    ):
        folder = empty.folder / language
        done = empty.suivi("demo", "--folder", folder, language=language)
        assert (done.code, done.err) == (0, "")
        assert verb in done.out
        assert sent in done.out
        assert str(folder / "suivi.ics") in done.out
        assert len(list((folder / "outbox").glob("*.eml"))) == 3
        assert (folder / "suivi.ics").stat().st_size > 1000


def test_a_usage_line_names_what_follows_in_the_language_of_the_reader(empty: Office) -> None:
    assert "OPTIONS] NUMÉRO… DATE" in empty.suivi("suspendre", "--help", language="fr").out
    assert "OPTIONS] NUMBER… WORDING" in empty.suivi("snooze", "--help", language="en").out


def test_a_group_without_a_verb_shows_its_help_and_no_more(empty: Office) -> None:
    done = empty.suivi("remind", language="en")
    assert done.code == 2
    assert done.err == empty.suivi("remind", "--help", language="en").out
