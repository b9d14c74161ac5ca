"""`suivi remind rules`: the office's, and those of a mission, a person or a commitment."""

from __future__ import annotations

from typing import Any

import pytest

Office = Any


@pytest.fixture
def promise(office: Office) -> int:
    office.do("add", "Envoyer le devis", "--due", "2031-03-17", "--owner", "marc", "--mission", "Europe 2031")
    return 1


def planned(office: Office) -> list[str]:
    return [it["stage"] for it in office.data("remind", "why", 1) if it["fate"] == "planned"]


def test_the_rules_of_the_office_are_told_in_words(office: Office) -> None:
    told = office.do("remind", "rules")
    assert "ahead-14" in told
    assert "Reminder 14 days ahead." in told
    assert "No exceptions" in told
    assert office.data("remind", "rules")["office"]["open"] == ["opens", "state-of-play-6m"]
    assert "Rappel la veille." in office.do("rappels", "regles", language="fr")


@pytest.mark.parametrize(
    ("scope", "name", "whose"),
    [
        (("--mission", "europe"), "Europe 2031", "mission"),
        (("--person", "marc"), "Marc Roy", "person"),
        (("--commitment", "1"), "Envoyer le devis", "commitment"),
    ],
)
def test_others_are_set_shown_and_dropped(
    office: Office, promise: int, scope: tuple[str, str], name: str, whose: str
) -> None:
    usual = planned(office)
    told = office.data("remind", "rules", *scope, "day", "ahead-40", "day")
    assert (told["whose"], told["name"], told["ladders"]) == (whose, name, {"day": ["ahead-40", "day"]})
    assert planned(office) == ["ahead-40", "day"]
    assert {it["rules_of"] for it in office.data("remind", "why", promise)} == {None, whose}
    assert [it["name"] for it in office.data("remind", "rules")["own"]] == [name]
    assert office.data("remind", "rules", *scope) == told
    assert "No rules of its own." in office.do("remind", "rules", *scope, "--reset")
    assert planned(office) == usual


def test_a_kind_is_dropped_alone(office: Office, promise: int) -> None:
    office.do("remind", "rules", "--commitment", promise, "day", "ahead-40")
    office.do("remind", "rules", "--commitment", promise, "month", "none")
    assert office.data("remind", "rules", "--commitment", promise)["ladders"] == {
        "day": ["ahead-40"],
        "month": [],
    }
    told = office.data("remind", "rules", "--commitment", promise, "day", "--reset")
    assert told["ladders"] == {"month": []}
    assert told["in_force"]["by"] == "office"


def test_why_and_history_tell_of_it(office: Office, promise: int) -> None:
    office.do("rappels", "regles", "--engagement", promise, "jour", "aucune", language="fr")
    assert "By the rules of the commitment itself." in office.do("remind", "why", promise)
    assert "rules of its own: – → day: none" in office.do("history", promise)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("day", "ahead-7"), "The office's own rules stand in suivi.toml under [ladders]."),
        (("--reset",), "The office's own rules stand in suivi.toml"),
        (("--mission", "europe", "--person", "marc", "day", "day"), "at a time"),
        (("--mission", "europe", "day"), "Write the stages"),
        (("--mission", "europe", "day", "day", "--reset"), "Write the stages"),
        (("--mission", "europe", "day", "ahead"), "“ahead” is not a stage of a ladder."),
        (("--mission", "europe", "day", "day", "day"), "stands twice"),
        (("--mission", "europe", "hour", "day"), "“hour” is not a kind of due date. Choices: day, month"),
        (("--mission", "lune", "day", "day"), "No mission is called “lune”."),
        (("--commitment", "9", "day", "day"), "There is no commitment 9."),
    ],
)
def test_what_makes_no_sense_is_refused(
    office: Office, promise: int, args: tuple[str, ...], told: str
) -> None:
    assert told in office.fails("remind", "rules", *args)
    assert office.data("remind", "rules")["own"] == []
