"""What goes wrong is one line: what, why, what to do. No traceback, nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

Office = Any


def pdf(pages: int, text: str = "", password: str = "") -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.set_font("helvetica", size=12)
    for _ in range(pages):
        made.add_page()
        if text:
            made.multi_cell(0, 8, text)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    return bytes(made.output())


def test_without_a_register_every_command_says_how_to_make_one(empty: Office) -> None:
    for command in (["list"], ["remind", "run"], ["today"], ["serve"], ["feed", "list"], ["people"]):
        assert "suivi init" in empty.fails(*command)
    assert list(empty.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "no file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "no words"),
        ("binary.txt", bytes(range(256)) * 40, "neither text"),
        ("encrypted.pdf", pdf(1, "Secret", password="x"), "password"),
        ("scanned.pdf", pdf(3), "scan"),
        ("broken.pdf", b"%PDF-1.7 and then nothing", "not a sound"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    office: Office, name: str, content: bytes | None, words: str
) -> None:
    path = office.folder / name
    if content is not None:
        path.write_bytes(content)
    for command in ("read", "import"):
        told = office.fails(command, path)
        assert name in told
        assert words in told
    assert office.data("review") == []


def test_a_folder_is_no_report(office: Office) -> None:
    (office.folder / "reports").mkdir()
    assert "folder" in office.fails("read", office.folder / "reports")


def test_usage_errors_exit_with_2_and_say_how_to_get_help(office: Office) -> None:
    assert "--help" in office.fails("list", "--nonsense", code=2)
    assert "--help" in office.fails("add", code=2)
    assert "bogus" in office.fails("bogus", code=2)
    assert "n’existe pas" in office.fails("bogus", code=2, language="fr")


def test_a_locked_database_is_told_and_nothing_is_changed(office: Office) -> None:
    office.do("add", "Une promesse")
    settings = office.folder / "suivi.toml"
    settings.write_text("[database]\nbusy_seconds = 1\n")
    other = sqlite3.connect(office.folder / "suivi.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        told = office.fails("note", 1, "x")
        assert "busy" in told
        assert "try again" in told
        assert len(office.data("list")) == 1  # reading goes on meanwhile
    finally:
        other.execute("ROLLBACK")
    assert [entry["action"] for entry in office.data("history", 1)] == ["added"]


def test_a_newer_database_is_left_alone(office: Office) -> None:
    with sqlite3.connect(office.folder / "suivi.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (["list"], ["init"], ["upgrade"], ["remind", "run"]):
        assert "newer" in office.fails(*command)


def test_a_file_that_is_no_database_is_told(office: Office) -> None:
    (office.folder / "suivi.db").write_bytes(b"not a database at all " * 100)
    assert "damaged" in office.fails("list")


def test_an_address_that_is_no_database_is_told(empty: Office) -> None:
    assert "sqlite:///" in empty.fails("list", SUIVI_DATABASE_URL="mongodb://x")
    assert "sqlite:///" in empty.fails("list", SUIVI_DATABASE_URL="::::")


def test_a_postgresql_that_is_not_there_is_told(empty: Office) -> None:
    told = empty.fails("list", SUIVI_DATABASE_URL="postgresql://nobody:secret@127.0.0.1:1/none")
    assert "cannot be opened" in told
    assert "secret" not in told


def test_a_bad_setting_is_named_with_file_line_and_what_is_accepted(office: Office) -> None:
    settings = office.folder / "suivi.toml"
    settings.write_text('[mail]\nchannel = "pigeon"\n')
    told = office.fails("list")
    assert "suivi.toml:2" in told
    assert "outbox, smtp" in told


def test_a_settings_file_that_was_named_must_be_there(empty: Office) -> None:
    assert "elsewhere.toml" in empty.fails("list", SUIVI_CONFIG=str(empty.folder / "elsewhere.toml"))


def test_a_mail_server_that_is_down_is_told_and_the_reminders_wait(office: Office) -> None:
    (office.folder / "suivi.toml").write_text(
        '[mail]\nchannel = "smtp"\nhost = "127.0.0.1"\nport = 1\ntimeout_seconds = 5\n'
    )
    office.do("add", "Une promesse", "--due", "2031-03-03", "--owner", "marc")
    done = office.suivi("remind", "run", "--as-of", "2031-03-03T08:00")
    assert done.code == 75
    assert "Traceback" not in done.err
    assert "does not answer" in done.err
    assert "nothing is lost" in done.err
    (office.folder / "suivi.toml").write_text("")
    assert office.data("remind", "run", "--as-of", "2031-03-03T08:30")["sent"] == 1


def test_a_pipe_that_closes_early_is_no_error(office: Office) -> None:
    import subprocess
    import sys

    office.do("add", "Une promesse")
    script = Path(sys.executable).with_name("suivi")
    done = subprocess.run(
        f"'{script}' list | head -c 1", shell=True, cwd=office.folder, capture_output=True, text=True
    )
    assert done.stderr == ""


def test_a_busy_port_is_told_before_anything_starts(office: Office) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert str(port) in office.fails("serve", "--port", port)
