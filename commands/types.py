"""What people type, turned into values before a verb's body runs."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, TypeVar

import click

from commands.app import App
from commands.verbs import option
from tracker.commitments import Firmness, Role, Status
from tracker.dates.window import Precision, Window
from tracker.errors import Refused
from tracker.ladders import Group
from tracker.naming import fold
from tracker.words import LANGUAGES, N_, Words

E = TypeVar("E", bound=Enum)


class NoSuchStatus(Refused):
    sentence = N_("“{text}” is not a status. Choices: {choices}.")


class NoSuchFirmness(Refused):
    sentence = N_("“{text}” is not a firmness. Choices: {choices}.")


class NoSuchRole(Refused):
    sentence = N_("“{text}” is not a role. Choices: {choices}.")


class NoSuchKind(Refused):
    sentence = N_("“{text}” is not a kind of due date. Choices: {choices}.")


class NoSuchLanguage(Refused):
    sentence = N_("“{text}” is not a language that Suivi speaks. Choices: {choices}.")


class NotADay(Refused):
    sentence = N_("“{text}” is not a single day. Write 2024-11-01 or “1 November 2024”.")


class NotANumber(Refused):
    sentence = N_("“{text}” is not the number of a commitment. `suivi list` shows them.")


class EnumType(click.ParamType):
    """A value by its code or its name in either language, without accents, by a unique beginning."""

    def __init__(self, kind: type[E], failure: type[Refused]) -> None:
        self.name = kind.__name__.lower()
        self._kind = kind
        self._failure = failure

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, self._kind):
            return value
        wanted = _typed(str(value))
        names = {member: self._names(member) for member in self._kind}
        exact = [member for member, known in names.items() if wanted in known]
        begun = [m for m, known in names.items() if wanted and any(n.startswith(wanted) for n in known)]
        found = exact or begun
        if len(found) != 1:
            say = _app(ctx).say
            raise self._failure(
                text=value, choices=", ".join(say.label(m).replace(" ", "-") for m in self._kind)
            )
        return found[0]

    def _names(self, member: Enum) -> set[str]:
        labels = {_typed(Words(language).label(member)) for language in LANGUAGES}
        return {_typed(str(member.value)), *labels}


def _typed(text: str) -> str:
    return fold(text).replace("-", " ").replace("_", " ").replace("\u00a0", " ")


class Wording(click.ParamType):
    """A due date as people say it: “mi-octobre” is a Window before the body runs."""

    name = "wording"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, Window) else _app(ctx).window(value)


class Day(click.ParamType):
    """One day, in ISO 8601 or in words."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            window = _app(ctx).window(value)
        if window.precision is not Precision.DAY or window.latest is None:
            raise NotADay(text=value)
        return window.latest


class Language(click.ParamType):
    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in LANGUAGES:
            raise NoSuchLanguage(text=value, choices=", ".join(LANGUAGES))
        return value


class Number(click.ParamType):
    """The number of a commitment, also written #12 or P12 for a proposal."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, int):
            return value
        digits = value.strip().lstrip("#Pp")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
            raise NotANumber(text=value)
        return int(digits)


class Other(Number):
    """The number of a commitment, or “none”, which is 0."""

    name = "other"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and fold(value) in ("none", "aucun", "aucune"):
            return 0
        return super().convert(value, param, ctx)


def _app(context: click.Context | None) -> App:
    app = context.find_root().obj if context else None
    assert isinstance(app, App)  # noqa: S101 - main() put it there
    return app


STATUS = EnumType(Status, NoSuchStatus)
FIRMNESS = EnumType(Firmness, NoSuchFirmness)
ROLE = EnumType(Role, NoSuchRole)
GROUP = EnumType(Group, NoSuchKind)
WORDING, DAY, LANGUAGE, NUMBER, OTHER = Wording(), Day(), Language(), Number(), Other()

as_json = option("--json", "as_json", is_flag=True, help=N_("Print JSON."))
as_of = option(
    "--as-of",
    "--en-date-du",
    "as_of",
    metavar=N_("MOMENT"),
    help=N_("The world as it was then: 2024-09-02 or 2024-09-02T08:00."),
)
