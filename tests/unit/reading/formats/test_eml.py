"""Mail messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage

import pytest

from tracker.documents import Document
from tracker.reading.pieces import Content

Load = Callable[..., tuple[Document, Content]]


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Nadia Roy <nadia@exemple.org>"
    mail["Message-ID"] = "<7@exemple.org>"
    mail["Subject"] = "Suites de la visite à Rochebelle"
    mail["Date"] = "Fri, 20 Mar 2031 23:30:00 -0400"
    for name, value in headers.items():
        mail[name] = value
    return mail


def test_the_subject_heads_the_text_and_the_day_is_the_senders(load: Load) -> None:
    mail = message()
    mail.set_content("Bonjour,\n\nLe port nous recevra en mai.\n\nNadia\n")
    document, content = load("courriel.eml", bytes(mail))
    assert document.text.split("\n")[0] == "Suites de la visite à Rochebelle"
    assert {block.heading for block in document.blocks[1:]} == {("Suites de la visite à Rochebelle",)}
    assert content.dated == date(2031, 3, 20)


def test_the_html_body_is_preferred_for_its_lists_and_tables(load: Load) -> None:
    mail = message()
    mail.set_content("Le port * nous recevra")
    mail.add_alternative("<h1>Port</h1><ul><li>Il nous recevra.</ul>", subtype="html")
    document, _ = load("courriel.eml", bytes(mail))
    assert document.text.split("\n")[1:] == ["Port", "Il nous recevra."]
    assert document.blocks[-1].heading == ("Suites de la visite à Rochebelle", "Port")


def test_attachments_are_named_and_not_read(load: Load) -> None:
    mail = message()
    mail.set_content("Voir le plan.")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="plan d’été.pdf")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="image001.png", cid="<logo@x>")
    _, content = load("courriel.eml", bytes(mail))
    assert content.attachments == ("plan d’été.pdf",)


def test_what_is_quoted_is_kept_apart_without_its_marks(load: Load) -> None:
    mail = message()
    mail.set_content(
        "C’est noté.\n\nLe 3 mai, Luc a écrit :\n> Le port nous recevra\n> en mai.\n>> Et la gare ?\n"
    )
    document, _ = load("courriel.eml", bytes(mail))
    assert document.text.split("\n")[1:] == [
        "C’est noté.",
        "Le 3 mai, Luc a écrit :",
        "Le port nous recevra en mai.",
        "Et la gare ?",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?utf-8?q?Visite_=C3=A0_Rochebelle?=\nMessage-ID: <1@x>\n\nLe port.\n",
        b"Message-ID: <1@x>\nContent-Type: text/plain; charset=nonsense\n\nLe port.\n",
        b'Message-ID: <1@x>\nDate: hier\nContent-Type: text/plain; charset="\n\nLe port.\n',
        b"Message-ID: <1@x>\nContent-Type: multipart/mixed\n\nLe port.\n",
        b"From x@y Fri Mar 20\nMessage-ID: <1@x>\nContent-Transfer-Encoding: base64\n\nTGUgcG9ydC4=\n",
    ],
)
def test_headers_that_no_mail_program_would_write_do_no_harm(load: Load, raw: bytes) -> None:
    assert load("courriel.eml", raw)[0].text.endswith("Le port.")
