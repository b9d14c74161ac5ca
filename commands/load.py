"""`suivi load FILE`: the answers that a calendar gives, taken into the register."""

from __future__ import annotations

from pathlib import Path

import click

from commands.app import App
from commands.show import Column
from commands.types import as_json
from commands.verbs import command as verb
from commands.verbs import option
from tracker.answers import Idle, Taken
from tracker.errors import Refused
from tracker.words import N_, Words

LARGEST = 25  # MB


_IDLE = {
    Idle.UNKNOWN: N_("not of this register"),
    Idle.NO_STATUS: N_("a status that no task has"),
    Idle.SAME: N_("unchanged"),
    Idle.OUTDATED: N_("left as it is: changed here since"),
    Idle.CLOSED: N_("closed here already"),
}


class SomeNotTaken(Refused):
    sentence = N_("Not taken: {names}. The others are done; mend these and load the file again.")


@verb(help=N_("Take in the tasks that somebody completed in a calendar (.ics); safe to repeat."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--dry-run", "--a-blanc", "dry", is_flag=True, help=N_("Only show what would change."))
@as_json
@click.pass_obj
def command(app: App, file: Path, dry: bool, as_json: bool) -> None:
    from tracker.answers import take, weigh
    from tracker.feed.answers import read_answers
    from tracker.reading.errors import TooLarge

    if file.stat().st_size > LARGEST * 1_000_000:
        raise TooLarge(name=file.name, limit=LARGEST)
    answers = read_answers(file.name, file.read_bytes(), app.config.office.zone)
    if dry:
        with app.open_books() as books:
            known = books.commitments.by_uids(answer.uid for answer in answers)
        taken = [weigh(answer, known.get(answer.uid)) for answer in answers]
    else:
        note = app.say(N_("Said in a calendar ({name})."), name=file.name)
        with app.register() as register:
            taken = take(register, answers, note=note)
    if as_json:
        app.screen.json([_json(it, app.say) for it in taken])
    else:
        _show(app, taken, dry)
    if failed := [it.answer.title or it.answer.uid for it in taken if it.failed]:
        raise SomeNotTaken(names=failed)


def _show(app: App, taken: list[Taken], dry: bool) -> None:
    say = app.say
    told = [it for it in taken if it.after or it.failed or it.idle in (Idle.CLOSED, Idle.OUTDATED)]
    if told:
        columns = [
            Column(say(N_("no.")), right=True),
            Column(say(N_("commitment")), wraps=True),
            Column(say(N_("status")), wraps=True),
        ]
        app.screen.table(columns, [[_number(it), _title(it), _tell(it, say)] for it in told])
    changed = sum(it.after is not None for it in taken)
    if dry:
        line = say.n("{n} status would change", "{n} statuses would change", changed)
    else:
        line = say.n("{n} status changed", "{n} statuses changed", changed)
    same = sum(it.idle is Idle.SAME for it in taken)
    app.screen.line(line + (" · " + say.n("{n} unchanged", "{n} unchanged", same) if same else ""))


def _number(it: Taken) -> str:
    return str(it.commitment.id) if it.commitment else "–"


def _title(it: Taken) -> str:
    return it.commitment.title if it.commitment else it.answer.title or it.answer.uid


def _tell(it: Taken, say: Words) -> str:
    if it.refused is not None:
        return say.failure(it.refused)
    if it.after is not None and it.commitment is not None:
        return say(N_("{before} → {after}"), before=it.commitment.status, after=it.after)
    return say(_IDLE[it.idle]) if it.idle else ""


def _json(it: Taken, say: Words) -> dict[str, object]:
    return {
        "uid": it.answer.uid,
        "id": it.commitment.id if it.commitment else None,
        "title": _title(it),
        "before": it.commitment.status if it.commitment else None,
        "after": it.after,
        "reason": it.idle or (say.failure(it.refused) if it.refused else None),
    }
