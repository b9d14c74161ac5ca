"""Verbs with two names: found by either, imported only when called.

`suivi list` and `suivi lister` are the same verb; help shows the name of the language in force.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import click

from tracker.naming import fold
from tracker.words import N_, Words


@dataclass(frozen=True, slots=True)
class Verb:
    """`module` holds the command named `attribute`; `help` is a message id."""

    name: str
    french: str
    module: str
    help: str
    attribute: str = "command"

    def title(self, say: Words) -> str:
        return self.french if say.language == "fr" else self.name

    def load(self) -> click.Command:
        command: click.Command = getattr(import_module(self.module), self.attribute)
        return command


def words_of(context: click.Context) -> Words:
    """The language in force, for help as well, where no App was made yet."""
    obj = context.find_root().obj
    say = getattr(obj, "say", None)
    return say if isinstance(say, Words) else Words("fr")


class Verbs(click.Group):
    """A group whose commands are listed in a table and imported when called."""

    def __init__(self, *args: Any, verbs: Sequence[Verb] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = N_("COMMAND [ARGS]…")
        self.verbs = tuple(verbs)

    def list_commands(self, context: click.Context) -> list[str]:
        say = words_of(context)
        return [verb.title(say) for verb in self.verbs]

    def verb(self, name: str) -> Verb | None:
        wanted = fold(name)
        return next((it for it in self.verbs if wanted in (it.name, fold(it.french))), None)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        verb = self.verb(name)
        return verb.load() if verb else None

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        return _in_words(super().collect_usage_pieces(context), context)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, args)
        if command is not None and args:  # usage lines name the verb as it was typed
            name = args[0]
        return name, command, rest

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        say = words_of(context)
        rows = [(verb.title(say), say(verb.help)) for verb in self.verbs]
        if rows:
            with formatter.section(say(N_("Commands"))):
                formatter.write_dl(rows)

    def format_help_text(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _format_help_text(self, context, formatter)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        return _help_option(self, context, super().get_help_option(context))


class Command(click.Command):
    """A command whose help is a message id, looked up when shown."""

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        return _in_words(super().collect_usage_pieces(context), context)

    def format_help_text(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _format_help_text(self, context, formatter)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        return _help_option(self, context, super().get_help_option(context))


def _format_help_text(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(words_of(context)(command.help))


def _in_words(pieces: Sequence[str], context: click.Context) -> list[str]:
    """What follows the name in a usage line: placeholders are message ids, too."""
    say = words_of(context)
    return [say(piece) for piece in pieces]


def _help_option(
    command: click.Command, context: click.Context, option: click.Option | None
) -> click.Option | None:
    if option is not None:
        option.help = words_of(context)(N_("Show this message and exit."))
    return option


class Bilingual(click.Option):
    """An option with an English and a French name, both always accepted.

    Declare the English names first: `--owner`, `--responsable`. A name alone serves both languages.
    Help shows the name of the language in force; its text is a message id.
    """

    def title(self, say: Words) -> str:
        """Its long name in that language."""
        long = [name for name in self.opts if name.startswith("--")]
        return long[-1] if say.language == "fr" else long[0]

    def get_help_record(self, context: click.Context) -> tuple[str, str] | None:
        if self.hidden:
            return None
        say = words_of(context)
        long = [name for name in self.opts if name.startswith("--")]
        shown = [name for name in self.opts if name not in long or name == self.title(say)]
        if self.is_flag or self.count:
            metavar = ""
        else:
            metavar = " " + say(self.metavar) if self.metavar else f" {self.make_metavar(context)}"
        text = say(self.help) if self.help else ""
        return ", ".join(shown) + metavar, text


F = TypeVar("F", bound=Callable[..., Any] | click.Command)


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """A bilingual option; `help` and `metavar` are message ids."""
    return click.option(*names, cls=Bilingual, **settings)


def command(*, help: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command whose `help` is a message id."""
    return click.command(cls=Command, help=help, **settings)


def group(
    *, help: str, verbs: Sequence[Verb], **settings: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """A group of verbs whose `help` is a message id."""
    return click.group(cls=Verbs, help=help, verbs=verbs, **settings)


def spelled(words: Sequence[str], root: click.Command, say: Words) -> list[str]:
    """A command line with its verbs and options named in that language."""
    told: list[str] = []
    command = root
    for word in words:
        verb = command.verb(word) if isinstance(command, Verbs) else None
        options = (it for it in command.params if isinstance(it, Bilingual) and word in it.opts)
        if verb is not None:
            told.append(verb.title(say))
            command = verb.load()
        elif word.startswith("--"):
            told.append(next((it.title(say) for it in options), word))
        else:
            told.append(f'"{word}"' if " " in word else word)
    return told
