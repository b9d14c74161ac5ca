"""Headers and bodies of a digest's message."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.commitments import Person
from tracker.mail.failures import BadAddress
from tracker.mail.headers import wire_bytes
from tracker.mail.message import message_id, thread_id, write_message
from tracker.mail.settings import MailSettings
from tracker.words.lines import one_line

AT = datetime(2024, 9, 2, 7, 30, tzinfo=ZoneInfo("America/Toronto"))
DAY = date(2024, 9, 2)
NADIA = Person(3, "Nadia Tremblay", "nadia@example.org")
SETTINGS = MailSettings("suivi@example.org", sender_name="Suivi – Bureau", outbox=Path("outbox"))


@dataclass(frozen=True)
class Letter:
    subject: str = "Suivi – 1 en retard"
    text: str = "Bonjour Nadia,\n\n• Été – « à l’automne »\n"
    html: str = "<!doctype html><html lang=fr><body><p>Été</p></body></html>\n"
    markdown: str = "Bonjour Nadia,\n\n**Été** – « à l’automne »\n"
    language: str = "fr"


def write(
    letter: Letter | None = None,
    to: Person = NADIA,
    settings: MailSettings = SETTINGS,
    threads: tuple[str, ...] = (),
) -> EmailMessage:
    return write_message(
        letter or Letter(),
        to,
        settings,
        at=AT,
        message_id=message_id("office", to.id, DAY, settings.domain),
        threads=threads,
    )


def read_back(message: EmailMessage) -> EmailMessage:
    parsed = email.message_from_bytes(wire_bytes(message), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def shown_name(message: EmailMessage) -> str:
    """The name in To as RFC 2047 §6.2 has it read; `email`'s newer parser adds blanks between words."""
    phrase, _ = parseaddr(email.message_from_bytes(wire_bytes(message))["To"])
    return str(make_header(decode_header(phrase)))


def bodies(message: EmailMessage) -> list[str]:
    return [part.get_content().replace("\r\n", "\n") for part in read_back(message).iter_parts()]


def test_a_message_carries_what_mail_programs_and_rules_look_for() -> None:
    read = read_back(write())
    assert read["From"] == "Suivi – Bureau <suivi@example.org>"
    assert read["To"] == "Nadia Tremblay <nadia@example.org>"
    assert read["Subject"] == "Suivi – 1 en retard"
    assert read["Date"].datetime == AT
    assert read["List-Id"] == "<suivi.example.org>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert read["Content-Language"] == "fr"


def test_text_comes_before_html_and_both_keep_their_accents() -> None:
    read = read_back(write())
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_subtype() for part in read.iter_parts()] == ["plain", "html"]
    assert bodies(write()) == [Letter().text, Letter().html]


def test_the_bytes_pass_a_seven_bit_relay() -> None:
    long = Letter(text="é" * 5000 + "\n.\nFrom here\n", html="<p>" + "x" * 5000 + "</p>\n")
    content = wire_bytes(write(long))
    assert max(content) < 128
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert bodies(write(long)) == [long.text, long.html]


def test_the_same_digest_has_the_same_message_id() -> None:
    first = message_id("office", 3, DAY, "example.org")
    assert first == message_id("office", 3, DAY, "example.org")
    others = [
        message_id("office", 4, DAY, "example.org"),
        message_id("office", 3, date(2024, 9, 3), "example.org"),
        message_id("branch", 3, DAY, "example.org"),
    ]
    assert len({first, *others}) == 4
    assert read_back(write())["Message-ID"] == first


def test_a_message_id_does_not_tell_the_name_of_the_register() -> None:
    assert "office" not in message_id("office", 3, DAY, "example.org")


def test_mails_about_one_commitment_are_one_thread() -> None:
    thread = thread_id("office", "uid-1", "example.org")
    read = read_back(write(threads=(thread,)))
    assert read["In-Reply-To"] == read["References"] == thread


def test_a_mail_about_several_commitments_joins_no_thread() -> None:
    threads = tuple(thread_id("office", uid, "example.org") for uid in ("uid-1", "uid-2"))
    read = read_back(write(threads=threads))
    assert read["In-Reply-To"] is None
    assert read["References"] is None


def test_a_date_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        write_message(Letter(), NADIA, SETTINGS, at=datetime(2024, 9, 2), message_id="<a@b>")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tremblay, Nadia", "Tremblay, Nadia"),
        ('Nadia "Nad" Tremblay', 'Nadia "Nad" Tremblay'),
        ("Hélène Bélanger-Çağlar", "Hélène Bélanger-Çağlar"),
        ("Nadia\r\nBcc: all@example.org", "Nadia Bcc: all@example.org"),
        ("nadia@example.org", ""),
        ("山田 花子", "山田 花子"),
    ],
)
def test_names_of_all_kinds_reach_the_header_whole(name: str, shown: str) -> None:
    (to,) = read_back(write(to=replace(NADIA, name=name)))["To"].addresses
    assert (to.display_name, to.addr_spec) == (shown, "nadia@example.org")


