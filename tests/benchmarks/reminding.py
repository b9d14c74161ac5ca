"""What reminding costs, beside the least that the same work can cost in the same run.

    python tests/benchmarks/reminding.py            100,000 commitments, about five minutes
    python tests/benchmarks/reminding.py --quick    10,000

A round: 1,000 due reminders in 100 digests, beside a bare script (sqlite3, email, one fsync a mail) on the
same rows, and beside the same round among a tenth of the commitments; neither counts the loading of modules.
A round with nothing due beside a bare `suivi --version` that opens the database. A stopped week: reminders
of seven days, all late, beside the jobs that APScheduler's own store hands out. Planning beside a bulk
insert of the same rows. Ratios count.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__)
ROOT = HERE.parents[2]
TODAY = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 14, tzinfo=UTC)
PEOPLE, DUE, STAGES = 100, 1_000, 4
QUOTE = "Le Service enverra à la Ville, d’ici l’automne, le devis détaillé que l’échange appelle. " * 3


def rules() -> Any:
    from tracker.ladders import nearest
    from tracker.planning import Rules
    from tracker.workdays import Workdays

    return Rules(nearest(), Workdays(""), ZoneInfo("America/Toronto"), time_of_day(7, 30))


def register(folder: Path, number: int, due: int, days: int = 1) -> Any:
    """A register of so many commitments with four planned rows each, `due` of them due in the last `days`."""
    from sqlalchemy import insert

    from db import tables as t
    from db.engine import Database
    from db.upkeep import upgrade

    database = Database(f"sqlite:///{folder / 'suivi.db'}")
    upgrade(database)
    with database.begin(write=True) as connection:
        people = [
            {
                "name": f"Personne {n}",
                "email": f"p{n}@example.org",
                "language": "fr",
                "role": "owner",
                "active": True,
            }
            for n in range(1, PEOPLE + 1)
        ]
        connection.execute(insert(t.person), people)
        connection.execute(insert(t.commitment), list(_commitments(number, due, days)))
        connection.execute(insert(t.reminder), list(_reminders(number, due, days)))
        connection.exec_driver_sql("ANALYZE")
    with database.books(write=True) as books:
        books.rules = rules().name
    return database


def _last_day(n: int, due: int, days: int) -> date:
    return TODAY + timedelta(days=7 - n % days if n <= due else 40 + n % 600)


def _commitments(number: int, due: int, days: int) -> Iterator[dict[str, Any]]:
    for n in range(1, number + 1):
        day = _last_day(n, due, days)
        yield {
            "uid": f"uid-{n}",
            "title": f"Envoyer le devis n° {n} à la délégation",
            "quote": QUOTE,
            "firmness": "commitment",
            "direction": "ours",
            "status": "todo",
            "wording": day.isoformat(),
            "edtf": day.isoformat(),
            "precision": "day",
            "earliest": day,
            "latest": day,
            "kind": "deadline",
            "known_since": TODAY - timedelta(days=1),
            "created_at": NOW,
            "updated_at": NOW - timedelta(days=1),
            "revision": 0,
            "window_revision": 0,
            "owner_id": n % PEOPLE + 1,
        }


def _reminders(number: int, due: int, days: int) -> Iterator[dict[str, Any]]:
    for n in range(1, number + 1):
        last = _last_day(n, due, days)
        for word, ahead in (("ahead-7", 7), ("ahead-1", 1), ("day", 0), ("overdue-1", -1)):
            day = last - timedelta(days=ahead)
            yield {
                "commitment_id": n,
                "window_revision": 0,
                "stage": word,
                "recipient_id": n % PEOPLE + 1,
                "on_day": day,
                "nominal": day,
                "rule": word.removesuffix("-1") if word.startswith("overdue") else word,
                "addressed_to": "owner",
                "fate": "planned",
            }


def one_round(database: Any, folder: Path) -> Any:
    from tracker.clock import FixedClock
    from tracker.mail.channel import open_channel
    from tracker.mail.settings import MailSettings
    from tracker.rounds import Post, Round

    settings = MailSettings("suivi@example.org", outbox=folder / "outbox")
    post = Post(settings, lambda: open_channel(settings))
    return Round(database.books, post, rules(), clock=FixedClock(NOW), worker="bench").run(NOW)


def floor(folder: Path) -> int:
    """The same rows by hand: one query, one plain mail a person, one fsync and one commit for each."""
    db = sqlite3.connect(folder / "suivi.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    rows = db.execute(
        "SELECT r.id, r.recipient_id, c.id, c.title, c.quote, c.latest FROM reminder r"
        " JOIN commitment c ON c.id = r.commitment_id WHERE r.fate = 'planned' AND r.on_day <= ?",
        (TODAY.isoformat(),),
    ).fetchall()
    db.executemany("UPDATE reminder SET fate = 'claimed' WHERE id = ?", [(row[0],) for row in rows])
    db.execute("COMMIT")
    of: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        of[row[1]].append(row)
    (folder / "floor").mkdir(exist_ok=True)
    for person, theirs in of.items():
        text = "\n\n".join(f"{row[2]} {row[3]} – {row[5]}\n« {row[4]} »" for row in theirs)
        mail = EmailMessage()
        mail["From"], mail["To"] = "suivi@example.org", f"p{person}@example.org"
        mail["Subject"], mail["Message-ID"] = f"Suivi – {len(theirs)} cette semaine", f"<{person}@bench>"
        mail.set_content(text)
        mail.add_alternative("<p>" + text.replace("\n", "<br>") + "</p>", subtype="html")
        with (folder / "floor" / f"{person}.eml").open("wb") as file:
            file.write(mail.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        db.execute("BEGIN IMMEDIATE")
        db.executemany("UPDATE reminder SET fate = 'sent' WHERE id = ?", [(row[0],) for row in theirs])
        db.execute("COMMIT")
    db.close()
    return len(of)


def measured(work: str, number: int, due: int, days: int = 1) -> tuple[float, float]:
    """Seconds and MB of one piece of work in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE), "--only", work, str(number), str(due), str(days)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    taken, size = done.stdout.split()
    return float(taken), float(size)


