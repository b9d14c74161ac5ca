"""The main job on the real mission report: from the file to the mail, the calendar and the history."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar

AS_OF = "2024-09-02T08:00"


@pytest.fixture(scope="module")
def office(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose register holds the report, all accepted, with an owner for each commitment."""
    from commands.app import App
    from commands.main import suivi
    from commands.places import Settings

    folder = tmp_path_factory.mktemp("office")
    report = shutil.copy(corpus / "seed.txt", folder)
    for words in (
        ["init", "--name", "Ville de Québec"],
        ["people", "add", "Hélène Bélanger", "--email", "helene@example.org", "--lang", "fr"],
        ["people", "add", "Marc Roy", "--email", "marc@example.org", "--lang", "fr"],
        ["import", report, "--mission", "Mission Europe 2023", "--date", "2023-05-15"]
        + ["--accept", "all", "--owner", "Hélène"],
    ):
        app = App(Settings(folder / "suivi.toml", named=False), {}, language="fr")
        suivi.main(words, prog_name="suivi", standalone_mode=False, obj=app)
        app.close()
    return folder


@pytest.fixture
def desk(office: Path, tmp_path: Path, suivi: Callable[..., Any]) -> Callable[..., str]:
    """Runs the command in a copy of that folder; what it prints, when all is well."""
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)

    def do(*args: object) -> str:
        done = suivi(*args, language="fr")
        assert (done.code, done.err) == (0, ""), done
        return str(done.out)

    return do


def numbered(desk: Callable[..., str]) -> dict[str, dict[str, Any]]:
    """The commitments that the job is about, by what they concern."""
    found: dict[str, dict[str, Any]] = {}
    for commitment in json.loads(desk("list", "--json")):
        told = json.loads(desk("show", commitment["id"], "--json"))
        for key, words in (
            ("visit", "déplacement prévu"),
            ("talks", "sont en discussion"),
            ("hosting", "délégation namuroise"),
        ):
            if words in told["quote"]:
                found[key] = told
    return found


def mails(folder: Path) -> dict[str, EmailMessage]:
    read = {}
    for path in (folder / "outbox").glob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        read[str(message["To"])] = message
    return read


def test_each_owner_gets_one_mail_in_french_and_none_the_second_time(
    desk: Callable[..., str], tmp_path: Path
) -> None:
    talks = numbered(desk)["talks"]["id"]
    desk("confier", talks, "Roy")
    first = json.loads(desk("remind", "run", "--as-of", AS_OF, "--json"))
    assert first["sent"] == 2
    assert sorted(it["name"] for it in first["recipients"]) == ["Hélène Bélanger", "Marc Roy"]
    second = json.loads(desk("remind", "run", "--as-of", AS_OF, "--json"))
    assert second["sent"] == 0
    assert len(mails(tmp_path)) == 2
    for message in mails(tmp_path).values():
        assert message["Content-Language"] == "fr"
        assert message["Auto-Submitted"] == "auto-generated"
        text = message.get_body(("plain",))
        page = message.get_body(("html",))
        assert text is not None
        assert page is not None
        assert "Bonjour" in text.get_content()
        assert '<html lang="fr"' in page.get_content()
    hers = next(m for to, m in mails(tmp_path).items() if "helene@" in to)
    body = hers.get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().replace("\u00a0", " ").split())
    assert "du 22 septembre au 20 décembre 2024" in words
    assert "Mission Europe 2023" in words


def test_why_explains_every_stage_of_the_visit(desk: Callable[..., str]) -> None:
    visit = numbered(desk)["visit"]["id"]
    desk("remind", "run", "--as-of", AS_OF)
    told = json.loads(desk("remind", "why", visit, "--as-of", AS_OF, "--json"))
    assert [it["stage"] for it in told][:4] == ["fix-60", "opens", "middle", "ahead-15"]
    assert [it["fate"] for it in told][:2] == ["sent", "planned"]
    assert all(it["reason"] and it["detail"] and it["recipient"] for it in told if it["fate"])


def test_the_visit_stands_in_the_calendar_on_the_last_day_of_its_window(
    desk: Callable[..., str], tmp_path: Path
) -> None:
    visit = numbered(desk)["visit"]
    desk("feed", "write", tmp_path / "suivi.ics", "--as-of", AS_OF)
    raw = (tmp_path / "suivi.ics").read_bytes()
    events = {str(event["UID"]): event for event in Calendar.from_ical(raw).walk("VEVENT")}
    event = events[visit["uid"]]
    assert (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()) == ("2024-12-20", "2024-12-21")
    assert visit["title"] in str(event["SUMMARY"])
    assert not any(event.errors for event in events.values())
    assert {str(it.uid.value) for it in vobject.readOne(raw.decode()).vevent_list} == set(events)


def test_kept_with_its_proof_takes_effect_everywhere(desk: Callable[..., str], tmp_path: Path) -> None:
    visit = numbered(desk)["visit"]
    number = visit["id"]
    desk("feed", "write", tmp_path / "before.ics")
    desk("status", number, "kept", "--proof", "https://example.org/pv", "--note", "Visite tenue")
    listed = {it["id"]: it for it in json.loads(desk("list", "--json"))}
    assert listed[number]["status"] == "kept"
    assert listed[number]["next_reminder"] is None
    why = json.loads(desk("remind", "why", number, "--json"))
    assert not [it for it in why if it["fate"] == "planned"]
    desk("feed", "write", tmp_path / "after.ics")
    assert (tmp_path / "before.ics").read_bytes() != (tmp_path / "after.ics").read_bytes()
    history = json.loads(desk("history", number, "--json"))
    assert history[-1]["details"]["note"] == "Visite tenue"
    assert history[-1]["details"]["proofs"] == ["https://example.org/pv"]


def test_importing_the_report_again_changes_nothing(desk: Callable[..., str], tmp_path: Path) -> None:
    before = desk("list", "--json")
    told = desk("import", tmp_path / "seed.txt", "--mission", "Mission Europe 2023", "--accept", "all")
    assert "rien n’y est nouveau" in told
    assert desk("list", "--json") == before
    assert json.loads(desk("review", "--json")) == []


def test_reading_without_a_date_is_still_of_its_time(suivi: Callable[..., Any], corpus: Path) -> None:
    done = suivi("read", corpus / "seed.txt", "--json", language="fr")
    proposals = json.loads(done.out)["proposals"]
    assert {"2024", "2024-23"} <= {proposal["edtf"] for proposal in proposals}