def test_a_name_without_end_is_cut() -> None:
    message = write(to=replace(NADIA, name="Marie-Ève " * 500))
    assert re.fullmatch("(Marie-Ève ){10,}Marie-Ève…", shown_name(message))
    assert [to.addr_spec for to in read_back(message)["To"].addresses] == ["nadia@example.org"]


def test_a_domain_with_accents_travels_in_ascii() -> None:
    (to,) = read_back(write(to=replace(NADIA, email="nadia@Hôtel-de-ville.example")))["To"].addresses
    assert to.addr_spec == "nadia@xn--htel-de-ville-plb.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nadia",
        "@example.org",
        "nadia@",
        "nadia@example..org",
        "nadia@-example.org",
        "nadia tremblay@example.org",
        "nadia@example.org\r\nBcc: all@example.org",
        "nadia\r\n@example.org",
        "hélène@example.org",
        "nadia@example.org>",
        "a@b@example.org",
        f"{'n' * 65}@example.org",
        f"nadia@{'x' * 64}.org",
        f"nadia@{'x.' * 130}org",
    ],
)
def test_what_is_no_address_is_refused_by_name(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        write(to=replace(NADIA, email=address))
    assert "cannot receive mail" in str(refused.value)


HOSTILE = st.text() | st.sampled_from(
    [
        "a\r\nBcc: all@example.org",
        "a\n\n<script>",
        "\u202eabc\u202c",
        "👩‍👩‍👧 famille",
        "שלום עולם",
        "=?utf-8?q?already?=",
        "a\u2028b\u0085c",
    ]
)
EXPECTED_HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]


@given(subject=HOSTILE, name=HOSTILE, sender=HOSTILE)
@example(subject="é" * 300, name='"' * 90 + ", é", sender="a, b; <c@d>")
@example(subject="a " * 200, name="\\", sender="(commentaire)")
def test_no_text_can_add_a_header_or_lose_its_subject(subject: str, name: str, sender: str) -> None:
    message = write(
        Letter(subject=f"Suivi – {subject}"), replace(NADIA, name=name), replace(SETTINGS, sender_name=sender)
    )
    read = read_back(message)
    assert [header for header, _ in read.items()] == EXPECTED_HEADERS
    assert read["Subject"].split() == one_line(f"Suivi – {subject}").split()
    assert [address.addr_spec for address in read["To"].addresses] == ["nadia@example.org"]
    assert [address.addr_spec for address in read["From"].addresses] == ["suivi@example.org"]
    assert len(list(read.iter_parts())) == 2


@given(name=st.text(min_size=1, max_size=100))
def test_any_name_is_shown_as_it_is(name: str) -> None:
    assert shown_name(write(to=replace(NADIA, name=name))).split() == one_line(name).split()


@given(text=st.text(), html=st.text())
def test_any_body_comes_back(text: str, html: str) -> None:
    read = bodies(write(Letter(text=text, html=html)))
    assert [body.split() for body in read] == [text.split(), html.split()]


def test_a_whole_digest_survives_the_way() -> None:
    letter = Letter(text=(Path(__file__).parents[2] / "golden/digests/full-week.fr.txt").read_text("utf-8"))
    assert bodies(write(letter))[0] == letter.text
    assert read_back(write(letter))["Date"].datetime.astimezone(UTC).hour == 11


CALENDAR = b"BEGIN:VCALENDAR\r\nSUMMARY:\xc3\x89t\xc3\xa9\r\nEND:VCALENDAR\r\n"


def with_calendar(to: Person = NADIA) -> EmailMessage:
    return write_message(Letter(), to, SETTINGS, at=AT, message_id="<a@example.org>", calendar=CALENDAR)


def test_a_calendar_is_attached_as_it_is() -> None:
    read = read_back(with_calendar())
    assert read.get_content_type() == "multipart/mixed"
    (attached,) = read.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_content_charset() == "utf-8"
    assert "method" not in attached["Content-Type"].params
    assert (attached.get_content_disposition(), attached.get_filename()) == ("attachment", "suivi.ics")
    assert attached.get_payload(decode=True) == CALENDAR
    assert max(wire_bytes(with_calendar())) < 128


def test_the_bodies_stay_alternatives_of_each_other_beside_an_attachment() -> None:
    read = read_back(with_calendar())
    body = next(iter(read.iter_parts()))
    assert body.get_content_type() == "multipart/alternative"
    assert [part.get_content_subtype() for part in body.iter_parts()] == ["plain", "html"]
    assert read["Content-Language"] == "fr"


def test_a_person_with_a_service_gets_markdown_in_the_place_of_html() -> None:
    there = replace(NADIA, channel="json://localhost/")
    read = read_back(write(to=there))
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/markdown"]
    assert bodies(write(to=there)) == [Letter().text, Letter().markdown]
