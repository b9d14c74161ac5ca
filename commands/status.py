"""`suivi status ID… STATUS`: what became of it, with the proof."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from commands.app import App
from commands.present import commitment_json, commitments_json
from commands.types import DAY, NUMBER, STATUS, as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.errors import Missing
from tracker.words import N_

if TYPE_CHECKING:
    from tracker.commitments import Commitment
    from tracker.intake import Intake
    from tracker.register import ProofFile


class NoSuchProof(Missing):
    sentence = N_("“{text}” is neither a link (https://…) nor a file that exists. Nothing was changed.")


@verb(help=N_("Change the status of one or several commitments: status 3 4 kept --proof LINK."))
@click.argument("numbers", nargs=-1, required=True, type=NUMBER, metavar=N_("NUMBER…"))
@click.argument("status", type=STATUS, metavar=N_("STATUS"))
@option("--proof", "--preuve", "proofs", multiple=True, metavar=N_("LINK|FILE"), help=N_("What shows it."))
@option("--note", metavar=N_("TEXT"), help=N_("A sentence for the history; the reason when dropped."))
@option("--on", "--le", type=DAY, metavar=N_("DAY"), help=N_("The day it closed; today if not given."))
@option(
    "--next",
    "--suivant",
    "next_due",
    is_flag=False,
    flag_value="",
    metavar=N_("[WORDING]"),
    help=N_("Add the next one, due so long after: “in six months”; alone, the next time of what comes back."),
)
@as_json
@click.pass_obj
def command(
    app: App,
    numbers: tuple[int, ...],
    status: object,
    proofs: tuple[str, ...],
    note: str | None,
    on: date | None,
    next_due: str | None,
    as_json: bool,
) -> None:
    from tracker.commitments import Status

    assert isinstance(status, Status)  # noqa: S101 - the argument's type saw to it
    links, paths = _sort(proofs)
    with app.register() as register:
        files = [_keep(path, app.folder(app.config.files.proofs)) for path in paths]
        changed = [
            register.set_status(number, status, links=links, files=files, note=note, on=on)
            for number in dict.fromkeys(numbers)
        ]
        following = {it.id: _follow(app, register, it, next_due) for it in changed if next_due is not None}
        next_days = register.books.reminders.next_days([it.id for it in (*changed, *following.values())])
    if as_json:
        told = commitments_json(changed, app.day(), next_days)
        for value, it in zip(told, following.values(), strict=False):
            value["next"] = commitment_json(it, app.day(), next_days.get(it.id))
        app.screen.json(told)
        return
    for commitment in changed:
        app.screen.line(
            app.say(
                N_("Commitment {id}: {status} – {title}."),
                id=commitment.id,
                status=commitment.status,
                title=commitment.title,
            )
        )
        if (sequel := following.get(commitment.id)) is not None:
            window = app.say.window(sequel.window)
            line = app.say(N_("Commitment {id} follows it: {window}."), id=sequel.id, window=window)
            if day := next_days.get(sequel.id):
                line += " " + app.say(N_("Next reminder: {day}."), day=day)
            app.screen.line(line)


def _follow(app: App, register: Intake, kept: Commitment, wording: str) -> Commitment:
    """The next one after what was kept; what is due is counted from the day it closed."""
    from tracker.chains import counted

    window = None
    if wording and kept.closed_on is not None:
        window = counted(wording, kept.closed_on, language=app.say.language, conventions=app.conventions)
    return register.follow(kept.id, window)


def _sort(proofs: tuple[str, ...]) -> tuple[list[str], list[Path]]:
    links, paths = [], []
    for proof in proofs:
        if urlsplit(proof).scheme in ("http", "https") and urlsplit(proof).netloc:
            links.append(proof)
        elif Path(proof).is_file():
            paths.append(Path(proof))
        else:
            raise NoSuchProof(text=proof)
    return links, paths


def _keep(path: Path, folder: Path) -> ProofFile:
    """A copy under its SHA-256: the same file twice is kept once, and no name can lead elsewhere."""
    from tracker.register import ProofFile

    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("rb") as source, tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    Path(copy.name).replace(folder / digest.hexdigest())
    return ProofFile(path.name, digest.hexdigest())
