"""Set a page: its template filled in one language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.marks import N_
from tracker.words import LANGUAGES, Words

if TYPE_CHECKING:
    from jinja2 import Environment

WEB = Path(__file__).parents[1]
STYLE = WEB / "static" / "suivi.css"
SWITCH = N_("In English")
"""The way to the other language, told in that one."""


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def set_page(template: str, say: Words, **values: Any) -> str:
    """The page in the language of `say`, with the way to the other language."""
    (other,) = (language for language in LANGUAGES if language != say.language)
    return (
        _templates()
        .get_template(template)
        .render(say=say, other=other, switch=Words(other)(SWITCH), **values)
    )
