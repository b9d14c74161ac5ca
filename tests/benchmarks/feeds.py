"""How fast feeds are written and served, beside plain `icalendar` and a trivial application in the same run.

    python tests/benchmarks/feeds.py            all of it, about three minutes
    python tests/benchmarks/feeds.py --quick    fewer events

Writing: a calendar of N events cold, warm and after one change, beside `icalendar` building and
rendering the same properties; peak memory of each in a process of its own. Serving: 304, gzipped 200 and
plain 200 a second over keep-alive connections, beside a Starlette application that answers the same bytes
from a constant, each on its own uvicorn. Ratios count; figures depend on the machine, and on a busy one
only the CPU time that a server spends on an answer says anything.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

TODAY = date(2024, 9, 2)
CHANGED = datetime(2024, 9, 2, 13, tzinfo=UTC)
DAY = timedelta(days=1)
CONNECTIONS = 8


def commitments(number: int) -> list[Any]:
    from dataclasses import replace

    from tracker.commitments import Commitment, Direction, Firmness, Mission, Party, Status
    from tracker.dates.window import Kind, Precision, Window

    parties = [Party(n, f"Ville de Valmont-{n}") for n in range(40)]
    missions = [Mission(n, f"Mission d’été à Valmont, {2000 + n}") for n in range(20)]
    model = Commitment(
        id=0,
        uid="",
        title="",
        quote="Le Service enverra à la Ville, d’ici l’automne, le devis détaillé que l’échange appelle.",
        firmness=Firmness.COMMITMENT,
        direction=Direction.OURS,
        status=Status.TODO,
        window=Window("", None, Precision.DAY, None, None),
        known_since=TODAY,
        created_at=CHANGED,
        updated_at=CHANGED,
    )
    found = []
    for n in range(1, number + 1):
        day = TODAY + timedelta(days=n % 700)
        window = Window(day.isoformat(), day.isoformat(), Precision.DAY, day, day, Kind.DEADLINE)
        found.append(
            replace(
                model,
                id=n,
                uid=f"uid-{n}",
                title=f"Envoyer le devis n° {n} à la délégation",
                window=window,
                mission=missions[n % 20],
                actors=(parties[n % 40],),
                counterparts=(parties[(n + 7) % 40],),
            )
        )
    return found


def plain(found: list[Any]) -> bytes:
    """What a program without care would do: one tree of `icalendar`, rendered at each request."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//bench//FR")
    calendar.add("version", "2.0")
    for it in found:
        event = Event()
        event.add("uid", it.uid)
        event.add("summary", it.title)
        event.add("dtstart", it.window.latest)
        event.add("dtend", it.window.latest + DAY)
        event.add("dtstamp", it.updated_at)
        event.add("created", it.created_at)
        event.add("last-modified", it.updated_at)
        event.add("sequence", it.revision)
        event.add("description", f"Échéance : {it.window.wording}\nÉtat : à faire\n« {it.quote} »")
        event.add("categories", [it.mission.title, *(party.name for party in it.parties)])
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()


def rendered(renderer: Any, found: list[Any]) -> bytes:
    from tracker.words import Words

    body: bytes = renderer.render("Tout", found, today=TODAY, say=Words("fr"))
    return body


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def writing(number: int) -> None:
    from dataclasses import replace

    from tracker.feed import Renderer

    found = commitments(number)
    baseline = seconds(lambda: plain(found), 2)
    cold = seconds(lambda: rendered(Renderer(), found), 2)
    renderer = Renderer()
    rendered(renderer, found)
    warm = seconds(lambda: rendered(renderer, found))
    turns = iter(range(1, 100))

    def one_change() -> None:
        changed = list(found)
        changed[0] = replace(found[0], revision=next(turns))
        rendered(renderer, changed)

    after = seconds(one_change)
    print(f"\n{number} events, seconds of CPU")
    print(f"  plain icalendar {baseline:8.3f}")
    print(f"  cold            {cold:8.3f}   {cold / baseline:.2f} x plain")
    print(f"  warm            {warm:8.4f}   {baseline / warm:.0f} x faster than plain")
    print(f"  one change      {after:8.4f}   {after / warm:.2f} x warm")


def memory(number: int) -> None:
    print(f"\npeak memory with {number} events, beyond the commitments themselves")
    used = {}
    for kind in ("nothing", "plain", "ours"):
        code = f"import feeds; print(feeds.peak({kind!r}, {number}))"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        )
        used[kind] = int(done.stdout) / 1024
        print(f"  {kind:8} {used[kind]:7.0f} MB")
    print(f"  ours {used['ours'] / used['plain']:.2f} x plain, as whole processes")


def peak(kind: str, number: int) -> int:
    """KB, of this process."""
    found = commitments(number)
    if kind == "plain":
        plain(found)
    elif kind == "ours":
        from tracker.feed import Renderer

        renderer = Renderer()
        rendered(renderer, found)
        rendered(renderer, found)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


# Serving


class Clock:
    def now(self) -> datetime:
        return CHANGED


