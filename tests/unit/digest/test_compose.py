"""What a digest says, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments import Party, Person, Status
from tracker.dates.window import OPEN, Precision, Window
from tracker.digest import HandedOver, SnoozedAgain, StandingIn, Undelivered, compose
from tracker.digest.compose import MOST
from tracker.reminders import Recipient
from tracker.words import LANGUAGES, Words

TODAY = date(2024, 9, 2)
NADIA = Person(1, "Nadia Tremblay", "nadia@example.org")
LUC = Person(2, "Luc Gagnon", "luc@example.org")
FR, EN = Words("fr"), Words("en")


def day(offset: int) -> Window:
    it = TODAY + timedelta(days=offset)
    return Window(it.isoformat(), it.isoformat(), Precision.DAY, it, it)


def flat(text: str) -> str:
    """One line with plain blanks, so that where a line was wrapped does not matter."""
    return re.sub(r"\s+", " ", text)


class Seen(HTMLParser):
    """What a reader sees of a page, and what it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hidden += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return flat(" ".join(self.words))


def test_nothing_to_say_is_no_mail() -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        compose(NADIA, TODAY, [], say=FR)


def test_the_subject_counts_the_two_most_urgent_sections(entry: Any) -> None:
    entries = [
        entry(window=day(-3)),
        entry(window=day(2)),
        entry(window=day(3)),
        entry("fix-30", window=day(40)),
    ]
    assert compose(NADIA, TODAY, entries, say=FR).subject == "Suivi – 1 en retard, 2 cette semaine"
    assert compose(NADIA, TODAY, entries, say=EN).subject == "Suivi – 1 overdue, 2 this week"


def test_a_commitment_that_is_alone_is_named_in_the_subject(entry: Any) -> None:
    alone = [entry(window=day(-3), title="Rendre les clés")]
    assert compose(NADIA, TODAY, alone, say=FR).subject == "Suivi – en retard\u00a0: Rendre les clés"


def test_the_subject_stays_short(entry: Any) -> None:
    alone = [entry(title="Convenir " * 60)]
    assert len(compose(NADIA, TODAY, alone, say=FR).subject) < 100


def test_lateness_and_nearness_are_told_in_words(entry: Any) -> None:
    def text(offset: int) -> str:
        return flat(compose(NADIA, TODAY, [entry(window=day(offset))], say=FR).text)

    assert "Le vendredi 30 août, il y a 3 jours." in text(-3)
    assert "Le dimanche 1er septembre, hier." in text(-1)
    assert "Le lundi 2 septembre, aujourd’hui." in text(0)
    assert "Le mardi 3 septembre, demain." in text(1)
    assert "Le vendredi 3 janvier 2025, dans 4 mois." in text(123)


def test_a_window_is_told_with_the_day_that_comes_next(entry: Any) -> None:
    autumn = Window("automne 2024", "2024-23", Precision.SEASON, date(2024, 9, 22), date(2024, 12, 20))

    def text(today: date) -> str:
        return flat(compose(NADIA, today, [entry("opens", window=autumn, due=today)], say=FR).text)

    assert "– s’ouvre le dimanche 22 septembre, dans 20 jours." in text(TODAY)
    assert "– dernier jour : le vendredi 20 décembre, dans 30 jours." in text(date(2024, 11, 20))
    assert "– le dernier jour était le vendredi 20 décembre, il y a 2 jours." in text(date(2024, 12, 22))


def test_a_late_digest_says_since_when(entry: Any) -> None:
    late = [entry(due=date(2024, 8, 30)), entry(due=TODAY)]
    assert "aurait dû vous parvenir le vendredi 30 août" in flat(compose(NADIA, TODAY, late, say=FR).text)
    assert "should have reached you on Friday, August 30" in flat(compose(NADIA, TODAY, late, say=EN).text)


def test_a_punctual_digest_does_not_speak_of_lateness(entry: Any) -> None:
    assert "should have reached" not in flat(compose(NADIA, TODAY, [entry()], say=EN).text)
    held = compose(NADIA, TODAY, [entry(due=date(2024, 8, 30))], say=EN, expected_on=TODAY)
    assert "should have reached" not in flat(held.text)


def test_a_long_quote_is_cut_after_a_word(entry: Any) -> None:
    text = flat(compose(NADIA, TODAY, [entry(quote="Le Service enverra " * 40)], say=FR).text)
    (quote,) = re.findall("« (.*?) »", text)
    assert quote.endswith("…")
    assert set(quote.removesuffix("…").split()) == {"Le", "Service", "enverra"}


def test_the_quote_says_where_it_stands_and_who_is_concerned(entry: Any) -> None:
    parties = (Party(1, "Ville de Mons"), Party(2, "Port de Mons"))
    text = flat(compose(NADIA, TODAY, [entry(counterparts=parties, status=Status.WAITING)], say=EN).text)
    assert "“Le Service enverra le devis.” (Mission Alpha)" in text
    assert "With Ville de Mons and Port de Mons · Status: waiting" in text


