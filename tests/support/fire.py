"""Rounds under fire: several processes on one register, killed at random while mail leaves."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from db.engine import Database
from support.makers import MONDAY, RULES, day_window, make_commitment, make_person
from tracker.planning import refresh

DUE = date(2024, 10, 10)
TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What a battle came to; `doubled` are mails that came twice, all under the Message-ID of the first."""

    kills: int
    rounds: int
    delivered: int
    doubled: int
    lost: int


def arm(url: str, people: int, reminders: int) -> list[str]:
    """Put so many due reminders for so many people into a register; their addresses."""
    database = Database(url)
    with database.books(write=True) as books:
        owners = [
            books.people.add(make_person(f"Personne {number}", email=f"fire{number}@example.org"))
            for number in range(people)
        ]
        commitments = [
            books.commitments.add(
                make_commitment(
                    title=f"Envoyer le devis {number}", window=day_window(DUE), owner=owners[number % people]
                )
            )
            for number in range(reminders)
        ]
        refresh(books, commitments, RULES, DUE - timedelta(days=100), at=MONDAY)
    database.close()
    return [owner.email for owner in owners]


def battle(bureau: Any, moment: datetime, *, kills: int, seed: int) -> Told:
    """Keep four rounds running and kill one of them at random moments, until all is sent.

    Each kill waits for a random number of mails to have gone since the last one, or for a new process to
    be at a random place of its start: before its first claim, between two, or in a mail.
    """
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    running: list[subprocess.Popen[str]] = []
    killed = rounds = 0
    expected = len(bureau.people)
    while True:
        running = [process for process in running if process.poll() is None]
        done = len(bureau.post.times()) == expected
        if killed >= kills or done:
            break
        while len(running) < TOGETHER:
            running.append(bureau.start("round", bureau.folder, moment.isoformat()))
            rounds += 1
        goal = len(bureau.post.taken) + chance.choice([0, 1, 1, 2, 3])
        patience = time.monotonic() + 5
        while len(bureau.post.taken) < goal and time.monotonic() < patience:
            if all(process.poll() is not None for process in running):
                break
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
        target = chance.choice(running)
        if target.poll() is None:
            target.kill()
            killed += 1
    for process in running:
        process.wait()
    assert bureau.round(moment=moment) == 0
    before = len(bureau.post.taken)
    assert bureau.round(moment=moment) == 0
    assert len(bureau.post.taken) == before, "a further round has nothing to send"
    return _count(bureau, killed, rounds)


def _count(bureau: Any, kills: int, rounds: int) -> Told:
    times: Counter[str] = bureau.post.times()
    twice = {address for address, number in times.items() if number > 1}
    names: dict[str, set[str]] = {}
    for address, message_id in bureau.post.taken:
        names.setdefault(address, set()).add(message_id)
    assert all(len(names[address]) == 1 for address in twice), "twice, but not under one Message-ID"
    return Told(
        kills=kills,
        rounds=rounds,
        delivered=len(times),
        doubled=sum(times[address] - 1 for address in twice),
        lost=len(set(bureau.people) - times.keys()),
    )
