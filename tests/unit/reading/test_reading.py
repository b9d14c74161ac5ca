"""From a file to a document, whatever happens on the way."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fpdf import FPDF

from tracker.documents import BlockKind
from tracker.reading import Format, Limits, read_bytes, read_file
from tracker.reading.errors import (
    EmptyFile,
    IsAFolder,
    NoSuchFile,
    NoText,
    NotPermitted,
    NotReadable,
    NotText,
    TooLarge,
    TooManyPages,
)

REPORT = """\
SUITES DE LA VISITE

• Le port de Rochebelle recevra nos ingénieurs au prin-
temps 2031 et leur montrera l’écluse.

• La Ville étudiera la proposition.
"""


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages."""
    document = FPDF(unit="pt", format="A4")
    document.set_auto_page_break(False)
    for lines in pages:
        document.add_page()
        document.set_font("Helvetica", size=11)
        for number, line in enumerate(lines):
            document.text(60, 60 + 14 * number, line)
    return bytes(document.output())


def texts(data: bytes, name: str) -> list[str]:
    document = read_bytes(name, data).document
    return [document.text[block.start : block.end] for block in document.blocks]


def test_a_text_file_becomes_blocks(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(REPORT, "utf-8")
    file = read_file(path)
    assert (file.file_name, file.language, file.format) == ("rapport.txt", "fr", Format.TEXT)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert file.document.text.splitlines() == [
        "SUITES DE LA VISITE",
        "Le port de Rochebelle recevra nos ingénieurs au printemps 2031 et leur montrera l’écluse.",
        "La Ville étudiera la proposition.",
    ]


def test_a_pdf_keeps_its_pages() -> None:
    data = pdf(["Le comité a siégé hier à Rochebelle.", "Il a tout vu."], ["Il reviendra en mars."])
    document = read_bytes("rapport.pdf", data).document
    assert document.pages == 2
    assert [block.page for block in document.blocks] == [1, 2]


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("Sat, 21 Mar 2031 02:30:00 +0000", date(2031, 3, 20)),  # as servers write it
        ("Sat, 21 Mar 2031 02:30:00 -0000", date(2031, 3, 20)),
        ("Sat, 21 Mar 2031 02:30:00 +0100", date(2031, 3, 21)),  # the sender's own clock
        ("Fri, 20 Mar 2031 23:30:00 -0400", date(2031, 3, 20)),
    ],
)
def test_a_moment_told_in_utc_is_dated_where_the_office_is(sent: str, day: date) -> None:
    mail = f"From: nadia@example.org\nSubject: Suites\nDate: {sent}\n\nLe port nous recevra en mai.\n"
    assert read_bytes("suites.eml", mail.encode(), zone=ZoneInfo("America/Toronto")).dated == day
    assert read_bytes("suites.eml", mail.encode()).dated == date(2031, 3, int(sent.split()[1]))


def test_the_first_moment_of_the_calendar_is_no_date() -> None:
    page = b"<html><meta name='date' content='0001-01-01T00:00:00Z'><p>Le port nous recevra en mai."
    assert read_bytes("suites.html", page, zone=ZoneInfo("America/Toronto")).dated is None


def test_a_file_is_read_as_what_it_is_whatever_its_name() -> None:
    assert read_bytes("rapport.txt", pdf(["Un texte dans un PDF."])).format is Format.PDF
    assert read_bytes("rapport.pdf", b"Un simple texte.").format is Format.TEXT


def test_a_missing_file_a_folder_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        read_file(tmp_path / "absent.txt")
    with pytest.raises(IsAFolder):
        read_file(tmp_path)
    (tmp_path / "vide.txt").touch()
    with pytest.raises(EmptyFile):
        read_file(tmp_path / "vide.txt")


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (PermissionError(13, "Permission denied"), NotPermitted),
        (OSError(5, "Input/output error"), NotReadable),
        (OSError(36, "File name too long"), NoSuchFile),
    ],
)
def test_what_the_system_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, failure: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(failure):
        read_file(tmp_path / "rapport.txt")


def test_a_name_that_no_file_can_have_is_a_missing_file() -> None:
    with pytest.raises(NoSuchFile):
        read_file(Path("rapport\0.txt"))


def test_white_space_is_no_text() -> None:
    with pytest.raises(NoText):
        read_bytes("blanc.txt", b" \n\t\n")


def test_bytes_of_no_encoding_are_no_text() -> None:
    with pytest.raises(NotText):
        read_bytes("bruit.txt", bytes(range(32)) * 20)


def test_limits_hold_for_bytes_and_pages() -> None:
    with pytest.raises(TooLarge):
        read_bytes("long.txt", b"mot " * 100, limits=Limits(max_bytes=100))
    with pytest.raises(TooManyPages):
        read_bytes("long.pdf", pdf(["un"], ["deux"], ["trois"]), limits=Limits(pages=2))


def test_a_crowded_page_is_arranged_apart_and_reads_the_same() -> None:
    words = [f"quai {number}" for number in range(260)]
    crowded = FPDF(unit="pt", format="A4")
    crowded.set_auto_page_break(False)
    crowded.add_page()
    crowded.set_font("Helvetica", size=3)
    for number, word in enumerate(words):
        for x in (60, 200, 340):
            crowded.text(x, 20 + 3.1 * number, f"{word} en {x}")
    document = read_bytes("pv.pdf", bytes(crowded.output())).document
    assert [block.kind for block in document.blocks] == [BlockKind.ROW] * len(words)
    assert document.text.split("\n")[-1] == "quai 259 en 60 | quai 259 en 200 | quai 259 en 340"
