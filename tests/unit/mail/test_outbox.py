"""The outbox folder."""

from __future__ import annotations

import email
import email.policy
import os
import stat
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tracker.mail.failures import BadAddress, OutboxUnwritable
from tracker.mail.outbox import Outbox


def mail(
    message_id: str = "<a@example.org>",
    *,
    name: str = "Hélène Bélanger",
    day: int = 2,
    body: str = "Bonjour\n",
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "suivi@example.org"
    message["To"] = f'"{name}" <helene@example.org>'
    message["Date"] = datetime(2024, 9, day, 11, 30, tzinfo=UTC)
    message["Message-ID"] = message_id
    message.set_content(body)
    return message


def send(folder: Path, *messages: EmailMessage) -> list[Path]:
    with Outbox(folder) as outbox:
        for message in messages:
            outbox.send(message, "helene@example.org")
    return sorted(folder.iterdir())


def test_a_message_becomes_a_file_that_reads_back(tmp_path: Path) -> None:
    (path,) = send(tmp_path / "deep" / "outbox", mail())
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert read["Message-ID"] == "<a@example.org>"
    assert read.get_content().split() == ["Bonjour"]
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_names_sort_by_day_and_say_whose_mail_it_is(tmp_path: Path) -> None:
    paths = send(tmp_path, mail("<b@x>", day=10), mail("<a@x>", day=9))
    assert [path.name.rpartition("_")[0] for path in paths] == [
        "2024-09-09_helene-belanger",
        "2024-09-10_helene-belanger",
    ]
    assert all(path.suffix == ".eml" for path in paths)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("山田", "helene"),
        ("CON", "con"),
        ("a" * 300, "a" * 40),
        ("", "helene"),
    ],
)
def test_no_name_leaves_the_folder(tmp_path: Path, name: str, slug: str) -> None:
    (path,) = send(tmp_path, mail(name=name))
    assert path.parent == tmp_path
    assert path.name.split("_")[1] == slug


def test_the_same_message_id_is_the_same_file(tmp_path: Path) -> None:
    send(tmp_path, mail(body="first\n"))
    (path,) = send(tmp_path, mail(body="second\n"))
    assert b"second" in path.read_bytes()


def test_a_retry_on_another_day_under_another_name_is_still_the_same_file(tmp_path: Path) -> None:
    (first,) = send(tmp_path, mail())
    assert send(tmp_path, mail(name="Hélène Roy", day=3)) == [first]


def test_two_channels_write_one_file(tmp_path: Path) -> None:
    with Outbox(tmp_path) as one, Outbox(tmp_path) as other:
        one.send(mail("<x@y>"), "helene@example.org")
        other.send(mail("<z@y>"), "helene@example.org")
        one.send(mail("<z@y>"), "helene@example.org")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_owner_reads_the_mails(tmp_path: Path) -> None:
    (path,) = send(tmp_path / "outbox", mail())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_write_that_fails_leaves_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(tmp_path, mail(body="before\n"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with Outbox(tmp_path) as outbox, pytest.raises(OutboxUnwritable) as failure:
        outbox.send(mail(body="after\n"), "helene@example.org")
    assert "No space left on device" in str(failure.value)
    (path,) = tmp_path.iterdir()
    assert b"before" in path.read_bytes()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("not a folder")
    with Outbox(tmp_path / "outbox") as outbox, pytest.raises(OutboxUnwritable):
        outbox.send(mail(), "helene@example.org")


def test_a_bad_address_is_refused_here_too(tmp_path: Path) -> None:
    with Outbox(tmp_path) as outbox, pytest.raises(BadAddress):
        outbox.send(mail(), "helene@@example.org")
    assert list(tmp_path.iterdir()) == []
