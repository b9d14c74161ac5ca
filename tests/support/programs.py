"""One of several programs on one register: `python -m support.programs TASK URL …`.

It opens the register, says so, and begins when it hears a line.
"""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from datetime import timedelta

from db.engine import Database
from db.upkeep import upgrade
from support.makers import AUTUMN, MONDAY, MONDAYS, RULES, day_window
from tracker.chains import ChainLoop
from tracker.commitments import After, Status
from tracker.feeds import FeedNameTaken, add_feed
from tracker.intake import Intake
from tracker.journal import Action, Entry
from tracker.ladders import parse
from tracker.register import Changes, NobodyToSnooze
from tracker.reminders import Delivery, DeliveryState


def journal(database: Database, name: str, times: str) -> None:
    """Append so many entries, each in a transaction of its own."""
    for number in range(int(times)):
        with database.books(write=True) as books:
            books.journal.append(Entry(MONDAY, name, Action.NOTED, "commitment", 1, {"number": number}))


def claim(database: Database, name: str, person: str, days: str) -> None:
    """Claim the digest of a person for each of so many days; print the days that were won."""
    for number in range(int(days)):
        day = MONDAY.date() + timedelta(days=number)
        with database.books(write=True) as books:
            won = books.deliveries.claim(
                Delivery(0, int(person), day, f"<{day}@example.org>", DeliveryState.CLAIMED, claimed_by=name)
            )
        if won is not None:
            print(day)


def name_all(database: Database, *names: str) -> None:
    """Ask for parties, missions and feeds by names that others ask for at the same time."""
    with database.books(write=True) as books:
        for name in names:
            books.parties.named(name)
            books.missions.named(name)
    for name in names:
        with database.books(write=True) as books:
            try:
                add_feed(books, name, language="fr", by=names[0], at=MONDAY)
            except FeedNameTaken:
                continue


def work(database: Database, seed: str, times: str) -> None:
    """Change random commitments in every way there is; print how often each was changed."""
    chance = random.Random(int(seed))  # noqa: S311 - chance, not secrecy
    changed: dict[int, int] = {}
    for number in range(int(times)):
        with database.books(write=True) as books:
            register = Intake(books, RULES, by=f"writer {seed}", at=MONDAY + timedelta(minutes=number))
            people = books.people.all()
            ids = [commitment.id for commitment in books.commitments.select()]
            for commitment_id in chance.sample(ids, k=min(2, len(ids))):
                revision = books.commitments.get(commitment_id).revision
                what = chance.randrange(7)
                if what == 0:
                    after = register.assign(commitment_id, chance.choice(people))
                elif what == 1:
                    windows = [AUTUMN, MONDAYS, day_window(MONDAY.date() + timedelta(chance.randrange(60)))]
                    after = register.postpone(commitment_id, chance.choice(windows))
                elif what == 2:
                    after = register.set_status(commitment_id, chance.choice(list(Status)), note="c’est dit")
                elif what == 3:
                    party = f"Partenaire {chance.randrange(10)}"
                    after = register.edit(commitment_id, Changes(counterparts=(party,)))
                elif what == 4:
                    until = MONDAY.date() + timedelta(10 + chance.randrange(60))
                    with suppress(NobodyToSnooze):
                        register.snooze(commitment_id, until, note="plus tard")
                    after = books.commitments.get(commitment_id)
                elif what == 5:
                    own = parse({"day": [f"ahead-{1 + chance.randrange(30)}"]})
                    after = register.give_commitment(books.commitments.get(commitment_id), own)
                else:
                    after = register.note(commitment_id, f"writer {seed}, {number}")
                changed[commitment_id] = changed.get(commitment_id, 0) + after.revision - revision
    for commitment_id, revisions in changed.items():
        print(commitment_id, revisions)


def make(database: Database) -> None:
    """Make the register; print whether this was the one that did, and the register's name."""
    print(upgrade(database))
    with database.books() as books:
        print(books.office_id)


def hang(database: Database, number: str, other: str) -> None:
    """Count one commitment from another; print whether that was still possible."""
    with database.books(write=True) as books:
        register = Intake(books, RULES, by=number, at=MONDAY)
        try:
            register.hang(int(number), After(int(other), "dans les 30 jours", "fr"))
        except ChainLoop:
            print("refused")
        else:
            print("hung")


TASKS = {"make": make, "journal": journal, "claim": claim, "name_all": name_all, "work": work, "hang": hang}


def main(task: str, url: str, *args: str) -> None:
    database = Database(url)
    if task != "make":
        with database.books():
            pass
    print("ready", flush=True)
    sys.stdin.readline()
    TASKS[task](database, *args)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