def make(folder: Path, number: int, due: int, days: int) -> None:
    """A register, made by another process: the peak of this one would be that of its children too."""
    words = [sys.executable, str(HERE), "--make", str(folder), str(number), str(due), str(days)]
    subprocess.run(words, check=True)


def only(work: str, number: int, due: int, days: int) -> None:
    """In a fresh process on a register made by another one, so that the peak is that of the work."""
    folder = Path(tempfile.mkdtemp())
    make(folder, number, due, days)
    from db.engine import Database

    for module in ("db.books", "tracker.feed", "tracker.mail.outbox", "tracker.rounds.sending", "jinja2"):
        import_module(module)  # those of the bare script are loaded above

    database = Database(f"sqlite:///{folder / 'suivi.db'}")
    start = time.perf_counter()
    if work == "floor":
        floor(folder)
    else:
        one_round(database, folder)
    taken = time.perf_counter() - start
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def rounds(number: int) -> None:
    print(f"\na round: {DUE} due of {STAGES * number} rows, {PEOPLE} digests to an outbox")
    least, _ = measured("floor", number, DUE)
    tenth, _ = measured("round", number // 10, DUE)
    ours, size = measured("round", number, DUE)
    print(f"  the bare script        {least:7.3f} s")
    print(f"  among a tenth of them  {tenth:7.3f} s")
    print(
        f"  ours                   {ours:7.3f} s   "
        f"{ours / least:.2f} x bare, {ours / tenth:.2f} x a tenth, {size:.0f} MB"
    )


def idle(number: int) -> None:
    from commands.app import App  # noqa: F401 - compiled before it is timed

    folder = Path(tempfile.mkdtemp())
    make(folder, number, 0, 1)
    suivi = Path(sys.executable).parent / "suivi"
    environment = {
        **os.environ,
        "SUIVI_DATABASE_URL": f"sqlite:///{folder / 'suivi.db'}",
        "HOME": str(folder),
    }
    opened = "from db.engine import Database; import sys\nwith Database(sys.argv[1]).books(): pass"
    for_version = [sys.executable, "-c", f"import commands.main; {opened}", environment["SUIVI_DATABASE_URL"]]
    for_round = [str(suivi), "remind", "run", "--as-of", "2025-03-03T14:00:00Z"]
    taken: dict[str, list[float]] = {"version": [], "round": []}
    for _ in range(9):
        for name, command in (("version", for_version), ("round", for_round)):
            start = time.perf_counter()
            subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)
            taken[name].append(time.perf_counter() - start)
    base, own = (statistics.median(taken[name][1:]) for name in ("version", "round"))
    print(
        f"\nnothing due among {number}: {own:.3f} s, "
        f"{own / base:.2f} x the command that opens the database ({base:.3f} s)"
    )