def serve_ours(url: str, listening: socket.socket) -> None:
    from db.engine import Database
    from tracker.web.app import make_app
    from tracker.web.feeds import FeedServer

    database = Database(url)
    feeds = FeedServer(database.books, Clock(), ZoneInfo("America/Toronto"), glance=database.feed_glance())
    _run(make_app(feeds, Clock()), listening)


def serve_trivial(body: bytes, compressed: bytes, tag: str, listening: socket.socket) -> None:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def feed(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = {"ETag": tag, "Content-Encoding": "gzip"}
            return Response(compressed, headers=headers, media_type="text/calendar")
        return Response(body, headers={"ETag": tag}, media_type="text/calendar")

    _run(Starlette(routes=[Route("/feeds/{token}.ics", feed)]), listening)


def _run(app: Any, listening: socket.socket) -> None:
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listening])


def ask(port: int, request: bytes, until: float, answers: Any) -> None:
    """One keep-alive connection, one request after the other; puts how many were answered."""
    count, connection = 0, socket.create_connection(("127.0.0.1", port))
    file = connection.makefile("rb")
    while time.monotonic() < until:
        connection.sendall(request)
        length, status = 0, file.readline().split()[1]
        while (line := file.readline()) != b"\r\n":
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if status != b"304":
            file.read(length)
        count += 1
    answers.put(count)


def rate(port: int, path: str, headers: str, wait: float) -> float:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
    answers: Any = multiprocessing.Queue()
    until = time.monotonic() + wait
    asking = [
        multiprocessing.Process(target=ask, args=(port, request, until, answers)) for _ in range(CONNECTIONS)
    ]
    for process in asking:
        process.start()
    total = sum(answers.get() for _ in asking)
    for process in asking:
        process.join()
    return total / wait


def serving(number: int, wait: float) -> None:
    import gzip

    import httpx
    import psutil

    from db.engine import Database
    from db.upkeep import upgrade
    from tracker.dates.window import Kind, Precision, Window
    from tracker.feeds import add_feed
    from tracker.ladders import nearest
    from tracker.planning import Rules
    from tracker.register import Register
    from tracker.web.listening import listen
    from tracker.workdays import Workdays

    url = f"sqlite:///{tempfile.mkdtemp()}/suivi.db"
    database = Database(url)
    upgrade(database)
    zone = ZoneInfo("America/Toronto")
    rules = Rules(nearest(), Workdays(""), zone, time_of_day(7, 30))
    with database.books(write=True) as books:
        register = Register(books, rules, by="bench", at=CHANGED)
        for n in range(number):
            day = TODAY + timedelta(days=n % 700)
            register.add(
                f"Envoyer le devis n° {n}",
                window=Window(day.isoformat(), day.isoformat(), Precision.DAY, day, day, Kind.DEADLINE),
                counterparts=[f"Ville de Valmont-{n % 40}"],
            )
        _, token = add_feed(books, "Tout", language="fr", by="bench", at=CHANGED)
    database.close()
    path = f"/feeds/{token}.ics"
    ours = listen("127.0.0.1", 0)
    server = multiprocessing.Process(target=serve_ours, args=(url, ours), daemon=True)
    server.start()
    first = httpx.get(f"http://127.0.0.1:{ours.getsockname()[1]}{path}", timeout=60)
    body, tag = first.content, first.headers["etag"]
    trivial = listen("127.0.0.1", 0)
    other = multiprocessing.Process(
        target=serve_trivial, args=(body, gzip.compress(body, 6), tag, trivial), daemon=True
    )
    other.start()
    servers = {
        "trivial": (psutil.Process(other.pid), trivial.getsockname()[1]),
        "ours": (psutil.Process(server.pid), ours.getsockname()[1]),
    }
    print(f"\nserving {number} events ({len(body) / 1024:.0f} KB), a second on {CONNECTIONS} connections")
    for label, headers in (
        ("304", f"If-None-Match: {tag}\r\n"),
        ("gzipped 200", "Accept-Encoding: gzip\r\n"),
        ("plain 200", ""),
    ):
        rates: dict[str, list[float]] = {"trivial": [], "ours": []}
        costs: dict[str, list[float]] = {"trivial": [], "ours": []}
        for _ in range(3):  # in turn, so that a busy moment meets both
            for name, (process, port) in servers.items():
                before = sum(process.cpu_times()[:2])
                rates[name].append(rate(port, path, headers, wait))
                spent = sum(process.cpu_times()[:2]) - before
                costs[name].append(spent / (rates[name][-1] * wait) * 1e6)
        base, own = (statistics.median(rates[name]) for name in ("trivial", "ours"))
        cheap, dear = (statistics.median(costs[name]) for name in ("trivial", "ours"))
        print(
            f"  {label:12} trivial {base:7.0f}   ours {own:7.0f}   {own / base:.2f} x"
            f"   CPU each {cheap:4.0f} and {dear:4.0f} µs   {cheap / dear:.2f} x"
        )
    print(f"  memory of the server: {servers['ours'][0].memory_info().rss / 2**20:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    writing(1_000 if quick else 10_000)
    memory(10_000 if quick else 100_000)
    serving(1_000, 1.0 if quick else 4.0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    multiprocessing.set_start_method("fork")
    main()
