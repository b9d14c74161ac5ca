"""Set a letter as plain text, HTML and Markdown, from the templates of `tracker/mail/templates`."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.digest.letter import Letter
from tracker.words.lines import one_line

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 78  # columns (RFC 5322 §2.1.1)
TEMPLATES = Path(__file__).parents[1] / "mail" / "templates"


def soft(text: str, first: str = "", rest: str = "") -> str:
    """`text` wrapped at blanks; no-break spaces hold, and what has no blank stays whole."""
    text = one_line(text)
    if len(first) + len(text) <= WIDTH:
        return first + text
    return textwrap.fill(
        text,
        WIDTH,
        expand_tabs=False,
        replace_whitespace=False,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


# CommonMark §2.4, what would be an entity (§2.5), and what begins a list (§5.2)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))|^([-+]|\d{1,9}(?=[.)]))")


def plainly(text: str) -> str:
    """`text` for Markdown, without any character that would be taken for a mark."""
    return _MARKS.sub(lambda found: _escaped(found[0]), text)


def _escaped(mark: str) -> str:
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["soft"] = soft
    environment.filters["plainly"] = plainly
    return environment


def set_text(letter: Letter) -> str:
    text = _templates().get_template("digest.txt").render(letter=letter)
    return "\n".join(line.rstrip() for line in text.strip().split("\n")) + "\n"


def set_markdown(letter: Letter) -> str:
    markdown = _templates().get_template("digest.md").render(letter=letter)
    return re.sub("\n{3,}", "\n\n", markdown).strip() + "\n"


def set_html(letter: Letter) -> str:
    return _templates().get_template("digest.html").render(letter=letter)
