"""Who is away, from the command line: said, shown, foreseen, explained."""

from __future__ import annotations

from typing import Any

import pytest

Office = Any


@pytest.fixture
def promised(office: Office) -> Office:
    """Marc owns something that is due in a while; Hélène could stand in."""
    office.do("add", "Envoyer le devis", "--due", "2031-03-20", "--owner", "marc")
    return office


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def away(office: Office, *args: str) -> Any:
    return office.data("people", "absent", "marc", *args)


def test_an_absence_is_said_and_shown(office: Office) -> None:
    told = office.do("people", "absent", "marc", "--from", "2031-03-10", "--until", "2031-03-14")
    assert "Marc Roy is away from March 10, 2031 to March 14, 2031." in plain(told)
    assert "Nobody is there to read the reminders" in told
    assert away(office, "--from", "2031-04-01", "--delegate", "helene")["absences"] == [
        {"from": "2031-03-10", "until": "2031-03-14", "delegate": None},
        {"from": "2031-04-01", "until": None, "delegate": "Hélène Bélanger"},
    ]
    (marc,) = (it for it in office.data("people") if it["name"] == "Marc Roy")
    assert (len(marc["absences"]), marc["reader"]) == (2, "Marc Roy")
    assert "from March 10, 2031" in plain(office.do("people"))


def test_who_is_away_now_is_shown_with_who_reads(office: Office) -> None:
    told = away(office, "--delegate", "helene")
    assert told["reader"] == "Hélène Bélanger"
    assert "until further notice → Hélène Bélanger" in office.do("people")
    assert "The reminders go to Hélène Bélanger." in office.do("people", "absent", "marc", "--delegate", "1")
    assert "jusqu’à nouvel ordre → Hélène Bélanger" in office.do("personnes", language="fr")
    assert office.data("people", "back", "marc")["absences"] == []
    assert "until further notice" not in office.do("people")


def test_french_names_do_the_same(office: Office) -> None:
    days = ("--du", "10 mars 2031", "--au", "14 mars 2031")
    told = office.do("personnes", "absence", "marc", *days, "--suppleant", "helene", language="fr")
    assert plain(told) == (
        "Marc Roy s’absente du 10 mars 2031 au 14 mars 2031.\nLes rappels vont à Hélène Bélanger.\n"
    )
    told = office.do("personnes", "retour", "marc", "--le", "12 mars 2031", language="fr")
    assert "au 11 mars 2031" in plain(told)


def test_what_makes_no_sense_is_refused_with_the_reason(office: Office) -> None:
    assert "before it begins" in office.fails(
        "people", "absent", "marc", "--from", "2031-03-10", "--until", "2031-03-09"
    )
    assert "stand in for themselves" in office.fails("people", "absent", "marc", "--delegate", "marc")
    assert "not away" in office.fails("people", "back", "marc")
    office.do("people", "edit", "helene", "--inactive")
    assert "not active" in office.fails("people", "absent", "marc", "--delegate", "helene")
    assert [it["absences"] for it in office.data("people")] == [[], []]


def test_the_digest_goes_to_the_delegate_and_everything_says_so(promised: Office) -> None:
    away(promised, "--from", "2031-03-10", "--until", "2031-03-14", "--delegate", "helene")
    (foreseen,) = (
        it
        for it in promised.data("remind", "preview", "--as-of", "2031-03-12", "--until", "2031-03-13")
        if it["stage"] == "ahead-7"
    )
    assert (foreseen["recipient"], foreseen["reader"], foreseen["leaves_on"]) == (
        "Marc Roy",
        "Hélène Bélanger",
        "2031-03-13",
    )
    shown = promised.do("remind", "preview", "--as-of", "2031-03-12", "--until", "2031-03-13")
    assert "Hélène Bélanger, for Marc Roy" in shown
    assert promised.data("remind", "preview", "--as-of", "2031-03-12", "--owner", "helene")
    told = promised.do("remind", "why", 1, "--as-of", "2031-03-12")
    assert "Marc Roy is away: it goes to Hélène Bélanger." in told
    sent = promised.do("remind", "run", "--as-of", "2031-03-13T09:00")
    assert "Digest to Hélène Bélanger" in sent
    assert "It stands in for Marc Roy." in sent
    told = promised.do("remind", "why", 1, "--as-of", "2031-03-13")
    assert "Hélène Bélanger had it, standing in for Marc Roy." in told
    (stage,) = (it for it in promised.data("remind", "why", 1) if it["stage"] == "ahead-7")
    assert (stage["recipient"], stage["reader"], stage["fate"]) == ("Marc Roy", "Hélène Bélanger", "sent")


def test_what_nobody_reads_is_held_and_everything_says_so(promised: Office) -> None:
    away(promised, "--from", "2031-03-10")
    held = promised.do("remind", "preview", "--as-of", "2031-03-12", "--until", "2031-03-14")
    assert "held (due March 13, 2031)" in plain(held)
    assert "0 reminders until" in held
    assert "held, for nobody stands in: Marc Roy" in held
    assert "Held: Marc Roy is away" in promised.do("remind", "why", 1, "--as-of", "2031-03-12")
    told = promised.data("remind", "run", "--as-of", "2031-03-13T09:00")
    assert (told["sent"], told["held"]) == (0, ["Marc Roy"])
    assert "Held, for nobody stands in: Marc Roy." in promised.do(
        "remind", "run", "--as-of", "2031-03-13T10:00"
    )
    promised.do("people", "back", "marc", "--on", "2031-03-14")
    assert promised.data("remind", "run", "--as-of", "2031-03-14T09:00")["sent"] == 1


def test_quiet_days_are_told_beforehand(promised: Office) -> None:
    settings = promised.folder / "suivi.toml"
    settings.write_text('[reminders]\nquiet_days = ["2031-03-13/2031-03-16"]\n[workdays]\nplace = ""\n')
    seen = promised.data("remind", "preview", "--as-of", "2031-03-12", "--until", "2031-03-17")
    (foreseen,) = (it for it in seen if it["stage"] == "ahead-7")
    assert (foreseen["on"], foreseen["leaves_on"]) == ("2031-03-13", "2031-03-17")
    shown = promised.do("remind", "preview", "--as-of", "2031-03-12", "--until", "2031-03-17")
    assert "March 17, 2031 (due March 13, 2031)" in plain(shown)
    told = promised.do("remind", "why", 1, "--as-of", "2031-03-12")
    assert "It leaves on March 17, 2031." in plain(told)
    done = promised.data("remind", "run", "--as-of", "2031-03-14T09:00")
    assert (done["sent"], done["waiting"]) == (0, ["Marc Roy"])
    assert promised.data("remind", "run", "--as-of", "2031-03-17T09:00")["sent"] == 1
