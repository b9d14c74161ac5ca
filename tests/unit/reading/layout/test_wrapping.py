"""A paragraph is the same at whatever width it was wrapped."""

from __future__ import annotations

import textwrap

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.reading.layout import lay_out, text_lines
from tracker.reading.pieces import assemble

WORDS = (
    "port",
    "écluse",
    "bassin",
    "capitaine",
    "délégation",
    "ville",
    "rencontre",
    "échange",
    "protocole",
    "longue",
)
NAMES = ("Rochebelle", "Valmorin", "Nadia", "Abel", "Québec")


def blocks(text: str) -> list[str]:
    lines, _ = text_lines(text)
    return assemble(lay_out(lines, drawn=True)).text.splitlines()


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS + NAMES), min_size=8, max_size=60))
    return " ".join(words).capitalize() + "."


@given(st.lists(sentences(), min_size=1, max_size=6), st.integers(20, 120))
def test_wrapping_at_any_width_gives_the_same_paragraphs(paragraphs: list[str], width: int) -> None:
    assert blocks("\n\n".join(textwrap.fill(words, width) for words in paragraphs)) == paragraphs


def test_a_paragraph_a_line_is_a_paragraph_even_where_one_begins_small() -> None:
    long = [
        "Le port a ouvert ses quais aux promeneurs, et la gare attend toujours ses trains neufs; la ville, "
        "elle, n’attend plus rien, et elle a bien raison de ne plus rien attendre de personne au monde.",
        "La capitaine a montré ses écluses à la délégation, qui les a trouvées belles et fort bien tenues "
        "pour un port qui n’a plus vu passer un seul bateau depuis le printemps dernier.",
    ]
    assert blocks("\n".join(long)) == long
    longer = [f"En {year}, {words}" for year in (2031, 2032) for words in long]
    table = (
        "Quoi",
        "Qui",
        "Quand",
        "Le quai",
        "Nadia Roy",
        "automne 2031",
        "La gare",
        "Luc Abel",
        "Mai 2031",
    )
    found = blocks("\n".join((*longer, *table, *long)))
    assert [words for words in found if len(words) > 100] == [*longer, *long]


@given(
    st.lists(sentences(), min_size=1, max_size=6),
    st.integers(24, 120),
    st.sampled_from(["• ", "- ", "– ", "* "]),
)
def test_wrapping_items_at_any_width_gives_the_same_items(items: list[str], width: int, mark: str) -> None:
    wrapped = [textwrap.fill(words, width, initial_indent=mark, subsequent_indent="  ") for words in items]
    assert blocks("\n".join(wrapped)) == items


@given(st.lists(sentences(), min_size=2, max_size=6), st.integers(30, 100))
def test_a_page_that_turns_in_a_paragraph_does_not_cut_it(paragraphs: list[str], width: int) -> None:
    text = "\n\n".join(textwrap.fill(words.lower(), width) for words in paragraphs)
    assume(
        len(set(text.split("\n"))) == len(text.split("\n")) - len(paragraphs) + 2
    )  # or it is a running head
    middle = text.index("\n", len(text) // 2) if "\n" in text[len(text) // 2 :] else 0
    if middle and text[middle + 1] != "\n" and text[middle - 1] != "\n":
        assert blocks(text[:middle] + "\n\f" + text[middle + 1 :]) == blocks(text)