def test_what_is_merely_to_do_needs_no_status(entry: Any) -> None:
    assert "Status" not in compose(NADIA, TODAY, [entry()], say=EN).text


def test_an_escalation_says_whom_it_concerns(entry: Any) -> None:
    told = [entry("reviewer-14", window=day(-14), id=31, owner=LUC, to=Recipient.REVIEWER)]
    text = flat(compose(NADIA, TODAY, told, say=EN).text)
    assert "Owner: Luc Gagnon" in text
    assert "You review commitment 31." in text
    told = [entry("manager-30", window=day(-30), id=32, owner=LUC, to=Recipient.MANAGER)]
    assert "The owner of commitment 32 reports to you." in flat(compose(NADIA, TODAY, told, say=EN).text)


def test_a_delegate_learns_for_whom(entry: Any) -> None:
    note = StandingIn(LUC, date(2024, 9, 13))
    text = flat(compose(NADIA, TODAY, [entry(owner=LUC, id=33)], say=EN, notes=[note]).text)
    assert "Luc Gagnon is away until Friday, September 13" in text
    assert "You stand in for the owner of commitment 33." in text


def test_notes_alone_make_a_mail_with_their_own_subject(promise: Any) -> None:
    handed = compose(NADIA, TODAY, [], say=EN, notes=[HandedOver(promise(id=5, title="Call Mons"), LUC)])
    assert handed.subject == "Suivi – now yours: Call Mons"
    assert "No. 5, “Call Mons”, is now yours; Luc Gagnon had it before you." in flat(handed.text)
    assert handed.about == ("uid-5",)


def test_what_is_handed_over_is_introduced_once(entry: Any) -> None:
    known = entry(id=5, quote="Mons attend un appel.", window=day(3))
    alone = flat(compose(NADIA, TODAY, [], say=EN, notes=[HandedOver(known.commitment, LUC)]).text)
    assert "had it before you. 2024-09-05. “Mons attend un appel.”" in alone
    assert "suivi remind why 5" in alone
    both = flat(compose(NADIA, TODAY, [known], say=EN, notes=[HandedOver(known.commitment, LUC)]).text)
    assert both.count("Mons attend un appel.") == 1


def test_the_coordinator_reads_what_the_server_said() -> None:
    note = Undelivered(LUC, date(2024, 8, 30), "550 5.1.1 no such\r\nuser here")
    text = flat(compose(NADIA, TODAY, [], say=EN, notes=[note]).text)
    assert "did not reach Luc Gagnon (luc@example.org)" in text
    assert "“550 5.1.1 no such user here”" in text


def test_the_reviewer_hears_of_a_third_snooze(promise: Any) -> None:
    note = SnoozedAgain(promise(id=6), 3, date(2024, 10, 1))
    text = flat(compose(NADIA, TODAY, [], say=FR, notes=[note]).text)
    assert "3 fois de suite, maintenant jusqu’au mardi 1er octobre." in text


def test_commands_are_in_the_readers_language(entry: Any) -> None:
    assert "suivi etat 12 réalisé --preuve LIEN" in compose(NADIA, TODAY, [entry(id=12)], say=FR).text
    english = compose(NADIA, TODAY, [entry(id=12)], say=EN).text
    assert "suivi status 12 kept --proof LINK" in english
    assert "suivi remind why 12" in english


def test_commands_can_be_copied(entry: Any) -> None:
    lines = compose(NADIA, TODAY, [entry(id=12)], say=FR).text.splitlines()
    commands = [line[line.index("suivi ") :] for line in lines if "suivi " in line]
    assert len(commands) == 6
    assert all("\u00a0" not in command for command in commands)


def test_links_take_the_place_of_the_commands(entry: Any) -> None:
    digest = compose(
        NADIA, TODAY, [entry(id=12)], say=EN, links=lambda it: f"https://suivi.example.org/e/{it.id}?a=1&b=2"
    )
    assert "  https://suivi.example.org/e/12?a=1&b=2" in digest.text.splitlines()
    assert "suivi status" not in digest.text
    assert [attrs["href"] for tag, attrs in Seen(digest.html).tags if tag == "a"] == [
        "https://suivi.example.org/e/12?a=1&b=2"
    ]


