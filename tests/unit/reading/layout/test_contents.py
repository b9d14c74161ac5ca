"""Tables of contents announce what the text says again."""

from __future__ import annotations

from collections.abc import Callable

Blocks = Callable[[str], list[str]]

BODY = "Introduction\n\nLe port a été visité en 2031, le 12 mars, à 10 h 15.\n"
READ = ["Introduction", "Le port a été visité en 2031, le 12 mars, à 10 h 15."]


def test_dotted_leaders_go(blocks: Blocks) -> None:
    text = "Table des matières\n\nIntroduction ........ 1\nLe port . . . . . . . . 3\nLa gare …………… 12\n\n"
    assert blocks(text + BODY) == READ


def test_a_line_full_of_small_dots_goes(blocks: Blocks) -> None:
    assert blocks(f"Table des matières\nIntroduction{'.' * 160}1\nLe port{'.' * 165}3\n\n{BODY}") == READ


def test_a_titled_list_whose_numbers_grow_goes(blocks: Blocks) -> None:
    assert blocks("SOMMAIRE\nIntroduction   1\nLe port   3\nLa gare   12\n\n" + BODY) == READ


def test_an_entry_over_two_lines_goes_whole(blocks: Blocks) -> None:
    text = "Sommaire\nIntroduction ..... 1\nLe port et ses\nateliers ..... 3\nLa gare ...... 12\n\n"
    assert blocks(text + BODY) == READ


def test_a_summary_that_is_a_text_stays(blocks: Blocks) -> None:
    text = "Sommaire\n\nLe port a été visité le 3 mars 2031\n\nLa gare aussi.\n"
    assert len(blocks(text)) == 3
