"""`suivi snooze`: not now, but then, and why."""

from __future__ import annotations

from typing import Any

import pytest

Office = Any


@pytest.fixture
def promises(office: Office) -> Office:
    office.do("add", "Envoyer le devis", "--due", "2031-03-17", "--owner", "marc")
    office.do("add", "Fixer une rencontre", "--due", "2031-03-20", "--owner", "marc")
    return office


def test_several_are_put_off_at_once_and_keep_their_dates(promises: Office) -> None:
    told = promises.data("snooze", 1, 2, "3 March 2031", "--note", "Namur est fermé")
    assert [(it["id"], it["snoozed_until"], it["snoozes"]) for it in told] == [
        (1, "2031-03-03", 1),
        (2, "2031-03-03", 1),
    ]
    assert [it["window"]["latest"] for it in told] == ["2031-03-17", "2031-03-20"]
    assert [it["next_reminder"] for it in told] == ["2031-03-03", "2031-03-03"]
    assert "put off until March 3, 2031" in promises.do("list").replace("\u00a0", " ")


def test_it_is_shown_explained_and_kept_in_the_history(promises: Office) -> None:
    promises.do("suspendre", 1, "5 mars 2031", "--note", "Namur est fermé", language="fr")
    shown = promises.do("show", 1).replace("\u00a0", " ")
    assert "Put off: until March 5, 2031 · “Namur est fermé”" in shown
    assert "put off until: – → March 5, 2031 · « Namur est fermé »" in promises.do("history", 1).replace(
        "\u00a0", " "
    )
    stages = {it["stage"]: it for it in promises.data("remind", "why", 1)}
    assert stages["snoozed@2031-03-05"]["reason"] == "Its owner asked to come back to it on this day."
    assert "“Namur est fermé”." in stages["snoozed@2031-03-05"]["detail"]
    assert stages["ahead-14"]["fate"] == "skipped"
    assert "put it off" in stages["ahead-14"]["detail"]


@pytest.mark.parametrize(
    ("wording", "day"),
    [("mi-mars 2031", "2031-03-11"), ("mars 2031", "2031-03-01"), ("d'ici juin 2031", "2031-06-01")],
)
def test_a_span_of_days_is_come_back_to_on_the_first(promises: Office, wording: str, day: str) -> None:
    [told] = promises.data("snooze", 1, wording, "--note", "plus tard")
    assert told["snoozed_until"] == day


def test_it_is_ended_by_none(promises: Office) -> None:
    promises.do("snooze", 1, "2031-03-10", "--note", "plus tard")
    assert "not put off any more" in promises.do("snooze", 1, "none")
    assert promises.data("show", 1)["snoozed_until"] is None


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("1", "2031-03-10"), "The reason is missing: add --note"),
        (("1", "2021-03-10", "--note", "x"), "March 10, 2021 is not ahead"),
        (("1", "every Monday", "--note", "x"), "“every Monday” names no day to come back on."),
        (("1", "one day", "--note", "x"), "“one day”"),
        (("7", "2031-03-10", "--note", "x"), "There is no commitment 7."),
    ],
)
def test_what_makes_no_sense_changes_nothing(promises: Office, args: tuple[str, ...], told: str) -> None:
    assert told in promises.fails("snooze", *args).replace("\u00a0", " ")
    assert promises.data("show", 1)["snoozes"] == 0


def test_what_is_closed_cannot_be_put_off(promises: Office) -> None:
    promises.do("status", 1, "kept", "--note", "fait")
    assert "Nobody is reminded of commitment 1" in promises.fails("snooze", 1, 2, "2031-03-10", "--note", "x")
    assert promises.data("show", 2)["snoozes"] == 0
