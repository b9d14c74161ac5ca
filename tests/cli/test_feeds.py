"""Feeds made, read and revoked: each with an address of its own, which is told once."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from support.processes import free_port
from support.waiting import answers, wait_for

Office = Any
SUIVI = Path(sysconfig.get_path("scripts")) / ("suivi.exe" if os.name == "nt" else "suivi")


@pytest.fixture
def port(office: Office) -> Iterator[int]:
    """Where a service of that office answers."""
    port = free_port()
    service = subprocess.Popen(
        [SUIVI, "--lang", "en", "serve", "--port", str(port)],
        cwd=office.folder,
        env={"PATH": os.environ["PATH"], "HOME": str(office.folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: answers(port), service)
    yield port
    service.terminate()
    service.communicate(timeout=60)


def test_one_is_revoked_and_the_others_live(office: Office, port: int) -> None:
    office.do("add", "Envoyer le devis", "--due", "2031-03-17", "--owner", "marc")
    made = [office.data("feed", "add", name) for name in ("Équipe", "Perdu", "Direction")]
    paths = [feed["address"][feed["address"].index("/feeds/") :] for feed in made]
    assert len(set(paths)) == len(made)

    def status() -> list[int]:
        return [httpx.get(f"http://127.0.0.1:{port}{path}", timeout=60).status_code for path in paths]

    assert status() == [200, 200, 200]
    body = httpx.get(f"http://127.0.0.1:{port}{paths[0]}").content
    assert [str(it["SUMMARY"]) for it in Calendar.from_ical(body).walk("VEVENT")] == ["Envoyer le devis"]
    office.do("feed", "revoke", "Perdu")
    assert status() == [200, 404, 200]
    listed = office.do("feed", "list")
    assert "revoked on" in listed
    assert not any(path.removeprefix("/feeds/").removesuffix(".ics") in listed for path in paths)
