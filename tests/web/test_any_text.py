"""Whatever people write, from the register through HTTP to three readers."""

from __future__ import annotations

from itertools import count
from typing import Any, NamedTuple

import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from support.service import AUTUMN, Service
from tracker.commitments import Commitment
from tracker.feed import Options
from tracker.feed.lines import one_line, paragraphs
from tracker.register import Changes

HARD = (
    "éœ’«»\u00a0\u202f😀👩🏽‍🌾שלוםمرحبا\u202e\u200f"
    ";,:\\nN\"'^%=<&\t\r\n\x0b\x0c\x1c\x85\u2028\u2029\x00\x07\x7f\x92\ufeff "
)
texts = st.text(st.one_of(st.sampled_from(HARD), st.characters(exclude_categories=("Cs",))), max_size=200)
numbers = count()


class Seen(NamedTuple):
    """What a reader finds in a feed of one commitment: an event and its task."""

    summaries: list[str]
    descriptions: list[str]
    categories: list[list[str]]


def with_icalendar(body: str) -> Seen:
    calendar = Calendar.from_ical(body)
    parts = [*calendar.events, *calendar.todos]
    return Seen(
        [str(part["SUMMARY"]) for part in parts],
        [str(part["DESCRIPTION"]) for part in parts],
        [list(map(str, part.categories)) for part in parts],
    )


def with_vobject(body: str) -> tuple[str, Seen]:
    calendar = vobject.readOne(body)
    parts = [*calendar.contents["vevent"], *calendar.contents["vtodo"]]
    (name,) = {calendar.contents[name][0].value for name in ("name", "x-wr-calname")}
    return name, Seen(
        [part.summary.value for part in parts],
        [part.description.value for part in parts],
        [part.categories.value for part in parts],
    )


def with_ical(body: str) -> tuple[str, list[str], list[str]]:
    """It makes two categories of a name with a comma, which no feed can help."""
    stream = pytest.importorskip("ical.calendar_stream")
    calendar = stream.IcsCalendarStream.calendar_from_ics(body)
    parts = [*calendar.events, *calendar.todos]
    (name,) = calendar.name
    return name, [part.summary for part in parts], [part.description for part in parts]


@given(title=texts, quote=texts, name=texts, feed_name=texts)
@example(title="é" * 10_000, quote="😀" * 10_000, name="\\," * 5_000, feed_name="«;» " * 2_500)
@example(title="C:\\Nord", quote="un\r\ndeux\rtrois\n\n\tquatre", name='";:,^n\\', feed_name="=SOMME(A1)")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_out_of_every_reader_as_they_went_in(
    service: Service, title: str, quote: str, name: str, feed_name: str
) -> None:
    number = next(numbers)  # feeds and parties have names of their own
    title, party, feed_name = f"T{title}", f"P{number} {name}", f"F{number} {feed_name}"

    def write(register: Any) -> Commitment:
        if not register.books.commitments.select():
            register.add("Premier", window=AUTUMN)
        changes = Changes(title=title, quote=f"Q{quote}", counterparts=[party], mission=f"M{party}")
        changed: Commitment = register.edit(1, changes)
        return changed

    kept = service.register(write)  # the register tidies blanks
    path = service.add_feed(feed_name, options=Options(tasks=True))
    plain, packed = service.get(path), service.get(path, Accept_Encoding="gzip")
    assert plain.status_code == packed.status_code == 200
    assert plain.content == packed.content
    assert all(len(line) <= 75 for line in plain.content.split(b"\r\n"))
    body = plain.content.decode()
    seen = with_icalendar(body)
    assert all(summary.endswith(one_line(kept.title)) for summary in seen.summaries)
    assert all(paragraphs(kept.quote) in told for told in seen.descriptions)
    assert seen.categories == [[one_line(kept.mission.title), one_line(kept.counterparts[0].name)]] * 2
    assert with_vobject(body) == (one_line(feed_name), seen)
    assert with_ical(body) == (one_line(feed_name), seen.summaries, seen.descriptions)
