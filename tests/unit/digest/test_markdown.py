"""A digest as Markdown, read by a CommonMark reader."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.commitments import Party, Person
from tracker.dates.window import OPEN, Precision, Window
from tracker.digest import compose
from tracker.digest.setting import plainly
from tracker.words import Words
from tracker.words.lines import one_line

TODAY = date(2024, 9, 2)
NADIA = Person(1, "Nadia Tremblay", "nadia@example.org", channel="json://localhost/")
FR = Words("fr")
LATE = Window("le 30 août", "2024-08-30", Precision.DAY, date(2024, 8, 30), date(2024, 8, 30))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def read(markdown: str) -> str:
    """What a reader sees: the text of every leaf, marks gone."""
    seen = []
    for token in MarkdownIt().parse(markdown):
        for child in token.children or []:
            seen.append(" " if child.type in ("softbreak", "hardbreak") else child.content)
        seen.append(" ")
    return "".join(seen)


def test_a_reader_of_mail_has_none(entry: Any) -> None:
    assert compose(replace(NADIA, channel=None), TODAY, [entry()], say=FR).markdown == ""


def test_markdown_says_what_the_text_says(entry: Any) -> None:
    entries = [
        entry(window=LATE, id=7, counterparts=(Party(1, "Ville de Mons"),)),
        entry("state-of-play-6m", window=OPEN, since_news=TODAY - timedelta(days=90)),
    ]
    digest = compose(NADIA, TODAY, entries, say=FR, next_on=date(2024, 9, 9))
    assert words(read(digest.markdown)) == words(digest.text)
    assert "Pourquoi ce message?" in digest.markdown


def test_sections_and_titles_stand_out_and_commands_can_be_copied(entry: Any) -> None:
    markdown = compose(NADIA, TODAY, [entry(window=LATE, id=7, title="Rendre les clés")], say=FR).markdown
    assert "**EN RETARD**\n\n**Rendre les clés** – n°\u00a07  \n" in markdown
    assert "`suivi etat 7 réalisé --preuve LIEN`" in markdown
    assert "\n\n\n" not in markdown


def test_an_item_with_a_page_links_to_it(entry: Any) -> None:
    digest = compose(
        NADIA, TODAY, [entry(id=7)], say=FR, links=lambda it: f"https://suivi.example.org/e/{it.id}"
    )
    assert "](https://suivi.example.org/e/7)" in digest.markdown


@pytest.mark.parametrize(
    "text",
    [
        "1. premier",
        "2) second",
        "- tiret",
        "+ plus",
        "# titre",
        "> cité",
        "*gras* et _penché_",
        "[lien](https://example.org)",
        "<b>gras</b> `code` ~~barré~~ a|b",
        "\\*déjà\\*",
        "R&D, &amp; &#233; & &nbsp",
        "![image](https://example.org/i.png)",
    ],
)
def test_no_character_of_a_text_is_taken_for_a_mark(text: str) -> None:
    assert read(plainly(text)).strip() == text


@given(text=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_title_is_read_as_it_is(entry: Any, text: str) -> None:
    digest = compose(NADIA, TODAY, [entry(title=f"Envoyer {text}")], say=FR)
    seen = " ".join(read(digest.markdown).split())
    assert " ".join(one_line(f"Envoyer {text}").split())[:60] in seen
