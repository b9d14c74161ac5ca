"""Keep the catalogues in step with the code: extract, merge, compile.

`python -m tracker.words.catalogues` rewrites `fr` and `en` from the sentences in the code, keeps every
translation, lists what is missing and compiles. Needs Babel, which nothing needs at run time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LANGUAGES = ("fr", "en")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "say": None, "n": (1, 2), "ngettext": (1, 2)}
METHODS = [("tracker/**.html", "jinja2"), ("tracker/**.txt", "jinja2"), ("**.py", "python")]
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # git dates the catalogues; a moving header would only make noise
CLICK = {"_": None, "ngettext": (1, 2)}


def po_file(language: str) -> Path:
    return HERE / language / "LC_MESSAGES" / "suivi.po"


def messages() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every sentence that a person may read, with the file it stands in; Click's own included."""
    for folder in ("tracker", "commands", "db"):
        for name, _, message, _, _ in extract_from_dir(
            ROOT / folder, [(p.removeprefix("tracker/"), m) for p, m in METHODS], keywords=KEYWORDS
        ):
            yield message, f"{folder}/{name}"
    for path in sorted(_click().glob("*.py")):
        for _, message, _, _ in extract_from_file("python", path, keywords=CLICK):
            yield message, f"click/{path.name}"


def _click() -> Path:
    """Where Click's own sentences stand: it is read, not run."""
    found = find_spec("click")
    assert found is not None and found.origin is not None  # noqa: S101, PT018 - a dependency
    return Path(found.origin).parent


def template() -> Catalog:
    catalogue = Catalog(project="Suivi", charset="utf-8")
    for message, place in messages():
        if message and message != ("", ""):
            catalogue.add(message, locations=[(place, 0)])
    return catalogue


def load(language: str) -> Catalog:
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, project="Suivi", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str) -> Catalog:
    """The language's catalogue with exactly the sentences of the code, in their order.

    English sentences stand in the code itself, so an untranslated English one translates to itself.
    """
    known, out = load(language), Catalog(locale=language, project="Suivi", charset="utf-8")
    out.revision_date = out.creation_date = _UNDATED
    for message in sorted((m for m in template() if m.id), key=lambda m: str(m.id)):
        before = known.get(message.id)
        same = before and isinstance(before.id, tuple) == isinstance(message.id, tuple)
        string = before.string if before and same else ""  # a sentence that has got a plural starts anew
        if language == "en" and not _filled(string):
            string = message.id
        out.add(message.id, string)
    return out


def _filled(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def missing(catalogue: Catalog) -> list[Message]:
    return [m for m in catalogue if m.id and (not _filled(m.string) or m.fuzzy)]


def write(language: str, catalogue: Catalog) -> None:
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)


def compile_catalogue(language: str) -> Path:
    """`suivi.mo` beside `suivi.po`; returns its path. Whoever reads it meanwhile has the one before."""
    target = po_file(language).with_suffix(".mo")
    unfinished = target.with_suffix(f".mo.{os.getpid()}")
    with unfinished.open("wb") as file:
        write_mo(file, load(language))
    unfinished.replace(target)
    return target


def main() -> int:
    gaps = 0
    for language in LANGUAGES:
        catalogue = merged(language)
        write(language, catalogue)
        compile_catalogue(language)
        for message in missing(catalogue):
            gaps += 1
            print(f"{language}: {message.id!r}")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
