"""`suivi doctor` beside a register that is well, and beside each that is not."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.engine import Database
from support.processes import free_port
from tracker.books import LastRounds
from tracker.reminders import Delivery, DeliveryState

NOW = datetime.now(UTC)


def doctor(office: Any, *args: str, code: int = 0, **settings: Any) -> dict[str, Any]:
    """Its findings by subject; the last of a subject that has several."""
    done = office.suivi("doctor", "--json", *args, **settings)
    assert done.code == code, done
    assert "Traceback" not in done.err
    told: dict[str, Any] = json.loads(done.out)
    assert told["healthy"] == (code == 0)
    assert bool(done.err) == (code != 0)
    return {it["subject"]: it for it in told["findings"]}


def books(office: Any) -> Any:
    database = Database(f"sqlite:///{office.folder / 'suivi.db'}")
    return database.books(write=True)


@pytest.fixture
def well(office: Any) -> Any:
    """An office where a round has just run."""
    office.do("remind", "run")
    return office


def test_all_is_well_after_a_round(well: Any) -> None:
    told = doctor(well)
    assert {it["finding"] for it in told.values() if it["grade"] == "wrong"} == set()
    assert told["rounds"]["finding"] == "good-round"
    assert told["mail"]["finding"] == "outbox-only"
    lines = well.do("doctor").splitlines()
    assert len(lines) == len(told) + 1
    assert lines[-1] == "All is well."
    assert well.do("doctor", "--quiet") == ""


def test_it_speaks_french_under_its_french_name(well: Any) -> None:
    done = well.suivi("diagnostic", language="fr")
    assert done.out.splitlines()[-1] == "Tout va bien."


def test_before_the_first_round_it_says_how_to_start(office: Any) -> None:
    assert doctor(office, code=1)["rounds"]["finding"] == "no-round"
    assert office.fails("doctor", "--quiet") == "Needs somebody: rounds."


@pytest.mark.parametrize(("hours", "code"), [(25, 0), (27, 1)])
def test_the_alarm_is_26_hours_unless_set(well: Any, hours: int, code: int) -> None:
    with books(well) as register:
        at = NOW - timedelta(hours=hours)
        register.last_rounds = LastRounds(at, at)
    doctor(well, code=code)
    settings = well.folder / "suivi.toml"
    settings.write_text(settings.read_text().replace("# alarm_hours = 26", "alarm_hours = 48"))
    doctor(well)


def test_a_failing_address_is_told_with_the_servers_words_and_its_day(well: Any) -> None:
    with books(well) as register:
        person = register.people.all()[0]
        words = "550 5.1.1 {no} such mailbox"
        register.deliveries.claim(
            Delivery(0, person.id, NOW.date(), "<1@example.org>", DeliveryState.FAILED, error=words)
        )
    told = doctor(well, code=1)["addresses"]
    assert told["finding"] == "failing-address"
    assert told["facts"]["words"] == words
    assert told["facts"]["day"] == NOW.date().isoformat()
    done = well.suivi("doctor", "--quiet")
    assert (done.code, len(done.out.splitlines())) == (1, 1)
    assert words in done.out
    assert person.email in done.out


def test_a_stuck_claim_is_told_and_mends_itself(well: Any) -> None:
    with books(well) as register:
        person = register.people.all()[0]
        register.deliveries.claim(
            Delivery(0, person.id, NOW.date(), "<1@example.org>", DeliveryState.CLAIMED, lease_until=NOW)
        )
    assert doctor(well)["claims"]["finding"] == "stuck-claim"


# Databases and settings that cannot be used


def test_a_register_that_is_missing_is_named_and_the_mail_is_looked_at_all_the_same(empty: Any) -> None:
    told = doctor(empty, code=1)
    assert str(empty.folder / "suivi.db") in told["database"]["sentence"]
    assert told["mail"]["grade"] == "note"
    assert "rounds" not in told
    assert list(empty.folder.iterdir()) == [], "looking makes nothing"


@pytest.mark.parametrize(("version", "advice"), [("0001", "suivi upgrade"), ("9999", "newer")])
def test_a_register_of_another_version_is_named(well: Any, version: str, advice: str) -> None:
    with sqlite3.connect(well.folder / "suivi.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [version])
    told = doctor(well, code=1)["database"]
    assert version in told["sentence"]
    assert advice in told["sentence"]


@pytest.mark.parametrize("place", ["whole", "later page"])
def test_a_damaged_register_is_named(well: Any, place: str) -> None:
    path = Path(well.folder / "suivi.db")
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = 0 if place == "whole" else len(content) - size
    content[start : start + size] = b"\xa5" * size
    path.write_bytes(content)
    told = doctor(well, code=1)["database"]
    assert (told["finding"], told["grade"]) == ("failed", "wrong")
    assert "damaged" in told["sentence"]


def test_a_database_that_cannot_be_reached_is_named_without_its_password(well: Any) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql://suivi:hush@127.0.0.1:{free_port()}/suivi"
    told = doctor(well, code=1, SUIVI_DATABASE_URL=url)["database"]
    assert "127.0.0.1" in told["sentence"]
    assert "hush" not in json.dumps(told)


def test_settings_that_cannot_be_read_are_named(well: Any) -> None:
    (well.folder / "suivi.toml").write_text("[reminders]\nalarm_hours = 0\n")
    told = doctor(well, code=1)
    assert list(told) == ["settings"]
    assert "alarm_hours" in told["settings"]["sentence"]


# The way out


def smtp(office: Any, port: int, sender: str = "suivi@example.org") -> None:
    text = f'[mail]\nchannel = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsender = "{sender}"\n'
    (office.folder / "suivi.toml").write_text(text)


def test_a_server_is_only_tried_on_request(well: Any) -> None:
    smtp(well, free_port())
    assert doctor(well)["mail"]["finding"] == "server-named"
    told = doctor(well, "--connect", code=1)["mail"]
    assert (told["finding"], told["grade"]) == ("failed", "wrong")


def test_a_sender_that_nobody_has_set_is_told(well: Any) -> None:
    smtp(well, 25, sender="suivi@localhost.localdomain")
    done = well.suivi("doctor", "--quiet")
    assert done.code == 1
    assert "suivi@localhost.localdomain" in done.out


def test_a_service_that_cannot_be_spoken_to_is_told_without_its_secret(well: Any) -> None:
    with books(well) as register:
        for person in register.people.all():
            register.people.replace(replace(person, channel="nobody-knows://s3cret"))
    done = well.suivi("doctor", "--quiet")
    assert (done.code, len(done.out.splitlines())) == (1, 1)
    assert "nobody-knows://" in done.out
    assert "s3cret" not in done.out


def test_an_outbox_that_cannot_be_written_is_told(well: Any) -> None:
    (well.folder / "outbox").write_text("a file in its place")
    assert doctor(well, code=1)["mail"]["finding"] == "failed"


def test_what_nobody_owns_is_told_with_what_to_do(well: Any) -> None:
    well.do("add", "Send the quote", "--due", "2030-01-15")
    told = doctor(well)["owners"]
    assert told["finding"] == "unowned"
    assert "suivi assign" in told["sentence"]
