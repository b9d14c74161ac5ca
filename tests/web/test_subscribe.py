"""The page of a feed, as a browser asks for it."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from support.service import Service
from tracker.web.pages.subscribe import CALENDARS
from tracker.words import Words


class Page(HTMLParser):
    """What a page says, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.closed_in_order = True
        self.links: list[str] = []
        self.language = ""
        self.texts: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("meta", "link"):
            return
        self.open.append(tag)
        self.language = given.get("lang", "") if tag == "html" else self.language
        if tag == "a":
            self.links.append(given["href"])
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Such are the parts of the drawn code."""

    def handle_endtag(self, tag: str) -> None:
        self.closed_in_order &= self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(" ".join(data.split()))


def page_of(service: Service, name: str = "Équipe", query: str = "") -> tuple[Page, str]:
    path = service.add_feed(name).removesuffix(".ics")
    answer = service.get(path + query)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text), f"{service.address}{path}"


def test_it_tells_both_addresses_and_leads_to_each_calendar(service: Service) -> None:
    page, address = page_of(service)
    feed, webcal = f"{address}.ics", f"webcal://{address.partition('://')[2]}.ics"
    assert {feed, webcal} <= set(page.texts)
    assert page.links.count(webcal) == 1 + sum(it.shortcut == "{open}" for it in CALENDARS)
    asked = {urlsplit(link).hostname: parse_qs(urlsplit(link).query) for link in page.links}
    assert asked["outlook.office.com"] == {"url": [feed], "name": ["Équipe"]}
    assert asked["calendar.google.com"] == {"cid": [webcal]}
    assert service.get(f"/feeds{feed.partition('/feeds')[2]}").status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_calendar_has_its_steps_and_says_how_often_it_looks(service: Service, language: str) -> None:
    page, _ = page_of(service, query=f"?lang={language}")
    say, told = Words(language), " ".join(page.texts)
    assert page.language == language
    assert page.links[0] == f"?lang={({'fr': 'en', 'en': 'fr'})[language]}"
    for calendar in CALENDARS:
        for sentence in filter(None, (calendar.name, *calendar.steps, calendar.otherwise, calendar.refresh)):
            assert " ".join(say(sentence).split()) in told


def test_it_is_in_the_language_of_the_feed_and_ignores_one_that_is_unknown(service: Service) -> None:
    assert page_of(service, "Un")[0].language == "fr"
    assert page_of(service, "Deux", "?lang=xx")[0].language == "fr"


def test_it_is_sound_html_with_headings_in_order(service: Service) -> None:
    page, _ = page_of(service, "<b>&\"'</b>")
    assert page.closed_in_order
    assert page.open == []
    assert "S’abonner à « <b>&\"'</b> »" in page.texts
    assert page.headings[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_it_may_load_nothing_but_its_style_and_is_kept_nowhere(service: Service) -> None:
    answer = service.get(service.add_feed("Équipe").removesuffix(".ics"))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "no-store" in answer.headers["cache-control"]
    assert "style=" not in answer.text
    style = service.get("/static/suivi.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_an_unknown_address_and_a_revoked_one_have_no_page(service: Service) -> None:
    path = service.add_feed("Équipe").removesuffix(".ics")
    service.revoke("Équipe")
    unknown, revoked = service.get("/feeds/" + "a" * 43), service.get(path)
    assert unknown.status_code == revoked.status_code == 404
    assert unknown.content == revoked.content


def test_looking_at_the_page_is_no_use_of_the_feed(service: Service) -> None:
    page_of(service)
    service.feeds.record_uses()
    with service.database.books() as books:
        assert [feed.last_used_at for feed in books.feeds.all()] == [None]
