"""A feed as calendars fetch it: over a real socket."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

from icalendar import Calendar

from support.service import AUTUMN, Service
from tracker.commitments import Status
from tracker.feeds import hash_token


def promise(service: Service, title: str = "Visite de la Région") -> int:
    return int(service.register(lambda register: register.add(title, window=AUTUMN)).id)


def test_a_feed_is_a_calendar_with_the_headers_that_clients_need(service: Service) -> None:
    promise(service)
    response = service.get(service.add_feed("Bureau été"))
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'"[0-9a-f]{32,}"', response.headers["etag"])
    assert response.headers["last-modified"].endswith("GMT")
    assert response.headers["cache-control"].startswith("private")
    assert "filename*=UTF-8''Bureau%20%C3%A9t%C3%A9.ics" in response.headers["content-disposition"]
    assert response.headers["referrer-policy"] == "no-referrer"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Échéance\u00a0: Visite de la Région"]


def test_the_same_state_is_the_same_bytes_and_answers_304(service: Service) -> None:
    promise(service)
    path = service.add_feed("Bureau")
    first, second = service.get(path), service.get(path)
    assert first.content == second.content
    unchanged = service.get(path, If_None_Match=first.headers["etag"])
    assert unchanged.status_code == 304
    assert unchanged.content == b""
    assert unchanged.headers["etag"] == first.headers["etag"]
    by_date = service.get(path, If_Modified_Since=first.headers["last-modified"])
    assert by_date.status_code == 304


def test_an_unchanged_feed_reads_no_commitment_however_many_there_are(service: Service) -> None:
    for number in range(5):
        promise(service, f"Promesse {number}")
    path = service.add_feed("Bureau")
    tag = service.get(path).headers["etag"]
    service.statements.clear()
    assert service.get(path, If_None_Match=tag).status_code == 304
    assert not any("FROM commitment" in statement for statement in service.statements)
    assert len([s for s in service.statements if s.startswith("SELECT")]) <= 3


def test_a_glance_and_a_transaction_tell_the_same_of_every_feed(service: Service) -> None:
    promise(service)
    living, gone = service.add_feed("Bureau"), service.add_feed("Perdu")
    service.revoke("Perdu")
    glance = service.database.feed_glance()
    assert glance is not None
    for path in (living, gone, "/feeds/inconnu.ics"):
        token_hash = hash_token(path.removeprefix("/feeds/").removesuffix(".ics"))
        with service.database.books() as books:
            assert glance(token_hash) == books.feeds.state(token_hash)
    assert glance(hash_token(living.removeprefix("/feeds/").removesuffix(".ics"))) is not None


def test_a_change_gives_a_new_tag_and_the_new_words(service: Service) -> None:
    number = promise(service)
    path = service.add_feed("Bureau")
    before = service.get(path)
    service.clock.moment += timedelta(minutes=5)
    service.register(lambda register: register.set_status(number, Status.KEPT, note="Faite"))
    after = service.get(path, If_None_Match=before.headers["etag"])
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
    assert "✓" in after.text


def test_a_new_day_is_a_new_state(service: Service) -> None:
    promise(service)
    path = service.add_feed("Bureau")
    before = service.get(path)
    service.clock.moment += timedelta(days=150)
    after = service.get(path, If_Modified_Since=before.headers["last-modified"])
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]


def test_head_tells_what_get_would_without_the_body(service: Service) -> None:
    import httpx

    promise(service)
    path = service.add_feed("Bureau")
    got = service.get(path)
    head = httpx.head(service.address + path, headers={"Accept-Encoding": "identity"})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == str(len(got.content))


def test_whoever_takes_gzip_gets_it_and_whoever_refuses_it_does_not(service: Service) -> None:
    promise(service)
    path = service.add_feed("Bureau")
    plain = service.get(path)
    assert "content-encoding" not in plain.headers
    assert "accept-encoding" in plain.headers["vary"].lower()
    packed = service.get(path, Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content
    refused = service.get(path, Accept_Encoding="gzip;q=0, identity")
    assert "content-encoding" not in refused.headers
    document = service.feeds.find(path.removeprefix("/feeds/").removesuffix(".ics"))
    assert document is not None
    assert document.packed is not None
    assert gzip.decompress(document.packed.whole.body) == document.plain.whole.body


def test_each_coding_has_a_tag_of_its_own_and_a_copy_in_either_is_still_right(service: Service) -> None:
    promise(service)
    path = service.add_feed("Bureau")
    tags = {
        coding: service.get(path, Accept_Encoding=coding).headers["etag"] for coding in ("identity", "gzip")
    }
    assert tags["identity"] != tags["gzip"]
    for known in tags.values():
        for accepted in ("identity", "gzip"):
            answer = service.get(path, Accept_Encoding=accepted, If_None_Match=f'"old", W/{known}')
            assert (answer.status_code, answer.headers["etag"]) == (304, known)
    by_date = service.get(path, Accept_Encoding="gzip", If_Modified_Since="Fri, 31 Dec 2100 00:00:00 GMT")
    assert (by_date.status_code, by_date.headers["etag"]) == (304, tags["gzip"])


def test_tags_may_come_on_several_lines(service: Service) -> None:
    import httpx

    path = service.add_feed("Bureau")
    known = service.get(path).headers["etag"]
    lines = [("If-None-Match", '"old"'), ("If-None-Match", known), ("Accept-Encoding", "identity")]
    assert httpx.get(service.address + path, headers=lines).status_code == 304


def test_a_304_says_nothing_of_the_body_that_it_does_not_have(service: Service) -> None:
    path = service.add_feed("Bureau")
    unchanged = service.get(path, If_None_Match="*")
    told = {"date", "etag", "last-modified", "cache-control", "vary"}
    assert set(unchanged.headers) - {"server"} == told


def test_a_second_change_within_a_second_is_told_to_whoever_has_only_a_date(service: Service) -> None:
    number = promise(service)
    path = service.add_feed("Bureau")
    first = service.get(path)
    service.clock.moment += timedelta(milliseconds=1)
    service.register(lambda register: register.set_status(number, Status.WAITING))
    second = service.get(path, If_Modified_Since=first.headers["last-modified"])
    assert second.headers["last-modified"] == first.headers["last-modified"]
    assert (second.status_code, second.content == first.content) == (200, False)
    assert service.get(path, If_None_Match=second.headers["etag"]).status_code == 304


def test_a_glance_that_fails_leaves_the_answer_to_a_transaction(service: Service) -> None:
    path = service.add_feed("Bureau")
    assert service.get(path).status_code == 200
    with service.database.begin(write=True) as connection:
        connection.exec_driver_sql("ALTER TABLE feed RENAME TO elsewhere")
    glance = service.database.feed_glance()
    assert glance is not None
    assert glance("0" * 64) is None
    with service.database.begin(write=True) as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO feed")
    assert service.get(path).status_code == 200


def test_revoking_one_feed_leaves_the_others_alive(service: Service) -> None:
    promise(service)
    lost, kept = service.add_feed("Perdu"), service.add_feed("Gardé")
    assert service.get(lost).status_code == 200
    service.revoke("Perdu")
    assert service.get(lost).status_code == 404
    assert service.get(kept).status_code == 200


def test_an_unknown_address_and_a_revoked_one_answer_alike(service: Service) -> None:
    path = service.add_feed("Perdu")
    service.revoke("Perdu")
    revoked, unknown = service.get(path), service.get("/feeds/" + "x" * 43 + ".ics")
    hidden = {"date"}
    told = [
        (r.status_code, r.content, {k: v for k, v in r.headers.items() if k not in hidden})
        for r in (revoked, unknown)
    ]
    assert told[0] == told[1]
    assert revoked.status_code == 404


def test_guessing_is_slowed_down(service: Service) -> None:
    path = service.add_feed("Bureau")
    answers = [service.get(f"/feeds/guess-{number}.ics").status_code for number in range(31)]
    assert answers[:30] == [404] * 30
    assert answers[30] == 429
    assert service.get(path).status_code == 429
    service.clock.moment += timedelta(minutes=2)
    assert service.get(path).status_code == 200


def test_the_last_use_is_recorded_by_one_write_for_many_fetches(service: Service) -> None:
    path = service.add_feed("Bureau")
    service.statements.clear()
    for _ in range(5):
        service.get(path)
    assert not any(statement.startswith("UPDATE") for statement in service.statements)
    service.feeds.record_uses()
    with service.database.books() as books:
        assert books.feeds.all()[0].last_used_at == service.clock.now()


def test_nothing_but_reading_is_allowed_and_nothing_else_is_there(service: Service) -> None:
    import httpx

    path = service.add_feed("Bureau")
    assert httpx.post(service.address + path).status_code == 405
    assert service.get("/").status_code == 404
    assert service.get("/feeds/").status_code == 404
    assert service.get("/feeds/..%2f..%2fsuivi.db.ics").status_code == 404


def test_the_token_is_kept_only_as_a_hash(service: Service) -> None:
    token = service.add_feed("Bureau").removeprefix("/feeds/").removesuffix(".ics")
    assert len(token) >= 43  # 256 bits in base64
    raw = (service.database.place,)
    from pathlib import Path

    content = b"".join(p.read_bytes() for p in Path(raw[0]).parent.glob("suivi.db*"))
    assert token.encode() not in content
