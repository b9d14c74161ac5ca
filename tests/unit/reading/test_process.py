"""A file that hangs, crashes or devours memory harms nobody but its own process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.reading import Limits, read_bytes
from tracker.reading.errors import Crashed, TooDeep, TooMuchMemory, TooSlow
from tracker.reading.serving import PIECE

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")

PAGE = b"<!doctype html><p>Le port nous attend.</p>"


def interpreter(folder: Path, script: str) -> str:
    """A stand-in for the interpreter, which does what a parser may do to it."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def answer(*pieces: bytes) -> str:
    """The command that gives these pieces and the end of an answer."""
    said = b"".join(PIECE.pack(len(piece)) + piece for piece in (*pieces, b""))
    return "printf '" + "".join(f"\\{byte:03o}" for byte in said) + "'"


def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(TooSlow):
        read_bytes("lent.html", PAGE, limits=Limits(seconds=0.001))


@posix
@pytest.mark.parametrize(
    ("script", "failure"),
    [
        ("kill -SEGV $$", Crashed),
        ("kill -ABRT $$", Crashed),
        ("kill -KILL $$", TooMuchMemory),
        ("kill -XCPU $$", TooSlow),
        ("exit 3", Crashed),
        ("exit 0", Crashed),
        (answer(b"{}"), Crashed),
        (answer(b"not json"), Crashed),
        (answer(b"{}", b"{}"), Crashed),
        (answer(b"{}")[:-2] + "'", Crashed),
        (answer(b'{"failure": "limits", "facts": {}}'), Crashed),
    ],
)
def test_however_the_process_ends_the_caller_hears_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, failure: type[Exception]
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter(tmp_path, script))
    with pytest.raises(failure):
        read_bytes("page.html", PAGE)


@posix
@pytest.mark.parametrize("said", [[b"{}"], [b"P", b"not pages"], [b"F"], [b"{}", b"{}"]])
def test_nonsense_about_a_pdf_is_a_failure_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[bytes]
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter(tmp_path, answer(*said)))
    with pytest.raises(Crashed):
        read_bytes("page.pdf", b"%PDF-1.7")


@posix
def test_a_crash_leaves_its_last_words_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter(tmp_path, "echo 'the parser broke' >&2; exit 1"))
    with pytest.raises(Crashed):
        read_bytes("page.html", PAGE)
    assert "the parser broke" in caplog.text


@linux
def test_memory_is_bounded(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(TooMuchMemory):
        read_bytes("gros.docx", make_docx("<w:p/>" * 3_000_000), limits=Limits(memory=256 << 20))


def test_endless_nesting_is_refused(make_docx: Callable[..., bytes]) -> None:
    deep = "<w:ins>" * 20_000 + "</w:ins>" * 20_000
    with pytest.raises(TooDeep):
        read_bytes("profond.docx", make_docx(deep))


def test_the_process_knows_nothing_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.reading.servers import _environment

    monkeypatch.setenv("SUIVI_DATABASE_URL", "postgresql://nadia:secret@db/suivi")
    assert "secret" not in str(_environment())
