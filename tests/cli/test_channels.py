"""Where somebody's digests go: by mail, or to a service whose address is a secret."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

SECRET = "k3yN0b0dyMayS33"
SERVICE = f"json://example.org/{SECRET}"


def stored(office: Any) -> list[str | None]:
    with sqlite3.connect(office.folder / "suivi.db") as database:
        return [channel for (channel,) in database.execute("SELECT channel FROM person ORDER BY id")]


def test_a_channel_is_set_and_shown_without_its_secret(office: Any) -> None:
    told = office.do("people", "edit", "Marc", "--channel", SERVICE)
    assert "The digests go to json://…." in told
    assert stored(office) == [None, SERVICE]
    told += office.do("people") + office.do("history", "--help") + office.do("people", "--json")
    assert "json://…" in office.do("people")
    assert [it["channel"] for it in office.data("people")] == [None, "json://…"]
    assert SECRET not in told


def test_a_channel_can_be_given_with_the_person(office: Any) -> None:
    office.do("people", "add", "Rose Ouellet", "--email", "rose@example.org", "--channel", SERVICE)
    assert stored(office)[2] == SERVICE


def test_a_channel_read_from_standard_input_stays_out_of_the_shells_history(office: Any) -> None:
    assert office.suivi("people", "edit", "Marc", "--channel", "-", typed=f"{SERVICE}\n").code == 0
    assert stored(office)[1] == SERVICE


@pytest.mark.parametrize(("option", "mail"), [("--channel", "mail"), ("--canal", "Courriel")])
def test_mail_can_be_had_again_in_either_language(office: Any, option: str, mail: str) -> None:
    office.do("people", "edit", "Marc", "--channel", SERVICE)
    office.do("people", "edit", "Marc", option, mail)
    assert stored(office) == [None, None]
    assert "channel" not in office.do("people")


def test_another_change_leaves_the_channel_alone(office: Any) -> None:
    office.do("people", "edit", "Marc", "--channel", SERVICE)
    office.do("people", "edit", "Marc", "--lang", "en")
    assert stored(office)[1] == SERVICE


@pytest.mark.parametrize("address", [f"slack://{SECRET}", f"pigeon://{SECRET}", SECRET])
def test_what_is_no_service_is_refused_and_not_told(office: Any, address: str) -> None:
    told = office.fails("people", "edit", "Marc", "--channel", address)
    assert "is not a whole address of a service" in told
    assert SECRET not in told
    assert stored(office) == [None, None]


def test_the_journal_says_that_a_channel_changed_and_not_to_what(office: Any) -> None:
    office.do("people", "edit", "Marc", "--channel", SERVICE)
    with sqlite3.connect(office.folder / "suivi.db") as database:
        (entry,) = database.execute("SELECT * FROM journal ORDER BY sequence DESC LIMIT 1").fetchall()
    assert "channel" in str(entry)
    assert SECRET not in str(entry)
