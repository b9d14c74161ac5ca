"""Settings: read, checked, written."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from tracker.config import (
    BadConfig,
    BadValue,
    Config,
    NotToml,
    UnknownKey,
    UnknownSection,
    parse_config,
    render_config,
)
from tracker.dates.conventions import DEFAULT, Seasons
from tracker.ladders import Group
from tracker.words import Words


def read(text: str) -> Config:
    return parse_config(text, place="suivi.toml")


def test_an_empty_file_has_every_default() -> None:
    config = read("")
    assert config == Config()
    assert config.office.language == "fr"
    assert config.reminders.send_at == time(7, 30)
    assert config.dates.conventions() == DEFAULT


def test_a_file_may_set_any_setting() -> None:
    config = read(
        """
        [office]
        name = "Ville de Québec"
        [workdays]
        closing_days = [2024-12-27, "2024-12-30"]
        weekend = ["sunday", "saturday"]
        [reminders]
        send_at = "06:15"
        quiet_days = ["sunday", 2024-12-27, "12-24/01-02"]
        [dates]
        seasons = "meteorological"
        fiscal_year = "01-01"
        [ladders]
        day = ["ahead-3", "overdue"]
        """
    )
    assert config.office.name == "Ville de Québec"
    assert config.workdays.closing_days == (date(2024, 12, 27), date(2024, 12, 30))
    assert config.workdays.weekend == ("saturday", "sunday")
    assert config.reminders.send_at == time(6, 15)
    assert config.reminders.quiet_days == ("sunday", "2024-12-27", "12-24/01-02")
    assert date(2024, 12, 27) in config.reminders.quiet()
    assert config.dates.conventions().seasons is Seasons.METEOROLOGICAL
    assert config.dates.conventions().fiscal_year == (1, 1)
    assert [rule.word for rule in config.ladders.ladders().of[Group.DAY]] == ["ahead-3", "overdue"]


def test_what_is_rendered_is_read_back_as_the_defaults_in_either_language() -> None:
    for language in ("fr", "en"):
        text = render_config(Words(language))
        assert read(text) == Config()
        uncommented = re.sub(r"^# ([a-z_]+ = )", r"\1", text, flags=re.M)
        assert uncommented != text
        assert read(uncommented) == Config()


def test_values_given_to_the_renderer_are_set() -> None:
    text = render_config(Words("fr"), {"office": {"name": 'Ville "X" \\ Y', "language": "en"}})
    assert read(text).office.name == 'Ville "X" \\ Y'
    assert read(text).office.language == "en"


def test_an_unknown_section_is_named_with_its_line_and_what_there_is() -> None:
    with pytest.raises(UnknownSection, match=r"suivi\.toml:3.*\[offices\].*office, database"):
        read('\n\n[offices]\nname = "x"\n')


def test_an_unknown_key_is_named_with_its_line_and_what_there_is() -> None:
    with pytest.raises(UnknownKey, match=r"suivi\.toml:4.*“prot”.*\[mail\].*port"):
        read('[office]\nname = "x"\n[mail]\nprot = 25\n')


@pytest.mark.parametrize(
    ("section", "line", "accepted"),
    [
        ("office", 'language = "de"', "fr, en"),
        ("office", 'timezone = "Quebec"', "IANA"),
        ("office", "name = 3", "text"),
        ("mail", "port = 0", "1 … 65535"),
        ("mail", "port = true", "1 … 65535"),
        ("mail", 'channel = "pigeon"', "outbox, smtp"),
        ("reminders", 'send_at = "7 h"', "07:30"),
        ("reminders", 'send_at = "25:00"', "07:30"),
        ("reminders", 'quiet_days = "saturday"', "12-24/01-02"),
        ("reminders", 'quiet_days = ["samedi"]', "saturday"),
        ("reminders", 'quiet_days = ["2024-11-31"]', "2024-12-27"),
        ("reminders", 'quiet_days = ["2025-01-03/2024-12-23"]', "2024-12-23/2025-01-03"),
        ("reminders", 'quiet_days = ["01-01/12-31"]', "12-24/01-02"),
        ("workdays", 'closing_days = ["31 novembre"]', "2024-12-27"),
        ("workdays", 'weekend = ["samedi"]', "monday"),
        ("dates", 'fiscal_year = "13-01"', "04-01"),
        ("dates", "autumn_session = [12, 9]", "[9, 12]"),
        ("dates", 'by = "never"', "last-day"),
        ("ladders", 'day = ["ahead-x"]', "ahead-N"),
        ("ladders", 'day = "ahead-3"', "stages"),
        ("ladders", 'year = ["overdue", "overdue"]', "twice"),
    ],
)
def test_a_bad_value_is_named_with_its_line_and_what_is_accepted(
    section: str, line: str, accepted: str
) -> None:
    with pytest.raises(BadValue) as caught:
        read(f"# a comment\n[{section}]\n{line}\n")
    told = str(caught.value)
    assert told.startswith("suivi.toml:3: ")
    assert f"{section}.{line.split(' = ')[0]}" in told
    assert accepted in told


def test_the_same_key_in_another_section_does_not_mislead_the_line() -> None:
    with pytest.raises(BadValue, match=r"suivi\.toml:4"):
        read('[web]\nhost = "here"\n[mail]\nhost = 5\n')


def test_what_is_not_toml_is_told_with_its_line() -> None:
    with pytest.raises(NotToml, match=r"suivi\.toml:2"):
        read("[office]\nname = \n")


def test_a_key_outside_any_section_is_refused() -> None:
    with pytest.raises(BadConfig, match="language"):
        read('language = "fr"\n')


@pytest.mark.parametrize("address", ["", "https://hc.example.org/8f2c", "http://[::1]:8000/ping?name=suivi"])
def test_a_ping_goes_to_an_address_of_the_web(address: str) -> None:
    assert read(f'[reminders]\nping = "{address}"').reminders.ping == address


@pytest.mark.parametrize(
    "address",
    [
        "hc.example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https://a b",
        "http://u:p@a.org",
    ]
    + ["https://example.org:99999/", "https://exämple.org/"],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(BadValue, match="ping"):
        read(f'[reminders]\nping = "{address}"')
