"""Settings of a channel, and the channel that they open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.mail.channel import open_channel, open_mail
from tracker.mail.failures import BadAddress, NoHost, NoOutbox, NoSuchCaFile, UnsafeLogin
from tracker.mail.outbox import Outbox
from tracker.mail.settings import ChannelName, MailSettings, Security
from tracker.mail.smtp import SmtpChannel


def smtp(**facts: object) -> MailSettings:
    given = {"sender": "suivi@example.org", "channel": ChannelName.SMTP, "host": "mail.example.org", **facts}
    return MailSettings(**given)  # type: ignore[arg-type]


def test_the_settings_choose_the_channel(tmp_path: Path) -> None:
    assert isinstance(open_mail(MailSettings("suivi@example.org", outbox=tmp_path)), Outbox)
    assert isinstance(open_mail(smtp()), SmtpChannel)


def test_a_password_is_never_shown() -> None:
    settings = smtp(user="suivi", password="s3cret", security=Security.TLS)
    assert "s3cret" not in f"{settings!r} {settings}"


def test_a_password_never_travels_in_the_clear() -> None:
    with pytest.raises(UnsafeLogin):
        smtp(user="suivi", password="s3cret")
    for host in ("localhost", "127.0.0.1", "::1"):
        assert smtp(host=host, user="suivi", password="s3cret").host == host


def test_a_channel_needs_its_place() -> None:
    with pytest.raises(NoOutbox):
        MailSettings("suivi@example.org")
    with pytest.raises(NoHost):
        smtp(host="")


def test_a_sender_is_an_address() -> None:
    with pytest.raises(BadAddress):
        smtp(sender="suivi")


def test_mail_rules_have_a_name_to_go_by() -> None:
    assert smtp().list_id == "suivi.example.org"
    assert smtp(list_id="rappels.example.org\r\nBcc: x").list_id == "rappels.example.orgBccx"


def test_a_missing_certificate_file_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(NoSuchCaFile) as failure:
        open_channel(smtp(security=Security.TLS, ca_file=tmp_path / "ca.pem"))
    assert "ca.pem" in str(failure.value)
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(NoSuchCaFile):
        open_channel(smtp(security=Security.TLS, ca_file=tmp_path / "ca.pem"))
