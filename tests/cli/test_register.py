"""The register from the command line: add, list, change, prove, tell the history."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

Office = Any


def only(office: Office) -> dict[str, Any]:
    [commitment] = office.data("list")
    return dict(commitment)


def test_init_lays_down_settings_and_database_and_may_run_again(empty: Office) -> None:
    first = empty.do("init")
    assert (empty.folder / "suivi.toml").is_file()
    assert (empty.folder / "suivi.db").is_file()
    (empty.folder / "suivi.toml").write_text('[office]\nname = "Ours"\n')
    again = empty.do("init")
    assert "(kept)" not in first
    assert again.count("(kept)") == 2
    assert (empty.folder / "suivi.toml").read_text() == '[office]\nname = "Ours"\n'


def test_the_settings_file_may_hold_a_password_so_others_cannot_read_it(empty: Office) -> None:
    empty.do("init")
    assert (empty.folder / "suivi.toml").stat().st_mode & 0o077 == 0


def test_a_commitment_is_added_and_listed_with_its_window(office: Office) -> None:
    told = office.do("add", "Visite de la Région", "--due", "automne 2031", "--owner", "helene")
    assert "from September 22 to December 20, 2031" in told.replace("\u00a0", " ")
    commitment = only(office)
    assert commitment["title"] == "Visite de la Région"
    assert commitment["owner"] == "Hélène Bélanger"
    assert commitment["status"] == "todo"
    assert commitment["window"] == {
        "wording": "automne 2031",
        "edtf": "2031-23",
        "precision": "season",
        "earliest": "2031-09-22",
        "latest": "2031-12-20",
        "kind": "window",
        "rrule": None,
    }
    assert commitment["overdue"] is False
    assert commitment["next_reminder"]


def test_every_key_of_the_contract_stands_in_the_list(office: Office) -> None:
    office.do("add", "Une promesse", "--mission", "Mission 2031", "--with", "Ville de Namur")
    keys = {"id", "title", "owner", "reviewer", "status", "firmness", "direction", "parties", "mission"}
    keys |= {"window", "overdue", "next_reminder", "updated_at"}
    commitment = only(office)
    assert keys <= set(commitment)
    assert commitment["parties"] == ["Ville de Namur"]
    assert commitment["mission"] == "Mission 2031"
    assert commitment["window"]["precision"] == "open"


def test_the_list_as_of_a_later_day_shows_what_will_be_late(office: Office) -> None:
    office.do("add", "Une promesse", "--due", "2031-03-03")
    assert [c["overdue"] for c in office.data("list", "--as-of", "2031-03-03")] == [False]
    assert [c["overdue"] for c in office.data("list", "--as-of", "2031-03-04")] == [True]
    assert "1 day late" in office.do("list", "--as-of", "2031-03-04")
    assert office.data("list", "--overdue", "--as-of", "2031-03-03") == []


def test_the_list_as_of_a_later_day_shows_the_reminder_that_comes_next_from_there(office: Office) -> None:
    office.do("add", "Une promesse", "--due", "2031-03-03", "--owner", "marc")  # a Monday
    office.do("add", "Une rencontre", "--due", "every month", "--owner", "marc")
    days = {
        "2031-02-18": "2031-02-24",
        "2031-03-03": "2031-03-03",
        "2031-03-05": "2031-03-10",
        "2033-03-07": "2033-03-07",
    }
    for day, following in days.items():
        once, monthly = office.data("list", "--as-of", day)
        assert once["next_reminder"] == following
        assert day <= monthly["next_reminder"] <= f"{day[:5]}{int(day[5:7]) + 1:02}{day[7:]}"
    assert "next reminder March\u00a010, 2031" in office.do("list", "--as-of", "2031-03-05")
    (late,) = office.data("today", "--as-of", "2031-03-05")["overdue"]
    assert late["next_reminder"] == "2031-03-10"


def test_filters_narrow_the_list(office: Office) -> None:
    office.do("add", "Première", "--owner", "marc", "--mission", "Europe", "--with", "Actiris")
    office.do("add", "Deuxième", "--owner", "helene")
    office.do("status", 2, "kept", "--note", "fait")

    def listed(*args: str) -> list[int]:
        return [c["id"] for c in office.data("list", *args)]

    assert listed() == [1, 2]
    assert listed("--owner", "roy") == [1]
    assert listed("--partner", "actiris") == [1]
    assert listed("--mission", "europe") == [1]
    assert listed("--status", "kept") == [2]
    assert listed("--open") == [1]


def test_search_needs_every_word_and_no_accent(office: Office) -> None:
    office.do("add", "Échange d'étudiants", "--with", "Université de Namur")
    office.do("add", "Autre chose")
    assert [c["id"] for c in office.data("search", "echange", "namur")] == [1]
    assert office.data("search", "echange", "paris") == []


def test_kept_needs_a_proof_or_a_sentence_and_says_so(office: Office) -> None:
    office.do("add", "Une promesse")
    told = office.fails("status", 1, "kept")
    assert "proof" in told
    assert "--proof" in told
    assert only(office)["status"] == "todo"
    office.do("status", 1, "kept", "--proof", "https://example.org/pv")
    assert only(office)["status"] == "kept"
    assert office.data("show", 1)["proofs"] == ["https://example.org/pv"]


def test_dropped_needs_a_reason(office: Office) -> None:
    office.do("add", "Une promesse")
    assert "--note" in office.fails("status", 1, "dropped")
    office.do("status", 1, "dropped", "--note", "Budget refusé")
    assert only(office)["status"] == "dropped"


def test_a_proof_file_is_stored_once_under_its_hash(office: Office) -> None:
    office.do("add", "Une promesse")
    office.do("add", "Une autre")
    proof = office.folder / "procès-verbal.pdf"
    proof.write_bytes(b"%PDF-1.4 signed")
    office.do("status", 1, 2, "kept", "--proof", proof, "--on", "2024-05-01")
    stored = list((office.folder / "proofs").iterdir())
    assert [path.name for path in stored] == [hashlib.sha256(b"%PDF-1.4 signed").hexdigest()]
    assert office.data("show", 2)["proofs"] == ["procès-verbal.pdf"]
    assert office.data("list")[0]["closed_on"] == "2024-05-01"


@pytest.mark.parametrize("typed", ["kept", "réalisé", "realise", "RÉALISÉ", "réal"])
def test_a_status_is_understood_in_both_languages_without_accents_by_a_unique_beginning(
    office: Office, typed: str
) -> None:
    office.do("add", "Une promesse")
    office.do("status", 1, typed, "--note", "fait")
    assert only(office)["status"] == "kept"


def test_an_unknown_or_ambiguous_status_names_the_choices(office: Office) -> None:
    office.do("add", "Une promesse")
    told = office.fails("etat", 1, "fini", language="fr")
    assert told.startswith("«\u00a0fini\u00a0» n’est pas un état")
    assert "réalisé" in told
    assert "en-attente" in told
    assert "status" in office.fails("status", 1, "en")
    assert only(office)["status"] == "todo"


def test_several_change_together_or_not_at_all(office: Office) -> None:
    office.do("add", "Une promesse")
    office.do("add", "Une autre")
    assert "7" in office.fails("status", 1, 2, 7, "waiting")
    assert {c["status"] for c in office.data("list")} == {"todo"}
    office.do("status", 1, 2, "waiting")
    assert {c["status"] for c in office.data("list")} == {"waiting"}


def test_a_due_date_moves_and_the_wording_stays(office: Office) -> None:
    office.do("add", "Une promesse", "--due", "automne 2031")
    told = office.do("postpone", 1, "mi-octobre 2032", "--note", "à leur demande")
    assert "automne 2031" in told
    window = only(office)["window"]
    assert (window["wording"], window["earliest"], window["latest"]) == (
        "mi-octobre 2032",
        "2032-10-11",
        "2032-10-20",
    )


@pytest.mark.parametrize("wording", ["31 novembre", "bientôt peut-être", ""])
def test_a_wording_that_means_no_day_changes_nothing_and_says_what_stays(
    office: Office, wording: str
) -> None:
    office.do("add", "Une promesse", "--due", "automne 2031")
    told = office.fails("reporter", 1, wording, language="fr")
    assert "automne 2031" in told
    assert only(office)["window"]["edtf"] == "2031-23"


def test_an_owner_is_found_by_part_of_the_name_or_named_as_unknown(office: Office) -> None:
    office.do("add", "Une promesse")
    assert "Hélène Bélanger" in office.do("assign", 1, "belanger")
    assert "“Nobody”" in office.fails("assign", 1, "Nobody")
    assert "Hélène Bélanger and Marc Roy" in office.fails("assign", 1, "r")
    assert only(office)["owner"] == "Hélène Bélanger"


def test_a_number_that_does_not_exist_is_named(office: Office) -> None:
    for command in (
        ["show", 9],
        ["history", 9],
        ["assign", 9, "marc"],
        ["postpone", 9, "2031"],
        ["note", 9, "x"],
        ["status", 9, "waiting"],
        ["edit", 9, "--title", "x"],
        ["remind", "why", 9],
    ):
        assert "9" in office.fails(*command)
    assert "P9" in office.fails("review", "accept", "P9")
    assert "“neuf”" in office.fails("show", "neuf")


def test_the_history_tells_every_change_and_the_chain_holds(office: Office) -> None:
    office.do("add", "Une promesse", "--due", "2031", "--owner", "marc", SUIVI_USER="claude")
    office.do("assign", 1, "helene")
    office.do("postpone", 1, "2032")
    office.do("note", 1, "On en", "a parlé")
    office.do("edit", 1, "--title", "Une promesse tenue", "--with", "Paris")
    office.do("status", 1, "kept", "--proof", "https://example.org/pv", "--note", "Signé")
    entries = office.data("history", 1)
    assert [entry["action"] for entry in entries] == [
        "added",
        "assigned",
        "postponed",
        "noted",
        "edited",
        "status",
    ]
    assert entries[0]["by"] == "claude"
    told = office.do("historique", 1, language="fr")
    for words in ("Marc Roy → Hélène Bélanger", "2031 → 2032", "On en a parlé", "à faire → réalisé", "Signé"):
        assert words in told
    assert "https://example.org/pv" in told
    assert office.data("journal", "verify")["whole"] is True


def test_an_altered_journal_is_noticed(office: Office) -> None:
    import sqlite3

    office.do("add", "Une promesse")
    office.do("note", 1, "vrai")
    with sqlite3.connect(office.folder / "suivi.db") as database:
        database.execute("UPDATE journal SET details = replace(details, 'vrai', 'faux')")
    assert "altered at entry 4" in office.fails("journal", "verify")


def test_today_says_what_needs_somebody_and_when_nothing_does(office: Office) -> None:
    assert "Nothing needs you today." in office.do("today")
    office.do("add", "En retard", "--due", "2024-03-01", "--owner", "marc")
    office.do("add", "Sans responsable", "--due", "2031")
    told = office.data("today", "--as-of", "2024-03-05")
    assert [c["title"] for c in told["overdue"]] == ["En retard"]
    assert [c["title"] for c in told["without_owner"]] == ["Sans responsable"]
    assert "OVERDUE" in office.do("today", "--as-of", "2024-03-05")


def test_people_are_listed_changed_and_guarded(office: Office) -> None:
    office.do("people", "edit", "marc", "--manager", "helene", "--zone", "Europe/Brussels", "--at", "06:30")
    people = {person["name"]: person for person in office.data("people")}
    assert people["Marc Roy"]["manager"] == "Hélène Bélanger"
    assert people["Marc Roy"]["zone"] == "Europe/Brussels"
    assert people["Marc Roy"]["send_at"] == "06:30"
    assert "already" in office.fails("people", "add", "Marc B", "--email", "marc@example.org")
    assert "“nowhere”" in office.fails("people", "add", "X", "--email", "nowhere")
    assert "“Mars/Base”" in office.fails("people", "edit", "marc", "--zone", "Mars/Base")
    assert "own manager" in office.fails("people", "edit", "marc", "--manager", "marc")


def test_json_is_nothing_but_json(office: Office) -> None:
    office.do("add", "Une promesse «\u00a0avec accents\u00a0» é")
    for command in (["list"], ["show", 1], ["history", 1], ["people"], ["today"], ["feed", "list"]):
        json.loads(office.do(*command, "--json"))


def test_a_commitment_is_added_with_its_reviewer(office: Office) -> None:
    added = office.data(
        "add", "Envoyer le devis", "--due", "2031-03-17", "--owner", "marc", "--reviewer", "Hélène"
    )
    assert (added["owner"], added["reviewer"]) == ("Marc Roy", "Hélène Bélanger")
    assert "reviewer-14" in {it["stage"] for it in office.data("remind", "why", 1) if it["fate"] == "planned"}
