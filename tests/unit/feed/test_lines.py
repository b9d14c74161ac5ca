"""Whatever people write, a feed's lines fold, and every reader reads back the same text."""

from __future__ import annotations

import re
from datetime import date

import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tracker.commitments import Mission, Party
from tracker.feed import Options, render
from tracker.feed.lines import Text, fold, one_line, paragraphs, write
from tracker.words import Words

# Accents, emoji, right-to-left writing, escapes, every kind of control character and of line end.
HARD = (
    "éœ’«»\u00a0\u202f😀👩🏽‍🌾שלוםمرحبا"
    ";,:\\nN\"'^%=\t\r\n\x0b\x0c\x1c\x85\u2028\u2029\x00\x07\x7f\x92\ufeff\ud83d "
)
texts = st.text(st.one_of(st.sampled_from(HARD), st.characters()), max_size=400)
words = st.text(st.sampled_from("aé😀 \\,;\n"), max_size=300)


def unfolded(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


@given(texts | words)
@example("\\" * 400)
@example("x" * 74)
@example("x" * 75)
@example("é" * 5000)
@example("😀" * 2500)
@example("a" * 73 + " b")
def test_a_line_folds_at_75_octets_between_characters_and_unfolds_to_itself(text):
    line = one_line(text).encode()
    folded = fold(line)
    pieces = folded.split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    for piece in pieces:
        piece.decode()  # a character split in two would not decode
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert all(piece.startswith(b" ") for piece in pieces[1:])


@given(st.text(st.sampled_from("aé😀 "), min_size=80, max_size=400))
def test_a_fold_leaves_no_second_blank_at_the_head_of_a_line(text):
    pieces = fold(one_line(text).encode()).split(b"\r\n")[1:]
    assert not any(piece.startswith(b"  ") for piece in pieces)


def test_an_escape_stays_whole_where_it_can():
    line = b"DESCRIPTION:" + b"abcdefg\\n" * 60
    assert not any(piece.endswith(b"\\") for piece in fold(line).split(b"\r\n"))


@given(texts)
def test_text_holds_no_control_character_but_its_line_feeds(text):
    for clean in (paragraphs(text), one_line(text)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", clean)
        assert clean.splitlines() == clean.split("\n") or clean.endswith("\n") or clean == ""
    assert "\n" not in one_line(text)


@given(texts)
def test_cleaning_text_twice_changes_nothing_more(text):
    assert paragraphs(paragraphs(text)) == paragraphs(text)
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ville de\u00a0Lyon", "Ville de\u00a0Lyon"),
        ("un\r\ndeux\rtrois\x85quatre\u2028cinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("un\t deux   trois", "un deux trois"),
        ("un \n deux\t\r\n\ttrois", "un\ndeux\ntrois"),
        ("fin\x00ale\x07", "finale"),
        ("moitié \ud83d d’emoji", "moitié d’emoji"),
    ],
)
def test_line_ends_blanks_and_control_characters_are_made_plain(text, clean):
    assert paragraphs(text) == clean
    assert one_line(text) == clean.replace("\n", " ")


@given(texts)
@example("C:\\Nord\\nouveau")
@example("x" * 10_000)
@example("l’été\u00a0: « déjà »\n" * 500)
def test_icalendar_and_vobject_read_back_what_was_written(text):
    event = Event()
    event["SUMMARY"] = Text(one_line(text))
    event["DESCRIPTION"] = Text(paragraphs(text))
    body = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n" + write(event) + b"END:VCALENDAR\r\n"
    (read,) = Calendar.from_ical(body).events
    assert str(read["SUMMARY"]) == one_line(text)
    assert str(read["DESCRIPTION"]) == paragraphs(text)
    seen = vobject.readOne(body.decode()).vevent
    assert seen.summary.value == one_line(text)
    assert seen.description.value == paragraphs(text)


@given(title=texts, quote=texts, name=texts, feed_name=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the maker keeps nothing
def test_any_title_quote_and_name_make_a_feed_that_reads_back(promise, title, quote, name, feed_name):
    party, mission = Party(1, "P" + name), Mission(1, "M" + name)
    commitment = promise(title="T" + title, quote="Q" + quote, actors=(party,), mission=mission)
    body = render(
        "F" + feed_name, [commitment], today=date(2024, 6, 1), say=Words("fr"), options=Options(tasks=True)
    )
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    # icalendar does not know the type of NAME and leaves its escapes alone; RFC 7986 §5.1 says TEXT.
    name_lines = [line for line in unfolded(body) if line.startswith("NAME:")]
    assert name_lines == ["NAME:" + Text(one_line("F" + feed_name)).to_ical().decode()]
    calendar = Calendar.from_ical(body)
    for item in (*calendar.events, *calendar.todos):
        assert item["SUMMARY"].endswith(one_line("T" + title))
        assert paragraphs("Q" + quote) in item["DESCRIPTION"]
        assert item.categories == [one_line("M" + name), one_line("P" + name)]
