from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.window import Kind, Precision, Window
from tracker.ladders import (
    DEFAULT,
    Form,
    Group,
    Ladders,
    NoSuchGroup,
    NoSuchRule,
    RepeatedRule,
    group,
    ladder,
    nearest,
    parse,
    render,
    rule,
)
from tracker.reminders import Recipient


@st.composite
def words(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(list(Form)))
    numbers = iter(draw(st.tuples(st.integers(1, 999), st.integers(1, 999))))
    return "".join(str(next(numbers)) if letter in "NM" else letter for letter in form.value)


@given(words())
def test_every_form_makes_words_that_are_read_and_kept_as_written(word: str) -> None:
    assert rule(word).word == word
    assert word.startswith(rule(word).name)


@pytest.mark.parametrize(
    ("word", "form", "count", "known", "name", "to"),
    [
        ("fix-30", Form.FIX, 30, 0, "fix-30", Recipient.OWNER),
        ("ahead-30-if-known-60", Form.AHEAD_IF_KNOWN, 30, 60, "ahead-30", Recipient.OWNER),
        ("ahead-10w", Form.AHEAD_WORKING, 10, 0, "ahead-10w", Recipient.OWNER),
        ("monthly-3", Form.MONTHLY, 3, 0, "monthly", Recipient.OWNER),
        ("state-of-play-6m", Form.STATE_OF_PLAY, 6, 0, "state-of-play", Recipient.OWNER),
        ("overdue", Form.OVERDUE, 0, 0, "overdue", Recipient.OWNER),
        ("reviewer-14", Form.REVIEWER, 14, 0, "reviewer-14", Recipient.REVIEWER),
        ("Manager-30 ", Form.MANAGER, 30, 0, "manager-30", Recipient.MANAGER),
    ],
)
def test_a_word_says_what_it_counts_and_who_hears(
    word: str, form: Form, count: int, known: int, name: str, to: Recipient
) -> None:
    read = rule(word)
    assert (read.form, read.count, read.known, read.name, read.to) == (form, count, known, name, to)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "ahead",
        "ahead-",
        "ahead-0",
        "ahead-07",
        "ahead-1000",
        "ahead--7",
        "ahead-7d",
        "avance-7",
        "opens-1",
        "a b",
    ],
)
def test_a_word_that_means_nothing_is_refused_with_those_that_do(word: str) -> None:
    with pytest.raises(NoSuchRule) as refusal:
        ladder([word])
    assert f"“{word}”" in str(refusal.value)
    assert all(form.value in str(refusal.value) for form in Form)


def test_a_stage_may_stand_only_once_in_a_ladder() -> None:
    with pytest.raises(RepeatedRule, match="ahead-30-if-known-60"):
        ladder(["ahead-30", "day", "ahead-30-if-known-60"])
    with pytest.raises(RepeatedRule, match="monthly-2"):
        ladder(["monthly-3", "monthly-2"])


def test_a_ladder_may_be_written_in_one_string() -> None:
    assert ladder("ahead-7, day overdue") == ladder(["ahead-7", "day", "overdue"])


def test_an_empty_ladder_reminds_nobody() -> None:
    assert parse({"day": []}) == {Group.DAY: ()}


def test_a_ladder_of_an_unknown_group_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NoSuchGroup, match=r"fortnight.*day, month.*recurring"):
        parse({"fortnight": ["day"]})


def test_ladders_are_read_back_from_a_settings_file_as_they_were_written() -> None:
    written = "\n".join(f"{key} = {words}" for key, words in render(DEFAULT).items())
    assert parse(tomllib.loads(written)) == DEFAULT
    assert list(render(DEFAULT)) == [g.value for g in Group]


def test_the_nearest_ladder_decides_alone() -> None:
    office = parse({"day": ["ahead-5"], "month": ["opens"], "year": ["quarterly"]})
    mission = parse({"day": ["ahead-3", "day"], "month": []})
    commitment = parse({"day": ["ahead-1"]})
    ladders = nearest(office, mission, None, commitment)
    assert ladders.of[Group.DAY] == ladder(["ahead-1"])
    assert ladders.of[Group.MONTH] == ()
    assert ladders.of[Group.YEAR] == ladder(["quarterly"])
    assert ladders.of[Group.OPEN] == DEFAULT[Group.OPEN]
    assert office[Group.DAY] == ladder(["ahead-5"])


def test_without_settings_every_group_has_its_default() -> None:
    assert nearest() == Ladders({}) == Ladders(DEFAULT)


def window(
    precision: Precision = Precision.DAY,
    earliest: date | None = date(2024, 1, 1),
    latest: date | None = date(2024, 1, 1),
    kind: Kind = Kind.WINDOW,
    rrule: str | None = None,
) -> Window:
    return Window("", None, precision, earliest, latest, kind, rrule)


@pytest.mark.parametrize(
    ("of", "whose"),
    [
        (window(Precision.DAY), Group.DAY),
        (window(Precision.WEEK, latest=date(2024, 1, 7)), Group.DAY),
        (window(Precision.MONTH, latest=date(2024, 1, 31)), Group.MONTH),
        (window(Precision.QUARTER, latest=date(2024, 3, 31)), Group.PERIOD),
        (window(Precision.SEASON, latest=date(2024, 3, 19)), Group.PERIOD),
        (window(Precision.HALF_YEAR, latest=date(2024, 6, 30)), Group.PERIOD),
        (window(Precision.YEAR, latest=date(2024, 12, 31)), Group.YEAR),
        (window(Precision.YEAR, earliest=None, kind=Kind.DEADLINE), Group.YEAR),
        (window(Precision.RANGE, latest=date(2026, 12, 31)), Group.RANGE),
        (window(Precision.YEAR, latest=date(2024, 12, 31), kind=Kind.VALIDITY), Group.RANGE),
        (window(Precision.DAY, earliest=None, kind=Kind.VALIDITY), Group.RANGE),
        (window(Precision.YEAR, latest=None, kind=Kind.VALIDITY), Group.RANGE),
        (window(Precision.OPEN, latest=None), Group.OPEN),
        (window(Precision.OPEN, earliest=None, latest=None), Group.OPEN),
        (window(Precision.MONTH, latest=None, kind=Kind.START), Group.OPEN),
        (window(Precision.OPEN, None, None, Kind.RECURRING, "FREQ=WEEKLY"), Group.RECURRING),
        (window(Precision.OPEN, None, None, Kind.RECURRING), Group.OPEN),
        (window(kind=Kind.BACKGROUND), None),
    ],
)
def test_a_window_climbs_the_ladder_of_its_precision(of: Window, whose: Group | None) -> None:
    assert group(of) is whose
    assert Ladders({}).climbed_by(of) == (DEFAULT[whose] if whose else ())


@pytest.mark.parametrize(
    ("latest", "whose"),
    [
        (date(2024, 1, 7), Group.DAY),
        (date(2024, 1, 20), Group.MONTH),
        (date(2024, 5, 31), Group.PERIOD),
        (date(2024, 12, 31), Group.YEAR),
        (date(2025, 1, 1), Group.RANGE),
    ],
)
def test_a_range_of_days_or_months_is_followed_like_the_unit_it_fits_in(latest: date, whose: Group) -> None:
    assert group(window(Precision.RANGE, latest=latest)) is whose
