"""Pages are taken by one process or by several, and nobody can tell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from fpdf import FPDF

linux = pytest.mark.skipif(sys.platform != "linux", reason="pages are shared among processes on Linux only")

SETTING = """
import os, signal, sys
from tracker.reading.pdf import taking
from tracker.reading.pdf.document import Document
from tracker.reading.pdf.unpacking import Pages

document = Document(sys.stdin.buffer.read())
ours, take = os.getpid(), taking.taken_from

def sheets(pieces):
    pages = Pages()
    for piece in pieces:
        pages.add(piece)
    return sorted(pages.sheets.items())

alone = sheets([taking.taken_from(document, range(1, document.pages + 1))])

def helpers(do):
    def take_or(document, numbers):
        if os.getpid() != ours:
            do()
        elif numbers[0] > 8:  # the first two parts are ours, so that helpers have time for theirs
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        return take(document, numbers)
    taking.taken_from = take_or
"""


def pdf(pages: int) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=11)
    for number in range(1, pages + 1):
        document.add_page()
        document.text(20, 20, f"Le quai {number} du port")
    return bytes(document.output())


def run(script: str, pages: int = 40) -> subprocess.CompletedProcess[bytes]:
    """What becomes of a process that takes the pages of a PDF so."""
    return subprocess.run(
        [sys.executable, "-c", SETTING + script],
        input=pdf(pages),
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


@linux
@pytest.mark.parametrize("pages", [2, 41])
def test_several_processes_take_what_one_takes(pages: int) -> None:
    done = run(f"assert sheets(taking._shared(document, 3)) == alone and len(alone) == {pages}", pages)
    assert done.returncode == 0, done.stderr


@linux
def test_a_helper_that_is_killed_takes_its_master_with_it() -> None:
    done = run("helpers(lambda: os.kill(os.getpid(), signal.SIGSEGV)); list(taking._shared(document, 2))")
    assert done.returncode == -signal.SIGSEGV


@linux
def test_a_helper_that_fails_says_why() -> None:
    done = run("helpers(lambda: bytes(-1)); list(taking._shared(document, 2))")
    assert done.returncode == 1
    assert b"negative count" in done.stderr


@linux
def test_each_of_several_processes_is_held_to_its_part_of_the_memory() -> None:
    done = run(
        "import resource\n"
        "taking._processors = lambda: 2\n"
        "soft = lambda: resource.getrlimit(resource.RLIMIT_AS)[0]\n"
        "seen = []\n"
        "shared = taking._shared\n"
        "taking._shared = lambda *given: seen.append(soft()) or shared(*given)\n"
        "from tracker.reading.bounds import bound\n"
        "bound(60, 1 << 30)\n"
        "assert sheets(taking.taken(document, 1 << 30)) == alone\n"
        "assert (seen, soft()) == ([1 << 29], 1 << 30), seen"
    )
    assert done.returncode == 0, done.stderr


def test_the_process_that_takes_them_starts_with_next_to_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import sys, tracker.reading.pdf.child; print(*sys.modules)"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert not {"re", "enum", "typing", "json", "dataclasses", "pypdfium2"} & set(done.stdout.split())
