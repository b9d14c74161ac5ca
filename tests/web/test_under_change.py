"""Fetches while the register changes all the time."""

from __future__ import annotations

from threading import Event, Thread

from icalendar import Calendar

from support.service import AUTUMN, Service

CHANGES = 300
FETCHES_AT_LEAST = 20


def test_a_fetch_amid_changes_is_always_a_whole_calendar_of_one_moment(service: Service) -> None:
    """Each change writes its number into the titles of both commitments at once: no feed mixes two."""
    path = service.add_feed("Tout")
    ids = [service.register(lambda r: r.add("Titre 0", window=AUTUMN)).id for _ in range(2)]
    done, failures = Event(), []

    def change() -> None:
        from tracker.register import Changes

        try:
            for number in range(1, CHANGES + 1):
                service.register(
                    lambda r, n=number: [r.edit(one, Changes(title=f"Titre {n}")) for one in ids]
                )
        except Exception as failure:
            failures.append(failure)
        finally:
            done.set()

    writer = Thread(target=change)
    writer.start()
    seen: list[str] = []
    tags: dict[str, bytes] = {}
    while not done.is_set() or len(seen) < FETCHES_AT_LEAST:
        answer = service.get(path)
        assert answer.status_code == 200
        assert int(answer.headers["content-length"]) == len(answer.content)
        titles = {str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")}
        assert len(titles) == 1
        assert tags.setdefault(answer.headers["etag"], answer.content) == answer.content
        seen += titles
    writer.join()
    assert failures == []
    numbers = [int(title.rpartition(" ")[2]) for title in seen]
    assert numbers == sorted(numbers)
    assert numbers[-1] == CHANGES or int(service.get(path).text.count(f"Titre {CHANGES}")) == 2
