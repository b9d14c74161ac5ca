"""The only printer: lines, tables, JSON, and what is told beside the result."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import click

from tracker.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    right: bool = False
    wraps: bool = False


class Screen:
    """Where results go. Colour only on a terminal, and never under NO_COLOR (no-color.org)."""

    def __init__(self, say: Words, environment: Mapping[str, str]) -> None:
        self.say = say
        self.terminal = sys.stdout.isatty()
        self.colour = self.terminal and not environment.get("NO_COLOR")

    def line(self, text: str = "") -> None:
        click.echo(text)

    def aside(self, text: str) -> None:
        """On standard error: what a program reading the result must not see."""
        click.echo(text, err=True)

    def strong(self, text: str) -> str:
        return click.style(text, bold=True) if self.colour else text

    def faint(self, text: str) -> str:
        return click.style(text, dim=True) if self.colour else text

    def urgent(self, text: str) -> str:
        return click.style(text, fg="red") if self.colour else text

    def json(self, value: Any) -> None:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Aligned columns without boxes. Rich fits them to a terminal; a pipe gets them whole."""
        if not rows:
            return
        if self.terminal:
            self._rich(columns, rows)
            return
        cells = [[column.title for column in columns], *rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
        for row in cells:
            padded = [
                text.rjust(width) if column.right else text.ljust(width)
                for text, width, column in zip(row, widths, columns, strict=True)
            ]
            click.echo("  ".join(padded).rstrip())

    def _rich(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for column in columns:
            table.add_column(
                column.title,
                justify="right" if column.right else "left",
                no_wrap=not column.wraps,
                overflow="fold",
            )
        for row in rows:
            table.add_row(*(Text.from_ansi(text) for text in row))
        Console(no_color=not self.colour, highlight=False).print(table)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
