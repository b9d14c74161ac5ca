"""`suivi feed write`: the feeds as files on a share."""

from __future__ import annotations

import os
import signal
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from support.waiting import wait_for

SUIVI = Path(sysconfig.get_path("scripts")) / ("suivi.exe" if os.name == "nt" else "suivi")


@pytest.fixture
def office(suivi: Callable[..., Any]) -> Callable[..., Any]:
    assert suivi("init").code == 0
    assert suivi("add", "Envoyer le devis", "--due", "2030-06-30").code == 0
    return suivi


def titles(file: Path) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]


def test_a_folder_gets_every_living_feed_and_the_one_of_everything(
    office: Callable[..., Any], tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    for words in (["add", "Un"], ["add", "Deux"], ["write", "share"]):
        assert office("feed", *words).code == 0
    assert sorted(path.name for path in share.iterdir()) == ["1.ics", "2.ics", "suivi.ics"]
    assert office("feed", "revoke", "Deux").code == 0
    (share / "1.ics").unlink()  # by somebody else
    told = office("feed", "write", "share")
    assert sorted(path.name for path in share.iterdir()) == ["1.ics", "suivi.ics"]
    assert "1.ics" in told.out
    assert "suivi.ics" not in told.out  # it held the same bytes
    assert office("feed", "write", "share").out == "Up to date: share\n"


def test_the_same_state_is_the_same_bytes_whatever_the_machine_is_set_to(
    office: Callable[..., Any], tmp_path: Path
) -> None:
    for number in range(4):
        words = ("--due", "2024-06-30", "--par", f"Ville d’été {number}", "--mission", "Été")
        assert office("add", f"Envoyer l’œuvre {number}", *words).code == 0
    assert office("feed", "add", "Équipe", "--tasks", "--banners", "--alarms", "--lang", "fr").code == 0
    found = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Tokyo", "tr_TR.UTF-8"),
        ("4242", "America/Vancouver", "fr_CA.UTF-8"),
    ):
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        done = office(
            "feed", "write", "a.ics", "--feed", "Équipe", "--as-of", "2024-09-02T12:00Z", **settings
        )
        assert (done.code, done.err) == (0, "")
        found.add((tmp_path / "a.ics").read_bytes())
    assert len(found) == 1


def test_what_cannot_be_written_leaves_the_file_that_was_there(
    office: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "blocked").write_text("in the way")
    done = office("feed", "write", "blocked/suivi.ics")
    assert done.code == 1
    assert "blocked" in done.err
    assert (tmp_path / "blocked").read_text() == "in the way"


def test_a_watch_follows_the_present_only(office: Callable[..., Any]) -> None:
    assert office("feed", "write", "a.ics", "--watch", "--as-of", "2024-09-02").code == 1


@pytest.fixture
def watching(office: Callable[..., Any], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [SUIVI, "feed", "write", "suivi.ics", "--watch"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SUIVI_LANG": "en", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM to end it with")
def test_a_watch_writes_again_after_each_change_and_ends_when_told(
    office: Callable[..., Any], watching: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert watching.stdout is not None
    assert watching.stdout.readline() == "Written: suivi.ics\n"
    assert len(titles(tmp_path / "suivi.ics")) == 1
    assert office("add", "Signer l’entente", "--due", "2030-07-01").code == 0
    assert watching.stdout.readline() == "Written: suivi.ics\n"
    assert len(titles(tmp_path / "suivi.ics")) == 2
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM to end it with")
def test_the_service_keeps_a_folder_of_the_settings_in_step(
    office: Callable[..., Any], tmp_path: Path
) -> None:
    settings = tmp_path / "suivi.toml"
    settings.write_text(settings.read_text().replace('# folder = ""', 'folder = "share"'))
    file = tmp_path / "share" / "suivi.ics"
    service = subprocess.Popen(
        [SUIVI, "serve", "--port", "0"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SUIVI_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(lambda: file.exists() and len(titles(file)) == 1, service)
        assert office("add", "Signer l’entente", "--due", "2030-07-01").code == 0
        wait_for(lambda: len(titles(file)) == 2, service)
        service.send_signal(signal.SIGTERM)
        _, told = service.communicate(timeout=60)
        assert service.returncode == 0
        assert "Traceback" not in told
    finally:
        service.kill()
