from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from icalendar import Calendar

from tracker.commitments import Mission, Party, Person, Status
from tracker.dates.window import Kind, Precision, Window
from tracker.feed import Options, Renderer, etag, render
from tracker.feed.sentences import LISTED
from tracker.words import Words

JUNE = date(2024, 6, 1)
LATE = date(2024, 9, 3)  # four days after 30 August
EN = Words("en")


def due(day: date) -> Window:
    return Window(f"by {day}", None, Precision.DAY, None, day, Kind.DEADLINE)


def feed(renderer, *commitments, today=JUNE, say=EN, **choices):
    return renderer.render("Suivi", commitments, today=today, say=say, **choices)


def uids(body):
    return [str(event["UID"]) for event in Calendar.from_ical(body).events]


def folded(events):
    (event,) = [event for event in events if event["UID"].endswith("-overdue")]
    return event


def test_nothing_is_late_before_its_last_day_has_passed(events, promise):
    (event,) = events(promise(), today=date(2024, 8, 30))
    assert event["UID"] == "commitment-1"


def test_one_overdue_commitment_is_named_on_the_present_day(events, promise):
    (event,) = events(promise(title="Rendre le bilan"), today=LATE)
    assert event["SUMMARY"] == "Overdue: Rendre le bilan"
    assert (event.start, event.end) == (LATE, LATE + timedelta(days=1))


def test_overdue_commitments_are_one_event_that_lists_them_the_longest_late_first(events, promise):
    nadia = Person(1, "Nadia Roy", "nadia@ville.example")
    found = events(
        promise(id=1, title="Un"),
        promise(id=2, title="Deux", window=due(date(2024, 8, 1)), owner=nadia),
        promise(id=3, title="Trois", window=due(date(2024, 9, 3))),
        today=LATE,
        say=Words("fr"),
        link="https://suivi.example/e/{}".format,
    )
    assert len(found) == 2
    event = folded(found)
    assert event["SUMMARY"] == "2\u00a0engagements en retard"
    assert event["DESCRIPTION"].split("\n") == [
        "•\u00a0Deux – était attendu le 1er\u00a0août\u00a02024 (Nadia Roy)",
        "https://suivi.example/e/2",
        "•\u00a0Un – était attendu le 30\u00a0août\u00a02024",
        "https://suivi.example/e/1",
    ]
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")


def test_a_flood_of_overdue_commitments_is_counted_not_listed(events, promise):
    for more, ending in ((1, "… and one more"), (7, "… and 7 more")):
        many = [promise(id=n) for n in range(1, LISTED + more + 1)]
        (event,) = events(*many, today=LATE)
        lines = event["DESCRIPTION"].split("\n")
        assert (len(lines), lines[-1]) == (LISTED + 1, ending)
        assert event["SUMMARY"] == f"{LISTED + more} overdue commitments"


def test_the_overdue_event_changes_with_what_is_in_it_and_moves_with_the_day(promise):
    newest = datetime(2024, 7, 9, 8, tzinfo=UTC)
    late = [promise(id=1), promise(id=2, updated_at=newest)]
    first, again, next_day = (
        folded(Calendar.from_ical(render("Suivi", late, today=day, say=EN)).events)
        for day in (LATE, LATE, LATE + timedelta(days=1))
    )
    assert first == again
    assert first.DTSTAMP == first.LAST_MODIFIED == newest
    assert next_day["UID"] == first["UID"]
    assert next_day["SEQUENCE"] == first["SEQUENCE"] + 1


def test_the_overdue_event_never_seems_older_than_it_was(promise):
    """Within a day a calendar takes the copy with the later DTSTAMP (RFC 5546 §2.1.5)."""
    newest = datetime(2024, 9, 3, 8, tzinfo=UTC)
    late = [promise(id=1), promise(id=2, updated_at=newest)]
    closed = replace(
        late[1], status=Status.KEPT, closed_on=LATE, updated_at=newest + timedelta(hours=1), revision=1
    )
    before, after = (
        folded(Calendar.from_ical(render("Suivi", some, today=LATE, say=EN)).events)
        for some in (late, [late[0], closed])
    )
    assert after["SEQUENCE"] == before["SEQUENCE"]
    assert after.DTSTAMP == after.LAST_MODIFIED == closed.updated_at > before.DTSTAMP


def test_the_overdue_event_is_that_of_its_feed(promise):
    def uid(name, **choices):
        (found,) = uids(render(name, [promise()], today=LATE, say=EN, **choices))
        return found

    assert uid("Nadia") == uid("Nadia") != uid("Paul")
    assert uid("Nadia", uid="f1") == uid("Autre nom", uid="f1") == "f1-overdue"


