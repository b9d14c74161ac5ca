from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.commitments import Firmness, Mission, Party, Person, Status
from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.feed import Options
from tracker.words import Words

AUTUMN = Window("à l’automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))
YEAR = Window("en 2025", "2025", Precision.YEAR, date(2025, 1, 1), date(2025, 12, 31))
MONDAYS = Window("tous les lundis", None, Precision.OPEN, None, None, Kind.RECURRING, "FREQ=WEEKLY;BYDAY=MO")
NADIA = Person(1, "Nadia Roy", "nadia@ville.example")
LYON = Party(1, "Ville de Lyon")
HOUSE = Party(2, "Maison de la culture, Limoilou")


def link(id: int) -> str:
    return f"https://suivi.example/e/{id}"


def test_an_event_lasts_one_whole_day(events, promise):
    (event,) = events(promise())
    assert event["DTSTART"].to_ical() == b"20240830"
    assert event["DTEND"].to_ical() == b"20240831"
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"


def test_the_last_day_of_the_calendar_is_one_day_long(events, promise):
    (event,) = events(promise(window=Window("jamais", "9999-12-31", Precision.DAY, None, date.max)))
    assert event.start == date.max
    assert "DTEND" not in event


def test_nobody_is_busy(events, promise):
    (event,) = events(promise())
    assert (event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("TRANSPARENT", "FREE")


def test_an_event_tells_when_it_last_changed_not_when_it_was_asked_for(events, promise):
    changed = datetime(2024, 4, 2, 9, 15, 30, 999, tzinfo=UTC)
    (event,) = events(promise(updated_at=changed, revision=4))
    assert event.DTSTAMP == event.LAST_MODIFIED == changed.replace(microsecond=0)
    assert event["CREATED"].dt == datetime(2024, 3, 1, 14, 30, tzinfo=UTC)
    assert event["SEQUENCE"] == 4


def test_a_changed_commitment_keeps_its_uid(events, promise):
    (before,) = events(promise())
    (after,) = events(promise(title="Autre titre", window=AUTUMN, revision=2))
    assert before["UID"] == after["UID"] == "commitment-1"


def test_what_is_derived_has_a_uid_of_its_own_for_life(events, promise):
    banners = Options(banners=True)
    uids = [e["UID"] for e in events(promise(window=AUTUMN, uid="17@ville.example"), options=banners)]
    assert uids == ["17@ville.example", "17-window@ville.example"]
    uids = [e["UID"] for e in events(promise(window=YEAR), options=banners)]
    assert uids == ["commitment-1", "commitment-1-fix-a-date"]


def test_a_banner_covers_the_window_and_quotes_it(events, promise):
    _, banner = events(promise(window=AUTUMN), options=Options(banners=True))
    assert (banner.start, banner.end) == (date(2024, 9, 22), date(2024, 12, 21))
    assert banner["SUMMARY"] == "Envoyer le protocole signé (à l’automne 2024)"


@pytest.mark.parametrize(
    ("window", "french", "english"),
    [
        (AUTUMN, "Échéance\u00a0: Envoyer le protocole signé", "Due: Envoyer le protocole signé"),
        (
            Window("le 12 juin", "2024-06-12", Precision.DAY, date(2024, 6, 12), date(2024, 6, 12)),
            "Envoyer le protocole signé",
            "Envoyer le protocole signé",
        ),
        (
            Window("dès juin", "2024-06/..", Precision.MONTH, date(2024, 6, 1), None, Kind.START),
            "Début\u00a0: Envoyer le protocole signé",
            "Start: Envoyer le protocole signé",
        ),
        (
            Window("2023-2026", None, Precision.RANGE, date(2023, 1, 1), date(2026, 12, 31), Kind.VALIDITY),
            "À renouveler ou à laisser échoir\u00a0: Envoyer le protocole signé",
            "Renew or let lapse: Envoyer le protocole signé",
        ),
        (MONDAYS, "Envoyer le protocole signé", "Envoyer le protocole signé"),
    ],
)
def test_a_summary_says_what_the_day_means(events, promise, window, french, english):
    assert events(promise(window=window), say=Words("fr"))[0]["SUMMARY"] == french
    assert events(promise(window=window), say=Words("en"))[0]["SUMMARY"] == english


def test_a_description_says_when_how_it_stands_who_and_in_which_words(events, promise):
    (event,) = events(
        promise(
            window=AUTUMN,
            status=Status.WAITING,
            firmness=Firmness.TALKS,
            owner=NADIA,
            actors=(LYON,),
            counterparts=(HOUSE,),
            mission=Mission(1, "Lyon 2024"),
        ),
        say=Words("fr"),
        link=link,
    )
    # The names of values are those of the catalogue, whatever they are.
    say = Words("fr")
    assert event["DESCRIPTION"].split("\n") == [
        f"Échéance\u00a0: {say.window(AUTUMN)}",
        f"État\u00a0: {say.label(Status.WAITING)}",
        f"Fermeté\u00a0: {say.label(Firmness.TALKS)}",
        "Responsable\u00a0: Nadia Roy",
        f"Acteurs\u00a0: {say.listing(['Ville de Lyon', 'Maison de la culture, Limoilou'])}",
        "Mission\u00a0: Lyon 2024",
        "",
        "«\u00a0Le protocole signé sera envoyé au plus tard le 30 août.\u00a0»",
        "",
        "https://suivi.example/e/1",
    ]


def test_a_description_says_that_nobody_owns_it(events, promise):
    (event,) = events(promise(), say=Words("en"))
    assert "No owner yet" in event["DESCRIPTION"].split("\n")


def test_a_description_says_that_no_date_was_named(tasks, promise):
    (task,) = tasks(promise(window=OPEN), say=Words("fr"))
    assert task["DESCRIPTION"].startswith("Sans échéance\nÉtat\u00a0: ")


def test_the_page_of_the_commitment_is_the_url_and_stands_in_the_description(events, promise):
    (event,) = events(promise(id=12), link=link)
    assert event["URL"] == "https://suivi.example/e/12"
    assert event["DESCRIPTION"].endswith("\nhttps://suivi.example/e/12")
    (event,) = events(promise())
    assert "URL" not in event


def test_mission_and_parties_are_categories(events, promise):
    (event,) = events(promise(mission=Mission(1, "Lyon 2024"), actors=(LYON, HOUSE), counterparts=(LYON,)))
    assert event.categories == ["Lyon 2024", "Ville de Lyon", "Maison de la culture, Limoilou"]
    (event,) = events(promise())
    assert "CATEGORIES" not in event


@pytest.mark.parametrize(
    ("status", "firmness", "expected"),
    [
        (Status.TODO, Firmness.COMMITMENT, "CONFIRMED"),
        (Status.IN_PROGRESS, Firmness.DONE, "CONFIRMED"),
        (Status.WAITING, Firmness.INTENTION, "TENTATIVE"),
        (Status.TODO, Firmness.TALKS, "TENTATIVE"),
        (Status.ON_HOLD, Firmness.COMMITMENT, "TENTATIVE"),
        (Status.KEPT, Firmness.TALKS, "CONFIRMED"),
        (Status.PARTLY, Firmness.INTENTION, "CONFIRMED"),
        (Status.DROPPED, Firmness.COMMITMENT, "CANCELLED"),
    ],
)
def test_what_is_not_firm_or_on_hold_is_tentative(events, promise, status, firmness, expected):
    (event,) = events(promise(status=status, firmness=firmness, closed_on=date(2024, 5, 30)))
    assert event["STATUS"] == expected


@pytest.mark.parametrize(
    ("status", "summary"),
    [
        (Status.KEPT, "✓\u00a0Envoyer le protocole signé"),
        (Status.PARTLY, "✓\u00a0Envoyer le protocole signé (partiellement réalisé)"),
        (Status.DROPPED, "Abandonné\u00a0: Envoyer le protocole signé"),
    ],
)
def test_a_closed_commitment_says_so_in_its_summary(events, promise, status, summary):
    (event,) = events(promise(status=status, closed_on=date(2024, 5, 30)), say=Words("fr"))
    assert event["SUMMARY"] == summary
    assert "Clos le 30\u00a0mai\u00a02024" in event["DESCRIPTION"]


def test_neutral_titles_tell_nothing_of_the_substance(calendar, promise):
    secret = promise(
        id=12,
        title="TITRE",
        quote="CITATION",
        window=AUTUMN,
        actors=(Party(1, "PARTENAIRE"),),
        mission=Mission(1, "MISSION"),
        owner=NADIA,
    )
    late = promise(id=13, title="TITRE", quote="CITATION", window=YEAR, owner=NADIA)
    options = Options(neutral_titles=True, tasks=True, alarms=True, banners=True)
    feed = calendar(secret, late, today=date(2026, 1, 5), options=options, say=Words("fr"), link=link)
    text = feed.to_ical().decode().replace("\r\n ", "")
    for word in ("TITRE", "CITATION", "PARTENAIRE", "MISSION"):
        assert word not in text
    assert "Engagement n°\u00a013" in text
    assert "Nadia Roy" in text
    assert "https://suivi.example/e/12" in text


def test_a_recurring_commitment_comes_back_by_its_rule(events, promise):
    (event,) = events(promise(window=MONDAYS, known_since=date(2024, 2, 15)))
    assert event.start == date(2024, 2, 19)
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO"


def triggers(event):
    return [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]


def test_alarms_ring_in_the_morning_a_week_before_and_on_the_day(events, promise):
    morning = timedelta(hours=9)
    alarms = Options(alarms=True, banners=True)
    (event,) = events(promise(), options=alarms)
    assert triggers(event) == [morning - timedelta(days=7), morning]
    assert {(a["ACTION"], a["DESCRIPTION"]) for a in event.walk("VALARM")} == {("DISPLAY", event["SUMMARY"])}
    own, banner = events(promise(window=AUTUMN), options=alarms)
    assert (len(triggers(own)), triggers(banner)) == (2, [])
    _, to_fix = events(promise(window=YEAR), options=alarms)
    assert triggers(to_fix) == [morning]
    (event,) = events(promise(window=MONDAYS), options=alarms)
    assert triggers(event) == [morning]


def test_nothing_rings_for_what_is_closed_or_without_being_asked(events, promise):
    (event,) = events(promise(status=Status.KEPT, closed_on=date(2024, 6, 1)), options=Options(alarms=True))
    assert triggers(event) == []
    (event,) = events(promise())
    assert triggers(event) == []


def test_a_feed_has_tasks_only_when_asked(calendar, promise):
    assert calendar(promise()).todos == []
    feed = calendar(promise(), options=Options(tasks=True))
    assert (len(feed.events), len(feed.todos)) == (1, 1)


def test_a_task_is_due_on_the_last_day_and_starts_with_the_window(tasks, promise):
    (task,) = tasks(promise(window=AUTUMN))
    assert task["UID"] == "commitment-1-task"
    assert task["SUMMARY"] == "Envoyer le protocole signé"
    assert (task["DTSTART"].dt, task["DUE"].dt) == (date(2024, 9, 22), date(2024, 12, 20))
    assert task["DUE"].params["VALUE"] == "DATE"


def test_a_task_of_one_day_has_no_start_because_it_would_not_be_before_its_end(tasks, promise):
    day = date(2024, 6, 12)
    (task,) = tasks(promise(window=Window("le 12 juin", None, Precision.DAY, day, day)))
    assert "DTSTART" not in task
    assert task["DUE"].dt == day


def test_talks_without_a_date_are_a_task_without_a_date(tasks, promise):
    (task,) = tasks(promise(window=OPEN, firmness=Firmness.TALKS))
    assert "DUE" not in task
    assert "DTSTART" not in task


def test_a_recurring_task_starts_and_is_never_due(tasks, promise):
    (task,) = tasks(promise(window=MONDAYS))
    assert task["DTSTART"].dt == date(2024, 2, 19)
    assert "DUE" not in task
    assert task["RRULE"]["FREQ"] == ["WEEKLY"]


def test_an_overdue_task_stays_a_task(calendar, promise):
    feed = calendar(promise(), today=date(2024, 9, 3), options=Options(tasks=True))
    assert [task["UID"] for task in feed.todos] == ["commitment-1-task"]


@pytest.mark.parametrize(
    ("status", "expected", "percent"),
    [
        (Status.TODO, "NEEDS-ACTION", 0),
        (Status.IN_PROGRESS, "IN-PROCESS", None),
        (Status.WAITING, "IN-PROCESS", None),
        (Status.ON_HOLD, "NEEDS-ACTION", None),
        (Status.KEPT, "COMPLETED", 100),
        (Status.PARTLY, "COMPLETED", None),
        (Status.DROPPED, "CANCELLED", None),
    ],
)
def test_a_task_says_how_it_stands(tasks, promise, status, expected, percent):
    (task,) = tasks(promise(status=status, closed_on=date(2024, 5, 30) if status.final else None))
    assert task["STATUS"] == expected
    assert task.get("PERCENT-COMPLETE") == percent
    done = status in (Status.KEPT, Status.PARTLY)
    assert ("COMPLETED" in task) is done
    if done:
        assert task["COMPLETED"].dt == datetime(2024, 5, 30, 12, tzinfo=UTC)


def test_the_calendar_says_its_name_how_often_it_changes_and_where_it_comes_from(calendar, promise):
    head = calendar(promise(), source="https://suivi.example/feed/abc.ics", refresh_hours=6)
    assert head["VERSION"] == "2.0"
    assert head["PRODID"] == "-//Suivi//Suivi//EN"
    assert head["NAME"] == head["X-WR-CALNAME"] == "Suivi"
    assert head["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert head["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert head["X-PUBLISHED-TTL"] in ("PT6H", timedelta(hours=6))
    assert head["SOURCE"] == "https://suivi.example/feed/abc.ics"
    assert head["SOURCE"].params["VALUE"] == "URI"
    assert "METHOD" not in head


def test_a_calendar_written_to_a_share_does_not_tell_a_secret_address(calendar, promise):
    assert "SOURCE" not in calendar(promise())


def test_an_empty_calendar_still_holds_a_component(calendar):
    feed = calendar()
    assert feed.events == []
    assert [zone["TZID"] for zone in feed.timezones] == ["UTC"]