def stopped_week(number: int) -> None:
    ours, size = measured("round", number, number, days=7)
    print(
        f"\na stopped week: {number} late reminders in {ours:.2f} s, "
        f"{number / ours:.0f} a second, {size:.0f} MB"
    )
    jobs = min(number, 2_000)
    taken = apscheduler(jobs)
    print(
        f"  {number / ours / (jobs / taken):.0f} x APScheduler's store, "
        f"which hands out {jobs / taken:.0f} jobs a second"
    )


def nothing(number: int) -> None:
    """A job that does as little as can be."""


def apscheduler(jobs: int) -> float:
    """Seconds until so many jobs that are due at once have left the store."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    place = Path(tempfile.mkdtemp()) / "jobs.db"
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{place}")},
        timezone=UTC,
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    for number in range(jobs):
        scheduler.add_job(nothing, "date", run_date=datetime.now(UTC), args=[number], id=f"j{number}")
    looking = sqlite3.connect(place, timeout=30)
    start = time.perf_counter()
    scheduler.resume()
    while looking.execute("SELECT count(*) FROM apscheduler_jobs").fetchone()[0]:
        time.sleep(0.02)
    taken = time.perf_counter() - start
    scheduler.shutdown(wait=False)
    return taken


def planning(number: int) -> None:
    from sqlalchemy import delete, insert, select

    from db import tables as t
    from tracker.planning import refresh

    folder = Path(tempfile.mkdtemp())
    database = register(folder, number, 0)
    with database.begin(write=True) as connection:
        connection.execute(delete(t.reminder))
    with database.books(write=True) as books:
        commitments = books.commitments.select()
        start = time.perf_counter()
        refresh(books, commitments, rules(), TODAY, at=NOW)
        ours = time.perf_counter() - start
    columns = [column for column in t.reminder.c if column.name != "id"]
    with database.begin() as connection:
        rows = [dict(row._mapping) for row in connection.execute(select(*columns))]
    with database.begin(write=True) as connection:
        connection.execute(delete(t.reminder))
    with database.begin(write=True) as connection:
        start = time.perf_counter()
        connection.execute(insert(t.reminder), rows)
        bulk = time.perf_counter() - start
    print(
        f"\nplanning {number} commitments: {len(rows)} rows in {ours:.2f} s, "
        f"{ours / bulk:.2f} x a bulk insert of the same rows ({bulk:.2f} s)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        only(asked.only[0], *map(int, asked.only[1:]))
    elif asked.make:
        register(Path(asked.make[0]), *map(int, asked.make[1:])).close()
    else:
        number = 10_000 if asked.quick else 100_000
        # The last is done in this process, whose peak others would inherit.
        works: list[Callable[[int], None]] = [rounds, idle, stopped_week, planning]
        for work in works:
            work(number)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
