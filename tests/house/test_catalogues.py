"""Every sentence stands in both languages, with the same facts in it and the typography of each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import write_po

from tracker.words.catalogues import LANGUAGES, load, merged, messages, missing, po_file

NO_BREAK = "\u00a0\u202f"
CODE = re.compile(r"`[^`]*`|'[^']*'|https?://\S+|<[^>]+>")  # typed as it stands, not prose

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """One form, or the singular and the plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def translated(language: str) -> Iterator[tuple[Message, str, str]]:
    """Each sentence form beside its translation."""
    for message in load(language):
        if message.id:
            for source, target in zip(forms(message.id), forms(message.string), strict=True):
                yield message, source, target


def facts(sentence: str) -> set[str]:
    """The names in braces; Click writes some of its own in the older %(name)s."""
    old = set(re.findall(r"%\(\w+\)\w|%[srd]", sentence))
    return old | {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@both_languages
def test_nothing_is_missing_or_fuzzy(language):
    assert [message.id for message in missing(load(language))] == []


@both_languages
def test_the_catalogue_is_what_extraction_would_write(language):
    """If this fails: python -m tracker.words.catalogues"""
    written = io.BytesIO()
    write_po(written, merged(language), width=0)
    kept = po_file(language).read_text(encoding="utf-8")
    assert written.getvalue().decode().splitlines() == kept.splitlines()


@both_languages
def test_a_translation_names_the_facts_of_its_sentence(language):
    wrong = [(source, target) for _, source, target in translated(language) if facts(source) != facts(target)]
    assert wrong == []


def test_facts_are_named_and_plain():
    """`{owner}`, never `{}`, `{0}`, `{owner!r}` or `{hours:.1f}`: words spells the values."""
    own = {message for message, place in messages() if not place.startswith("click/")}
    wrong = [
        form
        for message in own
        for form in forms(message)
        for _, name, style, conversion in Formatter().parse(form)
        if name is not None and (not name.isidentifier() or style or conversion)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(rf"[^\s{NO_BREAK}:]:(?=\s|$)| :", id="a no-break space before a colon"),
        pytest.param(rf"«(?![{NO_BREAK}])|(?<![{NO_BREAK}])»", id="a no-break space inside guillemets"),
        pytest.param(rf"[ {NO_BREAK}][?!;]", id="no space before ? ! ;"),
        pytest.param(r"\w'\w", id="a curly apostrophe"),
        pytest.param(r"\.\.\.", id="one character for an ellipsis"),
    ],
)
def test_french_typography(broken):
    """The rules of the Office québécois de la langue française."""
    wrong = [target for _, _, target in translated("fr") if re.search(broken, CODE.sub("x", target))]
    assert wrong == []