def test_the_next_digest_is_announced_when_there_is_one(entry: Any) -> None:
    text = compose(NADIA, TODAY, [entry()], say=FR, next_on=date(2024, 9, 9)).text
    assert "Prochain récapitulatif : lundi 9 septembre, s’il y a lieu." in flat(text)
    assert "Prochain" not in compose(NADIA, TODAY, [entry()], say=FR).text


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Nadia Tremblay", "Bonjour Nadia,"),
        ("Tremblay, Nadia", "Bonjour Tremblay, Nadia,"),
        ("M. Roy", "Bonjour M. Roy,"),
        ("Mme Roy", "Bonjour Mme Roy,"),
        ("N Roy", "Bonjour N Roy,"),
    ],
)
def test_people_are_greeted_by_first_name_when_it_is_plain(entry: Any, name: str, greeting: str) -> None:
    assert compose(replace(NADIA, name=name), TODAY, [entry()], say=FR).text.startswith(greeting + "\n")


def test_a_digest_is_about_each_commitment_once(entry: Any, promise: Any) -> None:
    handed = promise(id=9)
    digest = compose(NADIA, TODAY, [entry(id=8), entry(id=9)], say=FR, notes=[HandedOver(handed)])
    assert sorted(digest.about) == ["uid-8", "uid-9"]


def test_the_page_says_what_the_text_says(entry: Any) -> None:
    digest = compose(NADIA, TODAY, [entry(window=day(-3)), entry("state-of-play-6m", window=OPEN)], say=FR)
    seen = set(re.findall(r"\w+", Seen(digest.html).text.casefold()))
    assert seen == set(re.findall(r"\w+", digest.text.casefold()))


def test_the_page_fetches_nothing_and_names_its_language(entry: Any) -> None:
    page = Seen(compose(NADIA, TODAY, [entry()], say=FR).html)
    assert dict(page.tags)["html"]["lang"] == "fr"
    assert not [tag for tag, _ in page.tags if tag in ("img", "link", "script", "iframe", "base")]
    assert not [attrs for _, attrs in page.tags if {"src", "background", "srcset"} & set(attrs)]


hostile = st.text(min_size=1) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '" onmouseover="x',
        "a\r\nBcc: x@y",
        "\u202eevil",
        "👩‍👩‍👧",
        "مرحبا",
        "{n}",
        "{{ 1 }}",
    ]
)


@given(title=hostile, quote=hostile, party=hostile, language=st.sampled_from(LANGUAGES))
def test_no_text_from_outside_becomes_layout(
    entry: Any, title: str, quote: str, party: str, language: str
) -> None:
    digest = compose(
        NADIA,
        TODAY,
        [entry(title=title, quote=quote, counterparts=(Party(1, party),))],
        say=Words(language),
    )
    plain = compose(NADIA, TODAY, [entry()], say=Words(language))
    allowed = {tag for tag, _ in Seen(plain.html).tags}
    assert {tag for tag, _ in Seen(digest.html).tags} <= allowed
    assert "\r" not in digest.text
    assert "\n" not in digest.subject
    for line in digest.text.split("\n"):
        assert line == line.rstrip(" ")
        assert len(line) <= 78 or " " not in line[:78].lstrip("• ").strip()


def test_a_reader_learns_who_else_watches(entry: Any) -> None:
    watched = [entry(id=34, reviewer=LUC)]
    assert "Reviewer: Luc Gagnon" in flat(compose(NADIA, TODAY, watched, say=EN).text)
    own = [entry("reviewer-14", id=34, owner=NADIA, reviewer=LUC, to=Recipient.REVIEWER)]
    assert "Reviewer" not in flat(compose(LUC, TODAY, own, say=EN).text)


def test_a_person_with_a_service_reads_of_a_message_and_not_of_a_mail(entry: Any) -> None:
    there = replace(NADIA, channel="slack://somewhere")
    assert "Pourquoi ce message?" in flat(compose(there, TODAY, [entry()], say=FR).text)
    assert "Pourquoi ce courriel?" in flat(compose(NADIA, TODAY, [entry()], say=FR).text)


def test_an_address_of_a_service_is_not_told_to_the_coordinator() -> None:
    note = Undelivered(replace(LUC, channel="slack://k3y"), date(2024, 8, 30), "HTTP 404 Not Found")
    text = flat(compose(NADIA, TODAY, [], say=EN, notes=[note]).text)
    assert "did not reach Luc Gagnon (slack://…). The answer was: “HTTP 404 Not Found”." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_shows_the_most_urgent_and_counts_the_others(entry: Any, language: str) -> None:
    late = [entry(window=day(-number), title=f"En retard {number}") for number in range(1, MOST)]
    soon = [entry(window=day(1), title=f"Bientôt {number}") for number in range(5)]
    digest = compose(NADIA, TODAY, [*soon, *late], say=Words(language))
    more = {"fr": "Et 4 autres : suivi aujourdhui", "en": "And 4 more: suivi today"}[language]
    for told in (flat(digest.text), Seen(digest.html).text):
        assert len(re.findall(r"En retard \d", told)) == MOST - 1
        assert len(re.findall(r"Bientôt \d", told)) == 1
        assert told.count(flat(more)) == 1
    assert len(digest.about) == MOST
    assert "5" in digest.subject, "the subject counts them all"
