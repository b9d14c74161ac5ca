"""`suivi remind simulate`: a year at a glance, on the screen, as a sheet, as data."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

YEAR = datetime.now(UTC).year + 1  # what is promised today is not looked at from before
AS_OF = ("--as-of", f"{YEAR}-09-02")


@pytest.fixture
def office(office: Any) -> Any:
    """Two people with a promise each."""
    for title, owner in (("Send the quote", "Hélène"), ("=HYPERLINK(0)", "Marc")):
        office.do("add", title, "--due", f"{YEAR}-10-10", "--owner", owner)
    return office


def simulated(office: Any, *args: str) -> Any:
    return json.loads(office.do("remind", "simulate", "--json", *AS_OF, *args))


def test_a_year_is_told_day_by_day_with_totals_and_nothing_is_sent(office: Any) -> None:
    told = simulated(office)
    last = date(YEAR, 9, 2) + timedelta(days=365)
    assert told["until"] == last.isoformat()
    days = [it["at"] for it in told["digests"]]
    assert days == sorted(days)
    assert {it["reader"] for it in told["digests"]} == {"Hélène Bélanger", "Marc Roy"}
    assert sum(it["digests"] for it in told["totals"]) == len(days)
    lines = office.do("remind", "simulate", *AS_OF).splitlines()
    assert len([line for line in lines if "Send the quote" in line or "=HYPERLINK" in line]) > 10
    assert lines[-1].startswith(f"{len(days)} digests until ")
    assert not (office.folder / "outbox").exists()


def test_the_days_and_the_person_can_be_chosen(office: Any) -> None:
    told = simulated(office, "--until", f"{YEAR}-10-10", "--owner", "Marc")
    assert {it["reader"] for it in told["digests"]} == {"Marc Roy"}
    assert max(it["at"] for it in told["digests"]) < f"{YEAR}-10-11"
    assert len(told["digests"]) >= 3
    assert simulated(office, "--until", f"{YEAR}-09-01")["digests"] == []


def test_whoever_stands_in_gets_what_the_other_would(office: Any) -> None:
    days = ("--from", f"{YEAR}-10-01", "--until", f"{YEAR}-12-31")
    office.do("people", "absent", "Marc", *days, "--delegate", "Hélène")
    told = simulated(office, "--until", f"{YEAR}-10-31", "--owner", "Marc")["digests"]
    assert {it["reader"] for it in told if it["at"] > f"{YEAR}-10"} == {"Hélène Bélanger"}
    assert all(it["standing_in"] == ["Marc Roy"] for it in told if it["at"] > f"{YEAR}-10")


def test_it_says_who_hears_nothing(office: Any) -> None:
    office.do("add", "Host the delegation", "--due", f"{YEAR}-11-04")
    office.do("people", "absent", "Marc", "--from", f"{YEAR}-09-01")
    last = office.do("remind", "simulate", *AS_OF).splitlines()[-1]
    assert "1 without an owner" in last
    assert "Marc Roy" in last


def test_a_sheet_holds_the_same_digests_and_no_formula(office: Any) -> None:
    said = office.do("remind", "simulate", *AS_OF, "--csv", "year.csv")
    assert "year.csv" in said
    content = (office.folder / "year.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    digests = [(it["at"][:10], it["subject"]) for it in simulated(office)["digests"]]
    assert [(row["day"], row["subject"]) for row in rows] == digests
    assert {row["titles"] for row in rows} == {"Send the quote", "'=HYPERLINK(0)"}
    printed = office.suivi("remind", "simulate", *AS_OF, "--csv", "-", LANG="C", PYTHONUTF8="0")
    assert printed.out.replace("\r\n", "\n") == content.decode("utf-8-sig").replace("\r\n", "\n")


def test_in_french_everything_is(office: Any) -> None:
    done = office.suivi("rappels", "simuler", "--en-date-du", f"{YEAR}-09-02", "--csv", "-", language="fr")
    assert done.out.splitlines()[0] == "jour,heure,fuseau horaire,personne,courriel,objet,engagements,titres"


def test_two_formats_for_one_screen_are_refused(office: Any) -> None:
    assert "--csv" in office.fails("remind", "simulate", "--json", "--csv", "-")
    both = office.do("remind", "simulate", "--json", "--csv", "year.csv", *AS_OF)
    assert json.loads(both)["digests"]
    assert (office.folder / "year.csv").exists()
