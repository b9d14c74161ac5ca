"""Every verb answers to both of its names, explains itself in both languages and stands in both READMEs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from commands.main import VERBS, run, suivi
from commands.verbs import Bilingual, Verb, Verbs
from tracker.words import LANGUAGES, Words

ROOT = Path(__file__).parents[2]
README = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}


class Named(NamedTuple):
    """A verb with the names that lead to it: `("remind", "run")` and `("rappels", "executer")`."""

    verb: Verb
    group: Verbs
    english: tuple[str, ...]
    french: tuple[str, ...]

    def path(self, language: str) -> tuple[str, ...]:
        return self.french if language == "fr" else self.english


def verbs(group: Verbs, before: tuple[Named, ...] = ()) -> Iterator[Named]:
    for verb in group.verbs:
        named = Named(
            verb,
            group,
            (*(one.verb.name for one in before), verb.name),
            (*(one.verb.french for one in before), verb.french),
        )
        yield named
        found = getattr(import_module(verb.module), verb.attribute)
        if isinstance(found, Verbs):
            yield from verbs(found, (*before, named))


ALL = list(verbs(suivi))
every_verb = pytest.mark.parametrize("named", ALL, ids=[" ".join(named.english) for named in ALL])
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def command(named: Named) -> click.Command:
    found: click.Command = getattr(import_module(named.verb.module), named.verb.attribute)
    return found


def test_no_two_verbs_share_a_name():
    for group in {id(named.group): named.group for named in ALL}.values():
        names = [name for verb in group.verbs for name in {verb.name, verb.french}]
        assert len(names) == len(set(names))


def test_there_is_no_verb_that_no_table_names():
    """A file of `commands` with a `command` in it is reached from a table of verbs."""
    files = {path.stem for path in (ROOT / "commands").glob("*.py")}
    holding = {name for name in files if hasattr(import_module(f"commands.{name}"), "command")} - {"verbs"}
    reached = (named.verb for named in ALL if named.verb.attribute == "command")
    assert holding == {verb.module.removeprefix("commands.") for verb in reached}
    assert {verb.name for verb in VERBS} <= {named.verb.name for named in ALL}


@every_verb
def test_both_names_find_it(named):
    context = click.Context(named.group)
    assert named.group.get_command(context, named.verb.name) is command(named)
    assert named.group.get_command(context, named.verb.french) is command(named)
    assert named.verb.french.isascii(), "names are typed on any keyboard"


@both_languages
@every_verb
def test_it_explains_itself(named, language, capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", language)  # the command sets it; put back afterwards
    assert run(["--lang", language, *named.path(language), "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert " ".join(("suivi", *named.path(language))) in told
    assert " ".join(Words(language)(command(named).help or "").split()) in told
    assert ("Usage: " in told) == (language == "en"), "Click speaks the same language"


@every_verb
def test_its_help_is_said_in_french_too(named):
    english, french = Words("en"), Words("fr")
    for text in (named.verb.help, command(named).help):
        assert text
        assert french(text) != english(text)


@every_verb
def test_each_option_is_explained(named):
    options = [one for one in command(named).params if isinstance(one, click.Option)]
    assert [one.name for one in options if not isinstance(one, Bilingual)] == []
    assert [one.name for one in options if not (one.hidden or one.help)] == []


@both_languages
@every_verb
def test_the_readme_names_it(named, language):
    name = " ".join(named.path(language))
    assert re.search(rf"(`|suivi ){re.escape(name)}(?![\w-])", README[language].read_text(encoding="utf-8"))
