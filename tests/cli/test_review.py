"""Deciding on proposals: by command, and one by one on a terminal."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

Office = Any

REPORT = """Compte rendu de la mission à Vauclair
Québec, le 22 mai 2031

SUITES

• La Ville de Québec accueillera une délégation de la Ville de Vauclair à l'automne 2032.

• L'Université de Vauclair souhaite mettre sur pied un échange avec l'Université du Littoral.

• La Ville de Québec transmettra à la Ville de Vauclair son bilan des navettes d'ici le 30 juin 2032.
"""


@pytest.fixture
def imported(office: Office) -> Office:
    """A register with three proposals that wait."""
    (office.folder / "rapport.txt").write_text(REPORT)
    office.do("import", office.folder / "rapport.txt", "--mission", "Vauclair 2031", "--date", "2031-05-22")
    assert len(office.data("review")) == 3
    return office


def test_proposals_are_accepted_merged_split_and_rejected_by_number(imported: Office) -> None:
    told = imported.do("review", "accept", "P1", "--owner", "marc", "--title", "Accueillir Vauclair")
    assert "P1 is commitment 1: Accueillir Vauclair" in told
    imported.do("review", "reject", "P2")
    assert [it["id"] for it in imported.data("review")] == [3]
    parts = imported.do("review", "split", "P3", "Préparer le bilan", "Transmettre le bilan")
    assert parts.splitlines() == ["P3  Préparer le bilan", "P4  Transmettre le bilan"]
    imported.do("review", "accept", "P4", "--due", "mai 2032")
    imported.do("review", "merge", "P3", 2)
    assert imported.data("review") == []
    listed = imported.data("list")
    assert [it["title"] for it in listed] == ["Accueillir Vauclair", "Transmettre le bilan"]
    assert listed[0]["owner"] == "Marc Roy"
    assert listed[0]["window"]["edtf"] == "2032-23"
    assert listed[1]["window"]["edtf"] == "2032-05"


def test_a_decision_is_made_once(imported: Office) -> None:
    imported.do("review", "accept", "P1")
    assert "decided already" in imported.fails("review", "reject", "P1")
    assert len(imported.data("list")) == 1


def test_a_rejected_passage_stays_rejected_and_a_revised_report_doubles_nothing(imported: Office) -> None:
    imported.do("review", "accept", "P1", "P3")
    imported.do("review", "reject", "P2")
    revised = REPORT.replace("d'ici le 30 juin 2032", "d'ici le 30 septembre 2032").replace(
        "mettre sur pied un échange avec", "mettre sur pied des échanges avec"
    )
    revised += "\n• La Ville de Vauclair enverra deux urbanistes à Québec en mars 2033.\n"
    (imported.folder / "rapport.txt").write_text(revised)
    told = imported.data(
        "import", imported.folder / "rapport.txt", "--mission", "Vauclair 2031", "--date", "2031-05-22"
    )[0]
    assert told["unchanged"] == 1
    assert ["urbanistes" in it["quote"] for it in told["proposals"]] == [True]
    [changed] = told["changed"]
    assert changed["revises"] == 3
    imported.do("review", "accept", f"P{changed['id']}")
    listed = imported.data("list")
    assert len(listed) == 2
    assert listed[1]["window"]["latest"] == "2032-09-30"
    assert imported.data("history", 2)[-1]["action"] == "revised"


def test_names_of_the_register_are_known_to_the_next_reading(imported: Office) -> None:
    imported.do("review", "accept", "P1")
    imported.do("edit", 1, "--with", "Ville de Vauclair-sur-Mer")
    (imported.folder / "autre.txt").write_text(
        "Note du 3 juin 2031\n\nLa Ville de Vauclair enverra son plan en mars 2033.\n"
    )
    [proposal] = imported.data("read", imported.folder / "autre.txt", "--date", "2031-06-03")["proposals"]
    assert proposal["actors"] == ["Ville de Vauclair-sur-Mer"]


class Terminal:
    """A pseudo-terminal with `suivi review` in it."""

    def __init__(self, folder: Path) -> None:
        import pty

        self._ours, theirs = pty.openpty()
        script = Path(sys.executable).with_name("suivi")
        environment = {**os.environ, "SUIVI_LANG": "en", "TERM": "xterm", "COLUMNS": "200", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [script, "review"], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        self.seen = ""

    def expect(self, words: str) -> None:
        """Until `words` have appeared since the last time, for a minute at most."""
        deadline = time.monotonic() + 60
        while words not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if select.select([self._ours], [], [], 1)[0]:
                try:
                    chunk = os.read(self._ours, 65536)
                except OSError:  # the other end is closed
                    chunk = b""
                assert chunk, self.seen
                self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", chunk.decode()).replace("\r\n", "\n")
        self.seen = self.seen.split(words, 1)[1]

    def press(self, key: str) -> None:
        """One key, when the terminal takes keys one by one: what is typed before is thrown away."""
        self._when(raw=True)
        os.write(self._ours, key.encode())

    def enter(self, text: str) -> None:
        self._when(raw=False)
        os.write(self._ours, f"{text}\n".encode())

    def _when(self, *, raw: bool) -> None:
        import termios

        deadline = time.monotonic() + 60
        while bool(termios.tcgetattr(self._ours)[3] & termios.ICANON) is raw:
            assert time.monotonic() < deadline, self.seen
            time.sleep(0.01)

    def end(self) -> int:
        code = self.process.wait(timeout=60)
        os.close(self._ours)
        return code


QUESTION = "[a]ccept [e]dit [m]erge [s]plit [r]eject [l]ater [q]uit"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_the_walk_asks_one_key_a_proposal_and_goes_on_where_it_stopped(imported: Office) -> None:
    terminal = Terminal(imported.folder)
    terminal.expect("1 of 3")
    terminal.expect(QUESTION)
    terminal.press("a")
    terminal.expect("Owner (empty for nobody)")
    terminal.enter("marc")
    terminal.expect("P1 is commitment 1")
    terminal.expect(QUESTION)
    terminal.press("q")
    terminal.expect("2 proposals left to decide.")
    assert terminal.end() == 0
    assert [it["owner"] for it in imported.data("list")] == ["Marc Roy"]
    again = Terminal(imported.folder)
    again.expect("1 of 2")
    again.expect(QUESTION)
    again.press("r")
    again.expect("P2 is rejected.")
    again.expect(QUESTION)
    again.press("e")
    again.expect("Title")
    again.enter("")
    again.expect("Due")
    again.enter("mars 2033")
    again.expect("Understood: mars 2033")
    again.expect(QUESTION)
    again.press("a")
    again.expect("Owner (empty for nobody)")
    again.enter("")
    again.expect("P3 is commitment 2")
    again.expect("0 proposals left to decide.")
    assert again.end() == 0
    assert imported.data("list")[1]["window"]["edtf"] == "2033-03"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_an_interruption_loses_nothing(imported: Office) -> None:
    terminal = Terminal(imported.folder)
    terminal.expect(QUESTION)
    terminal.press("r")
    terminal.expect("P1 is rejected.")
    terminal.expect(QUESTION)
    terminal.press("\x03")
    terminal.expect("What was stored stays stored.")
    assert terminal.end() == 130
    assert [it["id"] for it in imported.data("review")] == [2, 3]