@pytest.mark.parametrize("status", [Status.KEPT, Status.PARTLY, Status.DROPPED])
def test_what_is_closed_stays_thirty_days_on_its_day_then_leaves(promise, status):
    closed = promise(status=status, closed_on=date(2024, 9, 10))
    renderer = Renderer()
    for options in (Options(), Options(tasks=True)):
        assert uids(feed(renderer, closed, today=date(2024, 10, 10), options=options)) == ["commitment-1"]
        gone = Calendar.from_ical(feed(renderer, closed, today=date(2024, 10, 11), options=options))
        assert (gone.events, gone.todos) == ([], [])


def test_an_agreement_that_has_ended_is_not_late(promise):
    window = replace(due(date(2024, 8, 30)), kind=Kind.VALIDITY)
    assert uids(feed(Renderer(), promise(window=window), today=LATE)) == ["commitment-1"]


def test_the_same_state_gives_the_same_bytes_in_any_order_and_however_often(promise):
    some = [promise(id=n, window=due(date(2024, 5, n))) for n in range(1, 9)]
    kept, today = Renderer(), date(2024, 5, 5)
    first = feed(kept, *some, today=today)
    assert first == feed(kept, *reversed(some), today=today)
    assert first == feed(kept, *(replace(one) for one in some), today=today)
    assert first == render("Suivi", iter(some), today=today, say=EN)


def test_a_new_revision_is_rendered_anew(promise):
    renderer = Renderer()
    before = feed(renderer, promise())
    after = feed(renderer, promise(title="Autre titre", revision=1))
    assert b"Autre titre" in after
    assert after != before == feed(renderer, promise())


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ({"owner": Person(1, "Nadia", "n@x")}, {"owner": Person(1, "Nadia Roy-Cyr", "n@x")}, "Roy-Cyr"),
        ({"mission": Mission(1, "Lyon")}, {"mission": Mission(1, "Lyon 2024")}, "Lyon 2024"),
        ({"actors": (Party(1, "Lyon"),)}, {"actors": (Party(1, "Ville de Lyon"),)}, "Ville de Lyon"),
        ({"counterparts": (Party(1, "Lyon"),)}, {"counterparts": (Party(1, "Metz"),)}, "Metz"),
    ],
)
def test_a_renamed_owner_mission_or_party_shows_without_a_new_revision(promise, before, after, word):
    renderer = Renderer()
    assert word.encode() not in feed(renderer, promise(**before))
    assert word.encode() in feed(renderer, promise(**after))


def test_languages_options_and_addresses_are_kept_apart(promise):
    renderer = Renderer()
    one = promise(window=Window("mai", "2025-05", Precision.MONTH, date(2025, 5, 1), date(2025, 5, 31)))
    choices = [
        {"say": Words("fr")},
        {"options": Options(banners=True)},
        {"options": Options(neutral_titles=True)},
        {"link": "https://a.example/{}".format},
        {"link": "https://b.example/{}".format},
        {},
    ]
    bodies = [feed(renderer, one, **choice) for choice in choices]
    assert len(set(bodies)) == len(choices)
    assert bodies == [feed(Renderer(), one, **choice) for choice in choices]


def test_a_commitment_is_rendered_once(promise, monkeypatch):
    from tracker.feed import components

    rendered = []
    events = components.events
    monkeypatch.setattr(
        components, "events", lambda one, *rest: rendered.append(one.id) or events(one, *rest)
    )
    renderer = Renderer()
    some = [promise(id=1), promise(id=2)]
    for day in range(3):
        feed(renderer, *some, today=JUNE + timedelta(days=day))
    feed(renderer, some[0], replace(some[1], revision=1))
    assert rendered == [1, 2, 2]


def test_what_is_kept_is_bounded_and_what_is_not_kept_is_rendered_all_the_same(promise):
    some = [promise(id=n) for n in range(1, 21)]
    whole = Renderer()
    body = feed(whole, *some)
    small = Renderer(capacity=whole.size // 2)
    for _ in range(2):
        assert feed(small, *some) == body
        assert 0 < small.size <= small.capacity
    assert feed(Renderer(capacity=0), *some) == body


def test_revisions_replace_one_another(promise):
    renderer = Renderer()
    feed(renderer, promise())
    size = renderer.size
    for revision in range(1, 5):
        feed(renderer, promise(revision=revision))
    assert renderer.size == size


def test_threads_share_a_renderer(promise):
    renderer = Renderer(capacity=20_000)
    some = [promise(id=n) for n in range(1, 41)]
    expected = {language: feed(Renderer(), *some, say=Words(language)) for language in ("fr", "en")}

    def ask(turn):
        language = ("fr", "en")[turn % 2]
        return feed(renderer, *some, say=Words(language)) == expected[language]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(40)))
    assert renderer.size <= renderer.capacity


def test_an_etag_is_strong_and_that_of_the_bytes():
    body = feed(Renderer())
    assert etag(body) == f'"{sha256(body).hexdigest()}"'
    assert etag(body) != etag(body + b" ")


def test_a_feed_ends_every_line_with_crlf(promise):
    body = feed(Renderer(), promise(quote="Deux\nlignes\r\net\rtrois"), options=Options(tasks=True))
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
